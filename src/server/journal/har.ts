// The journal in HAR 1.2, the format in which browsers save what they have seen.
import type { JournalEntry, JournalMessage } from './journal.ts'

export interface Har {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly object[]
  }
}

export const harOf = (entries: readonly JournalEntry[], creatorVersion: string): Har => ({
  log: {
    version: '1.2',
    creator: { name: 'Lazuli', version: creatorVersion },
    entries: entries.map(harEntry),
  },
})

const pairs = (from: Iterable<readonly [string, string]>) =>
  [...from].map(([name, value]) => ({ name, value }))

const headerIn = (message: JournalMessage, wanted: string): string =>
  message.headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''

const sizeOf = (message: JournalMessage): number => Buffer.byteLength(message.body ?? '')

function harEntry(entry: JournalEntry): object {
  const { request, response } = entry
  return {
    startedDateTime: entry.at,
    time: entry.ms,
    request: {
      method: entry.method,
      url: entry.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(request.headers),
      queryString: pairs(new URLSearchParams(entry.url.split('?')[1] ?? '')),
      ...(request.body === undefined
        ? {}
        : { postData: { mimeType: headerIn(request, 'content-type'), text: request.body } }),
      headersSize: -1,
      bodySize: sizeOf(request),
    },
    response: {
      status: entry.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(response.headers),
      content: {
        size: sizeOf(response),
        mimeType: headerIn(response, 'content-type'),
        ...(response.body === undefined ? {} : { text: response.body }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: sizeOf(response),
    },
    cache: {},
    timings: { send: 0, wait: entry.ms, receive: 0 },
  }
}
