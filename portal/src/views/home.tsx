import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { admin } from '../api/clients.ts'
import { useAccounts } from '../api/estate.ts'
import { OWNERS, useMay } from '../api/permissions.ts'
import { Answer, Empty } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Facts, sizeOf, timeOf } from '../parts/small.tsx'
import { Activity } from './activity.tsx'
import { JobsOf } from './jobs/jobs.tsx'
import { Search } from './search.tsx'

export function Home() {
  const isOwner = useMay(OWNERS)
  const accounts = useAccounts()
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
      {isOwner ? <Server /> : <ForOthers accounts={accounts} />}
    </Page>
  )
}

/** What runs in the server is for owners; others begin with the jobs that they may see. */
const ForOthers = ({ accounts }: { readonly accounts: readonly string[] }) => (
  <>
    {accounts.length === 0 && (
      <Empty
        what="Your roles show you no Batch account. What they show is under Clusters, Virtual machines and Resources. An owner can give you one:"
        command="az role assignment create --role Contributor --assignee lee@example.com --resource-group lazuli"
      />
    )}
    {accounts.map((account) => (
      <section key={account} aria-label={`Jobs of ${account}`}>
        <h2>Jobs of {account}</h2>
        <JobsOf account={account} />
      </section>
    ))}
  </>
)

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
              ['Resources', <ResourcesLink key="r" of={status.resources} />],
            ]}
          />
        </section>
      )}
    </Answer>
  )
}

/** How many there are, and of which types in the tip. */
const ResourcesLink = ({ of }: { readonly of: Readonly<Record<string, number>> }) => (
  <Link
    to="/resources"
    title={Object.entries(of)
      .map(([type, count]) => `${count} ${type}`)
      .join(', ')}
  >
    {Object.values(of).reduce((sum, count) => sum + count, 0)}
  </Link>
)
