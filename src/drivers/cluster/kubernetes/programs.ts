// Finds the programs that a cluster is made of, and which Kubernetes they are.
import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { type Cache, registerCache } from '#kernel/caching/caches.ts'
import { flagOf } from '#kernel/options.ts'
import { ClusterRefusal } from '../port.ts'
import type { NodeKind } from './arguments.ts'

export const PROGRAMS = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'kine',
  'kwok',
] as const

/** It is Lazuli's own, and built from its source. */
const KUBELET = 'lazuli-kubelet'

export type Program = (typeof PROGRAMS)[number] | typeof KUBELET

/** Those of a cluster with such nodes. */
const programsFor = (nodes: NodeKind): readonly Program[] =>
  nodes === 'fake' ? PROGRAMS : [...PROGRAMS.filter((name) => name !== 'kwok'), KUBELET]

export interface Programs {
  /** In full: `1.37.2`. */
  readonly version: string
  readonly paths: Readonly<Partial<Record<Program, string>>>
}

/** Where each comes from, for those who lack it. */
const SOURCES: Readonly<Record<Program, string>> = {
  'kube-apiserver': 'https://dl.k8s.io (a release of Kubernetes, server binaries)',
  'kube-controller-manager': 'https://dl.k8s.io (a release of Kubernetes, server binaries)',
  'kube-scheduler': 'https://dl.k8s.io (a release of Kubernetes, server binaries)',
  kubectl: 'https://dl.k8s.io (a release of Kubernetes, client binaries)',
  kine: 'https://github.com/k3s-io/kine/releases, or `go install github.com/k3s-io/kine@latest`',
  kwok: 'https://github.com/kubernetes-sigs/kwok/releases, or `go install sigs.k8s.io/kwok/cmd/kwok@latest`',
  'lazuli-kubelet':
    'deploy/kubelet of Lazuli: `go build -C deploy/kubelet -o DIRECTORY/lazuli-kubelet .`',
}

/** Runs a program to its end, unless that takes too long. */
export type RunProgram = (
  path: string,
  words: readonly string[],
) => Promise<{ readonly exitCode: number; readonly output: string }>

export class ProgramFinder implements Cache {
  readonly name = 'versions of programs'
  readonly #run: RunProgram
  readonly #given: string | undefined
  readonly #programs: readonly Program[]
  readonly #path: readonly string[]
  /** What programs said of themselves, by path and age. */
  readonly #said = new Map<string, string>()

  constructor(
    run: RunProgram,
    given: string | undefined,
    nodes: NodeKind = 'fake',
    path = process.env.PATH ?? '',
  ) {
    this.#run = run
    this.#programs = programsFor(nodes)
    this.#given = given
    this.#path = path.split(delimiter).filter(Boolean)
    registerCache(this)
  }

  drop(): void {
    this.#said.clear()
  }

  /** Programs of the Kubernetes nearest to this version. Refuses where one is missing or is none. */
  async nearest(version: string): Promise<Programs> {
    const sets = await this.#all()
    const [first, ...others] = sets
    let best = first!
    for (const set of others) {
      if (distance(set.version, version) < distance(best.version, version)) best = set
    }
    return best
  }

  async #all(): Promise<readonly Programs[]> {
    const directories = this.#given === undefined ? [] : await directoriesIn(this.#given)
    if (this.#given === undefined || directories.length === 0) return [await this.#set(undefined)]
    const sets = []
    for (const directory of directories) sets.push(await this.#set(directory))
    return sets
  }

  async #set(directory: string | undefined): Promise<Programs> {
    const paths: Partial<Record<Program, string>> = {}
    for (const program of this.#programs) paths[program] = await this.#find(program, directory)
    const [version = ''] = await this.#versions(paths)
    return { version, paths }
  }

  /** One by one: of the API server first. */
  async #versions(paths: Programs['paths']): Promise<readonly string[]> {
    const versions = []
    for (const program of this.#programs) {
      versions.push(await this.#version(program, paths[program]!))
    }
    return versions
  }

  async #find(program: Program, directory: string | undefined): Promise<string> {
    const own = [directory, this.#given].filter((place) => place !== undefined)
    for (const place of [...own, ...this.#path]) {
      const path = join(place, program)
      if (await isFile(path)) return path
    }
    const places = [...(own[0] === undefined ? [] : [own[0]]), 'PATH'].join(' or on ')
    throw new ClusterRefusal(
      'ControlPlaneProgramMissing',
      `${program} is not in ${places}. Get it from ${SOURCES[program]}, and name its directory by ${flagOf('kubeBinaries')}.`,
    )
  }

  async #version(program: Program, path: string): Promise<string> {
    const { mtimeMs } = await stat(path)
    const key = `${program} ${path} ${mtimeMs}`
    const known = this.#said.get(key)
    if (known !== undefined) return known
    const words = wordsFor(program)
    const { exitCode, output: said } = await this.#run(path, words)
    if (exitCode !== 0) throw noProgram(program, path, said.trim())
    const isKubernetes = program.startsWith('kube')
    const version = /v(\d+\.\d+\.\d+)/.exec(said)?.[1]
    if (isKubernetes && version === undefined) throw noProgram(program, path, said)
    this.#said.set(key, version ?? '')
    return version ?? ''
  }
}

/** What each answers and ends: with its version where that matters. */
function wordsFor(program: Program): readonly string[] {
  if (program === 'kubectl') return ['version', '--client']
  return program.startsWith('kube') ? ['--version'] : ['--help']
}

const LONGEST = 300

const noProgram = (program: Program, path: string, said: string): ClusterRefusal =>
  new ClusterRefusal(
    'ControlPlaneProgramUnusable',
    `${path} cannot be run here as ${program}: ${said.slice(0, LONGEST) || 'it says no version'}. It must be built for ${process.platform} on ${process.arch}.`,
  )

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number)

/** Minor versions count most, then patches. */
function distance(one: string, other: string): number {
  const [, minor = 0, patch = 0] = numbersOf(one)
  const [, otherMinor = 0, otherPatch = 0] = numbersOf(other)
  return Math.abs(minor - otherMinor) * 1000 + Math.abs(patch - otherPatch)
}

/** Directories with an API server each; the given one itself where that has one. */
async function directoriesIn(given: string): Promise<readonly string[]> {
  const names = await readdir(given, { withFileTypes: true }).catch(() => [])
  const below = names.filter((entry) => entry.isDirectory()).map(({ name }) => join(given, name))
  const found = []
  for (const directory of [given, ...below.sort()]) {
    if (await isFile(join(directory, 'kube-apiserver'))) found.push(directory)
  }
  return found
}

async function isFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
