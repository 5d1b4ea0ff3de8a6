// How long a task "runs" on a simulated node, and how it ends, where nothing else decides it.
import type { TaskAttempt } from '../port.ts'
import type { SimulatedRun } from './simulated.ts'

/** Settings of the task's environment that win over what its command line says. */
const SECONDS = 'LAZULI_SIMULATED_SECONDS'
const EXIT_CODE = 'LAZULI_SIMULATED_EXIT_CODE'

const MS_PER_SECOND = 1000
const DEFAULT_SECONDS = 1
const MOST_SECONDS = 7 * 24 * 3600
const MOST_EXIT_CODE = 255

/**
 * A task runs for as long as its settings say, else for as long as the `sleep N` of its command line,
 * else for a second; all of it shortened as time is. Its exit code is that of its settings, else of
 * the `exit N` of its command line, else 0.
 */
export const imaginedRun =
  ({ scaled }: { scaled(ms: number): number }) =>
  ({ commandLine, environment }: TaskAttempt): SimulatedRun => {
    const seconds =
      numberIn(environment[SECONDS]) ?? numberIn(/\bsleep\s+([\d.]+)/.exec(commandLine)?.[1])
    const exitCode =
      numberIn(environment[EXIT_CODE]) ?? numberIn(/\bexit\s+(\d+)/.exec(commandLine)?.[1])
    return {
      afterMs: Math.ceil(
        scaled(Math.min(seconds ?? DEFAULT_SECONDS, MOST_SECONDS) * MS_PER_SECOND),
      ),
      exitCode: Math.min(Math.floor(exitCode ?? 0), MOST_EXIT_CODE),
    }
  }

function numberIn(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) return undefined
  return Number(value)
}
