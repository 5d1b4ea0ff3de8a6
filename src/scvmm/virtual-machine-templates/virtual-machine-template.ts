import { trueOrFalse } from '../answers/wire.ts'
import { hardwareOf } from '../host-machines/estate-machine.ts'
import type { HostNic } from '../host-machines/host-machine.ts'
import type { InventoryItem } from '../inventory-items/inventory-item.ts'
import { fromInventory } from '../tracked/inventory-origin.ts'
import type { Kind, Properties } from '../tracked/tracked.ts'
import { presentDisk } from '../virtual-machine-instances/instance.wire.ts'
import { plainTemplate } from './plain-template.ts'

function factsOf(item: InventoryItem): Properties {
  const template = item.body.template ?? plainTemplate(item.body.name)
  const { disks, nics } = hardwareOf(item.body, template)
  const { dynamicMemory } = template
  return {
    osType: template.osType,
    osName: template.osName,
    computerName: template.computerName,
    memoryMB: template.memoryMB,
    cpuCount: template.cpuCount,
    limitCpuForMigration: trueOrFalse(template.limitCpuForMigration),
    dynamicMemoryEnabled: trueOrFalse(dynamicMemory !== undefined),
    isCustomizable: trueOrFalse(template.isCustomizable),
    ...(dynamicMemory
      ? { dynamicMemoryMaxMB: dynamicMemory.maxMB, dynamicMemoryMinMB: dynamicMemory.minMB }
      : {}),
    isHighlyAvailable: trueOrFalse(template.isHighlyAvailable),
    generation: template.generation,
    networkInterfaces: nics.map(presentTemplateNic),
    disks: disks.map(presentDisk),
  }
}

/** As recorded: a template's interfaces are on no network yet, and have no address. */
const presentTemplateNic = ({
  name,
  displayName,
  nicId,
  ipv4AddressType,
  ipv6AddressType,
  macAddressType,
}: HostNic) => ({ name, displayName, nicId, ipv4AddressType, ipv6AddressType, macAddressType })

export const virtualMachineTemplates: Kind = {
  type: 'virtualMachineTemplates',
  operations: 'VirtualMachineTemplates',
  parameter: 'virtualMachineTemplateName',
  lasts: { make: 15_000, remove: 6_000 },
  ...fromInventory('VirtualMachineTemplate', factsOf),
  // Machines keep what they took of it.
  dependants: async () => [],
}
