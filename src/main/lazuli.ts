// Lazuli's own API, and what it works on.
import { FAULTS } from '#batch/faults/faults.ts'
import { toIso } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import { findPacing } from '#lazuli/kept-pacing.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import { lazuliService } from '#lazuli/service.ts'
import type { Journal } from '#server/journal/journal.ts'
import type { CallFaults } from '#server/stages/call-faults.ts'
import type { Parts } from './parts.ts'
import type { Rooms } from './pipeline.ts'
import { ownVersion } from './watching/own-version.ts'

export function openLazuli(
  parts: Parts,
  { containers, batch, scvmm }: Pick<Rooms, 'containers' | 'batch' | 'scvmm'>,
  served: {
    readonly services: readonly Service[]
    readonly journal: Journal
    readonly calls: CallFaults
  },
): Service {
  const { engine, faults, identity, stepped, store } = parts
  const { journal, services, calls } = served
  const ports: LazuliPorts = {
    store,
    engine,
    now: parts.clock.now,
    clock: stepped,
    status: () => statusOf(parts),
    journal: {
      list: (most) => journal.list(most),
      find: (id) => journal.find(id),
      har: () => journal.har(ownVersion()),
      clear: () => journal.clear(),
    },
    services,
    faults: { operations: faults, calls },
    batch: {
      kinds: FAULTS,
      provoke: batch.provoke,
      explain: batch.explain,
    },
    maintain: containers.maintain,
    lookAt: scvmm.lookAt,
    memory: { faults: { value: [] }, stepping: Promise.resolve() },
  }
  return lazuliService(ports, identity.credentials.subscriptionId)
}

/** The lengths of operations that a user set before the last stop hold again. */
export async function keepPace({ engine, store }: Pick<Parts, 'engine' | 'store'>): Promise<void> {
  const pacing = await findPacing(store)
  if (pacing.length > 0) engine.pace(pacing)
}

async function statusOf({ options, directory, machine, startedAt, stepped }: Parts) {
  const { separation, hypervisor } = await machine()
  return {
    version: ownVersion(),
    pid: process.pid,
    startedAt: toIso(startedAt),
    dataDirectory: directory.ephemeral ? null : directory.path,
    timeScale: options.timeScale,
    ...(stepped ? { frozenAt: toIso(stepped.now()) } : {}),
    separation,
    hypervisor,
    memoryBytes: process.memoryUsage.rss(),
  }
}
