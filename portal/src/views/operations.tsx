import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { admin } from '../api/clients.ts'
import { OWNERS } from '../api/permissions.ts'
import { Action } from '../parts/action.tsx'
import { Answer, Empty } from '../parts/answer.tsx'
import { OperationWithName } from '../parts/operation.tsx'
import { Page } from '../parts/page.tsx'
import { Facts, timeOf } from '../parts/small.tsx'

export function Operations() {
  const [all, setAll] = useState(true)
  const query = useQuery({
    queryKey: ['operations', all],
    refetchInterval: 1_500,
    queryFn: ({ signal }) =>
      admin.read('Operations_List', { query: all ? {} : { running: true }, signal }),
  })
  return (
    <Page title="Operations and time">
      <Clock />
      <h2>Operations</h2>
      <label>
        <input type="checkbox" checked={!all} onChange={() => setAll(!all)} /> Only those under way
      </label>
      <Answer query={query}>
        {({ value }) =>
          value.length === 0 ? (
            <Empty
              what="No long-running operation was begun. The creation of a cluster is one."
              command="az aks create --resource-group lazuli --name demo --node-count 1 --no-ssh-key"
            />
          ) : (
            value.map((operation) => <OperationWithName key={operation.id} of={operation} />)
          )
        }
      </Answer>
    </Page>
  )
}

function Clock() {
  const query = useQuery({
    queryKey: ['clock'],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => admin.read('Clock_Get', { signal }),
  })
  return (
    <Answer query={query}>
      {(clock) => (
        <section aria-label="Clock">
          <h2>Time of long work</h2>
          <Facts
            of={[
              ['Now', timeOf(clock.now)],
              ['Runs', clock.frozen ? 'no: it stands still' : 'yes'],
              ['Pace', clock.timeScale === 1 ? "Azure's own" : `${clock.timeScale} times Azure's`],
            ]}
          />
          <div className="actions">
            {clock.frozen ? (
              <>
                <Action
                  label="Step"
                  needs={OWNERS}
                  says="Time moves on by so many seconds; with none, to what is due next."
                  asks={[{ key: 'seconds', name: 'Seconds', type: 'number', optional: true }]}
                  run={({ values: { seconds } }) =>
                    admin.send(
                      'Clock_Step',
                      seconds ? { query: { ms: Number(seconds) * 1_000 } } : {},
                    )
                  }
                />
                <Action
                  label="Resume"
                  needs={OWNERS}
                  says="Time runs on from where it stands."
                  run={() => admin.send('Clock_Resume')}
                />
              </>
            ) : (
              <Action
                label="Freeze"
                needs={OWNERS}
                says="Time stands still until it is moved on or resumed: long work waits."
                run={() => admin.send('Clock_Freeze')}
              />
            )}
            <Action
              label="Scale"
              needs={OWNERS}
              says="Long work goes so many times faster than in Azure, for steps that are yet to begin."
              asks={[
                { key: 'factor', name: 'Factor', type: 'number', initial: String(clock.timeScale) },
              ]}
              run={({ values }) =>
                admin.send('Clock_Scale', { query: { factor: Number(values.factor) } })
              }
            />
          </div>
        </section>
      )}
    </Answer>
  )
}
