// How an operation on a machine begins: found, not busy, and saved together with its operation.
import { armError } from '#arm/errors.ts'
import { parseResourceId } from '#arm/resource-id.ts'
import { findResource, save } from '#arm/resources/resource.queries.ts'
import { type ArmResource, modifiedBy } from '#arm/resources/resource.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { ProvisioningState } from '../answers/wire.ts'
import { refuseBusy } from '../busy.ts'
import { scvmmError } from '../errors.ts'
import { saveMachine } from '../host-machines/host-machine.queries.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import { machineId, NAMESPACE } from '../ids.ts'
import type { ServicePorts } from '../service-ports.ts'
import { findInstance, type WithMachine, withMachine } from './instance.queries.ts'
import type { Instance } from './instance.ts'
import type { MachineWork } from './instance-steps.ts'

interface AtMachine {
  readonly params: { readonly resourceUri: string }
}

/** The hybrid machine that a call extends. Without it ARM answers for us. */
export async function requireMachine(
  reader: Reader,
  { params: { resourceUri } }: AtMachine,
): Promise<ArmResource> {
  const id = machineId(resourceUri)
  if (id === undefined) {
    throw scvmmError('InvalidParameter:machine', {
      resource: `/${resourceUri.replace(/^\/+/, '')}`,
    })
  }
  const machine = await findResource(reader, id)
  if (machine) return machine
  throw armError('ParentResourceNotFound', { parent: `machines/${parseResourceId(id).names[0]}` })
}

export async function requireInstance(reader: Reader, call: AtMachine): Promise<WithMachine> {
  const machine = await requireMachine(reader, call)
  const instance = await findInstance(reader, machine.id)
  if (instance) return await withMachine(reader, instance)
  throw armError('ResourceNotFound', {
    resource: `${NAMESPACE}/virtualMachineInstances/default`,
    group: machine.resourceGroup ?? '',
  })
}

/** Another instance may have worked on the machine, and may still: its hybrid machine was deleted. */
export async function refuseBusyMachine(tx: Tx, machine: HostMachine | undefined): Promise<void> {
  const latest = machine?.operation && (await findOperation(tx, machine.operation))
  if (latest && latest.endedAt === undefined) {
    throw scvmmError('AnotherOperationInProgress', { resource: machine.name })
  }
}

export interface Beginning<Work extends MachineWork> {
  readonly durable: Durable<Work>
  readonly verb: MachineWork['verb']
  readonly state: ProvisioningState
  /** What this kind of operation knows beside what all do. */
  readonly work: Omit<Work, keyof MachineWork> & Pick<MachineWork, 'fault'>
}

/** Saves the operation, the instance in its state, and on the machine that it is being worked on. */
export async function beginOn<Work extends MachineWork>(
  tx: Tx,
  ports: Pick<ServicePorts, 'engine'>,
  { caller, now }: Pick<Request, 'caller' | 'now'>,
  { instance, machine }: WithMachine,
  beginning: Beginning<Work>,
): Promise<{ readonly instance: Instance; readonly operation: Operation<Work> }> {
  await refuseBusy(tx, instance)
  await refuseBusyMachine(tx, machine)
  const { verb, state, work } = beginning
  const common: MachineWork = {
    resource: instance.id,
    verb,
    location: instance.location ?? 'global',
    before: instance.provisioningState,
    ...(machine ? { machine: machine.uuid } : {}),
  }
  const operation = await ports.engine.begin(tx, beginning.durable, {
    resource: instance.id,
    input: { ...common, ...work } as unknown as Work,
  })
  const saved = await save(tx, {
    ...instance,
    provisioningState: state,
    envelope: {
      ...instance.envelope,
      systemData: modifiedBy(instance.envelope.systemData, caller, now),
    },
  })
  if (machine) await saveMachine(tx, { ...machine, operation: operation.id })
  return { instance: saved, operation }
}
