import { Ledger } from './ledger.ts'
import { recordsIn } from './records.ts'

/**
 * What of a journal holds for an agent that starts from a copy of it: its nodes and their users. What
 * ran belongs to the agent of the original, as do the reports that it has yet to make.
 */
export function restoredJournal(text: string): string {
  const ledger = new Ledger()
  for (const record of recordsIn(text)) ledger.apply(record)
  const kept = [
    ...[...ledger.nodes.values()].map((node) => ({ node })),
    ...[...ledger.users].map(([user, uid]) => ({ user, uid })),
    { nextUid: ledger.nextUid },
  ]
  return kept.map((record) => `${JSON.stringify(record)}\n`).join('')
}
