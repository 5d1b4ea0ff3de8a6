// What all of Graph's handlers begin with: the tenant, who may change it, and what a name stands for.
import type { Caller } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import type { Tenant } from '../principals/principal.queries.ts'
import {
  type ApplicationEntry,
  type Entry,
  findApplication,
  findEntry,
  findGroup,
  type GroupEntry,
  listApplications,
} from './directory.queries.ts'
import { graphError } from './graph.errors.ts'
import { presentGroup, presentServicePrincipal, presentUser, type Shown } from './graph.wire.ts'
import type { GraphPorts } from './ports.ts'

/** The caller's tenant, if the caller may change what is in it; else Graph's refusal. */
export async function tenantToChange(ports: GraphPorts, caller: Caller): Promise<Tenant> {
  if (!(await ports.mayChange(caller))) throw graphError('Authorization_RequestDenied')
  return ports.tenantOf(caller)
}

const missing = (id: string) => graphError('Request_ResourceNotFound', { id: id.slice(0, 300) })

export async function userNamed(reader: Reader, tenant: Tenant, name: string): Promise<Entry> {
  const found = await findEntry(reader, tenant.id, name)
  if (found?.kind !== 'user') throw missing(name)
  return found
}

export async function servicePrincipalNamed(
  reader: Reader,
  tenant: Tenant,
  id: string,
): Promise<Entry> {
  const found = await findEntry(reader, tenant.id, id)
  if (!found || found.kind === 'user' || found.id !== id.toLowerCase()) throw missing(id)
  return found
}

export async function groupNamed(reader: Reader, tenant: Tenant, id: string): Promise<GroupEntry> {
  const found = await findGroup(reader, tenant.id, id)
  if (!found) throw missing(id)
  return found
}

export async function applicationNamed(
  reader: Reader,
  tenant: Tenant,
  id: string,
): Promise<ApplicationEntry> {
  const found = await findApplication(reader, tenant.id, id)
  if (!found || found.id !== id.toLowerCase()) throw missing(id)
  return found
}

/** An object of any kind as lists of mixed kinds show it; undefined where there is none. */
export async function anyObject(
  reader: Reader,
  tenant: Tenant,
  id: string,
): Promise<Shown | undefined> {
  const entry = await findEntry(reader, tenant.id, id)
  if (entry?.id === id.toLowerCase()) {
    if (entry.kind === 'user') return typed('user', presentUser(entry))
    const application = await findApplication(reader, tenant.id, entry.signInName)
    return typed('servicePrincipal', presentServicePrincipal(entry, application, tenant))
  }
  const group = await findGroup(reader, tenant.id, id)
  return group && typed('group', presentGroup(group))
}

export async function objectNamed(reader: Reader, tenant: Tenant, id: string): Promise<Shown> {
  const found = await anyObject(reader, tenant, id)
  if (!found) throw missing(id)
  return found
}

const typed = (kind: string, shown: Shown): Shown => ({
  '@odata.type': `#microsoft.graph.${kind}`,
  ...shown,
})

/** All applications of a tenant by their client ids. */
export async function applicationsByClientId(
  reader: Reader,
  tenant: Tenant,
): Promise<ReadonlyMap<string, ApplicationEntry>> {
  const all = await listApplications(reader, tenant.id)
  return new Map(all.map((application) => [application.appId, application]))
}

/** The members of a body that are kept as they are sent. */
export const kept = (body: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(body).filter(([name, value]) => names.includes(name) && value !== undefined),
  )
