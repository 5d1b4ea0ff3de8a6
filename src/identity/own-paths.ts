// Which paths are Entra's and its neighbours', told without loading what answers them.

const TOKEN_SERVICE =
  /^\/*(devicelogin\/*$|[^/]+\/+(oauth2|v2\.0|\.well-known|discovery|openid|userrealm)\/)/i
const MANAGED_IDENTITY = /^\/(metadata\/identity|managed-identity|msi)\//i

/** Where Graph is reached on Resource Manager's own address. */
export const GRAPH_PATH = '/graph'

/** What every path of the token service looks like: most calls are not for it. */
export const isTokenService = (path: string): boolean => TOKEN_SERVICE.test(path)

/** The same for the endpoints that give machines their tokens. */
export const isManagedIdentity = (path: string): boolean => MANAGED_IDENTITY.test(path)
