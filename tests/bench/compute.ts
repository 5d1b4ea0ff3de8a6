// How many short tasks a second the process driver runs at four slots, beside the tools that people
// use for that on one machine. All do the same work: a directory with `wd` in it, both streams into
// files, /bin/true, and its exit code kept. Prints a table; run with `node tests/bench/compute.ts`.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { aNode, anAttempt } from '#drivers/compute/conformance.ts'
import type { ProcessCompute } from '#drivers/compute/process.ts'
import { Machine, separations } from '#testing/machine.ts'

const SLOTS = 4
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const TASKS = Number(process.env.TASKS ?? 2000)

const run = promisify(execFile)

/** What one task is to xargs and GNU parallel, as a shell would be told. */
const STEPS = 'mkdir -p {}/wd; cd {}/wd; /bin/true >../stdout.txt 2>../stderr.txt; echo $? >../exit'

interface Contender {
  readonly name: string
  readonly tasks: number
  /** Runs that many tasks; answers how long they took. */
  play(tasks: number, round: number): Promise<number>
  end(): Promise<void>
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function shellTool(name: string, tasks: number, command: (count: number) => string): Contender {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-bench-'))
  return {
    name,
    tasks,
    play: (count, round) =>
      timed(() =>
        run('sh', ['-c', `mkdir r${round}; cd r${round}; ${command(count)}`], { cwd: directory }),
      ),
    end: async () => rmSync(directory, { recursive: true }),
  }
}

/** Keeps every slot of a driver busy: an attempt's end starts the next one, as a scheduler would. */
class Filler {
  readonly #driver: ProcessCompute
  readonly #stopping = new AbortController()
  readonly #read: Promise<void>
  #left = 0
  #running = 0
  #started = 0
  #done: () => void = () => {}

  constructor(driver: ProcessCompute) {
    this.#driver = driver
    this.#read = this.#hear()
  }

  play(count: number): Promise<void> {
    this.#left = count
    for (let slot = 0; slot < SLOTS; slot++) this.#start()
    return new Promise((resolve) => {
      this.#done = resolve
    })
  }

  #start(): void {
    if (this.#left === 0) return
    this.#left--
    this.#running++
    void this.#driver.start(anAttempt(`${++this.#started}`))
  }

  async #hear(): Promise<void> {
    for await (const batch of this.#driver.observe(this.#stopping.signal)) {
      for (const report of batch) {
        if (report.kind !== 'exited' && report.kind !== 'lost') continue
        assert.deepEqual([report.kind, 'exitCode' in report && report.exitCode], ['exited', 0])
        this.#running--
        this.#start()
        if (this.#running === 0) this.#done()
      }
    }
  }

  async end(): Promise<void> {
    this.#stopping.abort()
    await this.#read
  }
}

async function lazuli(separation: 'none' | 'uid'): Promise<Contender> {
  const machine = new Machine(separation)
  const driver = machine.driver()
  await driver.ensureNode({ ...aNode(), slots: SLOTS })
  const filler = new Filler(driver)
  return {
    name: separation === 'uid' ? 'Lazuli, users of their own' : 'Lazuli',
    tasks: TASKS,
    play: (count) => timed(() => filler.play(count)),
    end: async () => {
      await filler.end()
      await machine.end('node-1')
    },
  }
}

const isInstalled = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

const xargs = (count: number): string => `seq ${count} | xargs -P${SLOTS} -I{} sh -c '${STEPS}'`

const contenders: Contender[] = [
  await lazuli('none'),
  ...(separations.includes('uid') ? [await lazuli('uid')] : []),
  shellTool('xargs -P4', Math.ceil(TASKS / 2), xargs),
  ...(isInstalled('parallel')
    ? [
        shellTool(
          'GNU parallel -j4',
          Math.ceil(TASKS / 5),
          (n) => `seq ${n} | parallel -j${SLOTS} '${STEPS}'`,
        ),
      ]
    : []),
]

const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
// One round warms up; then all take turns, so that what else the machine does hits them alike.
for (let round = 0; round <= ROUNDS; round++) {
  for (const { name, tasks, play } of contenders) {
    const ms = await play(tasks, round)
    if (round > 0) rates.get(name)!.push((tasks / ms) * 1000)
  }
}
for (const contender of contenders) await contender.end()

const own = median(rates.get(contenders[0]!.name)!)
console.log(`| tasks a second, ${SLOTS} slots | median | lowest | highest | Lazuli is |`)
console.log('| --- | ---: | ---: | ---: | ---: |')
for (const [name, all] of rates) {
  const numbers = [median(all), Math.min(...all), Math.max(...all)].map((rate) => rate.toFixed(0))
  console.log(`| ${name} | ${numbers.join(' | ')} | ${(own / median(all)).toFixed(1)}x |`)
}
