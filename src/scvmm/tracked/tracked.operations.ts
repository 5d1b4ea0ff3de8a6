// The long work on tracked resources. What VMM says was found out when it was accepted; here it
// becomes true after as long as the real one takes.
import { deleteResource, findResource, save } from '#arm/resources/resource.queries.ts'
import { type Durable, durable, type Operation, type OperationError } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { type Work, workShape } from '../answers/polling.ts'
import { modifiedByOperator } from '../answers/reply.ts'
import { failureOf } from '../errors.ts'
import type { ScvmmPorts } from '../ports.ts'
import type { Kind, KindDurables, MakeWork, RemoveWork, Tracked, TrackedBody } from './tracked.ts'

const makeShape: Shape<MakeWork> = { ...workShape, filled: 'object?' }
const removeShape: Shape<RemoveWork> = { ...workShape, force: 'boolean' }

const SECOND = 1_000

/** Fails the operation for what was found out when it was accepted. */
const check = {
  name: 'check',
  lasts: SECOND,
  async act({ input }: { readonly input: Work }): Promise<void> {
    if (input.fault) throw failureOf(input.fault)
  },
}

async function change(
  tx: Tx,
  id: string,
  now: Instant,
  how: (resource: Tracked) => Tracked,
): Promise<Tracked | undefined> {
  // It may have gone meanwhile: with its group.
  const found = (await findResource<TrackedBody>(tx, id)) as Tracked | undefined
  if (!found) return undefined
  const { envelope, ...changed } = how(found)
  return await save(tx, { ...changed, envelope: modifiedByOperator(envelope, now) })
}

export function trackedOperations(kind: Kind, ports: ScvmmPorts): KindDurables {
  const end = async (
    tx: Tx,
    { input }: Operation<Work>,
    now: Instant,
    state: 'Failed' | 'Canceled',
    error?: OperationError,
  ): Promise<void> => {
    await change(tx, input.resource, now, (resource) => {
      const { body } = resource
      const shown = error && !body.isMade && kind.unmade?.(body.properties, error)
      return {
        ...resource,
        provisioningState: state,
        body: shown ? { ...body, properties: shown } : body,
      }
    })
  }
  const ends: Pick<Durable<Work>, 'failed' | 'canceled'> = {
    failed: (tx, operation, error, now) => end(tx, operation, now, 'Failed', error),
    canceled: (tx, operation, now) => end(tx, operation, now, 'Canceled'),
  }
  const make: Durable<MakeWork> = durable<MakeWork>(
    `${kind.operations}_CreateOrUpdate`,
    makeShape,
    [
      check,
      {
        name: 'make',
        lasts: kind.lasts.make - SECOND,
        async commit(tx, { input }, now) {
          const made = await change(tx, input.resource, now, (resource) => ({
            ...resource,
            provisioningState: 'Succeeded',
            body: { properties: { ...resource.body.properties, ...input.filled }, isMade: true },
          }))
          if (made) await kind.made?.(tx, made, ports, now)
        },
      },
    ],
    ends,
  )
  const retag: Durable<Work> = durable<Work>(
    `${kind.operations}_Update`,
    workShape,
    [
      {
        name: 'retag',
        lasts: 5 * SECOND,
        async commit(tx, { input }, now) {
          await change(tx, input.resource, now, (resource) => ({
            ...resource,
            provisioningState: resource.body.isMade ? 'Succeeded' : 'Failed',
          }))
        },
      },
    ],
    ends,
  )
  const remove: KindDurables['remove'] = durable<RemoveWork>(
    `${kind.operations}_Delete`,
    removeShape,
    [
      check,
      {
        name: 'remove',
        lasts: kind.lasts.remove - SECOND,
        async commit(tx, { input }) {
          await deleteResource(tx, input.resource)
        },
      },
    ],
    ends,
  )
  return { make, retag, remove }
}
