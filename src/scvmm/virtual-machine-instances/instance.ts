import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource, type SystemData } from '#arm/resources/resource.ts'
import type {
  ExtendedLocation,
  InstanceProperties,
  OsProfileWire,
  ProvisioningState,
} from '../answers/wire.ts'
import { instanceId } from '../ids.ts'

export const INSTANCE_TYPE = 'microsoft.scvmm/virtualmachineinstances'

/** What Azure keeps of a machine beside VMM's own record of it. */
export interface InstanceBody {
  /** VMM's id of the machine; absent until it is made or adopted. */
  readonly machine?: string
  /** What was asked for, without secrets: shown until the machine is there. */
  readonly asked: InstanceProperties
  readonly osProfile: OsProfileWire
  readonly vmmServerId?: string
  readonly inventoryItemId?: string
  readonly cloudId?: string
  readonly templateId?: string
  readonly availabilitySets: readonly { readonly id: string; readonly name: string }[]
}

declareBody<InstanceBody>(INSTANCE_TYPE, {
  machine: 'string?',
  asked: 'object',
  osProfile: 'object',
  vmmServerId: 'string?',
  inventoryItemId: 'string?',
  cloudId: 'string?',
  templateId: 'string?',
  availabilitySets: 'array',
})

export interface Instance extends ArmResource<InstanceBody> {
  readonly provisioningState: ProvisioningState
}

export const newInstance = (
  machine: { readonly id: string; readonly location?: string | undefined },
  extendedLocation: ExtendedLocation,
  body: InstanceBody,
  systemData: SystemData,
): Instance =>
  newResource<InstanceBody>({
    id: instanceId(machine.id),
    type: INSTANCE_TYPE,
    // The API shows none, but lists of resources do.
    ...(machine.location === undefined ? {} : { location: machine.location }),
    provisioningState: 'Accepted',
    envelope: { extendedLocation, systemData },
    body,
  }) as Instance

const SECRETS = ['adminPassword', 'domainPassword', 'productKey'] as const

/** What may be kept and shown of an operating system's profile. */
export function withoutSecrets(profile: OsProfileWire = {}): OsProfileWire {
  const kept: Record<string, unknown> = { ...profile }
  for (const secret of SECRETS) delete kept[secret]
  return kept
}
