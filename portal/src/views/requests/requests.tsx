import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { admin } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { Action } from '../../parts/action.tsx'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Download } from '../../parts/download.tsx'
import { Page } from '../../parts/page.tsx'
import { lengthOf, Rows, Time } from '../../parts/small.tsx'
import { Request } from './request.tsx'

export function Requests() {
  const { call } = useSearch({ from: '/requests' })
  const navigate = useNavigate({ from: '/requests' })
  const isOwner = useMay(OWNERS)
  const [follows, setFollows] = useState(true)
  const query = useQuery({
    queryKey: ['journal'],
    refetchInterval: follows ? 1_500 : false,
    refetchOnWindowFocus: follows,
    queryFn: ({ signal }) => admin.read('Journal_List', { query: { top: 200 }, signal }),
  })
  return (
    <Page
      title="Requests"
      actions={
        <>
          {isOwner && (
            <Download
              label="Download as HAR"
              file="lazuli.har"
              read={() => admin.send('Journal_GetHar')}
            />
          )}
          <Action
            label="Forget all"
            needs={OWNERS}
            says="The journal is emptied. What the calls did stays."
            run={() => admin.send('Journal_Clear')}
          />
        </>
      }
    >
      {call !== undefined && <Request key={call} id={call} />}
      <label>
        <input type="checkbox" checked={follows} onChange={() => setFollows(!follows)} /> Follow:
        new calls appear at the top
      </label>
      <Answer query={query}>
        {({ value }) =>
          value.length === 0 ? (
            <Empty
              what="No program has called yet. Point yours here:"
              command={'eval "$(npm run -s lazuli -- env)"'}
            />
          ) : (
            <Rows
              caption="Requests"
              heads={['Number', 'When', 'Operation', 'Call', 'Status', 'Took', 'Caller']}
            >
              {value.map((line) => (
                <tr key={line.id} aria-current={line.id === call}>
                  <td>
                    <button
                      type="button"
                      className="link"
                      onClick={() => void navigate({ search: { call: line.id } })}
                    >
                      {line.id}
                    </button>
                  </td>
                  <td>
                    <Time at={line.at} />
                  </td>
                  <td>{line.operationId}</td>
                  <td className="call" title={line.url}>
                    <div className="lines">
                      {line.method} {pathIn(line.url)}
                    </div>
                  </td>
                  <td>
                    {line.status} {line.errorCode}
                  </td>
                  <td>{lengthOf(line.ms)}</td>
                  <td>{line.caller}</td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </Page>
  )
}

/** By what calls differ in a list; one that is shown whole has its address in full. */
const pathIn = (url: string): string =>
  url
    .replace(/^https?:\/\/[^/]+(?=\/)/, '')
    .replace(/\?.*/s, '')
    .replace(/^\/subscriptions\/[^/]+(?=\/)/i, '...')
