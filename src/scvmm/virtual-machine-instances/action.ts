// The POST actions on a machine: all are accepted, and what is wrong with them their operation tells.
import type { Durable, OperationError } from '#engine/operation.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import { startedHeaders } from '../answers/polling.ts'
import { acceptedReply } from '../answers/reply.ts'
import { failure } from '../errors.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import type { ServicePorts } from '../service-ports.ts'
import { orFault, reachServer } from '../tracked/origin.ts'
import type { WithMachine } from './instance.queries.ts'
import { beginOn, requireInstance } from './instance-begin.ts'
import type { MachineWork } from './instance-steps.ts'

export interface Action<Work extends MachineWork> {
  readonly durable: Durable<Work>
  /** What the operation shall know, or why it will fail. */
  plan(
    machine: HostMachine,
  ):
    | (Omit<Work, keyof MachineWork> & { readonly fault?: undefined })
    | { readonly fault: OperationError }
}

type Call = Omit<Request, 'body' | 'params'> & {
  readonly params: { readonly resourceUri: string }
}

export async function act<Work extends MachineWork>(
  request: Call,
  ports: ServicePorts,
  { durable, plan }: Action<Work>,
): Promise<Reply> {
  const operation = await ports.store.write(async (tx) => {
    const found = await requireInstance(tx, request)
    const fault = await unready(tx, ports, found)
    const work = fault ? { fault } : plan(found.machine!)
    const begun = await beginOn<Work>(tx, ports, request, found, {
      durable,
      verb: 'POST',
      state: 'Updating',
      work: work as Omit<Work, keyof MachineWork>,
    })
    return begun.operation
  })
  ports.engine.wake()
  return acceptedReply(startedHeaders(ports, request, operation))
}

/** There is no machine, or no host that could do anything with it. */
async function unready(
  tx: Tx,
  ports: ServicePorts,
  { instance, machine }: WithMachine,
): Promise<OperationError | undefined> {
  if (!machine) return failure('VirtualMachineNotFound', { resource: instance.id })
  const reached = await orFault(() => reachServer(tx, ports, instance.body.vmmServerId))
  return 'fault' in reached ? reached.fault : undefined
}
