// Calls of the APIs, by the paths under which this origin leads to them.
import { currentSession, renew, type Session } from './session.ts'

/** What an API refused, in its own words. */
export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.code = code
  }
}

/** The server does not answer. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server does not answer. Calls are repeated until it does.', { cause })
    this.name = 'Unreachable'
  }
}

export type Api =
  | { readonly plane: 'arm' | 'graph' }
  | { readonly plane: 'batch'; readonly account: string }

export const ARM: Api = { plane: 'arm' }
export const GRAPH: Api = { plane: 'graph' }
export const batchOf = (account: string): Api => ({ plane: 'batch', account })

export interface CallInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal | undefined
}

/** Graph is reached at Resource Manager's address, by tokens of its own. */
const PREFIXES = { arm: '/api/arm', graph: '/api/arm/graph' } as const

const prefixOf = (api: Api): string =>
  api.plane === 'batch' ? `/api/batch/${encodeURIComponent(api.account)}` : PREFIXES[api.plane]

async function send(api: Api, path: string, init: CallInit, session: Session): Promise<Response> {
  const { signal, ...rest } = init
  try {
    return await fetch(`${prefixOf(api)}${path}`, {
      ...rest,
      ...(signal ? { signal } : {}),
      cache: 'no-store',
      headers: { ...init.headers, authorization: `Bearer ${session[api.plane]}` },
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable(error)
  }
}

/** Answers what the API answered, unless that is a refusal. A token that has expired is renewed once. */
export async function call(api: Api, path: string, init: CallInit = {}): Promise<Response> {
  const answer = await send(api, path, init, await currentSession())
  if (answer.ok) return answer
  if (answer.status !== 401) throw await refusalIn(answer)
  const again = await send(api, path, init, await renew())
  if (!again.ok) throw await refusalIn(again)
  return again
}

/** The error of ARM's envelope or of Batch's. */
async function refusalIn(answer: Response): Promise<Refused> {
  const text = await answer.text().catch(() => '')
  const words = wordsIn(text)
  return new Refused(
    answer.status,
    words?.code ?? String(answer.status),
    words?.message ?? (text.slice(0, 300) || answer.statusText),
  )
}

function wordsIn(text: string): { readonly code: string; readonly message: string } | undefined {
  try {
    const read = JSON.parse(text)
    const error = read.error ?? read['odata.error'] ?? read
    const message = typeof error.message === 'string' ? error.message : error.message?.value
    // Batch adds the id of the call and its time, which are of no use on a page.
    const first = typeof message === 'string' ? message.split('\n', 1)[0] : undefined
    return typeof error.code === 'string' && first
      ? { code: error.code, message: first }
      : undefined
  } catch {
    return undefined
  }
}

/** The path of a link that an API answered, whatever its own address is. */
export const pathOf = (link: string): string => {
  const { pathname, search } = new URL(link, location.href)
  return `${pathname}${search}`
}
