import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { batch } from '../api/clients.ts'
import { Answer, Empty } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Rows } from '../parts/small.tsx'

export function Applications() {
  const { account } = useParams({ from: '/batch/$account/applications' })
  const query = useQuery({
    queryKey: ['applications', account],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => batch(account).read('Application_List', { signal }),
  })
  return (
    <Page title="Applications" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <Answer query={query}>
        {({ value: applications = [] }) =>
          applications.length === 0 ? (
            <Empty
              what="There is no application with a package that tasks could use."
              command={`az batch application create --resource-group lazuli --name ${account} --application-name app1`}
            />
          ) : (
            <Rows caption="Applications" heads={['Application', 'Name', 'Versions']}>
              {applications.map(({ id, displayName, versions }) => (
                <tr key={id}>
                  <th scope="row">{id}</th>
                  <td>{displayName}</td>
                  <td>{versions.join(', ')}</td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </Page>
  )
}
