import { pidsIn } from './control-groups.ts'
import { TASK_MARK } from './environment.ts'
import type { AttemptEntry } from './ledger.ts'
import { startTicksOf } from './process-table.ts'
import type { Tree } from './process-tree.ts'

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

/** What runs of an attempt whose command has ended. Only control groups know without a search. */
export function whatIsLeft({ launchers }: AttemptEntry): 'some' | 'nothing' | 'unknown' {
  if (!launchers.every(({ group }) => group !== undefined)) return 'unknown'
  const some = launchers.some(({ group, pid }) => pidsIn(group!).some((member) => member !== pid))
  return some ? 'some' : 'nothing'
}
