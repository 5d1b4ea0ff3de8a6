// Which of `docker create`'s options a task may give. In Azure a node is its owner's alone; here it is
// a part of a machine that others use as well, so what reaches out of the container is refused. Pure.
import { splitCommandLine } from '../attempts/command-line.ts'

/** A directory or file for the container. */
export interface OptionMount {
  readonly from: string
  readonly at: string
  readonly isReadOnly: boolean
}

export interface RunOptions {
  /** Those that a runtime is given as they are: the name, and the value where it takes one. */
  readonly words: readonly (readonly [name: string, value?: string])[]
  readonly environment: readonly (readonly [name: string, value: string])[]
  readonly mounts: readonly OptionMount[]
  readonly user?: string
  readonly workingDirectory?: string
  readonly entrypoint?: string
  readonly network: 'host' | 'none'
}

/** What each takes: nothing (`flag`) or a value; and what becomes of it. */
const PASSED: Readonly<Record<string, 'flag' | 'value'>> = {
  '--add-host': 'value',
  '--blkio-weight': 'value',
  '--cap-drop': 'value',
  '--cpu-period': 'value',
  '--cpu-quota': 'value',
  '--cpu-shares': 'value',
  '--cpus': 'value',
  '--cpuset-cpus': 'value',
  '--cpuset-mems': 'value',
  '--dns': 'value',
  '--hostname': 'value',
  '--init': 'flag',
  '--label': 'value',
  '--memory': 'value',
  '--memory-reservation': 'value',
  '--memory-swap': 'value',
  '--memory-swappiness': 'value',
  '--pids-limit': 'value',
  '--read-only': 'flag',
  '--shm-size': 'value',
  '--tmpfs': 'value',
  '--ulimit': 'value',
}

/** What changes nothing here: the container goes with its task, and its streams are the task's files. */
const DROPPED: Readonly<Record<string, 'flag' | 'value'>> = {
  '--interactive': 'flag',
  '--log-driver': 'value',
  '--log-opt': 'value',
  '--name': 'value',
  '--no-healthcheck': 'flag',
  '--pull': 'value',
  '--rm': 'flag',
  '--stop-signal': 'value',
  '--stop-timeout': 'value',
  '--tty': 'flag',
}

/** Looked at one by one. */
const READ: Readonly<Record<string, 'value'>> = {
  '--entrypoint': 'value',
  '--env': 'value',
  '--ipc': 'value',
  '--mount': 'value',
  '--network': 'value',
  '--security-opt': 'value',
  '--user': 'value',
  '--volume': 'value',
  '--workdir': 'value',
}

const ALSO: Readonly<Record<string, string>> = {
  '-c': '--cpu-shares',
  '-e': '--env',
  '-h': '--hostname',
  '-i': '--interactive',
  '-l': '--label',
  '-m': '--memory',
  '-t': '--tty',
  '-u': '--user',
  '-v': '--volume',
  '-w': '--workdir',
  '--net': '--network',
}

/** Why the options of a task are not accepted, in words for its owner. */
export class RefusedOption extends Error {}

export function runOptionsOf(text: string): RunOptions {
  const options = {
    words: [] as [string, string?][],
    environment: [] as [string, string][],
    mounts: [] as OptionMount[],
    network: 'host' as RunOptions['network'],
  }
  const single: { user?: string; workingDirectory?: string; entrypoint?: string } = {}
  for (const [name, value] of pairsIn(text)) {
    if (Object.hasOwn(DROPPED, name)) continue
    if (Object.hasOwn(PASSED, name))
      options.words.push(value === undefined ? [name] : [name, value])
    else if (name === '--env') options.environment.push(variable(value!))
    else if (name === '--volume') options.mounts.push(volume(value!))
    else if (name === '--mount') addMount(options, value!)
    else if (name === '--user') single.user = value!
    else if (name === '--workdir') single.workingDirectory = absolute(name, value!)
    else if (name === '--entrypoint') single.entrypoint = value!
    else if (name === '--network') options.network = network(value!)
    else if (name === '--ipc') checkWord(name, value!, ['private', 'none', 'shareable'])
    else checkWord(name, value!, ['no-new-privileges', 'no-new-privileges:true'])
  }
  return { ...options, ...single }
}

/** Every option by its long name, with its value. */
function* pairsIn(text: string): Generator<[name: string, value: string | undefined]> {
  const words = splitCommandLine(text)
  for (let at = 0; at < words.length; at++) {
    for (const [written, attached] of optionsIn(words[at]!)) {
      const name = ALSO[written] ?? written
      const takes = PASSED[name] ?? DROPPED[name] ?? READ[name]
      if (!takes) throw new RefusedOption(`The option ${written} is not allowed`)
      if (takes === 'flag') {
        if (attached !== undefined && !/^(true|false)$/i.test(attached)) {
          throw new RefusedOption(`The option ${written} takes no value`)
        }
        if (attached?.toLowerCase() !== 'false') yield [name, undefined]
        continue
      }
      const value = attached ?? words[++at]
      if (value === undefined) throw new RefusedOption(`The option ${written} lacks its value`)
      yield [name, value]
    }
  }
}

/** `-it` is two options, `-m1g` one with its value. */
function optionsIn(word: string): readonly (readonly [name: string, value?: string])[] {
  if (word.startsWith('--') && word.length > 2) {
    const [, name = word, value] = /^(--[^=]+)=([\s\S]*)$/.exec(word) ?? []
    return value === undefined ? [[name]] : [[name, value]]
  }
  if (!/^-[A-Za-z]/.test(word)) throw new RefusedOption(`'${word}' is no option`)
  const name = word.slice(0, 2)
  const rest = word.slice(2)
  if (rest === '') return [[name]]
  const long = ALSO[name] ?? ''
  if (PASSED[long] === 'flag' || DROPPED[long] === 'flag') {
    return [[name], ...optionsIn(`-${rest}`)]
  }
  return [[name, rest.replace(/^=/, '')]]
}

function variable(value: string): [string, string] {
  const [, name, text] = /^([^=]+)=([\s\S]*)$/.exec(value) ?? []
  // Without a value Docker takes that of its own environment: here it would be the agent's.
  if (name === undefined) throw new RefusedOption(`The variable ${value} lacks its value`)
  return [name, text!]
}

function volume(value: string): OptionMount {
  const [from = '', at, modes = '', ...more] = value.split(':')
  if (at === undefined || more.length > 0) {
    throw new RefusedOption(`The volume ${value} must name a directory of the node and its place`)
  }
  for (const mode of modes.split(',')) {
    checkWord('--volume', mode, ['', 'ro', 'rw', 'z', 'Z', 'rbind', 'rprivate', 'private'])
  }
  const isReadOnly = modes.split(',').includes('ro')
  return { from: absolute('--volume', from), at: absolute('--volume', at), isReadOnly }
}

const FROM = ['source', 'src']
const AT = ['target', 'destination', 'dst']
const ONLY_READ = ['readonly', 'ro']

function addMount(
  options: { mounts: OptionMount[]; words: [string, string?][] },
  value: string,
): void {
  const given = new Map(
    value.split(',').map((part): [string, string] => {
      const [name = '', ...rest] = part.split('=')
      return [name, rest.join('=')]
    }),
  )
  const found = (names: readonly string[]): string | undefined =>
    names.map((name) => given.get(name)).find((each) => each !== undefined)
  const at = absolute('--mount', found(AT) ?? '')
  if (given.get('type') === 'tmpfs') {
    options.words.push(['--tmpfs', at])
    return
  }
  const known = ['type', ...FROM, ...AT, ...ONLY_READ]
  const unknown = [...given.keys()].find((name) => !known.includes(name))
  if (given.get('type') !== 'bind' || unknown !== undefined) {
    throw new RefusedOption(`The mount ${value} is not allowed`)
  }
  const only = found(ONLY_READ)
  const isReadOnly = only !== undefined && !/^(false|0)$/i.test(only)
  options.mounts.push({ from: absolute('--mount', found(FROM) ?? ''), at, isReadOnly })
}

function absolute(option: string, path: string): string {
  if (!path.startsWith('/') || path.split('/').includes('..')) {
    throw new RefusedOption(`The option ${option} needs an absolute path, not '${path}'`)
  }
  return path
}

function network(value: string): RunOptions['network'] {
  checkWord('--network', value, ['host', 'none', 'bridge', 'default'])
  // A node has no network of its own, so neither have its containers: but one may go without.
  return value === 'none' ? 'none' : 'host'
}

function checkWord(option: string, value: string, words: readonly string[]): void {
  if (!words.includes(value)) {
    throw new RefusedOption(`The option ${option} may not be ${value === '' ? 'empty' : value}`)
  }
}
