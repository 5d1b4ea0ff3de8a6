// Who may do what: role assignments that hold here.
import { useQuery } from '@tanstack/react-query'
import { arm, graph } from '../../api/clients.ts'
import { Action } from '../../parts/action.tsx'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Rows } from '../../parts/small.tsx'

export function Roles({ scope }: { readonly scope: string }) {
  const query = useQuery({
    queryKey: ['roles', scope],
    refetchInterval: 5_000,
    queryFn: async ({ signal }) => {
      const [assignments, definitions] = await Promise.all([
        arm.read('RoleAssignments_ListForScope', { path: { scope }, signal }),
        arm.read('RoleDefinitions_List', { path: { scope }, signal }),
      ])
      return { assignments: assignments.value ?? [], definitions: definitions.value ?? [] }
    },
  })
  const definitions = query.data?.definitions ?? []
  const roleNames = new Map(
    definitions.map(({ id, properties }) => [lastOf(id), properties?.roleName ?? '']),
  )
  return (
    <>
      <h2>Roles</h2>
      <div className="actions">
        {definitions.length > 0 && (
          <Action
            label="Assign role"
            needs="Microsoft.Authorization/roleAssignments/write"
            says="The user, group or application may do here what the role permits."
            asks={[
              { key: 'principal', name: 'Object id of the user, group or application' },
              { key: 'role', name: 'Role', oneOf: [...roleNames.values()].sort() },
            ]}
            run={({ values: { principal = '', role } }) => {
              const definition = definitions.find(({ properties }) => properties?.roleName === role)
              return arm.send('RoleAssignments_Create', {
                path: { scope, roleAssignmentName: crypto.randomUUID() },
                body: {
                  properties: { roleDefinitionId: definition?.id ?? '', principalId: principal },
                },
              })
            }}
          />
        )}
      </div>
      <Answer query={query}>
        {({ assignments }) =>
          assignments.length === 0 ? (
            <Empty
              what="No role is assigned here."
              command={`az role assignment create --role Reader --assignee lee@example.com --scope /${scope}`}
            />
          ) : (
            <Rows caption="Roles" heads={['Role', 'Who', 'Kind', 'On', 'Actions']}>
              {assignments.map((each) => (
                <Assignment
                  key={each.id}
                  of={each}
                  role={roleNames.get(lastOf(each.properties?.roleDefinitionId))}
                  scope={scope}
                />
              ))}
            </Rows>
          )
        }
      </Answer>
    </>
  )
}

/** A role of the whole subscription holds in all its groups. */
const wordsFor = (scope = ''): string =>
  /^\/subscriptions\/[^/]+$/i.test(scope) ? 'the subscription' : scope

/** Ids of roles differ in their scope, and in the case of their letters. */
const lastOf = (id = ''): string => (id.split('/').at(-1) ?? '').toLowerCase()

interface AssignmentProps {
  readonly of: {
    readonly name?: string | undefined
    readonly properties?:
      | {
          readonly scope?: string | undefined
          readonly roleDefinitionId: string
          readonly principalId: string
          readonly principalType?: string | undefined
        }
      | undefined
  }
  /** Its name; undefined: there is no such role any more. */
  readonly role: string | undefined
  readonly scope: string
}

function Assignment({ of: { name = '', properties }, role, scope }: AssignmentProps) {
  const { principalId = '', principalType, roleDefinitionId = '' } = properties ?? {}
  const who = useNameOf(principalId)
  const isHere = properties?.scope?.toLowerCase() === `/${scope}`.toLowerCase()
  const roleName = role ?? roleDefinitionId
  return (
    <tr>
      <th scope="row">{roleName}</th>
      <td>
        {who} {who !== principalId && <code>{principalId}</code>}
      </td>
      <td>{principalType}</td>
      <td>{isHere ? 'this group' : wordsFor(properties?.scope)}</td>
      <td className="actions">
        {isHere && (
          <Action
            label={`Take away ${roleName} from ${who}`}
            needs="Microsoft.Authorization/roleAssignments/delete"
            says={`${who} may no longer do here what the role permits, unless another role does.`}
            run={() =>
              arm.send('RoleAssignments_Delete', { path: { scope, roleAssignmentName: name } })
            }
          />
        )}
      </td>
    </tr>
  )
}

/** As Graph has it; the id where it has none, or tells the caller nothing. */
function useNameOf(principalId: string): string {
  const { data } = useQuery({
    queryKey: ['principal', principalId],
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) =>
      graph.read('DirectoryObjects_Get', { path: { id: principalId }, signal }),
  })
  return data?.displayName ?? principalId
}
