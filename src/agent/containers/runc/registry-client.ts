// Fetches an image from a registry into a directory as the OCI lays images out. Digests are checked, so
// that neither a registry nor what stands between can slip in something else.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ImageName, isOnLoopback } from '../image-name.ts'
import { ImageError } from '../runtime.ts'

interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

interface Manifest {
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

interface Index {
  readonly manifests: readonly (Descriptor & {
    readonly platform?: { readonly architecture: string; readonly os: string }
  })[]
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]
/** A manifest is a list of names: none is longer. */
const MANIFEST_BYTES = 4 * 1024 * 1024
const MOST_LAYERS = 512
const DIGEST = /^sha256:[0-9a-f]{64}$/
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

export interface Pull {
  readonly name: ImageName
  /** `NAME:PASSWORD` in base64. */
  readonly login: string | undefined
  readonly signal: AbortSignal
}

/** Fetches into `layout` and answers the digest of the manifest there. */
export async function pullInto(layout: string, pull: Pull): Promise<string> {
  const client = new Client(pull)
  const { repository, version } = pull.name
  const reference = version.includes('@') ? version.replace(/^.*@/, '') : version.slice(1)
  const manifest = await client.manifest(`/v2/${repository}/manifests/${reference}`)
  const { config, layers } = manifest
  if (!Array.isArray(layers) || layers.length > MOST_LAYERS || !config) {
    throw new ImageError('image', 'the manifest of the image is none')
  }
  const blobs = `${layout}/blobs/sha256`
  await mkdir(blobs, { recursive: true, mode: 0o700 })
  for (const blob of [config, ...layers]) {
    if (!DIGEST.test(blob.digest)) throw new ImageError('image', `${blob.digest} is no digest`)
    const response = await client.get(`/v2/${repository}/blobs/${blob.digest}`, [])
    await save(response, blob, `${blobs}/${blob.digest.slice('sha256:'.length)}`)
  }
  return await writeIndex(layout, manifest)
}

/** The media types of Docker's own images, as the OCI calls the same. */
const inOci = ({ mediaType, digest, size }: Descriptor): Descriptor => ({
  mediaType: mediaType
    .replace('application/vnd.docker.container.image.v1+json', `${OCI}config.v1+json`)
    .replace('application/vnd.docker.image.rootfs.diff.tar.gzip', `${OCI}layer.v1.tar+gzip`)
    .replace('application/vnd.docker.image.rootfs.diff.tar', `${OCI}layer.v1.tar`),
  digest,
  size,
})

const OCI = 'application/vnd.oci.image.'

async function writeIndex(layout: string, { config, layers }: Manifest): Promise<string> {
  const mediaType = `${OCI}manifest.v1+json`
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: inOci(config),
    layers: layers.map(inOci),
  })
  const hex = createHash('sha256').update(manifest).digest('hex')
  await writeFile(`${layout}/blobs/sha256/${hex}`, manifest)
  await writeFile(`${layout}/oci-layout`, JSON.stringify({ imageLayoutVersion: '1.0.0' }))
  const entry = {
    mediaType,
    digest: `sha256:${hex}`,
    size: Buffer.byteLength(manifest),
    annotations: { 'org.opencontainers.image.ref.name': TAG },
  }
  await writeFile(`${layout}/index.json`, JSON.stringify({ schemaVersion: 2, manifests: [entry] }))
  return hex
}

/** What the one image of a layout is called there. */
export const TAG = 'image'

async function save(response: Response, { digest, size }: Descriptor, path: string): Promise<void> {
  const hash = createHash('sha256')
  let bytes = 0
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(
        bytes > size ? new ImageError('image', `${digest} is longer than it should be`) : null,
        chunk,
      )
    },
  })
  await pipeline(
    Readable.from(response.body ?? []),
    check,
    createWriteStream(path, { mode: 0o600 }),
  )
  if (`sha256:${hash.digest('hex')}` !== digest) {
    throw new ImageError('image', `what the registry sent is not ${digest}`)
  }
}

class Client {
  readonly #pull: Pull
  readonly #origin: string
  #authorization: string | undefined

  constructor(pull: Pull) {
    const { server } = pull.name
    const host = server === 'docker.io' ? 'registry-1.docker.io' : server
    this.#pull = pull
    this.#origin = `${isOnLoopback(server) ? 'http' : 'https'}://${host}`
    if (pull.login !== undefined) this.#authorization = `Basic ${pull.login}`
  }

  /** Of this machine's kind, where there are several. */
  async manifest(path: string): Promise<Manifest> {
    const response = await this.get(path, MANIFESTS)
    const text = await response.text()
    if (text.length > MANIFEST_BYTES) throw new ImageError('image', 'the manifest is too long')
    const reference = path.slice(path.lastIndexOf('/') + 1)
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
    if (DIGEST.test(reference) && reference !== digest) {
      throw new ImageError('image', `what the registry sent is not ${reference}`)
    }
    const found = JSON.parse(text) as Manifest | Index
    if (!('manifests' in found)) return found
    const architecture = ARCHITECTURES[process.arch]
    const ours = found.manifests.find(
      ({ platform }) => platform?.os === 'linux' && platform.architecture === architecture,
    )
    if (!ours) throw new ImageError('image', `no matching manifest for linux/${architecture}`)
    return this.manifest(`${path.slice(0, path.lastIndexOf('/'))}/${ours.digest}`)
  }

  async get(path: string, accepted: readonly string[]): Promise<Response> {
    const response = await this.#fetch(path, accepted)
    const challenge = response.headers.get('www-authenticate')
    const retried =
      response.status === 401 && challenge && (await this.#answer(challenge))
        ? await this.#fetch(path, accepted)
        : response
    if (retried.ok) return retried
    const text = (await retried.text()).slice(0, 300)
    const isLogin = retried.status === 401 || retried.status === 403
    throw new ImageError(isLogin ? 'login' : 'image', `HTTP ${retried.status} ${text}`.trim())
  }

  async #fetch(path: string, accepted: readonly string[]): Promise<Response> {
    const { signal } = this.#pull
    const headers = {
      ...(accepted.length > 0 && { accept: accepted.join(', ') }),
      ...(this.#authorization && { authorization: this.#authorization }),
    }
    try {
      return await fetch(`${this.#origin}${path}`, { headers, signal })
    } catch (error) {
      signal.throwIfAborted()
      const { message, cause } = error as Error
      throw new ImageError('image', cause instanceof Error ? cause.message : message)
    }
  }

  /** Gets a token as the registry's challenge says. False: it wants nothing that can be had. */
  async #answer(challenge: string): Promise<boolean> {
    const [, scheme = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(challenge) ?? []
    if (scheme.toLowerCase() !== 'bearer') return false
    const facts = new Map(
      [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    )
    const realm = facts.get('realm') ?? ''
    // Who listens on this machine may be asked without TLS, no other.
    if (!URL.canParse(realm) || !isSafe(new URL(realm))) return false
    const url = new URL(realm)
    for (const name of ['service', 'scope']) {
      const value = facts.get(name)
      if (value !== undefined) url.searchParams.set(name, value)
    }
    const { login, signal } = this.#pull
    const headers = login === undefined ? {} : { authorization: `Basic ${login}` }
    const response = await fetch(url, { headers, signal })
    if (!response.ok) return false
    const body = (await response.json()) as { token?: string; access_token?: string }
    const token = body.token ?? body.access_token
    if (token === undefined) return false
    this.#authorization = `Bearer ${token}`
    return true
  }
}

const isSafe = ({ protocol, host }: URL): boolean => protocol === 'https:' || isOnLoopback(host)
