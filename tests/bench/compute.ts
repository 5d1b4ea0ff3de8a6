// How many short tasks a second the process driver runs at four slots, beside the tools that people
// use for that on one machine. All do the same work: a directory with `wd` in it, both streams into
// files, /bin/true, and its exit code kept. They take turns; medians are printed.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { processes } from '#agent/processes/process-table.ts'
import { aNode, anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { LocalNodes } from '#drivers/nodes/local.ts'
import { Machine, separations } from '#testing/machine.ts'

const SLOTS = 4
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const TASKS = Number(process.env.TASKS ?? 2000)

const MS_PER_TICK = 10

const run = promisify(execFile)

/** What one task is to xargs and GNU parallel, as a shell would be told. */
const STEPS = 'mkdir -p {}/wd; cd {}/wd; /bin/true >../stdout.txt 2>../stderr.txt; echo $? >../exit'

interface Contender {
  readonly name: string
  readonly tasks: number
  play(tasks: number, round: number): Promise<void>
  /** Processor time so far, in ms, of all that it takes. */
  cpu(): number
  end(): Promise<void>
}

/** Processor time of a process and of its children that have ended, in ms. */
function cpuOf(pid: number, onlyChildren = false): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const [user, system, ended, endedSystem] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map((ticks) => Number(ticks) * MS_PER_TICK)
  return (onlyChildren ? 0 : user! + system!) + ended! + endedSystem!
}

function shellTool(name: string, tasks: number, command: (count: number) => string): Contender {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-bench-'))
  return {
    name,
    tasks,
    play: async (count, round) => {
      const script = `mkdir r${round}; cd r${round}; ${command(count)}`
      await run('sh', ['-c', script], { cwd: directory })
    },
    cpu: () => cpuOf(process.pid, true),
    end: async () => rmSync(directory, { recursive: true }),
  }
}

/** Keeps every slot of a driver busy: an attempt's end starts the next one, as a scheduler would. */
class Filler {
  readonly #driver: LocalNodes
  readonly #stopping = new AbortController()
  readonly #read: Promise<void>
  #left = 0
  #running = 0
  #started = 0
  #done: () => void = () => {}

  constructor(driver: LocalNodes) {
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
  await driver.setUp({ ...aNode(), slots: SLOTS })
  const filler = new Filler(driver)
  return {
    name: separation === 'uid' ? 'Lazuli, users of their own' : 'Lazuli',
    tasks: TASKS,
    play: (count) => filler.play(count),
    cpu: () => {
      const agent = driver.hello!.pid
      const launchers = processes().filter(({ parent }) => parent === agent)
      const own = process.cpuUsage()
      const others = [agent, ...launchers.map(({ pid }) => pid)]
      return (own.user + own.system) / 1000 + others.reduce((sum, pid) => sum + cpuOf(pid), 0)
    },
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

async function line(): Promise<Contender[]> {
  const own = [await lazuli('none')]
  if (separations.includes('uid')) own.push(await lazuli('uid'))
  const parallel = (count: number): string => `seq ${count} | parallel -j${SLOTS} '${STEPS}'`
  const tools = [shellTool(`xargs -P${SLOTS}`, Math.ceil(TASKS / 2), xargs)]
  if (isInstalled('parallel')) {
    tools.push(shellTool(`GNU parallel -j${SLOTS}`, Math.ceil(TASKS / 5), parallel))
  }
  return [...own, ...tools]
}

export async function compute(): Promise<void> {
  const contenders = await line()
  const rates = contenders.map((): number[] => [])
  const costs = contenders.map((): number[] => [])
  try {
    // One round warms up; then all take turns, so that what else the machine does hits them alike.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [index, { tasks, play, cpu }] of contenders.entries()) {
        const [started, cpuBefore] = [performance.now(), cpu()]
        await play(tasks, round)
        const [ms, cpuMs] = [performance.now() - started, cpu() - cpuBefore]
        if (round === 0) continue
        rates[index]!.push((tasks / ms) * 1000)
        costs[index]!.push((cpuMs / tasks) * 1000)
      }
    }
  } finally {
    for (const contender of contenders) await contender.end()
  }
  console.log(`| ${SLOTS} slots | tasks a second | Lazuli is | processor time a task | Lazuli is |`)
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const [index, { name }] of contenders.entries()) {
    const [rate, cost] = [median(rates[index]!), median(costs[index]!)]
    const faster = (median(rates[0]!) / rate).toFixed(1)
    const cheaper = (cost / median(costs[0]!)).toFixed(1)
    console.log(
      `| ${name} | ${rate.toFixed(0)} | ${faster}x | ${cost.toFixed(0)} µs | ${cheaper}x |`,
    )
  }
}
