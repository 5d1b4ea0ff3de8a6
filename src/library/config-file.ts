// `lazuli.yaml`: the options of `lazuli start` by their names, one a line.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { isPathOf, keyOf, readOption } from '#kernel/options.ts'
import type { Layer } from './layers.ts'
import { optionSpecs } from './options.ts'

/** Read where it is in the working directory, if no other is named. */
const CONFIG_FILE = 'lazuli.yaml'

/** A line that cannot be used; the message names file and line. */
export class ConfigFault extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`)
    this.name = 'ConfigFault'
  }
}

export interface ConfigFile {
  /** Absolute. */
  readonly file: string
  readonly options: Layer
}

/** The file that was named, or the one in the working directory; undefined where there is none. */
export async function readConfig(named: string | undefined): Promise<ConfigFile | undefined> {
  const file = resolve(named ?? CONFIG_FILE)
  if (named === undefined && !existsSync(file)) return undefined
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`cannot read the configuration ${file}: ${fileErrorWords(cause)}.`, { cause })
  }
  return { file, options: await optionsIn(text, file) }
}

const namesByKey = (): ReadonlyMap<string, string> =>
  new Map(Object.keys(optionSpecs).map((name) => [keyOf(name), name]))

/** What the text of a file asks for. Paths in it start where the file is. */
export async function optionsIn(text: string, file: string): Promise<Layer> {
  const { isMap, isScalar, LineCounter, parseDocument } = await import('yaml')
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const lineAt = (offset: number | undefined): number => lineCounter.linePos(offset ?? 0).line
  const fault = document.errors[0]
  if (fault) throw new ConfigFault(file, lineAt(fault.pos[0]), fault.message.split('\n')[0]!)
  if (document.contents === null) return {}
  if (!isMap(document.contents)) {
    throw new ConfigFault(file, 1, 'it takes lines such as `port: 4510`.')
  }
  const names = namesByKey()
  const found: Record<string, unknown> = {}
  for (const { key, value } of document.contents.items) {
    const [at, word] = isScalar(key) ? [key.range?.[0], String(key.value)] : [undefined, '?']
    const name = names.get(word)
    if (name === undefined) {
      throw new ConfigFault(file, lineAt(at), `there is no option '${word}'.`)
    }
    // `port:` alone asks for nothing.
    if (value === null || (isScalar(value) && value.value === null)) continue
    const spec = optionSpecs[name]!
    const read = readOption(spec, isScalar(value) ? value.value : undefined)
    if ('problem' in read) throw new ConfigFault(file, lineAt(at), `${word}: ${read.problem}`)
    found[name] = isPathOf(spec, read.value) ? resolve(dirname(file), read.value) : read.value
  }
  return found
}
