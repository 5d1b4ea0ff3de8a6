import { armError } from '#arm/errors.ts'
import type { Handler } from '#kernel/handler.ts'
import { resourceReply } from '../answers/reply.ts'
import type { Operations } from '../answers/wire.ts'
import type { Handlers } from '../handler.ts'
import { NAMESPACE } from '../ids.ts'
import type { ServicePorts } from '../service-ports.ts'
import { requireInstance } from '../virtual-machine-instances/instance-begin.ts'
import { findIdentity, presentIdentity } from './identity-metadata.ts'

type IdentityHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const VmInstanceHybridIdentityMetadatas_ListByVirtualMachineInstance: IdentityHandler<
  'VmInstanceHybridIdentityMetadatas_ListByVirtualMachineInstance'
> = async (request, { store }) => {
  const { instance } = await requireInstance(store, request)
  const identity = await findIdentity(store, instance.id)
  return { status: 200, body: { value: identity ? [presentIdentity(identity)] : [] } }
}

const VmInstanceHybridIdentityMetadatas_Get: IdentityHandler<
  'VmInstanceHybridIdentityMetadatas_Get'
> = async (request, { store }) => {
  const { instance } = await requireInstance(store, request)
  const identity = await findIdentity(store, instance.id)
  if (identity) return resourceReply(200, identity, presentIdentity(identity))
  throw armError('ResourceNotFound', {
    resource: `${NAMESPACE}/virtualMachineInstances/default/hybridIdentityMetadata/default`,
    group: instance.resourceGroup ?? '',
  })
}

export const identityMetadataHandlers = {
  VmInstanceHybridIdentityMetadatas_ListByVirtualMachineInstance,
  VmInstanceHybridIdentityMetadatas_Get,
} satisfies Handlers
