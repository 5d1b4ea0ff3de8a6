import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { archiveOf, type Member } from './archive.ts'

export interface Blob {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly bytes: Buffer
}

/** An image as a registry has it. */
export interface Image {
  readonly manifest: Blob
  readonly blobs: readonly Blob[]
}

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

/** An image of these layers. */
export function imageOf(layers: readonly (readonly Member[])[], config: ImageConfig = {}): Image {
  const archives = layers.map((members) =>
    blobOf('application/vnd.oci.image.layer.v1.tar', archiveOf(members)),
  )
  const described = json('application/vnd.oci.image.config.v1+json', {
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: archives.map(({ digest }) => digest) },
  })
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = json(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: shown(described),
    layers: archives.map(shown),
  })
  return { manifest, blobs: [described, ...archives] }
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
