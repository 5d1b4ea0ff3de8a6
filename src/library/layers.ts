// What a user asked for in three places: the command line, the environment, a configuration file.
import { flagOf, type OptionSpecs, readOption, variableOf } from '#kernel/options.ts'
import { optionSpecs } from './options.ts'

/** Options by name, as one place gives them. */
export type Layer = Readonly<Record<string, unknown>>

type Environment = Readonly<Record<string, string | undefined>>

/** What the variables say of these options: of a server's, unless told. An empty one says nothing. */
export function fromEnvironment(environment: Environment, specs: OptionSpecs = optionSpecs): Layer {
  const found: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const text = environment[variableOf(name)]
    if (text === undefined || text === '') continue
    const read = readOption(spec, text)
    if ('problem' in read) {
      throw new Error(`the variable ${variableOf(name)} is '${text}'. ${read.problem}`)
    }
    found[name] = read.value
  }
  return found
}

/** The layers as one: an earlier one wins, over what conflicts with it as well. */
export function merged(layers: readonly Layer[]): Layer {
  const all: Record<string, unknown> = {}
  for (const layer of layers) {
    refuseConflicts(layer)
    const taken = { ...all }
    for (const [name, value] of Object.entries(layer)) {
      if (!Object.hasOwn(taken, name) && !conflictsOf(name).some((other) => isOn(taken[other]))) {
        all[name] = value
      }
    }
  }
  return all
}

const isOn = (value: unknown): boolean => value !== undefined && value !== false

function conflictsOf(name: string): string[] {
  const others = Object.entries(optionSpecs).filter(([, { conflicts }]) => conflicts === name)
  const own = optionSpecs[name]?.conflicts
  return [...(own === undefined ? [] : [own]), ...others.map(([other]) => other)]
}

function refuseConflicts(layer: Layer): void {
  for (const [name, value] of Object.entries(layer)) {
    const other = conflictsOf(name).find((each) => isOn(layer[each]))
    if (isOn(value) && other !== undefined) {
      throw new Error(`option '${flagOf(name)}' cannot be used with option '${flagOf(other)}'.`)
    }
  }
}
