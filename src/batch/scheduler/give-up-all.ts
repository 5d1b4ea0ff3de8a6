// After the rows of another moment came in place of those that there were: what they say runs on nodes
// does not, for all that ran has been ended.
import type { BatchPorts } from '../ports.ts'
import { withChanges } from '../tasks/changes.ts'
import { allAttempts } from './attempt.queries.ts'
import { giveUpAttempt } from './report.ts'

/** Tasks that ran are active again, for another attempt. */
export async function giveUpAll({ catalogues, clock, store }: BatchPorts): Promise<void> {
  const now = clock.now()
  await store.write((tx) =>
    withChanges(tx, now, async (changes) => {
      for (const { id } of await allAttempts(tx)) {
        await giveUpAttempt(tx, changes, catalogues, id, now)
      }
    }),
  )
}
