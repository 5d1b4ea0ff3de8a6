import { isDeepStrictEqual } from 'node:util'
import type { VmDefinition, VmReport } from '#drivers/hypervisor/port.ts'
import type { HostHardware, HostMachine, PowerState } from './host-machine.ts'

/** A machine in the hypervisor's terms. */
export const definitionOf = ({
  uuid,
  biosGuid,
  generation,
  hardware,
}: HostMachine): VmDefinition => ({
  id: uuid,
  uuid: biosGuid,
  generation,
  hardware: hardwareIn(hardware),
})

const hardwareIn = ({
  cpuCount,
  memoryMB,
  disks,
  nics,
}: HostHardware): VmDefinition['hardware'] => ({
  cpuCount,
  memoryMB,
  disks: disks.map(({ key, capacityGB, busType, bus, lun, image }) => ({
    id: key,
    sizeBytes: capacityGB * 2 ** 30,
    controller: busType === 'IDE' ? 'ide' : 'scsi',
    bus,
    lun,
    ...(image === undefined ? {} : { source: image }),
  })),
  networkInterfaces: nics.map(({ nicId, macAddress, networkName }) => ({
    id: nicId,
    macAddress,
    connected: networkName !== undefined,
  })),
})

/** Whether the hypervisor's machine is made of this. */
export function hasHardware(report: VmReport, hardware: HostHardware): boolean {
  const { disks, ...wanted } = hardwareIn(hardware)
  const { disks: found, ...has } = report.hardware
  return isDeepStrictEqual(
    { ...wanted, disks: disks.map(({ source: _, ...disk }) => disk) },
    { ...has, disks: found.map(({ usedBytes: _, ...disk }) => disk) },
  )
}

const POWER: Record<VmReport['power'], PowerState> = {
  running: 'Running',
  stopped: 'Stopped',
  paused: 'Paused',
}

/** What only the hypervisor knows: whether the machine runs, and what its disks take. */
export function withReport(machine: HostMachine, report: VmReport): HostMachine {
  const used = new Map(report.hardware.disks.map((disk) => [disk.id, disk.usedBytes]))
  const disks = machine.hardware.disks.map((disk) => ({
    ...disk,
    usedBytes: used.get(disk.key) ?? disk.usedBytes,
  }))
  return {
    ...machine,
    isDefined: true,
    tellsPower: true,
    power: POWER[report.power],
    hardware: { ...machine.hardware, disks },
  }
}
