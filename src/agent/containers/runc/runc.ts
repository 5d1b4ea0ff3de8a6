// runc over the files of an image that umoci has unpacked: for machines without Podman and Docker.
import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { removeAll } from '#files/remove.ts'
import { DEFAULT_PATH } from '../../attempts/environment.ts'
import { runCommand } from '../engine/run-command.ts'
import { fullName, imageNameOf } from '../image-name.ts'
import { loginFor } from '../logins.ts'
import { MAPPED_IDS } from '../mapped-ids.ts'
import { isProgramMissing } from '../program-missing.ts'
import { RefusedOption } from '../run-options.ts'
import {
  type ContainerCommand,
  type ContainerRun,
  type ContainerRuntime,
  type EndedContainer,
  ImageError,
} from '../runtime.ts'
import { type Spec, specOf } from './bundle.ts'
import { NoPlaceForFiles, whileFilesAreFree } from './free-files.ts'
import { Layers } from './layers.ts'
import { bytesIn, commandIn, pullInto, TAG } from './registry-client.ts'

export interface RuncSettings {
  readonly runc: string
  readonly umoci: string
  /** Images and what runs are made of. Users within containers may pass through it. */
  readonly store: string
  /** What must not outlive a boot of the machine. */
  readonly state: string
}

const ENVIRONMENT = { PATH: DEFAULT_PATH }

/** No file of an image is larger than its archives, unless they speak of files that are mostly empty. */
const LIMITED = 'ulimit -f "$1"; shift; exec "$@"'
const BLOCK_BYTES = 512
/** For what umoci writes itself. */
const LEAST_BYTES = 64 * 1024 * 1024

export class Runc implements ContainerRuntime {
  readonly name = 'runc'
  readonly #settings: RuncSettings
  /** By where an image's files are: they never change. */
  readonly #specs = new Map<string, Promise<Spec>>()
  readonly #layers: Layers

  constructor(settings: RuncSettings) {
    this.#settings = settings
    this.#layers = new Layers(settings)
    for (const name of ['images', 'layouts', 'names', 'runs']) {
      mkdirSync(`${settings.store}/${name}`, { recursive: true, mode: 0o711 })
    }
    void this.#removeHalves()
  }

  /** What an earlier agent had begun to fetch or to unpack: only one works here. */
  async #removeHalves(): Promise<void> {
    const halves = ['images', 'layouts']
      .map((name) => `${this.#settings.store}/${name}`)
      .flatMap((place) => readdirSync(place).map((name) => [place, name] as const))
      .filter(([, name]) => name.startsWith('.'))
    for (const [place, name] of halves) await removeAll(`${place}/${name}`).catch(console.error)
  }

  async find(image: string): Promise<string | undefined> {
    const name = imageNameOf(image)
    return name && this.#digestOf(fullName(name)) ? fullName(name) : undefined
  }

  #fileOf(image: string): string {
    return `${this.#settings.store}/names/${sha256(image)}`
  }

  #digestOf(image: string): string | undefined {
    return readIfThere(this.#fileOf(image))
  }

  async pull(image: string, logins: string | undefined, signal: AbortSignal): Promise<void> {
    const name = imageNameOf(image)!
    const { store } = this.#settings
    const layout = `${store}/layouts/.${randomUUID()}`
    const login = logins === undefined ? undefined : loginFor(logins, name.server)
    try {
      mkdirSync(layout, { mode: 0o700 })
      const digest = await pullInto(layout, { name, login, signal })
      const known = `${store}/layouts/${digest}`
      if (!existsSync(known)) renameSync(layout, known)
      await this.#unpacked(digest, undefined, signal)
      const file = this.#fileOf(fullName(name))
      writeFileSync(`${file}.new`, digest)
      renameSync(`${file}.new`, file)
    } finally {
      await removeAll(layout)
    }
  }

  /** Where the image's files are, as those of these ids; unpacked where they are not yet. */
  async #unpacked(digest: string, first: number | undefined, given?: AbortSignal): Promise<string> {
    const { store, umoci } = this.#settings
    const path = `${store}/images/${digest}${first === undefined ? '' : `-${first}`}`
    if (existsSync(path)) return path
    const making = `${store}/images/.${randomUUID()}`
    const maps =
      first === undefined
        ? []
        : ['uid', 'gid'].map((kind) => `--${kind}-map=0:${first}:${MAPPED_IDS}`)
    const layout = `${store}/layouts/${digest}`
    const blocks = Math.ceil((LEAST_BYTES + (await bytesIn(layout, digest))) / BLOCK_BYTES)
    const words = [umoci, 'unpack', ...maps, `--image=${layout}:${TAG}`, making]
    const unpack = (full: AbortSignal) =>
      runCommand(
        ['/bin/sh', '-c', LIMITED, 'sh', `${blocks}`, ...words],
        ENVIRONMENT,
        given ? AbortSignal.any([given, full]) : full,
      )
    try {
      const said = await whileFilesAreFree(store, unpack)
      if (said.code !== 0) throw new ImageError('image', lastLine(said.stderr))
      if (!existsSync(path)) renameSync(making, path)
      return path
    } catch (error) {
      throw error instanceof NoPlaceForFiles ? new ImageError('image', error.message) : error
    } finally {
      await removeAll(making)
    }
  }

  async prepare(run: ContainerRun): Promise<ContainerCommand> {
    const { runc, state, store } = this.#settings
    const digest = this.#digestOf(run.image)
    if (!digest) throw new ImageError('image', `${run.image} is not here any more`)
    const mappedTo = run.user.is === 'mapped' ? run.user.first : undefined
    const image = await this.#unpacked(digest, mappedTo)
    const id = sha256(run.name)
    const bundle = `${store}/runs/${run.name}`
    rmSync(run.directory, { recursive: true, force: true })
    mkdirSync(run.directory, { recursive: true, mode: 0o700 })
    if (existsSync(bundle)) await removeAll(bundle)
    const lower = `${image}/rootfs`
    const over = await this.#layers.over(lower, bundle, mappedTo !== undefined)
    const user = userOf(run, lower)
    const files = filesFor(run, lower, user)
    const ofImage = await this.#specOf(image, digest)
    const spec = specOf({ run, ofImage, id, user, files, top: over.mounts })
    writeFileSync(`${bundle}/config.json`, JSON.stringify(spec), { mode: 0o600 })
    const { directory } = run
    return {
      environment: new Map(Object.entries(ENVIRONMENT)),
      words: [
        ...[...over.words, runc, `--root=${state}`, `--log=${directory}/log`, 'run'],
        ...[`--bundle=${bundle}`, `--pid-file=${directory}/pid`, id],
      ],
    }
  }

  /** What the image says of how it is run. */
  #specOf(image: string, digest: string): Promise<Spec> {
    const known = this.#specs.get(image)
    if (known) return known
    const read = async (): Promise<Spec> => {
      const unpacked = JSON.parse(readFileSync(`${image}/config.json`, 'utf8')) as Spec
      const args = await commandIn(`${this.#settings.store}/layouts/${digest}`, digest)
      // umoci gives an image a shell that has no command.
      return { ...unpacked, process: { ...unpacked.process, args } }
    }
    const reading = read()
    this.#specs.set(image, reading)
    reading.catch(() => this.#specs.delete(image))
    return reading
  }

  hasStarted(directory: string): boolean {
    return existsSync(`${directory}/pid`)
  }

  endOf(directory: string): EndedContainer {
    const id = sha256(directory.slice(directory.lastIndexOf('/') + 1))
    if (this.hasStarted(directory)) return { container: { id, state: 'exited' } }
    const log = readIfThere(`${directory}/log`) ?? ''
    const [, said = lastLine(log)] = /msg="((?:[^"\\]|\\.)*)"\s*$/.exec(log) ?? []
    const message = said.replaceAll('\\"', '"')
    const why = isProgramMissing(message) ? 'programMissing' : 'settings'
    return { container: { id, state: 'created', error: message }, refusal: { why, message } }
  }

  async remove(name: string): Promise<void> {
    const { runc, state } = this.#settings
    await runCommand([runc, `--root=${state}`, 'delete', '--force', sha256(name)], ENVIRONMENT)
    await this.tidy(name)
  }

  /** Of a container that is gone. */
  tidy(name: string): Promise<void> {
    return removeAll(`${this.#settings.store}/runs/${name}`)
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const lastLine = (text: string): string =>
  (text.trim().split('\n').at(-1) ?? '').slice(0, 2000) || 'The container could not be run'

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** A list of the image's users or groups: a link there may lead out of the image. */
function listIn(lower: string, name: string): string | undefined {
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
    const fd = openSync(`${lower}/etc/${name}`, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      return fstatSync(fd).isFile() ? readFileSync(fd, 'utf8') : undefined
    } finally {
      closeSync(fd)
    }
  } catch {
    return undefined
  }
}

interface Ids {
  readonly uid: number
  readonly gid: number
}

function userOf({ user, options }: ContainerRun, lower: string): Ids {
  if (user.is === 'same') return { uid: user.uid, gid: user.gid }
  const [name = '0', group] = (options.user ?? '0:0').split(':')
  const entry = entryIn(listIn(lower, 'passwd'), name, 2)
  const uid = idOf(name, entry?.[2])
  const gid = group === undefined ? Number(entry?.[3] ?? 0) : groupOf(group, lower)
  return { uid, gid }
}

const groupOf = (group: string, lower: string): number =>
  idOf(group, entryIn(listIn(lower, 'group'), group, 2)?.[2])

const idOf = (written: string, found: string | undefined): number => {
  const id = Number(/^\d+$/.test(written) ? written : found)
  if (!Number.isInteger(id)) throw new RefusedOption(`The image knows no ${written}`)
  return id
}

const entryIn = (list: string | undefined, name: string, idAt: number): string[] | undefined =>
  list
    ?.split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[0] === name || fields[idAt] === name)

/** The machine's way to find hosts, and an entry for who has none in the image. */
function filesFor({ directory, environment }: ContainerRun, lower: string, { uid, gid }: Ids) {
  const ofMachine = ['/etc/hosts', '/etc/resolv.conf'].filter((path) => existsSync(path))
  const files = ofMachine.map((path) => ({ from: path, at: path }))
  const users = listIn(lower, 'passwd')
  if (users === undefined || entryIn(users, `${uid}`, 2)) return files
  const from = `${directory}/passwd`
  const home = environment.get('HOME') ?? '/'
  writeFileSync(
    from,
    `${users.trimEnd()}\n_azbatch:*:${uid}:${gid}:Azure Batch:${home}:/bin/sh\n`,
    {
      mode: 0o644,
    },
  )
  return [...files, { from, at: '/etc/passwd' }]
}
