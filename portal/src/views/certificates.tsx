import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { batchOf } from '../api/call.ts'
import { batch } from '../api/clients.ts'
import { listed } from '../api/pages.ts'
import { Action } from '../parts/action.tsx'
import { Answer, Cut, Empty } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Rows, State, Time } from '../parts/small.tsx'

/** The last that has certificates. */
const version = '2024-02-01.19.0'

/** More than is looked through in one view. */
const MOST = 2_000

export function Certificates() {
  const { account } = useParams({ from: '/batch/$account/certificates' })
  const client = batch(account)
  const query = useQuery({
    queryKey: ['certificates', account],
    refetchInterval: 2_000,
    queryFn: async ({ signal }) =>
      listed(
        batchOf(account),
        await client.read('Certificate_List', { version, signal }),
        MOST,
        signal,
      ),
  })
  return (
    <Page title="Certificates" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <Answer query={query}>
        {({ items: certificates, isCut }) =>
          certificates.length === 0 ? (
            <Empty
              what="No certificate was added to this account."
              command="az batch certificate create --thumbprint THUMBPRINT --certificate-file FILE"
            />
          ) : (
            <>
              <Cut isCut={isCut} most={MOST} />
              <Rows
                caption="Certificates"
                heads={['Thumbprint', 'State', 'Since', 'Why', 'Actions']}
              >
                {certificates.map((each) => {
                  const path = {
                    thumbprint: each.thumbprint ?? '',
                    thumbprintAlgorithm: each.thumbprintAlgorithm ?? 'sha1',
                  }
                  const error = each.deleteCertificateError
                  const short = path.thumbprint.slice(0, 8)
                  return (
                    <tr key={each.thumbprint}>
                      <th scope="row" className="short wide" title={each.thumbprint}>
                        <code>{each.thumbprint}</code>
                      </th>
                      <td>
                        <State of={each.state} />
                      </td>
                      <td>
                        <Time at={each.stateTransitionTime} />
                      </td>
                      <td className="why">
                        {error && (
                          <>
                            {error.message}
                            {error.values?.map(({ name, value }) => (
                              <div key={`${name}${value}`}>
                                {name}: {value}
                              </div>
                            ))}
                          </>
                        )}
                      </td>
                      <td className="actions">
                        {each.state === 'deletefailed' && (
                          <Action
                            label={`Cancel deletion of ${short}`}
                            isPrimary
                            needs="Microsoft.Batch/batchAccounts/certificates/write"
                            says={`Its deletion failed because it is in use. The certificate ${each.thumbprint} becomes active again, and pools can use it as before.`}
                            run={() => client.send('Certificate_CancelDeletion', { path, version })}
                          />
                        )}
                        {each.state !== 'deleting' && (
                          <Action
                            label={`Delete ${short}`}
                            needs="Microsoft.Batch/batchAccounts/certificates/delete"
                            says={`The certificate ${each.thumbprint} is deleted, unless a pool or a node uses it: then the deletion fails and can be cancelled.`}
                            run={() => client.send('Certificate_Delete', { path, version })}
                          />
                        )}
                      </td>
                    </tr>
                  )
                })}
              </Rows>
            </>
          )
        }
      </Answer>
    </Page>
  )
}
