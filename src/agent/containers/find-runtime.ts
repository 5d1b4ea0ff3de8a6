// Which program runs containers here: Podman, else Docker, else runc with umoci.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { DEFAULT_PATH } from '../attempts/environment.ts'
import { findProgram } from '../attempts/programs.ts'
import { ContainerEngine } from './engine/engine.ts'
import { limitWords, writePodmanFiles } from './engine/engine-files.ts'
import { runCommand, type Said } from './engine/run-command.ts'
import { MAPPED_IDS } from './mapped-ids.ts'
import { runDirectoryOf } from './run-directories.ts'
import { Runc } from './runc/runc.ts'
import { runcWorks } from './runc/trial.ts'
import type { ContainerRuntime } from './runtime.ts'

export type RuntimeName = ContainerRuntime['name']

export interface RuntimePlaces {
  /** The agent's own. */
  readonly directory: string
  /** Where images and containers are kept. Users within containers must be able to pass through it. */
  readonly store: string
  /** User ids that containers may get, where tasks have users of their own. */
  readonly mappedTo: number | undefined
}

const programOf = (name: string): string | undefined => findProgram(name, DEFAULT_PATH, '/')

const isRoot = (): boolean => process.getuid!() === 0

const IN_ORDER = ['podman', 'docker', 'runc'] as const

/** The programs that there are, in the order in which they are taken. */
export const runtimesHere = (find: typeof programOf = programOf): RuntimeName[] =>
  IN_ORDER.filter((name) => find(name) !== undefined)

/** The named one, or the first that works. Undefined where none does. */
export const findRuntime = (
  places: RuntimePlaces,
  wanted?: RuntimeName,
): Promise<ContainerRuntime | undefined> =>
  firstThatWorks(wanted ? [wanted] : runtimesHere(), async (name) => {
    const program = programOf(name)
    return program === undefined ? undefined : await open(name, program, places)
  })

/** What is opened by the first name by which something is; none after it is tried. */
export async function firstThatWorks<N, T>(
  names: readonly N[],
  tryOut: (name: N) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const name of names) {
    const found = await tryOut(name)
    if (found) return found
  }
  return undefined
}

function open(
  name: RuntimeName,
  program: string,
  places: RuntimePlaces,
): Promise<ContainerRuntime | undefined> {
  if (name === 'podman') return openPodman(program, places)
  if (name === 'docker') return openDocker(program, places)
  return openRunc(program, places)
}

/** Only root can lay out files of all users, and let another be root in a container. */
async function openRunc(
  runc: string,
  { directory, store }: RuntimePlaces,
): Promise<Runc | undefined> {
  const umoci = programOf('umoci')
  if (!umoci || !isRoot()) return undefined
  const state = `${runDirectoryOf(agentName(directory))}/runc`
  mkdirSync(state, { recursive: true, mode: 0o700 })
  if (!(await isKnownToWork('runc', store, () => runcWorks(runc, state)))) return undefined
  return new Runc({ runc, umoci, store: `${store}/runc`, state })
}

export const agentName = (directory: string): string =>
  createHash('sha256').update(directory).digest('hex').slice(0, 16)

async function openDocker(
  program: string,
  { directory }: RuntimePlaces,
): Promise<ContainerEngine | undefined> {
  const environment = { PATH: DEFAULT_PATH, ...pick('DOCKER_HOST', 'HOME') }
  const { code } = await runCommand([program, 'version'], environment)
  if (code !== 0) return undefined
  return new ContainerEngine({ name: 'docker', program, environment, agent: agentName(directory) })
}

async function openPodman(
  program: string,
  { directory, store, mappedTo }: RuntimePlaces,
): Promise<ContainerEngine | undefined> {
  const own = `${directory}/podman`
  const agent = agentName(directory)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  for (const driver of DRIVERS) {
    const path = `${store}/podman-${driver}`
    mkdirSync(path, { recursive: true, mode: 0o711 })
    const files = writePodmanFiles(own, path, driver, agent)
    const environment = {
      PATH: DEFAULT_PATH,
      CONTAINERS_CONF: files.containers,
      CONTAINERS_STORAGE_CONF: files.storage,
      CONTAINERS_REGISTRIES_CONF: files.registries,
      ...(isRoot() ? {} : pick('HOME', 'XDG_RUNTIME_DIR')),
    }
    if (await isKnownToWork(driver, path, () => works(program, environment, own, mappedTo))) {
      return new ContainerEngine({ name: 'podman', program, environment, agent, ...swept() })
    }
    rmSync(path, { recursive: true, force: true })
  }
  return undefined
}

/** Copies take their time, but work everywhere. */
const DRIVERS = ['overlay', 'vfs']

/** What was found to work since the machine's start: finding out takes seconds. */
const FOUND = '/run/lazuli-container-runtimes-that-work'

async function isKnownToWork(
  what: string,
  path: string,
  findOut: () => Promise<boolean>,
): Promise<boolean> {
  if (!isRoot()) return await findOut()
  const note = `${FOUND}/${what}-${statSync(path).dev}`
  if (existsSync(note)) return true
  const works = await findOut()
  // One that fails may have failed for a reason that passes, such as a full disk.
  if (!works) return false
  mkdirSync(FOUND, { recursive: true, mode: 0o700 })
  writeFileSync(note, '')
  return true
}

const PROGRAM_MISSING = 127
const PROBE = 'localhost/lazuli-probe:1'
/** An archive without files ends with two empty blocks. */
const EMPTY_ARCHIVE = Buffer.alloc(1024)

/** Whether a container can be made, with other user ids than the machine's where that is wanted. */
async function works(
  program: string,
  environment: Readonly<Record<string, string>>,
  directory: string,
  mappedTo: number | undefined,
): Promise<boolean> {
  const archive = `${directory}/empty.tar`
  writeFileSync(archive, EMPTY_ARCHIVE)
  const run = (...words: readonly string[]): Promise<Said> =>
    runCommand([program, ...words], environment)
  const maps =
    mappedTo === undefined
      ? []
      : ['uidmap', 'gidmap'].map((name) => `--${name}=0:${mappedTo}:${MAPPED_IDS}`)
  try {
    if ((await run('import', '--quiet', archive, PROBE)).code !== 0) return false
    // That its only fault is the missing program means that all else could be done. It is given what
    // every container of a task is given.
    const { code } = await run('run', '--rm', ...limitWords(), ...maps, PROBE, '/none')
    return code === PROGRAM_MISSING
  } finally {
    await run('rmi', '--force', PROBE)
    rmSync(archive, { force: true })
  }
}

/** A Podman that was killed may leave a container that only runc knows. */
function swept(): { readonly sweep?: (id: string) => Promise<void> } {
  const runc = programOf('runc')
  if (!runc || !isRoot()) return {}
  return {
    async sweep(id) {
      await runCommand([runc, 'delete', '--force', id], { PATH: DEFAULT_PATH })
    },
  }
}

const pick = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
