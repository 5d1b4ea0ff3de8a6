// What the nodes of this machine take, from one look at all processes.
import { readFileSync, statfsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { UsageReading } from '#drivers/nodes/port.ts'
import type { Attempts } from './attempts/attempts.ts'
import { NODE_MARK } from './attempts/environment.ts'
import type { Ledger } from './journal/ledger.ts'
import { environmentOfProcess, processes } from './processes/process-table.ts'
import { usageByNode } from './processes/process-usage.ts'

export function readUsage({ nodes }: Ledger, attempts: Attempts): UsageReading {
  const { launchers, separator } = attempts
  const present = [...nodes.values()]
    .filter(({ allocated, turn }) => allocated && !turn)
    .map(({ spec }) => spec.nodeId)
  const settings = new Map(
    present.map((nodeId) => [`${NODE_MARK}=${separator.rootOf(nodeId)}`, nodeId]),
  )
  const used = usageByNode(processes(), attempts.launchersOfNodes(), (pid) => {
    const mark = environmentOfProcess(pid)
      .split('\0')
      .find((setting) => setting.startsWith(`${NODE_MARK}=`))
    return mark === undefined ? undefined : settings.get(mark)
  })
  const { msPerTick, pageBytes } = units()
  const { blocks, bfree, bsize } = statfsSync(separator.nodesDirectory)
  return {
    at: performance.now(),
    run: launchers.run,
    processors: availableParallelism(),
    nodes: present.map((nodeId) => {
      const { cpuTicks = 0, residentPages = 0 } = used.get(nodeId) ?? {}
      return {
        nodeId,
        cpuMs: attempts.spentOn(nodeId) + cpuTicks * msPerTick,
        memoryBytes: residentPages * pageBytes,
        diskBytes: (blocks - bfree) * bsize,
      }
    }),
  }
}

const AT_PAGESZ = 6n
const AT_CLKTCK = 17n

/** What /proc counts in, as the kernel tells each program at its start. */
function units(): { readonly msPerTick: number; readonly pageBytes: number } {
  const bytes = readFileSync('/proc/self/auxv')
  const words = new BigUint64Array(new Uint8Array(bytes).buffer)
  const told = (type: bigint): number => {
    for (let at = 0; at + 1 < words.length; at += 2) {
      if (words[at] === type) return Number(words[at + 1])
    }
    throw new Error(`the kernel does not tell its value ${type}`)
  }
  return { msPerTick: 1000 / told(AT_CLKTCK), pageBytes: told(AT_PAGESZ) }
}
