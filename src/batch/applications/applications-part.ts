import type { AccountPart } from '../accounts/account-part.ts'
import { removeApplications } from './application.queries.ts'
import { removePackages } from './package.queries.ts'

export const applicationsPart: AccountPart = {
  async empty({ store }, account) {
    await store.write(async (tx) => {
      await removePackages(tx, account)
      await removeApplications(tx, account)
    })
  },
}
