// A writer on its way through a store, whatever that is made of: its work, and what it is told.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tx } from './tx.ts'

/** Writers that one commit may carry. More would only delay the first of them. */
export const GROUP_LIMIT = 256

export interface Writer {
  /** Whether its changes must be on the disk when it is answered. */
  readonly flush: boolean
  readonly work: (tx: Tx) => Promise<unknown>
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
  /** What to tell once the group is saved: decided by `work`, overruled when the commit fails. */
  answer?: unknown
  failure?: Spoilt
}

export interface Spoilt {
  readonly error: unknown
}

/** A writer's transaction as its store has it. */
export interface WriterTx extends Tx {
  readonly open: boolean
  /** Lets no further statement in. Answers what spoilt the transaction, if anything did. */
  end(): Spoilt | undefined | Promise<Spoilt | undefined>
}

/** Carries out the work of writers, and knows whether a call comes from within one. */
export class Inside {
  readonly #inside = new AsyncLocalStorage<WriterTx>()

  async carryOut(writer: Writer, tx: WriterTx): Promise<void> {
    try {
      writer.answer = await this.#inside.run(tx, writer.work, tx)
    } catch (error) {
      writer.failure = { error }
    }
    // The work may have caught the error of a statement; the transaction is spoilt all the same.
    const ended = tx.end()
    const spoilt = ended instanceof Promise ? await ended : ended
    if (spoilt) writer.failure ??= spoilt
  }

  /** The store would wait for the very transaction that waits for it. */
  refuse(): void {
    if (this.#inside.getStore()?.open) {
      throw new Error('the store was used inside a transaction: use the transaction instead')
    }
  }
}
