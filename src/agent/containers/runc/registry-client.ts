// Fetches an image from a registry into a directory as the OCI lays images out.
import { createHash } from 'node:crypto'
import { mkdir, readFile, statfs, writeFile } from 'node:fs/promises'
import { type ImageName, isOnLoopback } from '../image-name.ts'
import { ImageError } from '../runtime.ts'
import { type Descriptor, OCI, saveBlob, saveLayer, shortText } from './blobs.ts'

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
  /** What the image may take when it is unpacked. Absent: what there is room for. */
  readonly mostBytes?: number
}

/** Fetches into `layout` and answers the digest of the manifest there. */
export async function pullInto(layout: string, pull: Pull): Promise<string> {
  const client = new Client(pull)
  const { repository, version } = pull.name
  const reference = version.includes('@') ? version.replace(/^.*@/, '') : version.slice(1)
  const manifest = await client.manifest(`/v2/${repository}/manifests/${reference}`)
  const { config, layers } = manifest
  const blobs = `${layout}/blobs/sha256`
  await mkdir(blobs, { recursive: true, mode: 0o700 })
  const get = ({ digest }: Descriptor): Promise<Response> =>
    client.get(`/v2/${repository}/blobs/${digest}`, [])
  if (config.size > MANIFEST_BYTES) throw new ImageError('image', 'the configuration is too long')
  await saveBlob(await get(config), config, blobs)
  const room = { bytes: pull.mostBytes ?? (await roomIn(layout)) }
  const plain: Descriptor[] = []
  for (const layer of layers) plain.push(await saveLayer(await get(layer), layer, blobs, room))
  const { digest, size } = config
  const described = { mediaType: `${OCI}config.v1+json`, digest, size }
  return await writeIndex(layout, { config: described, layers: plain })
}

/** What is left for an image: once as archives, once unpacked. */
async function roomIn(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return (bavail * bsize) / 2
}

/** As many bytes as all files of the image can have, unless an archive speaks of more than it holds. */
export async function bytesIn(layout: string, digest: string): Promise<number> {
  const { layers } = await readBlob<Manifest>(layout, digest)
  return layers.reduce((sum, { size }) => sum + size, 0)
}

const readBlob = async <T>(layout: string, hex: string): Promise<T> =>
  JSON.parse(await readFile(`${layout}/blobs/sha256/${hex}`, 'utf8')) as T

async function writeIndex(layout: string, { config, layers }: Manifest): Promise<string> {
  const mediaType = `${OCI}manifest.v1+json`
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config,
    layers,
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

/** What the image in the layout runs by itself: nothing, if it does not say. */
export async function commandIn(layout: string, digest: string): Promise<readonly string[]> {
  const { config } = await readBlob<Manifest>(layout, digest)
  const hex = config.digest.slice('sha256:'.length)
  const text = await readFile(`${layout}/blobs/sha256/${hex}`, 'utf8')
  const own = memberOf(asJson(text), 'config')
  return [...wordsIn(own, 'Entrypoint'), ...wordsIn(own, 'Cmd')]
}

const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) ? Reflect.get(value, name) : undefined

/** What an image says there is what its maker wrote: anything. */
function wordsIn(own: unknown, name: string): readonly string[] {
  const words = memberOf(own, name) ?? []
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words
  throw new ImageError('image', `its ${name} is no list of words`)
}

/** What the one image of a layout is called there. */
export const TAG = 'image'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parsed(text: string): Manifest | Index {
  const found = asJson(text)
  if (isObject(found) && isListOfObjects(found, 'manifests')) return found as Index
  if (isObject(found) && isListOfObjects(found, 'layers') && 'config' in found) {
    const manifest = found as Manifest
    if (isObject(manifest.config) && manifest.layers.length <= MOST_LAYERS) return manifest
  }
  throw new ImageError('image', 'the manifest of the image is none')
}

function isListOfObjects(found: object, name: string): boolean {
  const list = (found as Readonly<Record<string, unknown>>)[name]
  return Array.isArray(list) && list.every(isObject)
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
  async manifest(path: string, depth = 0): Promise<Manifest> {
    const response = await this.get(path, MANIFESTS)
    const text = await shortText(response, MANIFEST_BYTES)
    const reference = path.slice(path.lastIndexOf('/') + 1)
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
    if (DIGEST.test(reference) && reference !== digest) {
      throw new ImageError('image', `what the registry sent is not ${reference}`)
    }
    const found = parsed(text)
    if (!('manifests' in found)) return found
    if (depth > 0) throw new ImageError('image', 'a list of images is in another')
    const architecture = ARCHITECTURES[process.arch]
    const ours = found.manifests.find(
      ({ platform }) => platform?.os === 'linux' && platform.architecture === architecture,
    )
    if (!ours) throw new ImageError('image', `no matching manifest for linux/${architecture}`)
    return this.manifest(`${path.slice(0, path.lastIndexOf('/'))}/${ours.digest}`, depth + 1)
  }

  async get(path: string, accepted: readonly string[]): Promise<Response> {
    const response = await this.#fetch(path, accepted)
    const challenge = response.headers.get('www-authenticate')
    const retried =
      response.status === 401 && challenge && (await this.#answer(challenge))
        ? await this.#fetch(path, accepted)
        : response
    if (retried.ok) return retried
    const text = (await shortText(retried, MANIFEST_BYTES)).slice(0, 300)
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
    // A registry of this machine may be asked without TLS, no other.
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
    const body = asJson(await shortText(response, MANIFEST_BYTES))
    const token = memberOf(body, 'token') ?? memberOf(body, 'access_token')
    if (typeof token !== 'string') return false
    this.#authorization = `Bearer ${token}`
    return true
  }
}

const isSafe = ({ protocol, host }: URL): boolean => protocol === 'https:' || isOnLoopback(host)
