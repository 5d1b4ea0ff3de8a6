// What is to go wrong, and how often it did.
import { useQuery } from '@tanstack/react-query'
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../api/clients.ts'
import { OWNERS } from '../api/permissions.ts'
import { Action, type Choice, type Field, type Given } from '../parts/action.tsx'
import { Answer, Empty } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Rows, Time } from '../parts/small.tsx'

type Fault = components['schemas']['Fault']

const WHERES: readonly Choice[] = [
  { value: 'operationId', name: 'A call', says: 'By its operationId: ManagedClusters_Get, say.' },
  {
    value: 'service',
    name: 'All calls of a service',
    says: 'arm, batch, batch-management, containerservice, scvmm.',
  },
  {
    value: 'kind',
    name: 'A long-running operation',
    says: 'By its kind: ManagedClusters_Create, say.',
  },
  {
    value: 'port',
    name: 'A driver',
    says: 'By its port and method: hypervisor.deleteCheckpoint, say.',
  },
]

const REFUSED = 'it is refused'
const LATER = 'it comes later'
/** Where the connection is lost. */
const DROPS = {
  'its connection is lost before the work': 'before',
  'its connection is lost after the work': 'after',
} as const

const FIELDS: readonly Field[] = [
  { key: 'of', name: 'Which', initial: 'ManagedClusters_Get' },
  { key: 'what', name: 'What goes wrong', oneOf: [REFUSED, LATER, ...Object.keys(DROPS)] },
  { key: 'delayMs', name: 'Milliseconds that pass before', type: 'number', optional: true },
  { key: 'code', name: 'Code of its error', initial: 'InternalServerError' },
  { key: 'status', name: 'Status, of calls', type: 'number', optional: true, initial: '500' },
  { key: 'times', name: 'How often at most', type: 'number', optional: true, initial: '1' },
  { key: 'resource', name: 'Only for this resource', optional: true },
]

function faultOf({ choice, values }: Given): Fault {
  const { of = '', what = '', code = '', status, delayMs, times, resource } = values
  const isCall = choice === 'operationId' || choice === 'service'
  const drop = DROPS[what as keyof typeof DROPS]
  return {
    [choice]: of,
    ...(what === REFUSED ? { error: { code, message: 'Set in the portal.' } } : {}),
    ...(what === REFUSED && isCall && status ? { status: Number(status) } : {}),
    ...(delayMs ? { delayMs: Number(delayMs) } : {}),
    ...(drop ? { drop } : {}),
    ...(times ? { times: Number(times) } : {}),
    ...(resource ? { resource } : {}),
  }
}

const whereOf = ({ operationId, service, kind, step, port }: Fault): string =>
  operationId ?? service ?? port ?? (step === undefined ? (kind ?? '') : `${kind}, step ${step}`)

const whatOf = ({ error, status, delayMs, drop }: Fault): string =>
  [
    error && `${status ?? ''} ${error.code}`.trim(),
    delayMs && `${delayMs} ms later`,
    drop && `the connection is lost ${drop} the work`,
  ]
    .filter(Boolean)
    .join(', ')

const timesOf = (times: number): string => (times === 1 ? 'once' : `${times} times`)

export function Faults() {
  const query = useQuery({
    queryKey: ['faults'],
    refetchInterval: 2_000,
    queryFn: ({ signal }) => admin.read('Faults_List', { signal }),
  })
  return (
    <Page
      title="Faults"
      actions={
        <>
          <Action
            label="Add fault"
            isPrimary
            needs={OWNERS}
            says="From now on this goes wrong. Programs see it as if Azure had failed."
            choices={WHERES}
            asks={FIELDS}
            run={(given) => admin.send('Faults_Add', { body: faultOf(given) })}
          />
          {query.data && query.data.value.length > 0 && (
            <Action
              label="Remove all"
              needs={OWNERS}
              says="Nothing is made to go wrong any more."
              run={() => admin.send('Faults_Clear')}
            />
          )}
        </>
      }
    >
      <Answer query={query}>
        {({ value }) =>
          value.length === 0 ? (
            <Empty
              what="Nothing is made to go wrong. Add a fault here, or in a shell:"
              command="npm run -s lazuli -- fault add ManagedClusters_Create --times 1"
            />
          ) : (
            <Rows
              caption="Faults"
              heads={[
                'Where',
                'What goes wrong',
                'Only for',
                'At most',
                'Calls seen',
                'Went wrong',
                'Until',
                'Actions',
              ]}
            >
              {value.map((fault) => (
                <tr key={fault.id}>
                  <th scope="row">{whereOf(fault)}</th>
                  <td>{whatOf(fault)}</td>
                  <td className="call">
                    {[fault.resource, fault.caller].filter(Boolean).join(', ') || 'all'}
                  </td>
                  <td>{fault.times === undefined ? 'always' : timesOf(fault.times)}</td>
                  <td>{fault.seen}</td>
                  <td>{fault.hits}</td>
                  <td>
                    <Time at={fault.expiresAt} />
                  </td>
                  <td className="actions">
                    <Action
                      label={`Remove ${whereOf(fault)}`}
                      needs={OWNERS}
                      says={`The fault of ${whereOf(fault)} is taken away.`}
                      run={() => admin.send('Faults_Remove', { path: { faultId: fault.id } })}
                    />
                  </td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </Page>
  )
}
