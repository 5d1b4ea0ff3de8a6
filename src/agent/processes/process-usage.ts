import type { LauncherRef } from '../launchers/launcher.ts'
import type { Process } from './process-table.ts'

export interface ProcessUsage {
  readonly cpuTicks: number
  readonly residentPages: number
}

/**
 * What the processes of each node take. A process is its node's by the session of a launcher, else by
 * its parent, else by `markOf`: the node that its environment names. The launchers and the shells in
 * their namespaces count for no node: what their commands took is known once those have ended.
 */
export function usageByNode(
  all: readonly Process[],
  launchers: Iterable<readonly [LauncherRef, string]>,
  markOf: (pid: number) => string | undefined,
): ReadonlyMap<string, ProcessUsage> {
  const alive = new Map(all.map((process) => [process.pid, process]))
  const known = new Map<number, string>()
  const idle = new Set<number>()
  for (const [{ pid, ticks, sealed }, nodeId] of launchers) {
    // A session's number is free again once all of it has gone.
    if ((alive.get(pid)?.startTicks ?? ticks) !== ticks) continue
    known.set(pid, nodeId)
    idle.add(pid)
    if (sealed) for (const shell of shellsIn(pid, all)) idle.add(shell)
  }
  const nodes = new Map<number, string | undefined>(known)
  const nodeOf = ({ pid, parent, session }: Process): string | undefined => {
    if (nodes.has(pid)) return nodes.get(pid)
    // Should a parent be its own child: process ids come round.
    nodes.set(pid, undefined)
    const above = alive.get(parent)
    const nodeId = known.get(session) ?? (above && nodeOf(above)) ?? markOf(pid)
    nodes.set(pid, nodeId)
    return nodeId
  }
  const usage = new Map<string, ProcessUsage>()
  for (const process of all) {
    const nodeId = idle.has(process.pid) ? undefined : nodeOf(process)
    if (nodeId === undefined) continue
    const { cpuTicks, residentPages } = usage.get(nodeId) ?? { cpuTicks: 0, residentPages: 0 }
    usage.set(nodeId, {
      cpuTicks: cpuTicks + process.cpuTicks,
      residentPages: residentPages + process.residentPages,
    })
  }
  return usage
}

/** A namespace's first process, and the shell that it started first. Later children are orphans. */
function shellsIn(launcher: number, all: readonly Process[]): number[] {
  const first = all.find(({ parent }) => parent === launcher)
  if (!first) return []
  const children = all.filter(({ parent }) => parent === first.pid)
  const [shell] = children.sort((one, other) => one.startTicks - other.startTicks)
  return [first.pid, ...(shell ? [shell.pid] : [])]
}
