// User delegation keys: made from what they say and a secret of this server, so that none is kept.
import { createHmac } from 'node:crypto'
import type { Account } from '../../accounts/account.ts'
import type { SasFields } from '../../signing/sas.ts'

export class Delegations {
  readonly #secret: Buffer

  constructor(secret: string) {
    this.#secret = Buffer.from(secret, 'base64')
  }

  /** Base64: the key for exactly these words, until the account's keys are revoked. */
  keyOf({ incarnation, delegations }: Account, fields: SasFields): string {
    const names = ['skoid', 'sktid', 'skt', 'ske', 'sks', 'skv']
    const text = [incarnation, String(delegations), ...names.map((name) => fields[name] ?? '')]
    return createHmac('sha256', this.#secret).update(text.join('\n')).digest('base64')
  }
}
