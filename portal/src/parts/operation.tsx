// A long-running operation: its steps, and what can be done to it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../api/clients.ts'
import { OWNERS, useMay } from '../api/permissions.ts'
import { Action } from './action.tsx'
import { lengthOf, State, Time } from './small.tsx'
import { viewOf } from './where.ts'

export type OperationState = components['schemas']['OperationState']

/** The operations on a resource, the last first. Owners alone may see them. */
export function useOperationsOn(resource: string | undefined) {
  const isOwner = useMay(OWNERS)
  return useQuery({
    queryKey: ['operations', resource],
    enabled: isOwner && resource !== undefined,
    refetchInterval: 1_500,
    queryFn: ({ signal }) =>
      admin.read('Operations_List', { query: { resource: resource ?? '', top: 5 }, signal }),
  })
}

const useKinds = () =>
  useQuery({
    queryKey: ['pacing'],
    staleTime: 60_000,
    queryFn: ({ signal }) => admin.read('Pacing_Get', { signal }),
  })

export const isOver = ({ status }: OperationState): boolean =>
  status !== 'InProgress' && status !== 'Canceling'

/** Steps that are done, the one that is under way, those to come. */
function Steps({ of: operation }: { readonly of: OperationState }) {
  const { data } = useKinds()
  const steps = data?.kinds[operation.kind] ?? []
  const at = operation.step === undefined ? -1 : steps.indexOf(operation.step)
  const ended = isOver(operation)
  return (
    <ol className="steps" aria-label={`Steps of ${operation.kind}`}>
      {steps.map((step, index) => {
        const state =
          at >= 0
            ? index < at
              ? 'done'
              : index > at
                ? 'to come'
                : ended
                  ? 'ended here'
                  : operation.held
                    ? 'held'
                    : 'under way'
            : operation.status === 'Succeeded'
              ? 'done'
              : 'to come'
        return (
          <li key={step} className={`step ${state.replace(' ', '-')}`}>
            <span>{step}</span>
            <small>
              {state}
              {at === index && operation.stepSince && !ended && (
                <>
                  {' since '}
                  <Time at={operation.stepSince} />
                </>
              )}
            </small>
          </li>
        )
      })}
    </ol>
  )
}

export function OperationCard({ of: it }: { readonly of: OperationState }) {
  const path = { operationId: it.id }
  const length = it.endedAt ? Date.parse(it.endedAt) - Date.parse(it.startedAt) : undefined
  return (
    <article className="card" aria-label={`${it.kind} ${it.id}`}>
      <header>
        <strong>{it.kind}</strong> <State of={it.status} /> <Time at={it.startedAt} />
        {length !== undefined && <span> took {lengthOf(length)}</span>}
        {it.held && <span className="state warn">held</span>}
      </header>
      <Steps of={it} />
      {it.dueAt && !it.endedAt && (
        <p className="hint">
          The step <code>{it.step}</code> is due <Time at={it.dueAt} />.
        </p>
      )}
      {it.error && (
        <p className="note failed">
          <strong>{it.error.code}: </strong>
          {it.error.message}
        </p>
      )}
      {it.retryErrors.map(({ at, message }) => (
        <p key={at} className="hint">
          <Time at={at} />: {message}
        </p>
      ))}
      {!isOver(it) && (
        <div className="actions">
          {it.held ? (
            <Action
              label="Release"
              needs={OWNERS}
              says="The step that waits begins."
              run={() => admin.send('Operations_Release', { path })}
            />
          ) : (
            <Action
              label="Hold"
              needs={OWNERS}
              says="The step that is being carried out ends, and the next does not begin until the operation is released."
              run={() => admin.send('Operations_Hold', { path })}
            />
          )}
          <Action
            label="Fail"
            needs={OWNERS}
            says="The operation ends as failed where it stands, with this code."
            asks={[{ key: 'code', name: 'Code', initial: 'InternalServerError' }]}
            run={({ values: { code = '' } }) =>
              admin.send('Operations_Fail', {
                path,
                body: { code, message: `Failed in the portal with ${code}.` },
              })
            }
          />
          <Action
            label="Cancel"
            needs={OWNERS}
            says="The operation ends as canceled where it stands."
            run={() => admin.send('Operations_Cancel', { path })}
          />
        </div>
      )}
    </article>
  )
}

/** Under the name of the resource that it works on. */
export function OperationWithName({ of: it }: { readonly of: OperationState }) {
  const view = viewOf(it.resource)
  return (
    <section>
      <h3 className="resource">{view ? <Link to={view}>{it.resource}</Link> : it.resource}</h3>
      <OperationCard of={it} />
    </section>
  )
}
