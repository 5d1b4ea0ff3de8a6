// Lazuli's own API, and what it works on.
import { randomUUID } from 'node:crypto'
import { FAULTS } from '#batch/faults/faults.ts'
import type { ServerClock } from '#engine/clock.ts'
import { toIso } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import { findClock } from '#lazuli/clock/kept-clock.ts'
import { findPacing } from '#lazuli/pacing/kept-pacing.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import { lazuliService } from '#lazuli/service.ts'
import type { Settings } from '#library/options.ts'
import { ownVersion } from '#library/own-version.ts'
import type { Journal } from '#server/journal/journal.ts'
import type { Store } from '#store/tx.ts'
import { historiesOf } from '../admin/histories.ts'
import { DRIVER_CALLS } from '../faults/faulty-ports.ts'
import type { Parts } from '../parts.ts'
import type { Rooms } from '../pipeline.ts'
import { SEEDED_START } from '../state/seeded.ts'

export function openLazuli(
  parts: Parts,
  { containers, batch, scvmm, portal }: Pick<Rooms, 'containers' | 'batch' | 'scvmm' | 'portal'>,
  served: {
    readonly services: readonly Service[]
    readonly journal: Journal
    readonly snapshots: LazuliPorts['snapshots']
    readonly seed: LazuliPorts['seed']
    readonly addSubscription: LazuliPorts['addSubscription']
  },
): Service {
  const { engine, faults, identity, store } = parts
  const { journal, services, snapshots, seed, addSubscription } = served
  const ports: LazuliPorts = {
    store,
    engine,
    clock: parts.clock,
    wakeAll: () => parts.background.start(),
    status: () => statusOf(parts),
    journal: {
      list: (most) => journal.list(most),
      find: (id) => journal.find(id),
      har: () => journal.har(ownVersion()),
      clear: () => journal.clear(),
    },
    services,
    faults,
    driverCalls: DRIVER_CALLS,
    snapshots,
    seed,
    addSubscription,
    newId: parts.replacements.newId ?? randomUUID,
    batch: {
      kinds: FAULTS,
      provoke: batch.provoke,
      explain: batch.explain,
      intake: batch.intake,
      ...historiesOf(store),
    },
    portalLink: (user) => portal.linkFor(user),
    maintain: containers.maintain,
    lookAt: scvmm.lookAt,
    memory: { stepping: Promise.resolve() },
  }
  return lazuliService(ports, identity.credentials.subscriptionId)
}

/** A time that stood still does so again, and one that was ahead of the world's still is. */
export async function keepTime(
  store: Store,
  clock: ServerClock,
  { frozen, seed }: Pick<Settings, 'frozen' | 'seed'>,
): Promise<void> {
  const kept = await findClock(store)
  if (kept) clock.restore(kept)
  else if (frozen && seed !== undefined) clock.restore({ frozenAt: SEEDED_START })
  if (frozen) clock.freeze()
}

/** The lengths of operations that a user set before the last stop hold again. */
export async function keepPace({ engine, store }: Pick<Parts, 'engine' | 'store'>): Promise<void> {
  const pacing = await findPacing(store)
  if (pacing.length > 0) engine.pace(pacing)
}

async function statusOf({ clock, directory, machine, startedAt }: Parts) {
  const { separation, hypervisor } = await machine()
  return {
    version: ownVersion(),
    pid: process.pid,
    startedAt: toIso(startedAt),
    dataDirectory: directory.ephemeral ? null : directory.path,
    timeScale: clock.scale,
    ...(clock.isFrozen ? { frozenAt: toIso(clock.now()) } : {}),
    separation,
    hypervisor,
    memoryBytes: process.memoryUsage.rss(),
  }
}
