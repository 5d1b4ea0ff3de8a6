import { Spinner } from '@fluentui/react-spinner'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { signIn } from '../api/session.ts'
import { Page } from '../parts/page.tsx'
import { WaysIn } from '../parts/ways-in.tsx'

/** Each code is good once: it is taken from the address before it is used. */
function takeCode(): URLSearchParams | undefined {
  const given = new URLSearchParams(location.hash.slice(1))
  if (!given.has('code')) return undefined
  history.replaceState(null, '', '/sign-in')
  return given
}

let taken: Promise<unknown> | undefined

export function SignIn() {
  const navigate = useNavigate()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    const code = takeCode()
    if (code !== undefined) taken = signIn(code)
    if (!taken) {
      setProblem('')
      return
    }
    taken.then(
      () => navigate({ to: '/', replace: true }),
      () =>
        setProblem('That was not good: it was used before, or is older than a quarter of an hour.'),
    )
  }, [navigate])
  return (
    <Page title="Sign in">
      {problem === undefined ? (
        <Spinner label="Signing in" />
      ) : (
        <>
          {problem !== '' && (
            <p className="note failed" role="alert">
              {problem}
            </p>
          )}
          <WaysIn />
        </>
      )}
    </Page>
  )
}
