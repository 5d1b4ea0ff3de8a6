import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource, type SystemData } from '#arm/resources/resource.ts'
import type { ProvisioningState, Schemas } from '../answers/wire.ts'
import { guestAgentId } from '../ids.ts'

export const AGENT_TYPE = 'microsoft.scvmm/virtualmachineinstances/guestagents'

type Wire = Schemas['GuestAgentProperties']

export interface AgentBody {
  readonly uuid: string
  readonly customResourceName: string
  /** Never the password. */
  readonly username?: string
  readonly httpsProxy?: string
  readonly action: NonNullable<Wire['provisioningAction']>
  readonly privateLinkScopeResourceId?: string
  readonly status?: string
}

declareBody<AgentBody>(AGENT_TYPE, {
  uuid: 'string',
  customResourceName: 'string',
  username: 'string?',
  httpsProxy: 'string?',
  action: 'string',
  privateLinkScopeResourceId: 'string?',
  status: 'string?',
})

export interface GuestAgent extends ArmResource<AgentBody> {
  readonly provisioningState: ProvisioningState
}

export const newAgent = (
  instance: string,
  ids: Pick<AgentBody, 'uuid' | 'customResourceName'>,
  sent: Wire,
  systemData: SystemData,
): GuestAgent =>
  newResource<AgentBody>({
    id: guestAgentId(instance),
    type: AGENT_TYPE,
    provisioningState: 'Accepted',
    envelope: { systemData },
    body: { ...ids, ...settingsOf(sent) },
  }) as GuestAgent

/** What a client may set. Without a word for it, the agent is to be installed. */
export const settingsOf = (sent: Wire): Omit<AgentBody, 'uuid' | 'customResourceName'> => ({
  action: sent.provisioningAction ?? 'install',
  ...(sent.credentials ? { username: sent.credentials.username } : {}),
  ...(sent.httpProxyConfig?.httpsProxy === undefined
    ? {}
    : { httpsProxy: sent.httpProxyConfig.httpsProxy }),
  ...(sent.privateLinkScopeResourceId === undefined
    ? {}
    : { privateLinkScopeResourceId: sent.privateLinkScopeResourceId }),
})

export const presentAgent = ({
  id,
  name,
  type,
  envelope,
  body,
  provisioningState,
}: GuestAgent) => ({
  id,
  name,
  type,
  ...(envelope.systemData ? { systemData: envelope.systemData } : {}),
  properties: {
    uuid: body.uuid,
    ...(body.username === undefined ? {} : { credentials: { username: body.username } }),
    ...(body.httpsProxy === undefined ? {} : { httpProxyConfig: { httpsProxy: body.httpsProxy } }),
    provisioningAction: body.action,
    ...(body.status === undefined ? {} : { status: body.status }),
    customResourceName: body.customResourceName,
    ...(body.privateLinkScopeResourceId === undefined
      ? {}
      : { privateLinkScopeResourceId: body.privateLinkScopeResourceId }),
    provisioningState,
  },
})
