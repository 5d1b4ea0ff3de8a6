// A machine outside Azure: as much of it as virtual machines of SCVMM need to hang on.
import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource, type SystemData } from '#arm/resources/resource.ts'
import type { components, operations } from '#contract/hybridcompute/types.ts'
import { defined } from '#kernel/defined.ts'
import { guid, type Random } from '#kernel/random.ts'

export type Operations = operations
export type MachineWire = components['schemas']['Machine']
type Properties = NonNullable<MachineWire['properties']>

export const MACHINE_TYPE = 'Microsoft.HybridCompute/machines'

export interface MachineBody {
  readonly vmId: string
  readonly properties: Pick<
    Properties,
    'locationData' | 'agentUpgrade' | 'parentClusterResourceId' | 'privateLinkScopeResourceId'
  >
}

declareBody<MachineBody>(MACHINE_TYPE, { vmId: 'string', properties: 'object' })

export interface Machine extends ArmResource<MachineBody> {
  readonly location: string
}

export interface Identity {
  readonly type: string
  readonly principalId?: string
  readonly tenantId: string
}

const KINDS = ['AVS', 'HCI', 'SCVMM', 'VMware', 'EPS', 'GCP', 'AWS'] as const

/** As the real one spells the kinds that it knows: clients write them in any case. */
export const kindOf = (sent: string | undefined): string | undefined =>
  KINDS.find((kind) => kind.toLowerCase() === sent?.toLowerCase()) ?? sent

/** The same principal for as long as the machine has one. */
export function identityOf(
  sent: MachineWire['identity'],
  before: Identity | undefined,
  { tenantId, random }: { readonly tenantId: string; readonly random: Random },
): Identity {
  const type = sent?.type ?? before?.type ?? 'None'
  if (type.toLowerCase() !== 'systemassigned') return { type: 'None', tenantId }
  const principalId = before?.principalId ?? guid(random)
  return { type: 'SystemAssigned', principalId, tenantId }
}

export function keptProperties(sent: MachineWire['properties'] = {}): MachineBody['properties'] {
  const { locationData, agentUpgrade, parentClusterResourceId, privateLinkScopeResourceId } = sent
  return defined({
    locationData,
    agentUpgrade,
    parentClusterResourceId,
    privateLinkScopeResourceId,
  })
}

export interface MachineParts {
  readonly id: string
  readonly sent: MachineWire
  readonly kind: string | undefined
  readonly identity: Identity
  readonly vmId: string
  readonly systemData: SystemData
}

export const newMachine = (parts: MachineParts): Machine =>
  newResource<MachineBody>({
    id: parts.id,
    type: MACHINE_TYPE,
    location: parts.sent.location,
    ...(parts.sent.tags ? { tags: parts.sent.tags } : {}),
    provisioningState: 'Succeeded',
    envelope: {
      ...(parts.kind === undefined ? {} : { kind: parts.kind }),
      identity: parts.identity,
      systemData: parts.systemData,
    },
    body: { vmId: parts.vmId, properties: keptProperties(parts.sent.properties) },
  }) as Machine

/** As recorded, the answer to a PUT says that the machine is being made, though it is there. */
export function presentMachine(
  { id, name, type, location, tags, envelope, body }: Machine,
  provisioningState: 'Creating' | 'Succeeded' = 'Succeeded',
) {
  return {
    id,
    name,
    type,
    location,
    ...(tags ? { tags } : {}),
    ...(envelope.kind === undefined ? {} : { kind: envelope.kind }),
    identity: envelope.identity,
    systemData: envelope.systemData,
    properties: {
      ...body.properties,
      provisioningState,
      osProfile: {},
      vmId: body.vmId,
      agentConfiguration: {},
      agentUpgrade: { enableAutomaticUpgrade: false, ...body.properties.agentUpgrade },
    },
  }
}
