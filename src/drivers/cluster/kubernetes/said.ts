import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { endProcessesAtHome } from '../../processes.ts'
import type { Launcher } from './launcher.ts'

const END_MS = 5_000

/** What a program prints by the time that it ends, or is given up. `place`: a name for its files. */
export async function said(
  launcher: Launcher,
  program: string,
  args: readonly string[],
  place: string,
  withinMs: number,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const [log, pidFile] = [`${place}.log`, `${place}.pid`]
  const home = `${place}.home/`
  const order = { program, args, cwd: dirname(place), env: { HOME: home }, pidFile, log }
  try {
    const exitCode = await launcher.run(order, AbortSignal.timeout(withinMs))
    return { exitCode, output: await readFile(log, 'utf8') }
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error
    await endProcessesAtHome(home, END_MS)
    return { exitCode: 1, output: 'it does not end' }
  } finally {
    await rm(log, { force: true })
    await rm(pidFile, { force: true })
  }
}
