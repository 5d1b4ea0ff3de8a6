import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { arm } from '../../api/clients.ts'
import { everywhere, useSubscription } from '../../api/estate.ts'
import { groupIn, nameIn, typeIn } from '../../api/resource-id.ts'
import { Action } from '../../parts/action.tsx'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows, State } from '../../parts/small.tsx'
import { viewOf } from '../../parts/where.ts'
import { tagsText } from './tags.ts'

const MOST = 5_000
const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups'

export function Resources() {
  const subscriptionId = useSubscription() ?? ''
  const path = { subscriptionId }
  const query = useQuery({
    queryKey: ['resources', subscriptionId],
    enabled: subscriptionId !== '',
    refetchInterval: 5_000,
    queryFn: async ({ signal }) => {
      const bounds = { subscriptionId, most: MOST, signal }
      const [groups, resources] = await Promise.all([
        everywhere({
          ...bounds,
          whole: () => arm.read('ResourceGroups_List', { path, signal }),
          inGroup: async (resourceGroupName) => ({
            value: [
              await arm.read('ResourceGroups_Get', {
                path: { ...path, resourceGroupName },
                signal,
              }),
            ],
          }),
        }),
        everywhere({
          ...bounds,
          whole: () => arm.read('Resources_List', { path, signal }),
          inGroup: (resourceGroupName) =>
            arm.read('Resources_ListByResourceGroup', {
              path: { ...path, resourceGroupName },
              signal,
            }),
          one: async (id) => ({ id, name: nameIn(id), type: typeIn(id) }),
        }),
      ])
      return { groups, resources }
    },
  })
  return (
    <Page
      title="Resources"
      actions={
        <Action
          label="Create group"
          isPrimary
          needs={`${GROUPS}/write`}
          says="An empty group: resources are put into it when they are created."
          asks={[
            { key: 'name', name: 'Name' },
            { key: 'location', name: 'Location', initial: 'westeurope' },
          ]}
          run={({ values: { name = '', location = '' } }) =>
            arm.send('ResourceGroups_CreateOrUpdate', {
              path: { ...path, resourceGroupName: name },
              body: { location },
            })
          }
        />
      }
    >
      <Answer query={query}>
        {({ groups, resources }) => {
          const counts = new Map<string, number>()
          for (const { id = '' } of resources.items) {
            const group = groupIn(id).toLowerCase()
            counts.set(group, (counts.get(group) ?? 0) + 1)
          }
          const seen = new Set(groups.items.map(({ name = '' }) => name.toLowerCase()))
          const alone = resources.items.filter(
            ({ id = '' }) => !seen.has(groupIn(id).toLowerCase()),
          )
          if (groups.items.length === 0 && alone.length > 0) return <Alone of={alone} />
          if (groups.items.length === 0) {
            return (
              <Empty
                what="There is no group yet. Create one: all resources are in groups."
                command="az group create --name group1 --location westeurope"
              />
            )
          }
          return (
            <>
              {resources.isCut && (
                <p className="hint">Of the first {MOST.toLocaleString()} resources.</p>
              )}
              <Rows caption="Groups" heads={['Group', 'State', 'Location', 'Resources', 'Tags']}>
                {groups.items.map(({ name = '', location, tags, properties }) => (
                  <tr key={name}>
                    <th scope="row">
                      <Link to="/resources/$group" params={{ group: name }}>
                        {name}
                      </Link>
                    </th>
                    <td>
                      <State of={properties?.provisioningState} />
                    </td>
                    <td>{location}</td>
                    <td>{counts.get(name.toLowerCase()) ?? 0}</td>
                    <td>{tagsText(tags)}</td>
                  </tr>
                ))}
              </Rows>
              {alone.length > 0 && <Alone of={alone} />}
            </>
          )
        }}
      </Answer>
    </Page>
  )
}

interface AloneProps {
  readonly of: readonly {
    readonly id?: string | undefined
    readonly name?: string | undefined
    readonly type?: string | undefined
  }[]
}

/** A role holds for each of these, and not for its group. */
const Alone = ({ of }: AloneProps) => (
  <Rows caption="Resources" heads={['Resource', 'Type', 'Group']}>
    {of.map(({ id = '', name = '', type = '' }) => {
      const view = viewOf(id)
      return (
        <tr key={id}>
          <th scope="row">
            {view && !view.startsWith('/resources/') ? <Link to={view}>{name}</Link> : name}
          </th>
          <td>{type}</td>
          <td>{groupIn(id)}</td>
        </tr>
      )
    })}
  </Rows>
)
