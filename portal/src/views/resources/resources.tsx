import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { arm } from '../../api/clients.ts'
import { everywhere, useSubscription } from '../../api/estate.ts'
import { groupIn } from '../../api/resource-id.ts'
import { Action } from '../../parts/action.tsx'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows, State } from '../../parts/small.tsx'
import { tagsText } from './tags.ts'

const MOST = 5_000

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
          needs="Microsoft.Resources/subscriptions/resourceGroups/write"
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
          if (groups.items.length === 0) {
            return <Empty what="There is no group yet. Create one: all resources are in groups." />
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
            </>
          )
        }}
      </Answer>
    </Page>
  )
}
