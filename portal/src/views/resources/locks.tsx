// What may not be changed or deleted, whatever roles permit.
import { useQuery } from '@tanstack/react-query'
import { arm } from '../../api/clients.ts'
import { nameIn } from '../../api/resource-id.ts'
import { Action } from '../../parts/action.tsx'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Rows } from '../../parts/small.tsx'

const LEVELS = [
  {
    value: 'CanNotDelete',
    name: 'Not deleted',
    says: 'It may be read and changed, and not deleted.',
  },
  { value: 'ReadOnly', name: 'Not changed', says: 'It may be read alone.' },
] as const

type Level = (typeof LEVELS)[number]['value']

/** What the lock with this id holds for. */
function wordsFor(id: string, here: string): string {
  const [on = ''] = id.split('/providers/Microsoft.Authorization/')
  return on.toLowerCase() === `/${here}`.toLowerCase() ? 'this group' : on
}

export function Locks({ scope }: { readonly scope: string }) {
  const query = useQuery({
    queryKey: ['locks', scope],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => arm.read('ManagementLocks_ListByScope', { path: { scope }, signal }),
  })
  return (
    <>
      <h2>Locks</h2>
      <div className="actions">
        <Action
          label="Add lock"
          needs="Microsoft.Authorization/locks/write"
          says="It holds for the group and all that is in it, whatever roles permit."
          choices={LEVELS}
          asks={[
            { key: 'name', name: 'Name' },
            { key: 'notes', name: 'Notes', optional: true },
          ]}
          run={({ choice, values: { name = '', notes } }) =>
            arm.send('ManagementLocks_CreateOrUpdateByScope', {
              path: { scope, lockName: name },
              body: { properties: { level: choice as Level, ...(notes ? { notes } : {}) } },
            })
          }
        />
      </div>
      <Answer query={query}>
        {({ value = [] }) =>
          value.length === 0 ? (
            <Empty
              what="Nothing keeps the group and what is in it from being changed or deleted."
              command={`az lock create --name keep --lock-type CanNotDelete --resource-group ${nameIn(scope)}`}
            />
          ) : (
            <Rows caption="Locks" heads={['Lock', 'Level', 'On', 'Notes', 'Actions']}>
              {value.map(({ id = '', name = '', properties }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td>{properties.level}</td>
                  <td>{wordsFor(id, scope)}</td>
                  <td>{properties.notes}</td>
                  <td className="actions">
                    <Action
                      label={`Remove lock ${name}`}
                      needs="Microsoft.Authorization/locks/delete"
                      says="What it kept from being changed or deleted may be so again."
                      run={() =>
                        arm.send('ManagementLocks_DeleteByScope', {
                          path: {
                            scope: id.split('/providers/Microsoft.Authorization/')[0] ?? scope,
                            lockName: name,
                          },
                        })
                      }
                    />
                  </td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </>
  )
}
