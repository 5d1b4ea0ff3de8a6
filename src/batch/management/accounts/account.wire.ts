import type { components } from '#contract/batch-management/types.ts'
import type { AccountResource } from '../../accounts/account.ts'
import { type BatchPorts, quotasOf } from '../../ports.ts'

/** An account as ARM answers it. Quotas are the account's own only where Batch allocates nodes. */
export function presentAccount(
  ports: Pick<BatchPorts, 'endpoints' | 'options'>,
  resource: AccountResource,
  origin: string,
): components['schemas']['BatchAccount'] {
  const { endpoints } = ports
  const { body, name, location = '' } = resource
  const quotas = quotasOf(ports)
  const { allowedAuthenticationModes, ...properties } = body
  const isOwnQuota = body.poolAllocationMode === 'BatchService'
  return {
    id: resource.id,
    name,
    type: resource.type,
    location,
    tags: { ...resource.tags },
    identity: (resource.envelope.identity as { type: 'None' } | undefined) ?? { type: 'None' },
    properties: {
      accountEndpoint: endpoints.of(name, location, origin),
      nodeManagementEndpoint: endpoints.of(name, location, origin),
      provisioningState: resource.provisioningState as 'Succeeded',
      ...properties,
      privateEndpointConnections: [],
      ...(isOwnQuota && {
        dedicatedCoreQuota: quotas.dedicatedCoreQuota,
        lowPriorityCoreQuota: quotas.lowPriorityCoreQuota,
        dedicatedCoreQuotaPerVMFamily: [],
        dedicatedCoreQuotaPerVMFamilyEnforced: false,
      }),
      poolQuota: quotas.poolQuota,
      activeJobAndJobScheduleQuota: quotas.activeJobAndJobScheduleQuota,
      allowedAuthenticationModes: [...allowedAuthenticationModes],
    },
  }
}
