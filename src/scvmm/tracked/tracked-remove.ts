import { save } from '#arm/resources/resource.queries.ts'
import type { Operation, OperationError } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import type { Work } from '../answers/polling.ts'
import { makeWay } from '../busy.ts'
import { scvmmError } from '../errors.ts'
import type { ServicePorts } from '../service-ports.ts'
import { orFault, reachServer } from './origin.ts'
import { findTracked } from './tracked.queries.ts'
import { type Kind, type Tracked, textOf } from './tracked.ts'

type Ports = Pick<ServicePorts, 'engine' | 'durables' | 'estate'>

/**
 * Starts deleting a tracked resource. What depends on it goes first, and its VMM server must answer:
 * force skips both, and ends what runs on it.
 */
export async function beginRemove(
  tx: Tx,
  ports: Ports,
  kind: Kind,
  found: Tracked,
  force: boolean,
): Promise<Operation<Work>> {
  const running = await makeWay(tx, ports, found, force)
  if (running) return running
  if (!force) await refuseNeeded(tx, kind, found)
  // What ran was ended just now, and that was saved.
  const latest = (await findTracked(tx, found.id))!
  const resource: Tracked = await save(tx, { ...latest, provisioningState: 'Deleting' as const })
  const fault = force ? undefined : await unreachable(tx, ports, kind, resource)
  return await ports.engine.begin(tx, ports.durables.tracked[kind.type]!.remove, {
    resource: resource.id,
    input: {
      resource: resource.id,
      verb: 'DELETE',
      location: resource.location,
      force,
      ...(fault ? { fault } : {}),
    },
  })
}

async function refuseNeeded(tx: Tx, kind: Kind, resource: Tracked): Promise<void> {
  const dependants = await kind.dependants(tx, resource)
  if (dependants.length === 0) return
  throw scvmmError('Conflict:dependants', {
    resource: resource.id,
    dependants: dependants.map((id) => `'${id}'`).join(', '),
  })
}

/** VMM has nothing of a resource that was never made. */
async function unreachable(
  tx: Tx,
  ports: Ports,
  kind: Kind,
  { id, body }: Tracked,
): Promise<OperationError | undefined> {
  if (!body.isMade) return undefined
  const server = kind.type === 'vmmServers' ? id : textOf(body.properties, 'vmmServerId')
  const reached = await orFault(() => reachServer(tx, ports, server))
  return 'fault' in reached ? reached.fault : undefined
}
