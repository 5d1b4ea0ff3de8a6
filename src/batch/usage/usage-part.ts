import type { AccountPart } from '../accounts/account-part.ts'
import { forgetSpans } from './node-span.queries.ts'

export const usagePart: AccountPart = {
  async empty({ store }, account) {
    await store.write((tx) => forgetSpans(tx, account))
  },
}
