// Who is signed in. Tokens are held in memory alone; a cookie that no script can read renews them.
import { useSyncExternalStore } from 'react'

export interface Session {
  readonly name: string
  readonly displayName: string
  readonly arm: string
  readonly batch: string
  readonly graph: string
  readonly expiresInSeconds: number
  /** Where the user has roles, lower case; '' is everywhere. */
  readonly scopes: readonly string[]
}

export class SignedOut extends Error {
  constructor() {
    super('You are signed out.')
    this.name = 'SignedOut'
  }
}

let session: Session | undefined
/** Whether the server was asked, and said that no user is signed in. */
let isOut = false
let renewing: Promise<Session> | undefined
const listeners = new Set<() => void>()

function settle(next: Session | undefined): void {
  session = next
  isOut = next === undefined
  for (const listener of listeners) listener()
}

async function ask(method: 'POST' | 'PUT', body?: string): Promise<Session> {
  const answer = await fetch('/session', { method, ...(body === undefined ? {} : { body }) })
  if (answer.status === 401) {
    settle(undefined)
    throw new SignedOut()
  }
  if (!answer.ok) throw new Error(`The server answered ${answer.status} to a sign-in.`)
  const next = (await answer.json()) as Session
  settle(next)
  return next
}

/** The Azure portal's own id. */
const CLIENT = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'
const VERIFIER = 'lazuli-verifier'
/** Tells the answer of Entra's page from a link. */
const BY_PASSWORD = 'password'

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Goes to Entra's page, which comes back to the sign-in view with a code for this browser alone. */
export async function signInByPassword(): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  sessionStorage.setItem(VERIFIER, verifier)
  const query = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: `${location.origin}/sign-in`,
    scope: 'https://management.azure.com/.default',
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    state: BY_PASSWORD,
  })
  location.assign(`/organizations/oauth2/v2.0/authorize?${query}`)
}

/** With the code of a link, or with that of Entra's page: both stand in the address behind the hash. */
export function signIn(given: URLSearchParams): Promise<Session> {
  const form = new URLSearchParams({ code: given.get('code') ?? '' })
  if (given.get('state') === BY_PASSWORD) {
    form.set('code_verifier', sessionStorage.getItem(VERIFIER) ?? '')
    sessionStorage.removeItem(VERIFIER)
  }
  return ask('POST', String(form))
}

/** All that wait for new tokens wait for the same call. */
export function renew(): Promise<Session> {
  renewing ??= ask('PUT').finally(() => {
    renewing = undefined
  })
  return renewing
}

export const currentSession = async (): Promise<Session> => {
  if (session) return session
  if (isOut) throw new SignedOut()
  return await renew()
}

export async function signOut(): Promise<void> {
  await fetch('/session', { method: 'DELETE' })
  settle(undefined)
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Undefined: not yet known, or signed out. */
export const useSession = (): {
  readonly session: Session | undefined
  readonly isOut: boolean
} => ({
  session: useSyncExternalStore(subscribe, () => session),
  isOut: useSyncExternalStore(subscribe, () => isOut),
})
