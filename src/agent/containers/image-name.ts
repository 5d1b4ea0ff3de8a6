// Names of images as Docker writes them. Pure.

const DOCKER_HUB = 'docker.io'
/** What Docker's own tools and its users also call it. */
const ALSO_DOCKER_HUB = /^(index\.|registry-1\.|registry\.hub\.)?docker\.(io|com)$/

export interface ImageName {
  /** Host and port. */
  readonly server: string
  readonly repository: string
  /** `:TAG` or `@DIGEST`. */
  readonly version: string
}

const SERVER =
  /^(?:[a-z0-9](?:[\w-]*[a-z0-9])?(?:\.[a-z0-9](?:[\w-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/i
const REPOSITORY =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const VERSION = /^(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/
const PARTS = /^(?<path>[^@]+?)(?<version>(?::[\w][\w.-]*)?(?:@.*)?)$/

/**
 * What a name says in full: `busybox` is `docker.io/library/busybox:latest`. Undefined where it is no
 * name of an image in a registry: a path of this machine never is.
 */
export function imageNameOf(text: string): ImageName | undefined {
  const { path = '', version = '' } = PARTS.exec(text)?.groups ?? {}
  const [first = '', ...rest] = path.split('/')
  const hasServer = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  const server = hasServer ? first : DOCKER_HUB
  const named = hasServer ? rest.join('/') : path
  const isHub = isDockerHub(server)
  const repository = isHub && !named.includes('/') ? `library/${named}` : named
  if (!SERVER.test(server) || !REPOSITORY.test(repository) || !VERSION.test(version)) {
    return undefined
  }
  return { server: isHub ? DOCKER_HUB : server, repository, version: version || ':latest' }
}

const isDockerHub = (server: string): boolean => ALSO_DOCKER_HUB.test(server.toLowerCase())

export const fullName = ({ server, repository, version }: ImageName): string =>
  `${server}/${repository}${version}`

/** The host and port of a registry, however its address is written: `https://index.docker.io/v1/`. */
export function registryOf(address: string): string {
  const server = address.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '')
  return isDockerHub(server) ? DOCKER_HUB : server.toLowerCase()
}

/** Whether it is on this machine: then it may speak without TLS, as for Docker. */
export const isOnLoopback = (server: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(server)
