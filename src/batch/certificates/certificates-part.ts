import type { AccountPart } from '../accounts/account-part.ts'
import { removeCertificates } from './certificate.queries.ts'

export const certificatesPart: AccountPart = {
  async empty({ store }, account) {
    await store.write((tx) => removeCertificates(tx, account))
  },
}
