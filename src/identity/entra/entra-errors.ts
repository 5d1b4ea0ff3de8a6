// Refusals of the token service. Microsoft's list of AADSTS codes gives the number and the gist;
// the status and OAuth's error follow RFC 6749 and RFC 8628 where the list says nothing of them.
import type { Basis } from '#kernel/catalogue.ts'

interface EntraEntry {
  readonly status: number
  /** OAuth's error. */
  readonly error: string
  readonly message: string
  readonly basis: Basis
}

const list = { documented: 'Microsoft Entra authentication and authorization error codes' }
/** Not on the list, but quoted by those who met it. */
const quoted: Basis = { recorded: 'quoted in public reports of the error' }
const fromMemory: Basis = {
  assumed: 'code and words are from memory: the list was not looked up',
}
const guessed = (what: string): Basis => ({ assumed: `the code is documented; ${what} is not` })

export const entraCatalogue = {
  50034: {
    status: 400,
    error: 'invalid_grant',
    message:
      'The user account {EUII Hidden} does not exist in the {tenant} directory. To sign into ' +
      'this application, the account must be added to the directory.',
    basis: list,
  },
  50057: {
    status: 400,
    error: 'invalid_grant',
    message: 'The user account is disabled.',
    basis: fromMemory,
  },
  7000112: {
    status: 401,
    error: 'unauthorized_client',
    message: "Application '{client}'({name}) is disabled.",
    basis: fromMemory,
  },
  50126: {
    status: 400,
    error: 'invalid_grant',
    message: 'Error validating credentials due to invalid username or password.',
    basis: list,
  },
  50027: {
    status: 401,
    error: 'invalid_client',
    message: 'JWT token is invalid or malformed.',
    basis: list,
  },
  500011: {
    status: 400,
    error: 'invalid_resource',
    message:
      'The resource principal named {resource} was not found in the tenant named {tenant}. This ' +
      'can happen if the application has not been installed by the administrator of the tenant ' +
      'or consented to by any user in the tenant. You might have sent your authentication ' +
      'request to the wrong tenant.',
    basis: list,
  },
  65004: {
    status: 400,
    error: 'authorization_declined',
    message: 'User declined to consent to access the app.',
    basis: guessed('its use for a declined device code'),
  },
  70000: {
    status: 400,
    error: 'invalid_grant',
    message: 'Provided grant is invalid or malformed.',
    basis: list,
  },
  70003: {
    status: 400,
    error: 'unsupported_grant_type',
    message: "The app requested an unsupported grant type '{grant}'.",
    basis: list,
  },
  70008: {
    status: 400,
    error: 'invalid_grant',
    message: 'The provided authorization code or refresh token has expired due to inactivity.',
    basis: list,
  },
  70016: {
    status: 400,
    error: 'authorization_pending',
    message: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    basis: list,
  },
  70018: {
    status: 400,
    error: 'bad_verification_code',
    message: 'Invalid verification code.',
    basis: list,
  },
  70019: {
    status: 400,
    error: 'expired_token',
    message: 'Verification code expired. Have the user retry the sign-in.',
    basis: list,
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    message:
      "Application with identifier '{client}' was not found in the directory '{tenant}'. This " +
      'can happen if the application has not been installed by the administrator of the tenant ' +
      'or consented to by any user in the tenant. You may have sent your authentication request ' +
      'to the wrong tenant.',
    basis: list,
  },
  70011: {
    status: 400,
    error: 'invalid_scope',
    message:
      "The provided request must include a 'scope' input parameter. The provided value for the " +
      "input parameter 'scope' is not valid. The scope {scope} is not valid.",
    basis: quoted,
  },
  700022: {
    status: 400,
    error: 'invalid_scope',
    message:
      "The provided value for the input parameter 'scope' is not valid because it contains more " +
      'than one resource.',
    basis: list,
  },
  700023: {
    status: 401,
    error: 'invalid_client',
    message: 'Client assertion audience claim does not match Realm issuer.',
    basis: { documented: 'troubleshooting of workload identity federation' },
  },
  700024: {
    status: 401,
    error: 'invalid_client',
    message: 'Client assertion is not within its valid time range.',
    basis: quoted,
  },
  700025: {
    status: 401,
    error: 'invalid_client',
    message:
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    basis: list,
  },
  700027: {
    status: 401,
    error: 'invalid_client',
    message:
      '{problem} [Reason - {reason}, Please visit the Azure Portal, Graph Explorer or directly use ' +
      "MS Graph to see configured keys for app Id '{client}'. Review the documentation at " +
      'https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service ' +
      'endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&' +
      'tabs=http to build a query request URL, such as ' +
      "'https://graph.microsoft.com/beta/applications/{client}'].",
    basis: list,
  },
  7000215: {
    status: 401,
    error: 'invalid_client',
    message:
      'Invalid client secret provided. Ensure the secret being sent in the request is the client ' +
      "secret value, not the client secret ID, for a secret added to app '{client}'.",
    basis: list,
  },
  7000218: {
    status: 401,
    error: 'invalid_client',
    message:
      "The request body must contain the following parameter: 'client_assertion' or " +
      "'client_secret'.",
    basis: list,
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    message:
      "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to " +
      'create new keys for your app: https://aka.ms/NewClientSecret, or consider using ' +
      'certificate credentials for added security: https://aka.ms/certCreds.',
    basis: list,
  },
  90002: {
    status: 400,
    error: 'invalid_request',
    message:
      "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are " +
      'signing into the correct cloud. Check with your subscription administrator, this may ' +
      'happen if there are no active subscriptions for the tenant.',
    basis: list,
  },
  900144: {
    status: 400,
    error: 'invalid_request',
    message: "The request body must contain the following parameter: '{name}'.",
    basis: list,
  },
  900561: {
    status: 405,
    error: 'invalid_request',
    message: 'The endpoint only accepts {accepted} requests. Received a {method} request.',
    basis: guessed('the status'),
  },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    message:
      'The provided value for scope {scope} is not valid. Client credential flows must have a ' +
      'scope value with /.default suffixed to the resource identifier (application ID URI).',
    basis: quoted,
  },
  501481: {
    status: 400,
    error: 'invalid_grant',
    message:
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    basis: list,
  },
  50011: {
    status: 400,
    error: 'invalid_request',
    message:
      "The redirect URI '{uri}' specified in the request does not match the redirect URIs " +
      "configured for the application '{client}'.",
    basis: list,
  },
  9002325: {
    status: 400,
    error: 'invalid_request',
    message:
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    basis: guessed('asking every public client for it'),
  },
  9002313: {
    status: 400,
    error: 'invalid_request',
    message: 'Invalid request. Request is malformed or invalid.',
    basis: list,
  },
} as const satisfies Readonly<Record<number, EntraEntry>>

export type EntraCode = keyof typeof entraCatalogue

/** A refusal of the token service. `names` fill the catalogue's words. */
export class EntraError extends Error {
  readonly code: EntraCode
  readonly status: number
  readonly error: string

  constructor(code: EntraCode, names: Readonly<Record<string, string>> = {}) {
    const entry: EntraEntry = entraCatalogue[code]
    super(entry.message.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole))
    this.name = 'EntraError'
    this.code = code
    this.status = entry.status
    this.error = entry.error
  }
}
