// Containers where the data lies, for those who manage them on Resource Manager.
import type { Instant } from '#kernel/instant.ts'
import { parseInstant } from '#kernel/instant.ts'
import type { Account } from '../accounts/account.ts'
import type { ContainerFacts, ContainerStore } from '../ports.ts'
import type { Upstream, UpstreamAnswer } from './upstream.ts'
import { elements, members, textOf } from './xml.ts'

export function containersAt(upstream: Upstream, now: () => Instant): ContainerStore {
  const ask = (
    account: Account,
    name: string,
    method: string,
    more: {
      readonly query?: Record<string, string>
      headers?: Record<string, string>
      body?: string
    },
  ): Promise<UpstreamAnswer> => {
    const { query = {}, ...rest } = more
    const call = { kind: 'blob', account: account.incarnation, method } as const
    const at = { rest: `/${name}`, query: { restype: 'container', ...query } }
    return upstream.ask({ ...call, ...at, ...rest }, now())
  }
  return {
    async list(account) {
      const found: ContainerFacts[] = []
      let marker = ''
      do {
        const query = { comp: 'list', include: 'metadata', ...(marker ? { marker } : {}) }
        const call = {
          kind: 'blob',
          account: account.incarnation,
          method: 'GET',
          rest: '/',
        } as const
        const { status, text } = await upstream.ask({ ...call, query }, now())
        require2xx(status, 'list')
        found.push(...elements(text, 'Container').map(factsIn))
        marker = textOf(text, 'NextMarker') ?? ''
      } while (marker !== '')
      return found
    },
    async make(account, { name, publicAccess, metadata }) {
      const headers = { ...metadataHeaders(metadata), ...accessHeader(publicAccess) }
      const { status } = await ask(account, name, 'PUT', { headers })
      // It was there: as good as made.
      if (status !== 409) require2xx(status, 'create')
    },
    async change(account, { name, publicAccess, metadata }) {
      const headers = metadataHeaders(metadata)
      require2xx(
        (await ask(account, name, 'PUT', { query: { comp: 'metadata' }, headers })).status,
        'metadata',
      )
      const { text } = await ask(account, name, 'GET', { query: { comp: 'acl' } })
      const body = text.replace(/^\uFEFF/, '')
      const access = { query: { comp: 'acl' }, headers: accessHeader(publicAccess), body }
      require2xx((await ask(account, name, 'PUT', access)).status, 'acl')
    },
    async remove(account, name) {
      const { status } = await ask(account, name, 'DELETE', {})
      if (status === 404) return false
      require2xx(status, 'delete')
      return true
    },
  }
}

function require2xx(status: number, what: string): void {
  if (status >= 300) throw new Error(`storage answered ${status} to ${what} of a container`)
}

const metadataHeaders = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [`x-ms-meta-${name.toLowerCase()}`, value]),
  )

function accessHeader(access: ContainerFacts['publicAccess']): Record<string, string> {
  return access === 'None' ? {} : { 'x-ms-blob-public-access': access.toLowerCase() }
}

function factsIn(xml: string): ContainerFacts {
  const access = textOf(xml, 'PublicAccess')
  const modified = parseInstant(textOf(xml, 'Last-Modified') ?? '')
  return {
    name: textOf(xml, 'Name') ?? '',
    publicAccess: access === 'container' ? 'Container' : access === 'blob' ? 'Blob' : 'None',
    metadata: members(elements(xml, 'Metadata')[0] ?? ''),
    ...(modified === undefined ? {} : { changedAt: modified }),
  }
}
