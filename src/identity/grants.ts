// One function per OAuth grant: who is to get a token, and for what.
import type { Reader } from '#store/tx.ts'
import { applicationOf, isKnownResource, parseScope } from './audiences.ts'
import { authenticateClient, type Client } from './client-authentication.ts'
import { EntraError } from './entra-errors.ts'
import { findBySignInName, type Principal, type Tenant } from './principals.ts'
import { type IdentityCall, required } from './wire.ts'

export type EndpointVersion = 'v1' | 'v2'

export interface GrantContext {
  readonly reader: Reader
  readonly call: IdentityCall
  readonly form: ReadonlyMap<string, string>
  readonly tenant: Tenant
  readonly version: EndpointVersion
}

/** A token that may be made, because all that had to be checked was. */
export interface Grant {
  readonly principal: Principal
  readonly client: Client
  readonly audience: string
  /** Without the resource. */
  readonly permissions: readonly string[]
  readonly wantsRefresh: boolean
}

export interface Target {
  readonly audience: string
  readonly permissions: readonly string[]
  readonly wantsRefresh: boolean
}

/** What the client wants a token for: `resource` in v1, `scope` in v2. */
export async function targetOf(context: GrantContext, fallback?: string): Promise<Target> {
  const { form, version } = context
  if (version === 'v1') {
    const audience = form.get('resource') ?? fallback ?? required(form, 'resource')
    await checkResource(context, audience)
    // A v1 client never asks for a refresh token, and always gets one.
    return { audience, permissions: [], wantsRefresh: true }
  }
  const scope = form.get('scope') ?? fallback ?? required(form, 'scope')
  const { resource, permissions, wantsRefresh } = parseScope(scope)
  if (!resource) throw new EntraError(70011, { scope })
  await checkResource(context, resource)
  return { audience: resource, permissions, wantsRefresh }
}

async function checkResource({ call, reader, tenant }: GrantContext, name: string): Promise<void> {
  if (isKnownResource(name, new URL(call.origin).host)) return
  const clientId = applicationOf(name)
  const application = clientId && (await findBySignInName(reader, clientId))
  if (application && application.tenantId === tenant.id) return
  throw new EntraError(500011, { resource: name, tenant: tenant.displayName })
}

/** An application as itself. */
export async function clientCredentials(context: GrantContext): Promise<Grant> {
  const { reader, form, call, tenant, version } = context
  const client = await authenticateClient(reader, form, call, tenant)
  if (!client.principal || client.proof === 'none') throw new EntraError(7000218)
  if (version === 'v2') {
    const scope = required(form, 'scope')
    if (!/^\S+\/\.default$/.test(scope.trim())) throw new EntraError(1002012, { scope })
  }
  const target = await targetOf(context)
  return { ...target, principal: client.principal, client, wantsRefresh: false }
}
