// What a new instance's machine will be: adopted from the inventory, or made from a template in a
// cloud. What VMM would refuse throws an `OperationFailure`; nothing is saved here.
import { guid, type Random } from '#kernel/random.ts'
import type { Reader } from '#store/tx.ts'
import type { DiskWire, InstanceProperties, NicWire } from '../../answers/wire.ts'
import { noCheckpoints } from '../../checkpoints/checkpoint-tree.machine.ts'
import { failure, failureOf } from '../../errors.ts'
import type { EstateTemplate } from '../../estate/estate.ts'
import { diskName, hardwareOf } from '../../host-machines/estate-machine.ts'
import { findMachine } from '../../host-machines/host-machine.queries.ts'
import type { HostDisk, HostHardware, HostMachine } from '../../host-machines/host-machine.ts'
import { guidOf, isIdOf, sameId } from '../../ids.ts'
import { findItem } from '../../inventory-items/inventory-item.queries.ts'
import type { ScvmmPorts } from '../../ports.ts'
import { reachItem, reachServer, type Server } from '../../tracked/origin.ts'
import { findTracked } from '../../tracked/tracked.queries.ts'
import { type Kind, type Tracked, textOf } from '../../tracked/tracked.ts'
import { plainTemplate } from '../../virtual-machine-templates/plain-template.ts'
import type { InstanceBody } from '../instance.ts'
import { availabilitySetsOf } from './availability.ts'
import { checkCapacity } from './capacity.ts'
import { newDisk, overriddenDisk } from './disks.ts'
import { checkpointTypeOf, wantedProcessors } from './hardware.ts'
import { changedNic, type Networks, networksOf, newNic } from './nics.ts'

export interface CreatePlan {
  readonly machine: HostMachine
  /** What Azure keeps of it. */
  readonly body: Omit<InstanceBody, 'asked' | 'osProfile'>
  readonly isAdopted: boolean
}

export interface Wanted {
  /** The instance's resource id. */
  readonly instance: string
  /** The name that the machine gets when none is asked for. */
  readonly name: string
  readonly properties: InstanceProperties
}

type Ports = Pick<ScvmmPorts, 'estate' | 'random'>

export async function planCreate(
  reader: Reader,
  ports: Ports,
  wanted: Wanted,
): Promise<CreatePlan> {
  const { cloudId, templateId, inventoryItemId, uuid } =
    wanted.properties.infrastructureProfile ?? {}
  if (cloudId || templateId) return await planFromTemplate(reader, ports, wanted)
  if (inventoryItemId || uuid) return await planAdoption(reader, ports, wanted)
  const property = 'properties.infrastructureProfile.templateId'
  throw failureOf(failure('MissingProperty', { property }))
}

/** An existing machine stays as it is, and keeps its power state. */
async function planAdoption(reader: Reader, ports: Ports, wanted: Wanted): Promise<CreatePlan> {
  const { inventoryItemId, uuid, vmmServerId } = wanted.properties.infrastructureProfile ?? {}
  const { server, item } = await reachItem(reader, ports, wanted.instance, 'VirtualMachine', {
    inventoryItemId,
    uuid,
    vmmServerId,
  })
  const machine = await findMachine(reader, item.body.uuid)
  if (!machine) {
    const names = { item: item.id, server: server.resource.id }
    throw failureOf(failure('InventoryItemNotFound', names))
  }
  return {
    machine,
    isAdopted: true,
    body: {
      machine: machine.uuid,
      inventoryItemId: inventoryItemId || item.id,
      vmmServerId: server.resource.id,
      availabilitySets: await availabilitySetsOf(reader, wanted.properties.availabilitySets),
    },
  }
}

async function linked(
  reader: Reader,
  type: Kind['type'],
  property: string,
  id: string | undefined,
): Promise<Tracked> {
  if (!id) throw failureOf(failure('MissingProperty', { property }))
  const found = isIdOf(id, type) ? await findTracked(reader, id) : undefined
  if (found?.body.isMade && found.provisioningState !== 'Deleting') return found
  throw failureOf(failure('LinkedResourceNotFound', { resource: id, property }))
}

async function planFromTemplate(reader: Reader, ports: Ports, wanted: Wanted): Promise<CreatePlan> {
  const infrastructure = wanted.properties.infrastructureProfile ?? {}
  const cloud = await linked(reader, 'clouds', 'cloudId', infrastructure.cloudId)
  const template = await linked(
    reader,
    'virtualMachineTemplates',
    'templateId',
    infrastructure.templateId,
  )
  const ofCloud = textOf(cloud.body.properties, 'vmmServerId')
  const server = await reachServer(reader, ports, infrastructure.vmmServerId ?? ofCloud)
  for (const [resource, property] of [
    [cloud, 'cloudId'],
    [template, 'templateId'],
  ] as const) {
    if (sameId(textOf(resource.body.properties, 'vmmServerId'), server.resource.id)) continue
    throw failureOf(failure('LinkedResourceNotFound', { resource: resource.id, property }))
  }
  const machine = await newMachine(reader, ports.random, wanted, server, cloud, template)
  await checkCapacity(reader, cloud, machine)
  return {
    machine,
    isAdopted: false,
    body: {
      machine: machine.uuid,
      vmmServerId: server.resource.id,
      cloudId: cloud.id,
      templateId: template.id,
      availabilitySets: await availabilitySetsOf(reader, wanted.properties.availabilitySets),
    },
  }
}

async function newMachine(
  reader: Reader,
  random: Random,
  { name, properties }: Wanted,
  server: Server,
  cloud: Tracked,
  template: Tracked,
): Promise<HostMachine> {
  const {
    vmName = name,
    generation,
    biosGuid,
    checkpointType,
  } = properties.infrastructureProfile ?? {}
  const templateUuid = textOf(template.body.properties, 'uuid') ?? ''
  const item = await findItem(reader, server.resource.id, templateUuid)
  const described = item?.body.template ?? plainTemplate(template.name)
  const uuid = guid(random)
  const networks = await networksOf(reader, properties.networkProfile?.networkInterfaces)
  const ofGeneration = generationOf(generation, described)
  const hardware = hardwareOf({ uuid, name: vmName }, described)
  return {
    uuid,
    vmm: server.vmm,
    name: vmName,
    power: 'Stopped',
    tellsPower: true,
    generation: ofGeneration,
    biosGuid: isGuid(biosGuid) ? biosGuid.toLowerCase() : guidOf(`${uuid} bios`),
    os: { type: described.osType, name: described.osName },
    isHighlyAvailable: described.isHighlyAvailable,
    hardware: {
      ...wantedProcessors(hardware, properties.hardwareProfile, ofGeneration),
      disks: templateDisks(hardware, templateUuid, properties.storageProfile?.disks ?? [], {
        name: vmName,
        words: uuid,
      }),
      nics: templateNics(
        hardware,
        properties.networkProfile?.networkInterfaces ?? [],
        uuid,
        networks,
      ),
    },
    checkpointType: checkpointTypeOf(checkpointType, 'Production'),
    checkpoints: noCheckpoints(guidOf(`${uuid} checkpoint root`).toUpperCase()),
    cloud: textOf(cloud.body.properties, 'uuid') ?? '',
    isDefined: false,
    isBeingMade: true,
  }
}

const isGuid = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

function generationOf(sent: number | undefined, template: EstateTemplate): 1 | 2 {
  if (sent === undefined) return template.generation
  if (sent === 1 || sent === 2) return sent
  throw failureOf(failure('InvalidHardware', { reason: `There is no generation ${sent}.` }))
}

/** Those of the template first, some of them overridden; then those that are added. */
function templateDisks(
  { disks }: HostHardware,
  templateUuid: string,
  sent: readonly DiskWire[],
  owner: { readonly name: string; readonly words: string },
): HostDisk[] {
  const idOf = (i: number): string => guidOf(`${templateUuid} disk ${i}`)
  const overrides = new Map(sent.map((disk) => [disk.templateDiskId?.toLowerCase(), disk]))
  const sentNames = new Set(sent.flatMap(({ name }) => name ?? []))
  const free = disks
    .map((_, i) => diskName(i))
    .concat(sent.map((_, i) => diskName(disks.length + i)))
    .filter((name) => !sentNames.has(name))
  const wanted = disks.map((own, i) => {
    // A number that the client gave to a disk of its own is not the template's.
    const disk = { ...own, name: free[i] ?? own.name! }
    const override = overrides.get(idOf(i))
    const others = disks.filter((other) => other !== own)
    return override ? overriddenDisk(disk, override, others) : disk
  })
  const ids = new Set(disks.map((_, i) => idOf(i)))
  for (const disk of sent) {
    const isOverride = disk.templateDiskId && ids.has(disk.templateDiskId.toLowerCase())
    if (!isOverride) wanted.push(newDisk(disk, wanted, owner))
  }
  return wanted
}

/** The interfaces that are sent say what those of the template shall be, in order; more are added. */
const templateNics = (
  { nics }: HostHardware,
  sent: readonly NicWire[],
  words: string,
  networks: Networks,
) => [
  ...sent.map((each, i) => {
    const nic = nics[i]
    return nic ? changedNic(nic, each, networks) : newNic(each, i, words, networks)
  }),
  ...nics.slice(sent.length),
]
