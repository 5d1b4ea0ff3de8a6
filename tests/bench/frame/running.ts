// Finds the benches and runs them.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Aim,
  type Bench,
  type BenchRun,
  type Figure,
  LoadNotReached,
  NoLoadStated,
} from './bench.ts'
import { drawn } from './curve.ts'

const FOLDER = new URL('../', import.meta.url)
const CURVES = fileURLToPath(new URL('../../../docs/curves/', import.meta.url))
const END = '.bench.ts'

/** The names of all benches, each with its folder: `batch/tasks`. */
export async function benchNames(): Promise<string[]> {
  const files = await readdir(FOLDER, { recursive: true })
  return files
    .filter((file) => file.endsWith(END))
    .map((file) => file.slice(0, -END.length))
    .sort()
}

const isMet = (value: number, aim: Aim): boolean =>
  'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost

const number = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : `${+value.toPrecision(3)}`

function lineOf({ what, value, unit, aim }: Figure): string {
  const said = `${number(value)}${unit ? ` ${unit}` : ''}`
  if (!aim) return `  ${what.padEnd(64)} ${said}`
  const wanted = 'atLeast' in aim ? `at least ${aim.atLeast}` : `at most ${aim.atMost}`
  const verdict = isMet(value, aim) ? 'met' : 'MISSED'
  return `  ${what.padEnd(64)} ${said.padEnd(14)} aim ${wanted}: ${verdict}`
}

export interface RunOptions {
  readonly size: BenchRun['size']
  readonly rounds: number
  readonly say: (line: string) => void
}

const benchOf = async (name: string): Promise<Bench> =>
  ((await import(new URL(`${name}${END}`, FOLDER).href)) as { bench: Bench }).bench

/** What this machine lacks for it. */
export const missing = async (name: string): Promise<string | undefined> =>
  (await benchOf(name)).missing?.()

/** As `run`, by its name. */
export const runBench = async (name: string, options: RunOptions): Promise<readonly Figure[]> =>
  await run(name, await benchOf(name), options)

/**
 * Runs one, where this machine has what it needs. Rejects when it fails, did not reach its load, or
 * said of no load that it reached it.
 */
export async function run(
  name: string,
  bench: Bench,
  { size, rounds, say }: RunOptions,
): Promise<readonly Figure[]> {
  const lacking = await bench.missing?.()
  if (lacking) {
    say(`${name}: left out: ${lacking}`)
    return []
  }
  const scratch = await mkdtemp(join(tmpdir(), `lazuli-bench-${basename(name)}-`))
  const figures: Figure[] = []
  let isLoadStated = false
  say(`${name}: ${bench.title}`)
  try {
    await bench.run({
      size,
      rounds,
      scratch,
      withPeers: size === 'full',
      figure(figure) {
        figures.push(figure)
        say(lineOf(figure))
      },
      reached({ what, value, atLeast }) {
        say(`  load: ${what.padEnd(58)} ${number(value)} (needs ${atLeast})`)
        isLoadStated = true
        // A load that was not counted at all is not reached either.
        if (!(value >= atLeast)) throw new LoadNotReached(what, value, atLeast)
      },
      async curve(curve) {
        if (size === 'smoke') return
        await mkdir(CURVES, { recursive: true })
        await writeFile(join(CURVES, `${curve.name}.svg`), drawn(curve))
        say(`  curve: docs/curves/${curve.name}.svg`)
      },
    })
    if (!isLoadStated) throw new NoLoadStated(name)
    return figures
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
