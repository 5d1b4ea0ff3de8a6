import type { AccountPart } from '../accounts/account-part.ts'
import { removeApplications } from './application.queries.ts'

export const applicationsPart: AccountPart = {
  async empty({ store }, account) {
    await store.write((tx) => removeApplications(tx, account))
  },
}
