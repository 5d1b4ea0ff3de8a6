import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { admin } from '../api/clients.ts'
import { useAccounts } from '../api/estate.ts'
import { OWNERS, useMay } from '../api/permissions.ts'
import { Answer } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Facts, sizeOf, timeOf } from '../parts/small.tsx'
import { Activity } from './activity.tsx'
import { Search } from './search.tsx'

export function Home() {
  const isOwner = useMay(OWNERS)
  const { data: accounts = [] } = useAccounts()
  return (
    <Page title="Home">
      {isOwner && <Search />}
      {accounts.map((account) => (
        <p key={account}>
          Batch account <strong>{account}</strong>:{' '}
          <Link to="/batch/$account/jobs" params={{ account }}>
            jobs
          </Link>
          ,{' '}
          <Link to="/batch/$account/pools" params={{ account }}>
            pools
          </Link>
        </p>
      ))}
      {isOwner && <Activity />}
      {isOwner && <Server />}
    </Page>
  )
}

function Server() {
  const query = useQuery({
    queryKey: ['status'],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => admin.read('Server_GetStatus', { signal }),
  })
  return (
    <Answer query={query}>
      {(status) => (
        <section aria-label="Server">
          <h2>Server</h2>
          <Facts
            of={[
              ['Version', status.version],
              ['Since', timeOf(status.startedAt)],
              ['Kept in', status.dataDirectory ?? 'nothing is kept'],
              ['Memory', sizeOf(Number(status.memoryBytes))],
              ['Operations under way', status.operationsRunning],
              ...Object.entries(status.resources).map(([type, count]) => [type, count] as const),
            ]}
          />
        </section>
      )}
    </Answer>
  )
}
