// What Batch needs of storage accounts: their keys, the URLs of their blobs, and whether those are there.
import { createHash } from 'node:crypto'
import { idKey, parseResourceId } from '#arm/resource-id.ts'
import type { BatchStorage } from '#batch/ports.ts'
import { type Instant, plus, toIso } from '#kernel/instant.ts'
import type { Account } from '#storage/accounts/account.ts'
import type { BlobStore, ContainerStore } from '#storage/ports.ts'
import { serviceSasText, signText } from '#storage/signing/sas.ts'
import type { Reader } from '#store/tx.ts'
import type { Parts } from '../parts.ts'
import type { StorageRoom } from '../rooms/storage.ts'

/** Recorded of the URLs that Batch makes for packages. */
const VERSION = '2018-03-28'
/** Recorded as well: whose clock is behind may use them at once. */
const BEFORE_MS = 5 * 60_000

/** Whole seconds: what a signature covers has no fractions. */
const secondsOf = (at: Instant): string => toIso(at).replace(/\.\d+Z$/, 'Z')

export function batchStorage({ store, wall }: Parts, data: StorageRoom['data']): BatchStorage {
  const urlOf: BatchStorage['urlOf'] = ({ name }, { container, blob, origin }) =>
    data.endpoints.of(name, 'blob', origin) +
    [container, ...(blob === undefined ? [] : [encodeURIComponent(blob)])].join('/')
  return {
    get isServed() {
      return data.blobs !== undefined
    },
    async find(reader, id) {
      const name = parseResourceId(id).names.at(-1)?.toLowerCase() ?? ''
      const found = await accountNamed(reader, name)
      if (!found || idKey(found.resource.id) !== idKey(id)) return undefined
      return { id: found.resource.id, name: found.name, key: found.keys.key1 }
    },
    urlOf,
    signedUrlOf(account, grant) {
      const { container, blob, permissions, lastsMs } = grant
      const now = wall.now()
      const until = plus(now, lastsMs)
      const fields = {
        sv: VERSION,
        sr: blob === undefined ? 'c' : 'b',
        st: secondsOf(plus(now, -BEFORE_MS)),
        se: secondsOf(until),
        sp: permissions,
      }
      const path = blob === undefined ? container : `${container}/${blob}`
      const resource = `/blob/${account.name}/${path}`
      const sig = signText(account.key, serviceSasText('blob', resource, fields))
      const query = Object.entries({ ...fields, sig })
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&')
      return { url: `${urlOf(account, grant)}?${query}`, until }
    },
    async makeContainer({ name }, container) {
      const { account, containers } = await served(store, data, name)
      await containers.make(account, { name: container, publicAccess: 'None', metadata: {} })
    },
    async hasBlob({ name }, container, blob) {
      const { account, blobs } = await served(store, data, name)
      return await blobs.has(account, container, blob)
    },
    async shareOf(reader, { account: name, share, key }) {
      const account = await accountNamed(reader, name.toLowerCase())
      if (!account) return undefined
      const { allowSharedKeyAccess } = account.resource.body.properties
      const isOpen = allowSharedKeyAccess !== false && Object.values(account.keys).includes(key!)
      if (key !== undefined && !isOpen) return undefined
      const { findChild } = await import('#storage/services/child.queries.ts')
      const found = await findChild(reader, account.resource, 'shares', share)
      // As in Azure, a share has one protocol: what knows no key opens none that has one.
      const isNfs = found?.body.properties.enabledProtocols === 'NFS'
      if (!found || isNfs !== (key === undefined)) return undefined
      // Its name cannot be guessed by a task that has not mounted it.
      const text = `${account.incarnation}/${found.name.toLowerCase()}`
      return createHash('sha256').update(text).digest('hex')
    },
    async removeBlob({ name }, container, blob) {
      const { account, blobs } = await served(store, data, name)
      await blobs.remove(account, container, blob)
    },
  }
}

/** The rows of accounts are read only where one is asked for. */
async function accountNamed(reader: Reader, name: string): Promise<Account | undefined> {
  const { findAccount } = await import('#storage/accounts/account.queries.ts')
  return await findAccount(reader, name)
}

interface Served {
  readonly account: Account
  readonly containers: ContainerStore
  readonly blobs: BlobStore
}

async function served(reader: Reader, data: StorageRoom['data'], name: string): Promise<Served> {
  const account = await accountNamed(reader, name)
  const { containers, blobs } = data
  if (!account || !containers || !blobs) throw new Error(`the blobs of ${name} are not served`)
  return { account, containers, blobs }
}
