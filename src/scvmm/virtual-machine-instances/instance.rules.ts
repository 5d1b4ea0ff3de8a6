// What is refused of an instance's PUT or PATCH before anything is begun.
import { idKey } from '#arm/resource-id.ts'
import type {
  ExtendedLocation,
  InstanceProperties,
  InstanceUpdate,
  InstanceWire,
} from '../answers/wire.ts'
import { scvmmError } from '../errors.ts'
import { checkLinkedId, checkLocationKept } from '../tracked/tracked.rules.ts'
import type { WithMachine } from './instance.queries.ts'
import { presentInstance } from './instance.wire.ts'

/** Ids that name other resources must be complete. */
export function checkLinks(sent: InstanceProperties | InstanceUpdate = {}): void {
  for (const [i, { id }] of (sent.availabilitySets ?? []).entries()) {
    checkLinkedId(id, `properties.availabilitySets[${i}].id`)
  }
  for (const [i, nic] of (sent.networkProfile?.networkInterfaces ?? []).entries()) {
    const at = `properties.networkProfile.networkInterfaces[${i}].virtualNetworkId`
    checkLinkedId(nic.virtualNetworkId, at)
  }
}

export function checkNewInstance({ properties = {}, extendedLocation }: InstanceWire): void {
  checkLinks(properties)
  checkLinkedId(extendedLocation.name, 'extendedLocation.name')
  const { vmmServerId, cloudId, templateId } = properties.infrastructureProfile ?? {}
  for (const [name, id] of Object.entries({ vmmServerId, cloudId, templateId })) {
    checkLinkedId(id, `properties.infrastructureProfile.${name}`)
  }
}

const FIXED = {
  osProfile: ['computerName', 'adminUsername', 'domainName', 'domainUsername', 'workgroup'],
  infrastructureProfile: [
    'inventoryItemId',
    'vmmServerId',
    'cloudId',
    'templateId',
    'vmName',
    'uuid',
    'generation',
    'biosGuid',
  ],
} as const

const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? idKey(a) === idKey(b) : a === b

/** What the contract marks as create-only may be sent again, but not otherwise. */
export function checkUnchanged(found: WithMachine, sent: InstanceWire): void {
  const { envelope } = found.instance
  checkLocationKept(envelope.extendedLocation as ExtendedLocation, sent.extendedLocation)
  const has = presentInstance(found).properties
  for (const [profile, names] of Object.entries(FIXED)) {
    const wanted = sent.properties?.[profile as keyof typeof FIXED] as Record<string, unknown>
    const shown = has?.[profile as keyof typeof FIXED] as Record<string, unknown> | undefined
    for (const name of wanted ? names : []) {
      const value = wanted[name]
      if (value === undefined || value === null || isSame(value, shown?.[name])) continue
      throw scvmmError('PropertyChangeNotAllowed', { property: `properties.${profile}.${name}` })
    }
  }
}
