// Every option that a server has, gathered from its rooms.
import { armOptions } from '#arm/options.ts'
import { batchOptions } from '#batch/options.ts'
import { catalogueOptions } from '#catalogues/options.ts'
import { containerServiceOptions } from '#containerservice/options.ts'
import { engineOptions } from '#engine/options.ts'
import { identityOptions } from '#identity/options.ts'
import type {
  OptionGroup,
  OptionSpec,
  OptionSpecs,
  OptionsGiven,
  OptionsSettled,
} from '#kernel/options.ts'
import { scvmmOptions } from '#scvmm/options.ts'
import { serverOptions } from '#server/options.ts'
import { storageOptions } from '#storage/options.ts'
import { storeOptions } from '#store/options.ts'

/** In the order of help and docs. */
const groups = [
  serverOptions,
  storeOptions,
  engineOptions,
  identityOptions,
  armOptions,
  catalogueOptions,
  batchOptions,
  storageOptions,
  containerServiceOptions,
  scvmmOptions,
] as const

type Groups = (typeof groups)[number]
type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never
type Specs = AllOf<Groups['options']>

/** What a program may ask for; all of it may be left out. */
export type LazuliOptions = OptionsGiven<Specs>
/** The same with the defaults of what was left out: what rooms read. */
export type Settings = OptionsSettled<Specs>

export const optionGroups: readonly OptionGroup[] = groups

/** By their names. */
export const optionSpecs: OptionSpecs = Object.fromEntries(
  optionGroups.flatMap((group) => Object.entries(group.options)),
)

const defaultOf = (spec: OptionSpec): string | number | boolean | undefined => {
  if (spec.type === 'flag') return false
  return spec.type === 'number' ? (spec.inProcess ?? spec.default) : spec.default
}

/** Fills in what a program left out. A command says what differs for it: see `commandDefaults`. */
export function settled(options: LazuliOptions): Settings {
  const made: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(optionSpecs)) {
    const value = (options as Readonly<Record<string, unknown>>)[name] ?? defaultOf(spec)
    if (value !== undefined) made[name] = value
  }
  return made as Settings
}

/** The defaults of a server that a user starts, where a program's server has others. */
export const commandDefaults = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(optionSpecs).flatMap(([name, spec]) =>
      spec.type === 'number' && spec.inProcess !== undefined ? [[name, spec.default]] : [],
    ),
  )

/** Of the command `start` alone: a program says its options itself. */
export const commandOptions: OptionGroup = {
  name: 'command',
  title: 'The command itself',
  options: {
    withParent: {
      type: 'flag',
      says: 'stop when the process that started this one is gone, as for a run of tests',
      since: '0.2.0',
    },
    config: {
      type: 'file',
      says: 'read options from this file too',
      value: 'file',
      otherwise: 'lazuli.yaml in the working directory, if there is one',
      since: '0.2.0',
      everyday: true,
    },
  },
}
