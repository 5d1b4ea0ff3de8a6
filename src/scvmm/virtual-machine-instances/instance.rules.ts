// What is refused of an instance's PUT or PATCH before anything is begun.
import { idKey } from '#arm/resource-id.ts'
import type { InstanceWire } from '../answers/wire.ts'
import { scvmmError } from '../errors.ts'
import { checkLocationKept } from '../tracked/tracked.rules.ts'
import type { WithMachine } from './instance.queries.ts'
import { presentInstance } from './instance.wire.ts'

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
  checkLocationKept(envelope.extendedLocation, sent.extendedLocation)
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
