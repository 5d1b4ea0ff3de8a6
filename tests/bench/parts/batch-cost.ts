// What running a task costs, by who pays: processor time of the server, of the node agent, and of the
// shells and programs beneath that.
import { readFileSync } from 'node:fs'
import { processes } from '#agent/processes/process-table.ts'

const TICK_US = 10_000

/** Of a process itself, and of those it has waited for: in microseconds. */
function used(pid: number): { readonly own: number; readonly waitedFor: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system, childUser, childSystem] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number) as [number, number, number, number]
  return { own: (user + system) * TICK_US, waitedFor: (childUser + childSystem) * TICK_US }
}

/** In microseconds. */
export interface Cost {
  readonly server: number
  readonly agent: number
  /** The shells that tasks are fed to. */
  readonly shells: number
  /** What the tasks themselves took. */
  readonly programs: number
}

/** What has been paid so far. The node agent is the one that works in the server's directory. */
export function paid(server: number, dataDirectory: string): Cost {
  const all = processes()
  const agent = all.find(({ pid }) =>
    commandOf(pid).includes(`"directory":"${dataDirectory}/`),
  )!.pid
  const shells = all.filter(({ parent }) => parent === agent).map(({ pid }) => used(pid))
  const sum = (of: 'own' | 'waitedFor') => shells.reduce((total, each) => total + each[of], 0)
  return {
    server: used(server).own,
    agent: used(agent).own,
    shells: sum('own'),
    programs: sum('waitedFor'),
  }
}

function commandOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return words.includes('agent.js') ? words : ''
  } catch {
    return '' // It has ended.
  }
}

/** What was paid in between for each of so many tasks. */
export const costOfEach = (before: Cost, after: Cost, tasks: number): Cost => ({
  server: (after.server - before.server) / tasks,
  agent: (after.agent - before.agent) / tasks,
  shells: (after.shells - before.shells) / tasks,
  programs: (after.programs - before.programs) / tasks,
})
