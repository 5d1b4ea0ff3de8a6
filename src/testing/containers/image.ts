import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { archiveOf, type Member } from './archive.ts'

interface Blob {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly bytes: Buffer
}

/** An image as a registry has it. */
export interface Image {
  readonly manifest: Blob
  /** Of the images that the manifest lists, where it is a list. */
  readonly manifests?: readonly Blob[]
  readonly blobs: readonly Blob[]
}

/** How layers are packed and what they are called. */
export type LayerKind = 'tar' | 'gzip' | 'zstd' | 'docker'

const LAYERS = {
  tar: { mediaType: 'application/vnd.oci.image.layer.v1.tar', pack: (tar: Buffer) => tar },
  gzip: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', pack: gzipSync },
  zstd: { mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd', pack: zstdCompressSync },
  docker: { mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', pack: gzipSync },
} as const

export interface ImageConfig {
  readonly Entrypoint?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly Env?: readonly string[]
  readonly User?: string
  readonly WorkingDir?: string
}

const blobOf = (mediaType: string, bytes: Buffer): Blob => ({
  mediaType,
  digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  size: bytes.length,
  bytes,
})

const json = (mediaType: string, value: unknown): Blob =>
  blobOf(mediaType, Buffer.from(JSON.stringify(value)))

const shown = ({ mediaType, digest, size }: Blob) => ({ mediaType, digest, size })

const ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'amd64'

/** An image of these layers. */
export const imageOf = (
  layers: readonly (readonly Member[])[],
  config: ImageConfig = {},
  kind: LayerKind = 'tar',
): Image => imageOfArchives(layers.map(archiveOf), config, kind)

/** An image whose one layer is an archive on this machine. */
export const imageOfArchive = async (path: string, config: ImageConfig = {}): Promise<Image> =>
  imageOfArchives([await readFile(path)], config, 'tar')

function imageOfArchives(layers: readonly Buffer[], config: ImageConfig, kind: LayerKind): Image {
  const { mediaType: layerType, pack } = LAYERS[kind]
  const plain = layers.map((bytes) => blobOf('', bytes))
  const archives = plain.map(({ bytes }) => blobOf(layerType, pack(bytes)))
  const isDockers = kind === 'docker'
  const described = json(
    isDockers ? `${DOCKER}container.image.v1+json` : 'application/vnd.oci.image.config.v1+json',
    {
      architecture: ARCHITECTURE,
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: plain.map(({ digest }) => digest) },
    },
  )
  const mediaType = isDockers
    ? `${DOCKER}distribution.manifest.v2+json`
    : 'application/vnd.oci.image.manifest.v1+json'
  const manifest = json(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: shown(described),
    layers: archives.map(shown),
  })
  return { manifest, blobs: [described, ...archives] }
}

const DOCKER = 'application/vnd.docker.'

/** What another program has made: the image of that tag in a directory as OCI has it. */
export function imageOfLayout(layout: string, tag: string): Image {
  const bytesOf = (digest: string): Buffer =>
    readFileSync(`${layout}/blobs/${digest.replace(':', '/')}`)
  const parse = <T>(bytes: Buffer): T => JSON.parse(bytes.toString()) as T
  const blobIn = ({ mediaType, digest }: Described): Blob => blobOf(mediaType, bytesOf(digest))
  const { manifests } = parse<{ manifests: Described[] }>(readFileSync(`${layout}/index.json`))
  const name = 'org.opencontainers.image.ref.name'
  const manifest = blobIn(manifests.find(({ annotations }) => annotations?.[name] === tag)!)
  const { config, layers } = parse<{ config: Described; layers: Described[] }>(manifest.bytes)
  return { manifest, blobs: [config, ...layers].map(blobIn) }
}

type Described = Pick<Blob, 'mediaType' | 'digest'> & {
  readonly annotations?: Readonly<Record<string, string>>
}

interface Listed {
  readonly image: Image
  readonly architecture: string
  readonly os: string
}

/** One name for images of several machines. */
export function listOf(listed: readonly Listed[]): Image {
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const manifest = json(mediaType, {
    schemaVersion: 2,
    mediaType,
    manifests: listed.map(({ image, architecture, os }) => ({
      ...shown(image.manifest),
      platform: { architecture, os },
    })),
  })
  return {
    manifest,
    manifests: listed.map(({ image }) => image.manifest),
    blobs: listed.flatMap(({ image }) => image.blobs),
  }
}

const BUSYBOX = '/bin/busybox'

/** A system of Debian's busybox alone, with users `root` and `app`. */
export function busyboxLayer(): Member[] {
  const names = execFileSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).trim().split('\n')
  const directory = (path: string, mode = 0o755): Member => ({ path, type: 'directory', mode })
  const text = (path: string, content: string): Member => ({
    path,
    mode: 0o644,
    content: Buffer.from(content),
  })
  return [
    ...['bin/', 'etc/', 'root/', 'app/', 'proc/', 'sys/', 'dev/'].map((path) => directory(path)),
    directory('tmp/', 0o1777),
    { path: 'bin/busybox', content: readFileSync(BUSYBOX) },
    ...names
      .filter((name) => name !== 'busybox')
      .map((name): Member => ({ path: `bin/${name}`, type: 'link', target: 'busybox' })),
    text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/app:/bin/sh\n'),
    text('etc/group', 'root:x:0:\napp:x:1000:\n'),
    text('app/mark.txt', 'of the image\n'),
  ]
}

/** What says `default` where it is told nothing. */
export const busyboxImage = (): Image =>
  imageOf([busyboxLayer()], {
    Cmd: ['/bin/sh', '-c', 'echo default'],
    Env: ['PATH=/bin', 'FROM_IMAGE=yes'],
    WorkingDir: '/app',
  })
