// Builds Microsoft.ScVmm with what runs its machines: QEMU where it can be used.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { onDemand } from '#drivers/hypervisor/on-demand.ts'
import type { HypervisorDriver } from '#drivers/hypervisor/port.ts'
import type { Reconciler } from '#engine/reconcilers.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import type { Settings } from '#library/options.ts'
import type { Estate } from '#scvmm/estate/estate.ts'
import { keepMachines } from '#scvmm/estate/keep.ts'
import { hasMachines } from '#scvmm/host-machines/host-machine.queries.ts'
import type { ScvmmPorts } from '#scvmm/ports.ts'
import { scvmmService } from '#scvmm/service.ts'
import type { DataDirectory } from '#store/data-directory.ts'
import { Estates } from '../admin/estates.ts'
import { faultyHypervisor } from '../faults/faulty-ports.ts'
import { loadedWhenUsed, PATIENCE_MS, type Parts } from '../parts.ts'
import type { ProviderRoom } from './arm.ts'

export interface ScvmmRoom extends ProviderRoom {
  readonly ports: ScvmmPorts
  readonly reconcilers: readonly Reconciler[]
  /** For Lazuli's own API. */
  readonly lookAt: LazuliPorts['lookAt']
  /** What VMM servers manage. */
  readonly estates: Estates
  hasMachines(): Promise<boolean>
  /** Whether a machine runs now. */
  runsMachines(): Promise<boolean>
  /** Ends machines, and lets go of what they are made of. */
  endMachines(): Promise<void>
  /** Starts what ran, by the rows of another moment. */
  goOn(): Promise<void>
  /** Ends machines and what runs them. */
  close(): Promise<void>
}

export async function openScvmm(parts: Parts): Promise<ScvmmRoom> {
  const { options, replacements, directory, store, engine } = parts
  const estates = new Estates(store, await estateOf(parts))
  await estates.load()
  const own = replacements.hypervisor
    ? undefined
    : onDemand(() => openHypervisor(options, directory))
  const hypervisor = replacements.hypervisor ?? own!
  const ports: ScvmmPorts = {
    store,
    engine,
    hypervisor: faultyHypervisor(hypervisor, parts.faults),
    random: replacements.random ?? randomBytes,
    get estate() {
      return estates.all
    },
    habits: { inventoryDelayMs: options.inventoryDelay * 1000, ...replacements.scvmmHabits },
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { scvmmDurables } = await import('#scvmm/durables.ts')
    return scvmmDurables(ports)
  })
  const service = scvmmService(ports)
  return {
    ports,
    estates,
    service: { ...service, handlers: whenUsed(service.handlers) },
    provider: whenUsed(async () => {
      const { scvmmProvider } = await import('#scvmm/provider.ts')
      return scvmmProvider(ports)
    }),
    reconcilers: [{ name: 'virtual machines', everyMs: 30_000, run: keepMachines(ports) }],
    async lookAt(name, signal) {
      const { machineConsole } = await import('#scvmm/virtual-machine-instances/console.ts')
      return await machineConsole(ports, name, signal)
    },
    hasMachines: () => hasMachines(store),
    async runsMachines() {
      const all = await ports.hypervisor.list(AbortSignal.timeout(PATIENCE_MS))
      return all.some(({ power }) => power !== 'stopped')
    },
    async endMachines() {
      await endMachines(ports, parts)
      await own?.renew()
    },
    async goOn() {
      if (!(await hasMachines(store))) return
      const { resumeMachines } = await import('#scvmm/estate/reconcile.ts')
      await resumeMachines(ports, AbortSignal.timeout(PATIENCE_MS))
    },
    async close() {
      await endMachines(ports, parts)
      await ports.hypervisor.close()
    },
  }
}

async function endMachines(ports: ScvmmPorts, { directory, report }: Parts): Promise<void> {
  if (!(await hasMachines(ports.store))) return
  const { releaseMachines } = await import('#scvmm/estate/reconcile.ts')
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (const error of await releaseMachines(ports, !directory.ephemeral, signal)) {
    report('virtual machines', error)
  }
}

async function openHypervisor(
  { hypervisor }: Settings,
  directory: DataDirectory,
): Promise<HypervisorDriver> {
  const place = join(directory.path, 'hypervisor')
  const { whyNoQemu } = await import('#drivers/hypervisor/qemu/qemu-platform.ts')
  const lacking = hypervisor === 'simulated' ? 'not wanted' : await whyNoQemu()
  if (!lacking) {
    return await (await import('#drivers/hypervisor/qemu/qemu.ts')).openQemu({ directory: place })
  }
  if (hypervisor === 'qemu') throw new Error(`QEMU cannot be used here: ${lacking}`)
  const { openSimulated } = await import('#drivers/hypervisor/simulated.ts')
  return await openSimulated({ directory: place })
}

async function estateOf({ options, replacements }: Parts): Promise<Estate | undefined> {
  const { inventory: file } = options
  if (file === undefined) return replacements.estate
  const { readEstate } = await import('#scvmm/estate/estate-file.ts')
  return readEstate(await readFile(file, 'utf8'), dirname(resolve(file)))
}
