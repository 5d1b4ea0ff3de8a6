// The help of `lazuli start`, in lines of at most 80 columns.
import {
  flagOf,
  keyOf,
  noFlagOf,
  type OptionGroup,
  type OptionSpec,
  variableOf,
} from '#kernel/options.ts'
import { commandOptions, optionGroups } from '#library/options.ts'
import { wrapped } from './wrap.ts'

const WIDTH = 80
/** Where the second column begins. */
const COLUMN = 26

type Entry = readonly [name: string, spec: OptionSpec]

const entriesOf = ({ options }: OptionGroup): Entry[] => Object.entries(options)

/** What help and docs say of the value, with choices and default. */
export function detailsOf(spec: OptionSpec): string {
  const parts: string[] = []
  if (spec.type === 'choice')
    parts.push(`one of ${spec.choices.join(', ')}${spec.orFile ? ', or a file' : ''}`)
  const fallback = spec.otherwise ?? (spec.type === 'flag' ? undefined : spec.default)
  if (fallback !== undefined) parts.push(`default: ${fallback}`)
  return parts.join('; ')
}

function inTwoColumns(term: string, text: string): string {
  const [first = '', ...rest] = wrapped(text, WIDTH - COLUMN).split('\n')
  const start = `  ${term}`
  const head =
    start.length < COLUMN - 1
      ? start.padEnd(COLUMN) + first
      : `${start}\n${first.padStart(COLUMN + first.length)}`
  return [head, ...rest.map((line) => ' '.repeat(COLUMN) + line)].join('\n')
}

function line([name, spec]: Entry): string {
  const term = spec.type === 'flag' ? flagOf(name) : `${flagOf(name)} <${spec.value}>`
  const details = detailsOf(spec)
  return inTwoColumns(term, details === '' ? spec.says : `${spec.says} (${details})`)
}

const section = (title: string, lines: readonly string[]): string =>
  `${title}:\n${lines.join('\n')}\n`

const NOTE = wrapped(
  `Each option may also stand in lazuli.yaml (\`${keyOf('timeScale')}: 60\`) or in a variable ` +
    `(${variableOf('timeScale')}=60). A flag wins over a variable, and that over the file; ${noFlagOf('expose')} ` +
    'turns off what they turn on.',
  WIDTH,
)

const ALL = 'all'

const groups: readonly OptionGroup[] = [...optionGroups, commandOptions]

/** Of the everyday options, of one service, or of all. Throws where there is no such. */
export function startHelp(service: string | undefined): string {
  const head = 'Usage: lazuli start [options]\n\nServe until interrupted.\n'
  if (service === ALL) return [head, ...groups.map(whole), NOTE, ''].join('\n')
  const group = groups.find(({ name }) => name === service)
  if (group) return [head, whole(group)].join('\n')
  const names = groups.map(({ name }) => name)
  if (service !== undefined) {
    throw new Error(`no options are called ${service}. There are: ${names.join(', ')}, ${ALL}.`)
  }
  const everyday = [commandOptions, ...optionGroups]
    .flatMap(entriesOf)
    .filter(([, spec]) => spec.everyday)
  const services = groups.map(({ name, title }) => inTwoColumns(name, title))
  return [
    head,
    section('Options', everyday.map(line)),
    section('More options, by `lazuli start --help SERVICE`', [
      ...services,
      inTwoColumns(ALL, 'all of them'),
    ]),
    NOTE,
    '',
  ].join('\n')
}

const whole = (group: OptionGroup): string =>
  section(`${group.title} (${group.name})`, entriesOf(group).map(line))
