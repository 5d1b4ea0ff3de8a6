// Keeps what Resource Manager knows of containers in step with where their blobs lie: they come and go
// there without its being asked.
import { saveResource } from '#arm/resources/resource.queries.ts'
import type { Instant } from '#kernel/instant.ts'
import { findAccount } from '../accounts/account.queries.ts'
import type { AccountResource } from '../accounts/account.ts'
import type { ContainerFacts, StoragePorts } from '../ports.ts'
import { listChildren, removeChild } from './child.queries.ts'
import { childId, childrenOf, newStored, type Stored } from './stored.ts'

type Ports = Pick<StoragePorts, 'store' | 'containers' | 'clock'>

export const factsOf = ({ name, body }: Stored): ContainerFacts => {
  const { publicAccess = 'None', metadata = {} } = body.properties as Partial<ContainerFacts>
  return { name, publicAccess, metadata }
}

/** The rows as the containers are. One that was made when there was no data plane is made there now. */
export async function keepInStep(ports: Ports, resource: AccountResource): Promise<void> {
  const { store, containers } = ports
  if (!containers) return
  const account = await findAccount(store, resource.name)
  if (!account) return
  for (const row of await listChildren(store, resource, 'containers')) {
    if (!row.body.isLaid) await containers.make(account, factsOf(row))
  }
  const facts = await containers.list(account)
  const there = new Set(facts.map(({ name }) => name))
  await store.write(async (tx) => {
    if (!(await findAccount(tx, resource.name))) return
    const rows = await listChildren(tx, resource, 'containers')
    for (const { name, body } of rows) {
      if (!there.has(name) && body.isLaid) await removeChild(tx, resource, 'containers', name)
    }
    const known = new Map(rows.map((row) => [row.name, row]))
    for (const fact of facts) {
      const next = rowOf(resource, known.get(fact.name), fact, ports.clock.now())
      if (next) await saveResource(tx, next)
    }
  })
}

/** Undefined: it is as it was. */
function rowOf(
  account: AccountResource,
  before: Stored | undefined,
  { name, publicAccess, metadata, changedAt }: ContainerFacts,
  now: Instant,
): Stored | undefined {
  const told = before?.body.properties ?? {}
  const has = Object.keys(metadata).length > 0 || told.metadata !== undefined
  const properties = { ...told, publicAccess, ...(has ? { metadata } : {}) }
  const body = { properties, changedAt: changedAt ?? before?.body.changedAt ?? now, isLaid: true }
  if (before && JSON.stringify(before.body) === JSON.stringify(body)) return undefined
  const { type } = childrenOf(account, 'containers')
  return before ? { ...before, body } : newStored(childId(account, 'containers', name), type, body)
}
