import { findResource, saveResource } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import { accountParts } from '../../account-parts.ts'
import { removeAccount } from '../../accounts/account.queries.ts'
import type { AccountKey } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'

export interface AccountWork {
  readonly account: AccountKey
  /** The ARM resource's id. */
  readonly id: string
}

export const accountWorkShape: Shape<AccountWork> = { account: 'string', id: 'string' }

/** Recorded: the first poll after 15 seconds finds the work done. */
const RECORDED_MS = 15_000

export const accountCreate = ({ endpoints }: Pick<BatchPorts, 'endpoints'>): Durable<AccountWork> =>
  durable<AccountWork>(
    'BatchAccount_Create',
    accountWorkShape,
    [
      {
        name: 'open-endpoint',
        lasts: RECORDED_MS,
        act: ({ input }) => endpoints.open(input.account),
        async commit(tx, { input }) {
          const found = await findResource(tx, input.id)
          if (found) await saveResource(tx, { ...found, provisioningState: 'Succeeded' })
        },
      },
    ],
    {
      async failed(tx, { input }) {
        const found = await findResource(tx, input.id)
        if (found) await saveResource(tx, { ...found, provisioningState: 'Failed' })
      },
    },
  )

export const accountDelete = (ports: BatchPorts): Durable<AccountWork> =>
  durable<AccountWork>('BatchAccount_Delete', accountWorkShape, [
    { name: 'close-endpoint', act: ({ input }) => ports.endpoints.close(input.account) },
    {
      name: 'empty',
      lasts: RECORDED_MS,
      async act({ input }) {
        for (const part of accountParts) await part.empty(ports, input.account)
      },
      commit: (tx, { input }) => removeAccount(tx, input.account, input.id),
    },
  ])
