import { FluentProvider } from '@fluentui/react-provider'
import { webDarkTheme, webLightTheme } from '@fluentui/react-theme'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { Refused, Unreachable } from './api/call.ts'
import { SignedOut } from './api/session.ts'
import { settleReach } from './parts/reach.ts'
import { router } from './router.tsx'
import './styles.css'

/** What the API refused stays refused; what did not reach it is sent again until it does. */
const retry = (count: number, error: Error): boolean =>
  error instanceof Unreachable ||
  (!(error instanceof Refused) && !(error instanceof SignedOut) && count < 2)

const queries = new QueryClient({
  queryCache: new QueryCache({ onSuccess: () => settleReach(true) }),
  mutationCache: new MutationCache({
    // What a button changed may show anywhere.
    onSettled: () => void queries.invalidateQueries(),
  }),
  defaultOptions: {
    queries: {
      retry: (count, error) => {
        if (error instanceof Unreachable) settleReach(false)
        return retry(count, error)
      },
      retryDelay: (count) => Math.min(500 * 2 ** count, 5_000),
      staleTime: 1_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const dark = matchMedia('(prefers-color-scheme: dark)')

function Portal() {
  const isDark = useSyncExternalStore(
    (listener) => {
      dark.addEventListener('change', listener)
      return () => dark.removeEventListener('change', listener)
    },
    () => dark.matches,
  )
  return (
    <FluentProvider theme={isDark ? webDarkTheme : webLightTheme}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </FluentProvider>
  )
}

createRoot(document.getElementById('portal')!).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
)
