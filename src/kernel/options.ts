// How an option is declared. A room's `options.ts` holds its options as data; the command line, its
// help, the configuration file, the variables, the types and the page in docs/ are made from that.

interface Declared {
  /** One sentence, without its full stop: what a user gets by it. */
  readonly says: string
  /** The first version that has it. */
  readonly since: string
  /** One of the few that `start --help` shows first. */
  readonly everyday?: true
  /** In words, where no value of `default` says it. */
  readonly otherwise?: string
  /** The option that it cannot be used with. */
  readonly conflicts?: string
}

interface FlagOption extends Declared {
  readonly type: 'flag'
}

interface NumberOption extends Declared {
  readonly type: 'number'
  readonly least: number
  readonly most: number
  readonly whole?: true
  readonly default?: number
  /** For servers that a program starts in its own process, where it differs. */
  readonly inProcess?: number
  /** What help calls the value. */
  readonly value: string
}

interface ChoiceOption extends Declared {
  readonly type: 'choice'
  readonly choices: readonly string[]
  /** A file says what none of the choices does: its path has a dot or a slash. */
  readonly orFile?: true
  readonly default?: string
  readonly value: string
}

interface TextOption extends Declared {
  /** A `file` or `directory` is named relative to where it is named: here, or in its file. */
  readonly type: 'text' | 'file' | 'directory'
  readonly default?: string
  readonly value: string
}

export type OptionSpec = FlagOption | NumberOption | ChoiceOption | TextOption

/** By their names in camelCase: `timeScale` is `--time-scale`, `time-scale:` and LAZULI_TIME_SCALE. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>

/** The options of one room, as its `options.ts` exports them. */
export interface OptionGroup<Specs extends OptionSpecs = OptionSpecs> {
  /** What follows `start --help`. */
  readonly name: string
  readonly title: string
  readonly options: Specs
}

export const optionGroup = <const Specs extends OptionSpecs>(
  group: OptionGroup<Specs>,
): OptionGroup<Specs> => group

type OptionValue<Spec> = Spec extends { readonly type: 'flag' }
  ? boolean
  : Spec extends { readonly type: 'number' }
    ? number
    : Spec extends { readonly choices: readonly string[]; readonly orFile: true }
      ? Spec['choices'][number] | `${string}.${string}` | `${string}/${string}`
      : Spec extends { readonly choices: readonly (infer Choice)[] }
        ? Choice
        : string

type HasValue<Spec> = Spec extends { readonly type: 'flag' }
  ? true
  : Spec extends { readonly default: unknown }
    ? true
    : false

/** What a caller may say. */
export type OptionsGiven<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]?: OptionValue<Specs[Name]>
}

/** What a room reads: what was said, and the defaults of the rest. */
export type OptionsSettled<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs as HasValue<Specs[Name]> extends true ? Name : never]: OptionValue<
    Specs[Name]
  >
} & {
  readonly [Name in keyof Specs as HasValue<Specs[Name]> extends true ? never : Name]?: OptionValue<
    Specs[Name]
  >
}

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `timeScale` as configuration files have it: `time-scale`. */
export const keyOf = (name: string): string => kebab(name)
export const flagOf = (name: string): string => `--${kebab(name)}`
/** Turns off what the variable or the file turns on. */
export const noFlagOf = (name: string): string => `--no-${kebab(name)}`
export const variableOf = (name: string): string =>
  `LAZULI_${kebab(name).replaceAll('-', '_').toUpperCase()}`

export type Read<Value> = { readonly value: Value } | { readonly problem: string }

/** The value that was meant, from a text of a shell or a value of YAML or a program. */
export function readOption(spec: OptionSpec, given: unknown): Read<string | number | boolean> {
  switch (spec.type) {
    case 'flag':
      return readFlag(given)
    case 'number':
      return readNumber(spec, given)
    case 'choice': {
      const text = String(given)
      if (spec.choices.includes(text) || (spec.orFile && isPath(text))) return { value: text }
      const choices = spec.choices.join(', ')
      return { problem: `Allowed choices are ${choices}${spec.orFile ? ', or a file' : ''}.` }
    }
    default:
      return readText(spec, given)
  }
}

const isPath = (text: string): boolean => /[./]/.test(text)

/** The value as it is meant from everywhere: a path starts where it was named. */
export const isPathOf = (spec: OptionSpec, value: unknown): value is string =>
  spec.type === 'file' ||
  spec.type === 'directory' ||
  (spec.type === 'choice' && spec.orFile === true && !spec.choices.includes(String(value)))

const TRUE = ['true', 'yes', '1']
const FALSE = ['false', 'no', '0']

function readFlag(given: unknown): Read<boolean> {
  const text = String(given).toLowerCase()
  if (TRUE.includes(text)) return { value: true }
  return FALSE.includes(text) ? { value: false } : { problem: 'It takes true or false.' }
}

function readNumber({ least, most, whole }: NumberOption, given: unknown): Read<number> {
  const isNumber = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '')
  const value = isNumber ? Number(given) : Number.NaN
  if (!(value >= least && value <= most)) {
    return { problem: `It takes a number from ${least} to ${most}.` }
  }
  if (whole && !Number.isInteger(value)) return { problem: 'It takes a whole number.' }
  return { value }
}

/** An unset variable would otherwise mean the current directory. */
function readText({ type }: TextOption, given: unknown): Read<string> {
  const noun = type === 'text' ? 'text' : 'path'
  if (typeof given !== 'string') return { problem: `It takes a ${noun}.` }
  return given === '' ? { problem: `It takes a ${noun}, and got nothing.` } : { value: given }
}
