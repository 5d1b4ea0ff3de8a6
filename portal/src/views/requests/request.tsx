// One call whole: what was said in both directions, and how to make it again.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { routes as armRoutes } from '#contract/arm/routes.ts'
import { routes as batchRoutes } from '#contract/batch/routes.ts'
import { routes as managementRoutes } from '#contract/batch-management/routes.ts'
import { routes as clusterRoutes } from '#contract/containerservice/routes.ts'
import type { components } from '#contract/lazuli/types.ts'
import type { RouteEntry } from '#contract/route-entry.ts'
import { routes as scvmmRoutes } from '#contract/scvmm/routes.ts'
import { admin } from '../../api/clients.ts'
import { Answer } from '../../parts/answer.tsx'
import { Copied, Facts, lengthOf, SCROLLED, timeOf } from '../../parts/small.tsx'
import { asCurl } from './curl.ts'
import { asJavaScript, asPython } from './sdk-call.ts'

type Entry = components['schemas']['JournalEntry']

const ROUTES: Readonly<Record<string, readonly RouteEntry[]>> = {
  arm: armRoutes,
  batch: batchRoutes,
  'batch-management': managementRoutes,
  containerservice: clusterRoutes,
  scvmm: scvmmRoutes,
}

const WAYS = ['curl', 'JavaScript', 'Python'] as const
type Way = (typeof WAYS)[number]

function written(way: Way, entry: Entry): string | undefined {
  if (way === 'curl') return asCurl(entry)
  const { service = '', operationId } = entry
  const route = ROUTES[service]?.find((each) => each.operationId === operationId)
  if (!route) return undefined
  return way === 'JavaScript'
    ? asJavaScript(service, route, entry)
    : asPython(service, route, entry)
}

/** JSON with a member a line, where that changes nothing else of it. */
function indented(body: string): string {
  try {
    const read: unknown = JSON.parse(body)
    return JSON.stringify(read) === body ? JSON.stringify(read, undefined, 2) : body
  } catch {
    return body
  }
}

export function Request({ id }: { readonly id: number }) {
  const query = useQuery({
    queryKey: ['journal', id],
    queryFn: ({ signal }) => admin.read('Journal_Get', { path: { entryId: id }, signal }),
  })
  return <Answer query={query}>{(entry) => <Whole of={entry} />}</Answer>
}

function Whole({ of: entry }: { readonly of: Entry }) {
  const [way, setWay] = useState<Way>('curl')
  const text = written(way, entry)
  return (
    <section aria-label={`Request ${entry.id}`} className="card">
      <h2>
        {entry.method} {entry.operationId ?? ''}
      </h2>
      <Facts
        of={[
          ['URL', <code key="u">{entry.url}</code>],
          ['Status', `${entry.status} ${entry.errorCode ?? ''}`],
          ['When', timeOf(entry.at)],
          ['Took', lengthOf(entry.ms)],
          ['Caller', entry.caller],
          ['Request id', entry.requestId],
          ['Correlation id', entry.correlationId],
        ]}
      />
      <fieldset className="filters">
        <legend>Make it again as</legend>
        {WAYS.map((each) => (
          <label key={each}>
            <input type="radio" name="way" checked={way === each} onChange={() => setWay(each)} />{' '}
            {each}
          </label>
        ))}
      </fieldset>
      {text === undefined ? (
        <p className="note">Microsoft&apos;s SDK for {way} has no method for this operation.</p>
      ) : (
        <Copied text={text} name={`As ${way}`} />
      )}
      {(['request', 'response'] as const).map((side) => (
        <details key={side} open={side === 'response'}>
          <summary>{side === 'request' ? 'Request' : 'Answer'}</summary>
          <pre className="output plain" {...SCROLLED}>
            {entry[side].headers.map(([name, value]) => `${name}: ${value}\n`).join('')}
            {`\n${indented(entry[side].body ?? '')}`}
          </pre>
        </details>
      ))}
    </section>
  )
}
