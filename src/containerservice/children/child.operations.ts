// Work on small resources that takes Azure a moment: one step, then the state or the row changes.
import { deleteResource, findResource, save } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'

export interface ChildWork {
  /** The child's id. */
  readonly child: string
}

const shape: Shape<ChildWork> = { child: 'string' }

const settle =
  (provisioningState: string) =>
  async (tx: Tx, { input }: { readonly input: ChildWork }): Promise<void> => {
    const child = await findResource(tx, input.child)
    if (child) await save(tx, { ...child, provisioningState })
  }

const unhappy = { failed: settle('Failed'), canceled: settle('Canceled') }
const LASTS_MS = 10_000

const settling = (kind: string): Durable<ChildWork> =>
  durable<ChildWork>(
    kind,
    shape,
    [{ name: 'apply', lasts: LASTS_MS, commit: settle('Succeeded') }],
    unhappy,
  )

const removing = (kind: string): Durable<ChildWork> =>
  durable<ChildWork>(
    kind,
    shape,
    [
      {
        name: 'remove',
        lasts: LASTS_MS,
        async commit(tx, { input }) {
          await deleteResource(tx, input.child)
        },
      },
    ],
    unhappy,
  )

export const childOperations = () => ({
  bindingPut: settling('TrustedAccessRoleBindings_CreateOrUpdate'),
  bindingDelete: removing('TrustedAccessRoleBindings_Delete'),
  connectionDelete: removing('PrivateEndpointConnections_Delete'),
})
