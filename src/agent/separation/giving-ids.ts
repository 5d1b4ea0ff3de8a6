import { readFileSync } from 'node:fs'

/** What the kernel says of a process under `/proc`. */
export interface Rights {
  readonly status: string
  readonly uidMap: string
  readonly gidMap: string
}

/** CHOWN, DAC_OVERRIDE, FOWNER, KILL, SETGID and SETUID, by their numbers. */
const NEEDED = [0, 1, 3, 5, 6, 7].reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n)

/**
 * Whether files and processes can be given to users from this id on. Root may lack the right to, or
 * the ids: in a container it is often only called root.
 */
export function givesIds({ status, uidMap, gidMap }: Rights, first: number): boolean {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`)
  return (effective & NEEDED) === NEEDED && hasId(uidMap, first) && hasId(gidMap, first)
}

/** Lines of: the first id inside, whose it is outside, how many there are. */
const hasId = (map: string, id: number): boolean =>
  map.split('\n').some((line) => {
    const [inside = 0, , count = 0] = line.trim().split(/\s+/).map(Number)
    return id >= inside && id < inside + count
  })

/** Whether this process can. False where the kernel does not say. */
export function mayGiveIds(first: number): boolean {
  const read = (name: string): string => readFileSync(`/proc/self/${name}`, 'utf8')
  try {
    const rights = { status: read('status'), uidMap: read('uid_map'), gidMap: read('gid_map') }
    return givesIds(rights, first)
  } catch {
    return false
  }
}
