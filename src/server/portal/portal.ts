// The listener of the portal: one origin under which its pages and all APIs are reached. Only what
// tells calls apart is here; what answers is loaded with the first of them.
import type { SessionParts } from '#identity/portal/sessions.ts'
import type { DirectCall, ListenerOptions } from '../listening/listener.ts'
import { API_HEADERS } from './headers.ts'
import { type Apis, isApiCall, isForeign, leadToApi } from './paths.ts'

export interface PortalParts extends SessionParts {
  readonly apis: Apis
  /** Paths that the pipeline answers on this origin as on every other: Entra's pages. */
  readonly isShared: (path: string) => boolean
}

const LOOPBACK = /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** What a listener is opened with to be the portal's. */
export function portalListener(
  parts: PortalParts,
): Required<Pick<ListenerOptions, 'direct' | 'lead'>> {
  return {
    direct(call) {
      const refused = refusalOf(call)
      if (refused !== undefined) return refuse(call, refused)
      const { target, response } = call
      if (isApiCall(target)) {
        for (const [name, value] of Object.entries(API_HEADERS)) response.setHeader(name, value)
        return undefined
      }
      if (parts.isShared(target.split('?', 1)[0]!)) return undefined
      return import('./front.ts').then((room) => room.answerOwn(call, parts))
    },
    lead: (address) =>
      isApiCall(address.target)
        ? leadToApi(address, parts.apis)
        : { ...address, localPort: parts.apis.arm().port, isPortals: true },
  }
}

function refusalOf(call: DirectCall): string | undefined {
  const { message, scheme, host } = call
  if (scheme === 'http' && !LOOPBACK.test(host)) return 'Use https:// for this address.'
  return isForeign(message.method ?? 'GET', message.headers, call)
    ? 'Pages of other origins may not call the portal.'
    : undefined
}

async function refuse(call: DirectCall, words: string): Promise<void> {
  call.answer({
    status: 403,
    headers: { ...API_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
    body: `${words}\n`,
  })
}
