import { readFileSync, statSync } from 'node:fs'
import type { AttemptEntry } from '../journal/ledger.ts'
import { type CommandResult, findResult } from '../launchers/launcher.ts'
import type { Launchers } from '../launchers/launchers.ts'
import { startTicksOf } from '../processes/process-table.ts'
import { killTree } from '../processes/process-tree.ts'
import type { AttemptRun } from './attempt-run.ts'

/** What an earlier agent's launcher says of the last command it was given. */
export type LastRecord =
  | { readonly alive: true }
  | { readonly alive: false; readonly result?: CommandResult; readonly at: number }

/**
 * Looks whether it has ended its command. Without a result it died before it could say one. The records
 * stay until the next agent starts: this one may be killed before the end is in its journal.
 */
export function lastRecordOf(
  launchers: Launchers,
  { launchers: refs, command }: AttemptEntry,
): LastRecord {
  const { name, pid, ticks } = refs.at(-1)!
  const path = launchers.recordsOf(name)
  // The launcher first: one that is seen dead has written all it ever will.
  const alive = startTicksOf(pid) === ticks
  const records = statSync(path, { throwIfNoEntry: false })
  const result = records && findResult(readFileSync(path, 'latin1'), command!)
  if (!result && alive) return { alive }
  // The launcher ran nothing after this, so its last word is as old as the command's end.
  return result
    ? { alive: false, result, at: Math.floor(records!.mtimeMs) }
    : { alive: false, at: Date.now() }
}

/** Of an earlier agent's attempt that there is no word of. */
export async function loseAlone(run: AttemptRun): Promise<void> {
  if (!run.lose()) return
  await run.removeContainer()
  await killTree(run.tree())
  await run.removeContainer()
  run.lost()
}
