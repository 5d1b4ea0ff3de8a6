// Interactive sign-in: the page to which a client sends the user's browser, and the way back.
import type { WireReply } from '#kernel/service.ts'
import { findBySignInName } from '../principals/principal.queries.ts'
import { signIn } from '../principals/users.ts'
import { readForm, required } from '../wire.ts'
import { firstPartyName, isFirstParty } from './client-authentication.ts'
import { EntraError } from './entra-errors.ts'
import { type GrantContext, type Target, targetOf } from './grants.ts'
import { messagePage, postingPage, signInPage } from './pages.ts'

/** Clients of a person listen on their own machine; a code goes nowhere else but to ourselves. */
function checkRedirect(uri: string, clientId: string, origin: string): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  const isLoopback =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (!isLoopback && url?.origin !== origin) throw new EntraError(50011, { uri, client: clientId })
}

interface Authorization {
  readonly clientId: string
  readonly clientName: string
  readonly redirectUri: string
  readonly target: Target
  readonly challenge: { readonly method: string; readonly value: string } | undefined
}

async function authorizationOf(context: GrantContext): Promise<Authorization> {
  const { form, call, store, tenant } = context
  const clientId = required(form, 'client_id').toLowerCase()
  const application = await findBySignInName(store, clientId)
  const isKnown = application?.kind === 'application' && application.tenantId === tenant.id
  if (!isKnown && !isFirstParty(clientId)) {
    throw new EntraError(700016, { client: clientId, tenant: tenant.displayName })
  }
  const redirectUri = required(form, 'redirect_uri')
  checkRedirect(redirectUri, clientId, call.origin)
  const value = form.get('code_challenge')
  if (form.get('response_type') !== 'code') throw new EntraError(9002313)
  const method = form.get('code_challenge_method') ?? 'plain'
  const challenge = value ? { method, value } : undefined
  const clientName = firstPartyName(clientId) ?? application?.displayName ?? clientId
  return { clientId, clientName, redirectUri, target: await targetOf(context), challenge }
}

/** GET shows the page; POST, from the page, checks the password and goes back with a code. */
export async function authorizePage(given: GrantContext): Promise<WireReply> {
  const { call, store, tenant, codes } = given
  // What the client asks for stands in the address, with both methods.
  const context = { ...given, form: new Map(call.query) }
  const { form } = context
  let asked: Authorization
  try {
    asked = await authorizationOf(context)
  } catch (error) {
    // Never a redirect: the address to go back to may be what is wrong.
    if (!(error instanceof EntraError)) throw error
    return messagePage(400, 'Sign-in failed', `AADSTS${error.code}: ${error.message}`)
  }
  const page = {
    title: 'Sign in',
    asks: asked.clientName,
    action: `?${call.query}`,
    leadsTo: asked.redirectUri,
  }
  if (call.method !== 'POST') {
    return signInPage({ ...page, userName: form.get('login_hint') ?? '' })
  }
  const fields = await readForm(call)
  const userName = fields.get('username') ?? ''
  try {
    const principal = await signIn(store, tenant, userName, fields.get('password') ?? '')
    const code = codes.add({ ...asked, principal, nonce: form.get('nonce') }, call.now)
    return goBack(asked.redirectUri, form, code)
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return signInPage({ ...page, problem: error.message, userName })
  }
}

function goBack(redirectUri: string, form: ReadonlyMap<string, string>, code: string): WireReply {
  const answer = new URLSearchParams({ code })
  const state = form.get('state')
  if (state !== undefined) answer.set('state', state)
  if (form.get('response_mode') === 'form_post') return postingPage(redirectUri, answer)
  const url = new URL(redirectUri)
  if (form.get('response_mode') === 'fragment') url.hash = answer.toString()
  else for (const [name, value] of answer) url.searchParams.set(name, value)
  return {
    status: 302,
    headers: { location: url.href, 'cache-control': 'no-store' },
    body: undefined,
  }
}
