// What is around every view: where to go, who is signed in, and what is wrong with all of it.
import { Button } from '@fluentui/react-button'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { admin } from '../api/clients.ts'
import { useAccounts } from '../api/estate.ts'
import { OWNERS, useMay } from '../api/permissions.ts'
import { renew, signOut, useSession } from '../api/session.ts'
import { useReach } from './reach.ts'
import { AboutHere } from './scope.tsx'
import { Time } from './small.tsx'
import { WaysIn } from './ways-in.tsx'

export function Shell() {
  const { session, isOut } = useSession()
  const { pathname } = useLocation()
  useEffect(() => {
    if (!session && !isOut && pathname !== '/sign-in') renew().catch(() => undefined)
  }, [session, isOut, pathname])
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="bar">
        <Link to="/" className="brand">
          Lazuli
        </Link>
        {session && (
          <div className="who">
            <span>{session.displayName}</span>
            <Button appearance="subtle" size="small" onClick={() => void signOut()}>
              Sign out
            </Button>
          </div>
        )}
      </header>
      {session && <Navigation />}
      <main id="main" tabIndex={-1}>
        {session && <Banners />}
        {session ? (
          <AboutHere>
            <Outlet />
          </AboutHere>
        ) : pathname === '/sign-in' ? (
          <Outlet />
        ) : isOut ? (
          <Signless />
        ) : null}
      </main>
    </div>
  )
}

const Signless = () => (
  <section>
    <h1>Sign in</h1>
    <WaysIn />
  </section>
)

function Navigation() {
  const accounts = useAccounts()
  const isOwner = useMay(OWNERS)
  return (
    <nav aria-label="Views" className="views">
      <Link to="/" activeOptions={{ exact: true }}>
        Home
      </Link>
      {accounts.map((account) => (
        <section key={account} aria-label={`Batch account ${account}`}>
          <span className="group-name">Batch: {account}</span>
          <Link to="/batch/$account/jobs" params={{ account }}>
            Jobs
          </Link>
          <Link to="/batch/$account/pools" params={{ account }}>
            Pools
          </Link>
          <Link to="/batch/$account/certificates" params={{ account }}>
            Certificates
          </Link>
          <Link to="/batch/$account/schedules" params={{ account }}>
            Schedules
          </Link>
          <Link to="/batch/$account/applications" params={{ account }}>
            Applications
          </Link>
        </section>
      ))}
      <Link to="/clusters">Clusters</Link>
      <Link to="/machines">Virtual machines</Link>
      <Link to="/resources">Resources</Link>
      {isOwner && <Link to="/operations">Operations and time</Link>}
      {isOwner && <Link to="/faults">Faults</Link>}
      {isOwner && <Link to="/requests">Requests</Link>}
    </nav>
  )
}

function Banners() {
  const isReached = useReach()
  const { data: clock } = useQuery({
    queryKey: ['clock'],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => admin.read('Clock_Get', { signal }),
  })
  return (
    <>
      {!isReached && (
        <p className="banner bad" role="alert">
          The server does not answer. What you see was read before; calls are repeated until it
          does.
        </p>
      )}
      {clock?.frozen && (
        <p className="banner">
          Time is not real: it stands still at <Time at={clock.now} />.
        </p>
      )}
      {clock && !clock.frozen && clock.timeScale !== 1 && (
        <p className="banner">
          Time is not real: long work goes {clock.timeScale} times as fast as in Azure.
        </p>
      )}
    </>
  )
}
