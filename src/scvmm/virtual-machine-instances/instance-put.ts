// A PUT makes an instance or changes it; both inside the caller's transaction.

import { save } from '#arm/resources/resource.queries.ts'
import { type ArmResource, createdBy } from '#arm/resources/resource.ts'
import type { Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import { guid, type Random } from '#kernel/random.ts'
import type { Tx } from '#store/tx.ts'
import type { Work } from '../answers/polling.ts'
import type {
  InstanceProperties,
  InstanceUpdate,
  InstanceWire,
  Operations,
} from '../answers/wire.ts'
import { refuseBusy } from '../busy.ts'
import { scvmmError } from '../errors.ts'
import { saveMachine } from '../host-machines/host-machine.queries.ts'
import { instanceId } from '../ids.ts'
import { claimItem } from '../inventory-items/inventory-item.queries.ts'
import type { ServicePorts } from '../service-ports.ts'
import { orFault } from '../tracked/origin.ts'
import type { UpdateWork } from './instance.operations.ts'
import { findInstance, type WithMachine, withMachine } from './instance.queries.ts'
import { checkUnchanged } from './instance.rules.ts'
import { type Instance, newInstance, withoutSecrets } from './instance.ts'
import { beginOn, refuseBusyMachine, requireMachine } from './instance-begin.ts'
import { type CreatePlan, planCreate } from './plans/create-plan.ts'
import { planUpdate } from './plans/update-plan.ts'

type PutRequest = Request<Operations['VirtualMachineInstances_CreateOrUpdate']>

export interface Put {
  readonly status: 200 | 201
  readonly found: WithMachine
  readonly operation: Operation<Work>
}

export async function putInstance(tx: Tx, ports: ServicePorts, request: PutRequest): Promise<Put> {
  const hybrid = await requireMachine(tx, request)
  const { kind = '' } = hybrid.envelope
  if (kind.toUpperCase() !== 'SCVMM') {
    throw scvmmError('InvalidParameter:kind', { resource: hybrid.id, kind })
  }
  const instance = await findInstance(tx, hybrid.id)
  const before = instance && (await withMachine(tx, instance))
  if (!before?.machine) return await makeInstance(tx, ports, request, hybrid, before?.instance)
  await refuseBusy(tx, before.instance)
  checkUnchanged(before, request.body)
  const sent = request.body.properties ?? {}
  const begun = await updateInstance(tx, ports, request, before, 'PUT', sent)
  return { status: 200, found: { ...before, instance: begun.instance }, operation: begun.operation }
}

/** An instance whose machine could not be made is made anew. */
async function makeInstance(
  tx: Tx,
  ports: ServicePorts,
  request: PutRequest,
  hybrid: ArmResource,
  before: Instance | undefined,
): Promise<Put> {
  if (before) await refuseBusy(tx, before)
  const properties = request.body.properties ?? {}
  const id = instanceId(hybrid.id)
  const wanted = { instance: id, name: hybrid.name, properties }
  const planned = await orFault(() => planCreate(tx, ports, wanted))
  const plan = 'plan' in planned ? planned.plan : undefined
  if (plan?.isAdopted) await refuseBusyMachine(tx, plan.machine)
  const instance = await save(tx, {
    ...instanceOf(request, hybrid, plan, ports.random),
    revision: before?.revision ?? 0,
  })
  if (plan) await claim(tx, plan, instance)
  const begun = await beginOn(
    tx,
    ports,
    request,
    { instance, machine: plan?.machine },
    {
      durable: ports.durables.create,
      verb: 'PUT',
      state: 'Accepted',
      work: {
        isAdopted: plan?.isAdopted ?? false,
        server: plan?.body.vmmServerId,
        ...('fault' in planned ? { fault: planned.fault } : {}),
      },
    },
  )
  // As recorded, the answer says what was sent.
  const found = { instance: begun.instance, machine: undefined }
  return { status: before ? 200 : 201, found, operation: begun.operation }
}

async function claim(tx: Tx, plan: CreatePlan, instance: Instance): Promise<void> {
  await saveMachine(tx, plan.machine)
  const { vmmServerId } = plan.body
  if (plan.isAdopted && vmmServerId) {
    await claimItem(tx, vmmServerId, plan.machine.uuid, instance.id)
  }
}

function instanceOf(
  { body, caller, now }: PutRequest,
  hybrid: ArmResource,
  plan: CreatePlan | undefined,
  random: Random,
): Instance {
  const asked = askedFor(body)
  const { osType: _, osSku: __, osVersion: ___, ...osProfile } = asked.osProfile ?? {}
  return newInstance(
    hybrid,
    body.extendedLocation,
    {
      availabilitySets: [],
      ...plan?.body,
      asked,
      osProfile: { ...osProfile, computerName: osProfile.computerName ?? computerName(random) },
    },
    createdBy(caller, now),
  )
}

/** What was sent, but for secrets and for what only the service sets. */
function askedFor({ properties = {} }: InstanceWire): InstanceProperties {
  const {
    powerState: _,
    provisioningState: __,
    osProfile,
    infrastructureProfile,
    ...asked
  } = properties
  const {
    lastRestoredVMCheckpoint: ___,
    checkpoints: ____,
    ...infrastructure
  } = infrastructureProfile ?? {}
  return {
    ...asked,
    ...(osProfile ? { osProfile: withoutSecrets(osProfile) } : {}),
    ...(infrastructureProfile ? { infrastructureProfile: infrastructure } : {}),
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** As recorded: 15 letters and digits, such as `H0BN2SL3LZGD0KU`. */
const computerName = (random: Random): string =>
  [...random(15)].map((byte) => LETTERS[byte % LETTERS.length]).join('')

export async function updateInstance(
  tx: Tx,
  ports: ServicePorts,
  request: Pick<Request, 'caller' | 'now'>,
  found: WithMachine,
  verb: 'PUT' | 'PATCH',
  sent: InstanceUpdate,
): Promise<{ instance: Instance; operation: Operation<UpdateWork> }> {
  const words = guid(ports.random)
  const planned = await orFault(() => planUpdate(tx, ports, found, sent, words))
  return await beginOn<UpdateWork>(tx, ports, request, found, {
    durable: ports.durables.update,
    verb,
    state: 'Updating',
    work: 'plan' in planned ? { plan: planned.plan } : { fault: planned.fault },
  })
}
