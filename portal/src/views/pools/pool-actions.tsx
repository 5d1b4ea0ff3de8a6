// What can be done to a pool.
import { useNavigate } from '@tanstack/react-router'
import { admin, batch } from '../../api/clients.ts'
import { OWNERS } from '../../api/permissions.ts'
import { Action, type Field } from '../../parts/action.tsx'

const WRITE = 'Microsoft.Batch/batchAccounts/pools/write'

interface PoolActionsProps {
  readonly account: string
  readonly pool: {
    readonly id?: string | undefined
    readonly allocationState?: string | undefined
    readonly targetDedicatedNodes?: number | undefined
    readonly targetLowPriorityNodes?: number | undefined
    readonly enableAutoScale?: boolean | undefined
    readonly autoScaleFormula?: string | undefined
  }
}

/** What becomes of tasks on nodes that go. */
const LEAVES = [
  {
    value: 'requeue',
    name: 'Run them again',
    says: 'Tasks on nodes that go are ended and queued again.',
  },
  { value: 'terminate', name: 'End them', says: 'Tasks on nodes that go are ended, and fail.' },
  {
    value: 'taskcompletion',
    name: 'Let them end',
    says: 'Nodes go when the tasks on them are done.',
  },
  {
    value: 'retaineddata',
    name: 'Keep their files',
    says: "Nodes go when the retention time of all their tasks' files is over.",
  },
] as const

type Leave = (typeof LEAVES)[number]['value']

const FORMULA =
  '$TargetDedicatedNodes = min(10, max(1, avg($PendingTasks.GetSample(180 * TimeInterval_Second))));'

export function PoolActions({ account, pool }: PoolActionsProps) {
  const client = batch(account)
  const navigate = useNavigate()
  const poolId = pool.id ?? ''
  const path = { poolId }
  const formula: Field = {
    key: 'formula',
    name: 'Formula',
    isLong: true,
    initial: pool.autoScaleFormula ?? FORMULA,
  }
  return (
    <>
      {!pool.enableAutoScale && (
        <Action
          label="Resize"
          needs={WRITE}
          isPrimary
          asks={[
            {
              key: 'dedicated',
              name: 'Dedicated nodes',
              type: 'number',
              initial: String(pool.targetDedicatedNodes ?? 0),
            },
            {
              key: 'spot',
              name: 'Spot nodes',
              type: 'number',
              initial: String(pool.targetLowPriorityNodes ?? 0),
            },
          ]}
          choices={LEAVES}
          says="The pool gets or gives back nodes until it has so many. What becomes of tasks on nodes that go:"
          run={({ choice, values }) =>
            client.send('Pool_Resize', {
              path,
              body: {
                targetDedicatedNodes: Number(values.dedicated),
                targetLowPriorityNodes: Number(values.spot),
                nodeDeallocationOption: choice as Leave,
              },
            })
          }
        />
      )}
      {pool.allocationState === 'resizing' && (
        <Action
          label="Stop resize"
          needs={WRITE}
          says="The pool keeps the nodes that it has now."
          run={() => client.send('Pool_StopResize', { path })}
        />
      )}
      <Action
        label={pool.enableAutoScale ? 'Change formula' : 'Scale by formula'}
        needs={WRITE}
        says={
          pool.enableAutoScale
            ? 'The formula takes the place of the one before, when the pool is due to run it next. Evaluate it first to see what it comes to.'
            : 'The formula decides from now on how many nodes the pool has. It runs for the first time in 15 minutes of Azure, and then every 15 minutes.'
        }
        asks={[formula]}
        run={({ values }) =>
          client.send('Pool_EnableAutoScale', {
            path,
            body: { autoScaleFormula: values.formula ?? '' },
          })
        }
      />
      {pool.enableAutoScale && (
        <>
          <Action
            label="Evaluate formula"
            needs={WRITE}
            says="Runs a formula now and shows what it comes to. Nothing is changed by it."
            asks={[formula]}
            run={({ values }) =>
              client.read('Pool_EvaluateAutoScale', {
                path,
                body: { autoScaleFormula: values.formula ?? '' },
              })
            }
            shows={(answer) => <Evaluation of={answer as EvaluationOf} />}
          />
          <Action
            label="End scaling"
            needs={WRITE}
            says="The pool keeps the nodes that it has now, until it is resized."
            run={() => client.send('Pool_DisableAutoScale', { path })}
          />
        </>
      )}
      {pool.allocationState === 'resizing' && (
        <Action
          label="Let a resize fail"
          needs={OWNERS}
          says="As where Azure has no more nodes to give: the resize that is under way ends with this error."
          asks={[{ key: 'code', name: 'Code', initial: 'AllocationFailed' }]}
          run={({ values }) =>
            admin.send('Nodes_Provoke', {
              body: {
                what: 'failResize',
                account,
                pool: poolId,
                error: { code: values.code ?? '', message: 'Let happen in the portal.' },
              },
            })
          }
        />
      )}
      <Action
        label="Delete"
        needs="Microsoft.Batch/batchAccounts/pools/delete"
        says={`The pool ${poolId} is deleted with all its nodes and their files. Its jobs stay, and their tasks wait for another pool.`}
        run={async () => {
          await client.send('Pool_Delete', { path })
          await navigate({ to: '/batch/$account/pools', params: { account } })
        }}
      />
    </>
  )
}

interface EvaluationOf {
  readonly results?: string
  readonly error?: { readonly code?: string; readonly message?: string }
}

const Evaluation = ({ of: { results = '', error } }: { readonly of: EvaluationOf }) => (
  <section aria-label="What the formula comes to">
    {error && (
      <p className="note failed">
        {error.code}: {error.message}
      </p>
    )}
    <pre className="command">{results.split(';').filter(Boolean).join('\n')}</pre>
  </section>
)
