// Snapshots as Lazuli's own API asks for them: loaded when the first is.
import { lazy } from '#kernel/caching/lazy.ts'
import { saveClock } from '#lazuli/clock/kept-clock.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import type { Parts } from '../parts.ts'
import type { Gate } from './gate.ts'
import type { SnapshotRooms } from './snapshots.ts'

export function openSnapshots(
  parts: Parts,
  rooms: SnapshotRooms,
  gate: Gate,
): LazuliPorts['snapshots'] {
  const loaded = lazy(async () => {
    const { Snapshots } = await import('./snapshots.ts')
    return new Snapshots(parts, rooms, gate)
  })
  return {
    list: async () => (await loaded()).list(),
    save: async (...args) => (await loaded()).save(...args),
    restore: async (...args) => (await loaded()).restore(...args),
    remove: async (...args) => (await loaded()).remove(...args),
    reset: async () => (await loaded()).reset(),
  }
}

/** Keeps in memory what a server was when it started with nothing kept. */
export async function rememberStart({ directory, store, clock }: Parts): Promise<void> {
  const { contents, isNew } = directory
  if (!isNew) return
  await store.write((tx) => saveClock(tx, clock.state), { flush: 'later' })
  await contents.remember()
}
