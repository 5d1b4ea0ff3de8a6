import { sql } from '#store/sql.ts'
import type { AccountPart } from '../account-parts.ts'

export const certificatesPart: AccountPart = {
  async empty({ store }, account) {
    await store.write(async (tx) => {
      await tx.run(sql`delete from batch_certificate_use where account = ${account}`)
      await tx.run(sql`delete from batch_certificate where account = ${account}`)
    })
  },
}
