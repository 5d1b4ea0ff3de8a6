// Whether a call may be made: by a key, a shared access signature, a token, or by anyone.
import type { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import { parseInstant } from '#kernel/instant.ts'
import type { Account } from '../../accounts/account.ts'
import type { DataAddress } from '../address.ts'
import { dataError } from '../data-errors.ts'
import type { DataCall, FrontPorts } from '../ports.ts'
import type { Upstream } from '../upstream.ts'
import { Delegations } from './delegations.ts'
import type { Need } from './need.ts'
import { findPolicy } from './policies.ts'
import { checkSas } from './sas.ts'
import { isSignedBy, textsOf } from './shared-key.ts'

/** By what a call is permitted. */
export interface Grant {
  readonly by: 'key' | 'sas' | 'token' | 'nothing'
  /** Of a SAS: the letters that count for the call. */
  readonly letters?: string
  readonly caller?: Caller
}

export interface Permission {
  readonly call: DataCall
  readonly account: Account
  readonly address: DataAddress
  readonly need: Need
  readonly method: string
}

const STALE_MS = 15 * 60_000
const KEY = /^SharedKey(Lite)? +([a-z0-9]{3,24}(?:-secondary)?):([\w+/]+={0,2})$/

const failed = (detail: string): AzureError =>
  dataError(
    'AuthenticationFailed',
    {},
    { values: [{ key: 'AuthenticationErrorDetail', value: detail }] },
  )

export class Gate {
  readonly #ports: FrontPorts
  readonly #upstream: Upstream
  readonly delegations: Delegations

  constructor(ports: FrontPorts, upstream: Upstream) {
    this.#ports = ports
    this.#upstream = upstream
    this.delegations = new Delegations(ports.secret)
  }

  /** Throws what Azure refuses. */
  async admit(asked: Permission): Promise<Grant> {
    const { authorization = '' } = asked.call.message.headers
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    if (token) return { by: 'token', caller: await this.#byToken(asked, token) }
    if (asked.need.needsToken) throw this.#wantsToken(asked, 'InvalidAuthenticationInfo')
    if (authorization !== '') return this.#byKey(asked, authorization)
    if (asked.address.query.has('sig')) return { by: 'sas', letters: await this.bySas(asked) }
    return this.#byNothing(asked)
  }

  #byKey(asked: Permission, authorization: string): Grant {
    const { call, account, address, method } = asked
    const found = KEY.exec(authorization.trim())
    if (!found) throw this.#wantsToken(asked, 'InvalidAuthenticationInfo')
    if (account.resource.body.properties.allowSharedKeyAccess === false) {
      throw dataError('KeyBasedAuthenticationNotPermitted')
    }
    const [, lite, name = '', signature = ''] = found
    if (name.replace(/-secondary$/, '') !== account.name)
      throw failed('The account is another one.')
    const { headers } = call.message
    const date = String(headers['x-ms-date'] ?? headers.date ?? '')
    const at = parseInstant(date)
    if (at === undefined) throw failed('The Date header in the request is missing or incorrect.')
    if (Math.abs(call.now - at) > STALE_MS) throw failed(`Request date header too old: '${date}'`)
    const path = call.target.split('?', 1)[0]!
    const paths = [path, path.replace(/^(\/[a-z0-9]+)-secondary(?=\/|$)/, '$1')]
    const { kind, query } = address
    const texts = [...new Set(paths)].flatMap((each) =>
      textsOf(
        { kind, method, account: account.name, path: each, query, headers },
        lite !== undefined,
      ),
    )
    const { key1, key2 } = account.keys
    if (isSignedBy([key1, key2], texts, signature)) return { by: 'key' }
    throw failed(
      `The MAC signature found in the HTTP request '${signature}' is not the same as ` +
        `any computed signature. Server used following string to sign: '${texts[0]}'.`,
    )
  }

  /** Answers the letters that count. */
  bySas({
    call,
    account,
    address,
    need,
  }: Pick<Permission, 'call' | 'account' | 'address' | 'need'>) {
    const { now, clientAddress, scheme, message } = call
    const header = (name: string): string => String(message.headers[name] ?? '')
    return checkSas(
      {
        delegations: this.delegations,
        policy: (of, at, id) => findPolicy(this.#upstream, of, at, id, now),
        mayByRoles: (oid, of, wanted) => this.#mayByRoles(callerOf(oid), of, wanted),
      },
      { address, account, need, secure: scheme === 'https', clientAddress, now, header },
    )
  }

  async #byToken(asked: Permission, token: string): Promise<Caller> {
    const { call, account, need } = asked
    const verified = await this.#ports.verifyToken(token, audiencesOf(account.name), call.now)
    if (!verified.ok) throw this.#wantsToken(asked, 'InvalidAuthenticationInfo', verified.detail)
    const version = String(call.message.headers['x-ms-version'] ?? '')
    // Documented: tokens are understood from this version on.
    if (version < '2017-11-09') throw failed('Tokens need x-ms-version 2017-11-09 or later.')
    if (await this.mayCaller(verified.caller, account, need)) return verified.caller
    throw dataError('AuthorizationPermissionMismatch')
  }

  mayCaller(caller: Caller, account: Account, need: Need): Promise<boolean> {
    return this.#mayByRoles(caller, account, need)
  }

  async #mayByRoles(caller: Caller, { resource }: Account, need: Need): Promise<boolean> {
    const scope = resource.id + need.scope
    if (need.action !== undefined) return await this.#ports.isAllowed(caller, need.action, scope)
    const mayAny = async (actions: readonly string[]): Promise<boolean> => {
      for (const action of actions) {
        if (await this.#ports.isAllowedData(caller, action, scope)) return true
      }
      return false
    }
    for (const { dataActions } of need.also ?? []) if (!(await mayAny(dataActions))) return false
    return await mayAny(need.dataActions ?? [])
  }

  #byNothing(asked: Permission): Grant {
    const { account, need, method } = asked
    const isOpen = need.isPublic && !need.also && ['GET', 'HEAD'].includes(method)
    if (!isOpen) throw this.#wantsToken(asked, 'NoAuthenticationInformation')
    if (account.resource.body.properties.allowBlobPublicAccess === false) {
      throw dataError('PublicAccessNotPermitted')
    }
    return { by: 'nothing' }
  }

  #wantsToken(
    { call }: Pick<Permission, 'call'>,
    code: 'NoAuthenticationInformation' | 'InvalidAuthenticationInfo',
    detail?: string,
  ): AzureError {
    const authority = `${this.#ports.authority(call.host)}/${this.#ports.tenantId}/oauth2/authorize`
    const challenge = `Bearer authorization_uri=${authority} resource_id=https://storage.azure.com`
    return dataError(
      code,
      {},
      {
        headers: { 'WWW-Authenticate': challenge },
        ...(detail === undefined
          ? {}
          : { values: [{ key: 'AuthenticationErrorDetail', value: detail }] }),
      },
    )
  }
}

/** Who got a delegation key: roles are looked up by the object id alone. */
const callerOf = (oid: string): Caller => ({
  kind: 'user',
  oid,
  appId: '',
  tenantId: '',
  name: oid,
})

function audiencesOf(account: string): string[] {
  const own = ['blob', 'queue', 'table'].flatMap((kind) =>
    ['core.windows.net', 'localhost'].map((suffix) => `https://${account}.${kind}.${suffix}`),
  )
  return ['https://storage.azure.com', ...own].flatMap((audience) => [audience, `${audience}/`])
}
