// Applications of a Batch account, as its owner sees them: versions that are not ready yet among them.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ARM } from '../api/call.ts'
import { management } from '../api/clients.ts'
import { useAccountIds } from '../api/estate.ts'
import { listed } from '../api/pages.ts'
import { groupIn } from '../api/resource-id.ts'
import { Action } from '../parts/action.tsx'
import { Answer, Empty } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Rows, State } from '../parts/small.tsx'

const TYPE = 'Microsoft.Batch/batchAccounts/applications'
/** More than an account may have. */
const MOST = 1_000

interface AccountPath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly accountName: string
}

interface ApplicationOf {
  readonly name: string
  readonly displayName?: string | undefined
  readonly defaultVersion?: string | undefined
  readonly allowUpdates?: boolean | undefined
  readonly versions: readonly { readonly name: string; readonly state?: string | undefined }[]
}

async function applicationsOf(
  path: AccountPath,
  signal: AbortSignal,
): Promise<readonly ApplicationOf[]> {
  const first = await management.read('Application_List', { path, signal })
  const { items } = await listed(ARM, first, MOST, signal)
  return await Promise.all(
    items.map(async ({ name = '', properties }) => {
      const packages = await management.read('ApplicationPackage_List', {
        path: { ...path, applicationName: name },
        signal,
      })
      const versions = await listed(ARM, packages, MOST, signal)
      return {
        name,
        displayName: properties?.displayName,
        defaultVersion: properties?.defaultVersion,
        allowUpdates: properties?.allowUpdates,
        versions: versions.items.map((each) => ({
          name: each.name ?? '',
          state: each.properties?.state,
        })),
      }
    }),
  )
}

export function Applications() {
  const { account } = useParams({ from: '/batch/$account/applications' })
  const id = useAccountIds().data?.find(({ name }) => name === account)?.id
  const path = {
    subscriptionId: id?.split('/')[2] ?? '',
    resourceGroupName: id === undefined ? '' : groupIn(id),
    accountName: account,
  }
  const query = useQuery({
    queryKey: ['applications', id],
    enabled: id !== undefined,
    refetchInterval: 5_000,
    queryFn: ({ signal }) => applicationsOf(path, signal),
  })
  const az = `--resource-group ${path.resourceGroupName} --name ${account} --application-name`
  return (
    <Page title="Applications" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <Answer query={query}>
        {(applications) =>
          applications.length === 0 ? (
            <Empty
              what="There is no application with a package that tasks could use."
              command={`az batch application create ${az} app1`}
            />
          ) : (
            applications.map((each) => (
              <Application key={each.name} of={each} path={path} az={`${az} ${each.name}`} />
            ))
          )
        }
      </Answer>
    </Page>
  )
}

interface ApplicationProps {
  readonly of: ApplicationOf
  readonly path: AccountPath
  /** The arguments of a command that name the application. */
  readonly az: string
}

function Application({ of, path: account, az }: ApplicationProps) {
  const { name, displayName, defaultVersion, allowUpdates, versions } = of
  const path = { ...account, applicationName: name }
  return (
    <section aria-label={name}>
      <h2>
        {name} {displayName && <small>{displayName}</small>}
      </h2>
      {allowUpdates === false && <p className="hint">Its versions may not be replaced.</p>}
      <div className="actions">
        <Action
          label={`Change name of ${name}`}
          needs={`${TYPE}/write`}
          says="The name that is shown beside the id. The id stays."
          asks={[{ key: 'name', name: 'Name', initial: displayName ?? '' }]}
          run={({ values }) =>
            management.send('Application_Update', {
              path,
              body: { properties: { displayName: values.name ?? '' } },
            })
          }
        />
        <Action
          label={`Delete ${name}`}
          needs={`${TYPE}/delete`}
          says="The application is deleted. It is refused while it has versions: delete those first."
          run={() => management.send('Application_Delete', { path })}
        />
      </div>
      {versions.length === 0 ? (
        <Empty
          what="It has no version yet. A version is a zip file."
          command={`az batch application package create ${az} --version-name 1.0 --package-file app1.zip`}
        />
      ) : (
        <Rows caption={`Versions of ${name}`} heads={['Version', 'State', 'Default', 'Actions']}>
          {versions.map((version) => {
            const isDefault = version.name === defaultVersion
            return (
              <tr key={version.name}>
                <th scope="row">{version.name}</th>
                <td>
                  <State of={version.state} />
                </td>
                <td>{isDefault ? 'yes' : ''}</td>
                <td className="actions">
                  {!isDefault && version.state === 'Active' && (
                    <Action
                      label={`Make ${version.name} the default of ${name}`}
                      needs={`${TYPE}/write`}
                      says="Pools and tasks that name no version get this one from now on."
                      run={() =>
                        management.send('Application_Update', {
                          path,
                          body: { properties: { defaultVersion: version.name } },
                        })
                      }
                    />
                  )}
                  <Action
                    label={`Delete ${version.name} of ${name}`}
                    needs={`${TYPE}/versions/delete`}
                    says="The version and its file are deleted. Nodes that have it keep what they have."
                    run={() =>
                      management.send('ApplicationPackage_Delete', {
                        path: { ...path, versionName: version.name },
                      })
                    }
                  />
                </td>
              </tr>
            )
          })}
        </Rows>
      )}
    </section>
  )
}
