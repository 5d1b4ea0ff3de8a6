// A resource group: what is in it, its tags, its locks, and who may do what.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ARM } from '../../api/call.ts'
import { arm } from '../../api/clients.ts'
import { useSubscription } from '../../api/estate.ts'
import { listed } from '../../api/pages.ts'
import { Action, type Field } from '../../parts/action.tsx'
import { Answer, Cut, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, Rows, stateOf } from '../../parts/small.tsx'
import { viewOf } from '../../parts/where.ts'
import { Locks } from './locks.tsx'
import { Roles } from './roles.tsx'
import { type Tags, tagsIn, tagsText } from './tags.ts'

const MOST = 5_000
const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups'

interface ResourceOf {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly type?: string | undefined
  readonly location?: string | undefined
  readonly tags?: Tags | undefined
}

export function Group() {
  const { group: resourceGroupName } = useParams({ from: '/resources/$group' })
  const subscriptionId = useSubscription() ?? ''
  const navigate = useNavigate()
  const path = { subscriptionId, resourceGroupName }
  const query = useQuery({
    queryKey: ['group', subscriptionId, resourceGroupName],
    enabled: subscriptionId !== '',
    refetchInterval: 3_000,
    queryFn: async ({ signal }) => {
      const [group, resources] = await Promise.all([
        arm.read('ResourceGroups_Get', { path, signal }),
        arm.read('Resources_ListByResourceGroup', { path, signal }),
      ])
      return { group, resources: await listed(ARM, resources, MOST, signal) }
    },
  })
  const resources: readonly ResourceOf[] = query.data?.resources.items ?? []
  const scope = `subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}`
  return (
    <Page
      title={resourceGroupName}
      trail={[{ name: 'Resources', to: '/resources' }]}
      actions={
        query.data && (
          <>
            <Action
              label="Edit tags"
              needs={`${GROUPS}/write`}
              says="Names and values, with commas between: they replace the tags that the group has."
              asks={[tagsField(query.data.group.tags)]}
              run={({ values }) =>
                arm.send('ResourceGroups_Update', {
                  path,
                  body: { tags: tagsIn(values.tags ?? '') },
                })
              }
            />
            <Action
              label="Delete group"
              needs={`${GROUPS}/delete`}
              says={
                <GoesWith
                  what="The group is deleted, and with it all that is in it:"
                  of={resources}
                />
              }
              run={async () => {
                await arm.send('ResourceGroups_Delete', { path })
                await navigate({ to: '/resources' })
              }}
            />
          </>
        )
      }
    >
      <Answer query={query}>
        {({ group, resources: { isCut } }) => (
          <>
            <Facts
              of={[
                ['State', stateOf(group.properties?.provisioningState)],
                ['Location', group.location],
                ['Tags', tagsText(group.tags)],
              ]}
            />
            <h2>Resources</h2>
            <Cut isCut={isCut} most={MOST} />
            {resources.length === 0 ? (
              <Empty
                what="Nothing is in this group yet."
                command={`az aks create --resource-group ${resourceGroupName} --name demo --node-count 1 --no-ssh-key`}
              />
            ) : (
              <Rows caption="Resources" heads={['Resource', 'Type', 'Location', 'Tags', 'Actions']}>
                {resources.map((each) => (
                  <ResourceRow key={each.id} of={each} all={resources} />
                ))}
              </Rows>
            )}
          </>
        )}
      </Answer>
      {subscriptionId !== '' && (
        <>
          <Locks scope={scope} />
          <Roles scope={scope} />
        </>
      )}
    </Page>
  )
}

const tagsField = (tags: Tags | undefined): Field => ({
  key: 'tags',
  name: 'Tags',
  optional: true,
  initial: tagsText(tags),
})

interface ResourceRowProps {
  readonly of: ResourceOf
  readonly all: readonly ResourceOf[]
}

function ResourceRow({
  of: { id = '', name = '', type = '', location, tags },
  all,
}: ResourceRowProps) {
  const view = viewOf(id)
  return (
    <tr>
      <th scope="row">
        {view && !view.startsWith('/resources/') ? <Link to={view}>{name}</Link> : name}
      </th>
      <td>{type}</td>
      <td>{location}</td>
      <td>{tagsText(tags)}</td>
      <td className="actions">
        <Action
          label={`Tag ${name}`}
          needs="Microsoft.Resources/tags/write"
          says="Names and values, with commas between: they replace the tags that the resource has."
          asks={[tagsField(tags)]}
          run={({ values }) =>
            arm.send('Tags_CreateOrUpdateAtScope', {
              path: { scope: id },
              body: { properties: { tags: tagsIn(values.tags ?? '') } },
            })
          }
        />
        <Action
          label={`Delete ${name}`}
          needs={`${type}/delete`}
          says={
            <GoesWith
              what={`${name} is deleted, and with it all that it has:`}
              of={all}
              within={id}
              own={OWN[type.toLowerCase()]}
            />
          }
          run={async () =>
            arm.send('Resources_DeleteById', {
              path: { resourceId: id },
              version: await versionOf(id, type),
            })
          }
        />
      </td>
    </tr>
  )
}

/** What resources have that Resource Manager does not list. */
const OWN: Readonly<Record<string, string>> = {
  'microsoft.batch/batchaccounts': 'its pools with their nodes, jobs, tasks and their files',
  'microsoft.containerservice/managedclusters': 'its node pools, and all that runs on them',
  'microsoft.hybridcompute/machines': 'the virtual machine, its disks and checkpoints',
  'microsoft.storage/storageaccounts': 'its containers, queues and tables with all that is in them',
}

interface GoesWithProps {
  readonly what: string
  readonly of: readonly ResourceOf[]
  /** Only what is in the resource with this id. */
  readonly within?: string
  readonly own?: string | undefined
}

function GoesWith({ what, of, within, own }: GoesWithProps) {
  const start = within === undefined ? '' : `${within.toLowerCase()}/`
  const goes = of.filter(({ id = '' }) => id.toLowerCase().startsWith(start))
  return (
    <>
      <p>{what}</p>
      <ul className="goes">
        {own && <li>{own}</li>}
        {goes.map(({ id, type, name }) => (
          <li key={id}>
            {name} ({type})
          </li>
        ))}
        {goes.length === 0 && !own && <li>nothing</li>}
      </ul>
    </>
  )
}

/** The newest api-version of a resource's type. */
async function versionOf(id: string, type: string): Promise<string> {
  const subscriptionId = /\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? ''
  const [namespace = '', ...rest] = type.split('/')
  const provider = await arm.read('Providers_Get', {
    path: { subscriptionId, resourceProviderNamespace: namespace },
  })
  const own = provider.resourceTypes?.find(
    ({ resourceType }) => resourceType?.toLowerCase() === rest.join('/').toLowerCase(),
  )
  return own?.apiVersions?.[0] ?? ''
}
