import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processes, startTicksOf } from '#agent/processes/process-table.ts'
import { bwrapWorks } from '#agent/separation/bwrap.ts'
import type { Separation } from '#drivers/nodes/channel.ts'
import { LocalNodes, type LocalOptions } from '#drivers/nodes/local.ts'
import { instant } from '#kernel/instant.ts'

/** Whether a process runs. One that has ended and was not waited for does not. */
export const isThere = (pid: number): boolean => startTicksOf(pid) !== undefined

/** The processes that run exactly these words. */
export function pidsOfCommand(...words: readonly string[]): number[] {
  const wanted = words.map((word) => `${word}\0`).join('')
  return processes()
    .map(({ pid }) => pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === wanted
      } catch {
        return false
      }
    })
}

/** Waits until something is so. For what sends no news when it happens: another process's end. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(10)
}

const isRoot = process.getuid?.() === 0

/** The ways to keep tasks apart that this machine has. */
export const separations: readonly Separation[] = [
  'none',
  ...(isRoot ? (['uid'] as const) : []),
  ...(bwrapWorks() ? (['bwrap'] as const) : []),
]

/** A directory with the process driver's agent and nodes, all gone after `end`. */
export class Machine {
  readonly separation: Separation
  readonly directory: string
  readonly nodesDirectory: string
  readonly #top: string
  readonly #drivers: LocalNodes[] = []
  readonly #agents = new Set<number>()

  constructor(separation: Separation) {
    this.separation = separation
    this.#top = mkdtempSync(join(tmpdir(), 'lazuli-compute-'))
    // Tasks with users of their own must be able to pass.
    chmodSync(this.#top, 0o711)
    this.directory = join(this.#top, 'agent')
    this.nodesDirectory = join(this.#top, 'nodes')
  }

  /** A driver for this machine. A second one finds the first one's agent. */
  driver({
    lingerMs = 60_000,
    ...given
  }: Pick<
    LocalOptions,
    'lingerMs' | 'hide' | 'isLast' | 'elevation' | 'containers'
  > = {}): LocalNodes {
    const { directory, nodesDirectory, separation } = this
    const driver = new LocalNodes({
      directory,
      nodesDirectory,
      separation,
      // Without them as well as with them, so that both ways to find processes are tested.
      controlGroups: separation === 'none' ? false : undefined,
      lingerMs,
      ...given,
      now: () => instant(Date.now()),
      onTrouble: (error) => console.error(error),
    })
    this.#drivers.push(driver)
    return driver
  }

  rootOf(nodeId: string): string {
    return join(this.nodesDirectory, nodeId, 'root')
  }

  write(nodeId: string, path: string, content: string): void {
    const file = join(this.rootOf(nodeId), path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  /** Kills the agent as a crash would. The driver starts another. */
  async killAgent(driver: LocalNodes): Promise<void> {
    const { pid } = driver.hello!
    process.kill(pid, 'SIGKILL')
    await until(() => driver.hello!.pid !== pid)
    this.#agents.add(driver.hello!.pid)
  }

  async end(...nodeIds: readonly string[]): Promise<void> {
    const driver = this.#drivers.at(-1)!
    // A driver that the test has closed removes nothing; then there is nothing to remove.
    for (const nodeId of nodeIds) await driver.remove(nodeId).catch(() => {})
    const pid = driver.hello?.pid
    for (const each of this.#drivers) await each.close()
    if (pid && isThere(pid)) {
      process.kill(pid, 'SIGTERM')
      await until(() => !isThere(pid))
    }
    // What a killed container had mounted may still be on its way out.
    rmSync(this.#top, { recursive: true, force: true, maxRetries: 10 })
  }
}
