import type { AttemptEntry } from '../journal/ledger.ts'
import type { LauncherRef } from '../launchers/launcher.ts'
import { pidsIn } from '../processes/control-groups.ts'
import { childrenOf, startTicksOf } from '../processes/process-table.ts'
import type { Tree } from '../processes/process-tree.ts'
import { TASK_MARK } from './environment.ts'

/** How an attempt's processes are known. */
export function treeOf({ directory, launchers, ownUid }: AttemptEntry): Tree {
  const open = launchers.filter(({ sealed }) => !sealed)
  const sealed = launchers.filter(
    (launcher) => launcher.sealed && startTicksOf(launcher.pid) === launcher.ticks,
  )
  return {
    marks: [`${TASK_MARK}=${directory}`],
    sessions: new Map(open.map(({ pid, ticks }) => [pid, ticks])),
    uids: ownUid === undefined ? [] : [ownUid],
    groups: launchers.flatMap(({ group }) => group ?? []),
    sealed: sealed.map(({ pid }) => pid),
  }
}

/** What runs of an attempt whose command has ended, as far as that is known without a search. */
export function whatIsLeft({ launchers }: AttemptEntry): 'some' | 'nothing' | 'unknown' {
  const left = launchers.map(leftWith)
  if (left.includes(true)) return 'some'
  return left.includes(undefined) ? 'unknown' : 'nothing'
}

/** Whether something runs in a launcher's control group or namespace besides its shell. */
function leftWith({ group, pid, sealed }: LauncherRef): boolean | undefined {
  if (group !== undefined) return pidsIn(group).some((member) => member !== pid)
  if (!sealed) return undefined
  const [first] = childrenOf(pid) ?? []
  if (first === undefined) return undefined
  const [shell, ...others] = childrenOf(first) ?? []
  return shell === undefined ? undefined : others.length > 0 || childrenOf(shell)?.length !== 0
}
