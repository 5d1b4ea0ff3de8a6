// Joins Microsoft.ScVmm with what runs its machines: QEMU where it can be used.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { onDemand } from '#drivers/hypervisor/on-demand.ts'
import type { HypervisorDriver } from '#drivers/hypervisor/port.ts'
import type { Reconciler } from '#engine/reconcilers.ts'
import type { Estate } from '#scvmm/estate/estate.ts'
import { hasMachines } from '#scvmm/host-machines/host-machine.queries.ts'
import { keepMachines } from '#scvmm/keep.ts'
import type { ScvmmPorts } from '#scvmm/ports.ts'
import { scvmmService } from '#scvmm/service.ts'
import type { LookAt } from '#server/console-admin.ts'
import type { DataDirectory } from '#store/data-directory.ts'
import type { JoinedProvider } from './arm.ts'
import type { ServerOptions } from './options.ts'
import { loadedWhenUsed, PATIENCE_MS, type Parts, report } from './parts.ts'

export interface ScvmmRoom extends JoinedProvider {
  readonly reconcilers: readonly Reconciler[]
  /** For the admin API. */
  readonly lookAt: LookAt
  /** Ends machines and what runs them. */
  close(): Promise<void>
}

export async function joinScvmm(parts: Parts): Promise<ScvmmRoom> {
  const { options, directory, store, engine } = parts
  const ports: ScvmmPorts = {
    store,
    engine,
    hypervisor: onDemand(() => openHypervisor(options, directory)),
    random: (bytes) => randomBytes(bytes),
    ...(options.inventory === undefined ? {} : { estate: await estateIn(options.inventory) }),
    habits: { inventoryDelayMs: options.inventoryDelayMs ?? 0 },
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { scvmmDurables } = await import('#scvmm/durables.ts')
    return scvmmDurables(ports)
  })
  const service = scvmmService(ports)
  return {
    service: { ...service, handlers: whenUsed(service.handlers) },
    provider: whenUsed(async () => {
      const { scvmmProvider } = await import('#scvmm/provider.ts')
      return scvmmProvider(ports)
    }),
    reconcilers: [{ name: 'virtual machines', everyMs: 30_000, run: keepMachines(ports) }],
    async lookAt(name, signal) {
      const { machineConsole } = await import('#scvmm/console.ts')
      return await machineConsole(ports, name, signal)
    },
    async close() {
      await endMachines(ports, directory)
      await ports.hypervisor.close()
    },
  }
}

async function endMachines(ports: ScvmmPorts, { ephemeral }: DataDirectory): Promise<void> {
  if (!(await hasMachines(ports.store))) return
  const { releaseMachines } = await import('#scvmm/reconcile.ts')
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (const error of await releaseMachines(ports, !ephemeral, signal)) {
    report('virtual machines', error)
  }
}

async function openHypervisor(
  { hypervisor }: ServerOptions,
  directory: DataDirectory,
): Promise<HypervisorDriver> {
  const place = join(directory.path, 'hypervisor')
  const { whyNoQemu } = await import('#drivers/hypervisor/qemu-platform.ts')
  const lacking = hypervisor === 'simulated' ? 'not wanted' : await whyNoQemu()
  if (!lacking) {
    return await (await import('#drivers/hypervisor/qemu.ts')).openQemu({ directory: place })
  }
  if (hypervisor === 'qemu') throw new Error(`QEMU cannot be used here: ${lacking}`)
  const { openSimulated } = await import('#drivers/hypervisor/simulated.ts')
  return await openSimulated({ directory: place })
}

async function estateIn(file: string): Promise<Estate> {
  const { readEstate } = await import('#scvmm/estate/estate-file.ts')
  return readEstate(await readFile(file, 'utf8'), dirname(resolve(file)))
}
