// How a container gets files of its own from those of its image: laid over them, or copied.
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { removeAll } from '#files/remove.ts'
import { DEFAULT_PATH } from '../../attempts/environment.ts'
import { runCommand } from '../engine/run-command.ts'
import type { SpecMount } from './bundle.ts'
import type { RuncSettings } from './runc.ts'

/** What makes a container's files be over those of its image. */
export interface Over {
  /** What runc mounts at the container's top before all else. */
  readonly mounts: readonly SpecMount[]
  /** What is started in runc's stead, with runc's own words after them. */
  readonly words: readonly string[]
}

const ENVIRONMENT = { PATH: DEFAULT_PATH }

/**
 * Its words are the bundle, the image's files, and what runs the container. The container's files are
 * laid over the image's in a mount namespace of its own, which ends with it; or copied, where that
 * cannot be.
 */
const RUN = `bundle=$1 lower=$2; shift 2
cd "$bundle" || exit
exec unshare --mount --propagation slave -- /bin/sh -c '
  mount -t overlay overlay -o "nodev,lowerdir=$1,upperdir=upper,workdir=work" rootfs 2>/dev/null ||
    { cp -a "$1/." rootfs/ && mount --bind rootfs rootfs && mount -o remount,bind,nodev rootfs; } ||
    exit
  shift; exec "$@"' sh "$lower" "$@"`

export class Layers {
  readonly #settings: RuncSettings
  /** What is to be said where runc can lay them over by itself, which saves three processes. */
  #found: Promise<readonly string[] | undefined> | undefined

  constructor(settings: RuncSettings) {
    this.#settings = settings
  }

  /** Makes a bundle's directories. `isMapped`: root of the container is not root outside. */
  async over(lower: string, bundle: string, isMapped: boolean): Promise<Over> {
    makeDirectories(bundle, lower, isMapped)
    // Only root may pass through to an image's files, which may let others be root.
    const options = isMapped ? undefined : await this.#byItself()
    if (options) return { mounts: [topOf(bundle, lower, options)], words: [] }
    return { mounts: [], words: ['/bin/sh', '-c', RUN, 'sh', bundle, lower] }
  }

  #byItself(): Promise<readonly string[] | undefined> {
    const find = async (): Promise<readonly string[] | undefined> => {
      for (const options of WAYS) if (await this.#look(options)) return options
      return undefined
    }
    this.#found ??= find().catch((error: unknown) => {
      console.error(error)
      return undefined
    })
    return this.#found
  }

  /** Runs a container that has no program: what else it does before is done where it should be. */
  async #look(options: readonly string[]): Promise<boolean> {
    const { runc, state, store } = this.#settings
    const id = `look-${process.pid}`
    const bundle = `${store}/runs/.${id}`
    const lower = `${bundle}/lower`
    try {
      mkdirSync(lower, { recursive: true, mode: 0o700 })
      makeDirectories(bundle, lower, false)
      writeFileSync(`${bundle}/config.json`, JSON.stringify(lookOf(topOf(bundle, lower, options))))
      await runCommand([runc, `--root=${state}`, 'run', `--bundle=${bundle}`, id], ENVIRONMENT)
      return existsSync(`${bundle}/upper${MADE}`)
    } finally {
      await removeAll(bundle)
    }
  }
}

/** What ends with its container need not be on the disk before: kernels before 5.10 cannot be told so. */
const WAYS: readonly (readonly string[])[] = [['volatile'], []]

/** Laid over the directory from which runc starts, which it then makes the container's top. */
const topOf = (bundle: string, lower: string, options: readonly string[]): SpecMount => ({
  destination: '/',
  type: 'overlay',
  source: 'overlay',
  options: [
    ...['nodev', ...options, `lowerdir=${lower}`],
    ...[`upperdir=${bundle}/upper`, `workdir=${bundle}/work`],
  ],
})

/** runc makes the working directory last, once the container's top is the only one that it sees. */
const MADE = '/made'

const lookOf = (top: SpecMount): object => ({
  ociVersion: '1.0.0',
  root: { path: 'rootfs' },
  process: { user: { uid: 0, gid: 0 }, args: ['/none'], cwd: MADE },
  mounts: [top, { destination: '/proc', type: 'proc', source: 'proc' }],
  linux: { namespaces: ['pid', 'mount'].map((type) => ({ type })) },
})

function makeDirectories(bundle: string, lower: string, isMapped: boolean): void {
  mkdirSync(bundle, { recursive: true, mode: isMapped ? 0o711 : 0o700 })
  for (const name of ['upper', 'work', 'rootfs']) mkdirSync(`${bundle}/${name}`, { mode: 0o711 })
  // The top of what is laid over the image is the container's top: it is as the image has it.
  const { uid, gid, mode } = statSync(lower)
  chownSync(`${bundle}/upper`, uid, gid)
  chmodSync(`${bundle}/upper`, mode & 0o7777)
}
