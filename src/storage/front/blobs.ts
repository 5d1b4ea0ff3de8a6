// Single blobs where the data lies, for other rooms of this server.
import type { Instant } from '#kernel/instant.ts'
import type { Account } from '../accounts/account.ts'
import type { BlobStore } from '../ports.ts'
import type { Upstream } from './upstream.ts'

const OK = 200
const ACCEPTED = 202
const NOT_FOUND = 404

export function blobsAt(upstream: Upstream, now: () => Instant): BlobStore {
  const statusOf = async (
    { incarnation }: Account,
    method: string,
    [container, blob]: readonly [string, string],
  ): Promise<number> => {
    const rest = `/${container}/${encodeURIComponent(blob)}`
    const call = { kind: 'blob', account: incarnation, method, rest } as const
    return (await upstream.ask(call, now())).status
  }
  return {
    async has(account, container, blob) {
      const status = await statusOf(account, 'HEAD', [container, blob])
      if (status !== OK && status !== NOT_FOUND) throw unexpected(status, blob)
      return status === OK
    },
    async remove(account, container, blob) {
      const status = await statusOf(account, 'DELETE', [container, blob])
      if (status !== ACCEPTED && status !== NOT_FOUND) throw unexpected(status, blob)
    },
  }
}

const unexpected = (status: number, blob: string): Error =>
  new Error(`storage answered ${status} about the blob ${blob}`)
