import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Tx } from '../tx.ts'
import { GROUP_LIMIT, Inside, type Writer } from '../writer.ts'
import type { LogFlush } from './log-flush.ts'
import { SqliteTx } from './sqlite-tx.ts'
import type { Statements } from './statements.ts'

/**
 * Runs writers one after the other, and those that wait together in one transaction, each in a
 * savepoint of its own: one that fails takes nothing from the others. A writer that waits for the disk is
 * answered once the log is flushed; the next writers do not wait for that, and share the next flush.
 */
export class GroupCommit {
  readonly #db: DatabaseSync
  readonly #statements: Statements
  readonly #queue: Writer[] = []
  readonly #inside = new Inside()
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #save: StatementSync
  readonly #release: StatementSync
  readonly #log: LogFlush | undefined
  /** The last of those who wait for the disk have been answered. */
  #told: Promise<void> | undefined
  #scheduled = false
  #group: Promise<void> | undefined
  #generation = 0

  /** The connection flushes no commit by itself. Without a log no writer waits for one. */
  constructor(db: DatabaseSync, statements: Statements, log: LogFlush | undefined) {
    this.#log = log
    this.#db = db
    this.#statements = statements
    this.#begin = db.prepare('begin immediate')
    this.#commit = db.prepare('commit')
    this.#save = db.prepare('savepoint writer')
    this.#release = db.prepare('release writer')
  }

  /** Whether the connection shows changes that are not saved yet. */
  get open(): boolean {
    return this.#group !== undefined
  }

  /** Counts groups: while it stands still, nothing changes. */
  get generation(): number {
    return this.#generation
  }

  /** Waits for the group under way. Refuses those that the group waits for. */
  async saved(): Promise<void> {
    this.#inside.refuse()
    while (this.#group) await this.#group
  }

  async idle(): Promise<void> {
    while (this.#scheduled) await (this.#group ?? new Promise((resolve) => setImmediate(resolve)))
    await this.#told
  }

  async write<T>(work: (tx: Tx) => Promise<T>, flush: boolean): Promise<T> {
    this.#inside.refuse()
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, flush, resolve: resolve as Writer['resolve'], reject })
      this.#schedule()
    })
  }

  /** All writers of this turn of the event loop share one flush. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#drain())
  }

  #drain(): void {
    const group = this.#queue.splice(0, GROUP_LIMIT)
    this.#generation += 1
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#group = promise
    void this.#saveTogether(group).then(() => {
      this.#group = undefined
      this.#scheduled = false
      // Between two groups the event loop turns, so that readers and the network get their share.
      if (this.#queue.length > 0) this.#schedule()
      resolve()
      this.#tell(group)
    })
  }

  #tell(group: readonly Writer[]): void {
    const waiting: Writer[] = []
    for (const writer of group) {
      if (writer.failure) writer.reject(writer.failure.error)
      else if (writer.flush && this.#log) waiting.push(writer)
      else writer.resolve(writer.answer)
    }
    if (waiting.length === 0) this.#log?.flushSoon()
    else this.#told = this.#tellFlushed(this.#log!, waiting)
  }

  /** Whether what a flush that failed was to save is on the disk, is unknown: that is no success. */
  async #tellFlushed(log: LogFlush, waiting: readonly Writer[]): Promise<void> {
    try {
      await log.flushed()
      for (const writer of waiting) writer.resolve(writer.answer)
    } catch (error) {
      for (const writer of waiting) writer.reject(error)
    }
  }

  async #saveTogether(group: readonly Writer[]): Promise<void> {
    try {
      this.#begin.run()
      const [only] = group
      if (group.length === 1) await this.#saveAlone(only!)
      else for (const writer of group) await this.#saveOne(writer)
      this.#commit.run()
    } catch (error) {
      // A full disk, say: nothing of the group is saved, so no caller may be told that it was.
      for (const writer of group) writer.failure ??= { error }
      if (this.#db.isTransaction) this.#rollBack()
    }
  }

  /** The whole transaction is the writer's own: it needs no savepoint. */
  async #saveAlone(writer: Writer): Promise<void> {
    await this.#inside.carryOut(writer, new SqliteTx(this.#statements))
    if (writer.failure) throw writer.failure.error
  }

  async #saveOne(writer: Writer): Promise<void> {
    this.#save.run()
    await this.#inside.carryOut(writer, new SqliteTx(this.#statements))
    if (!writer.failure) this.#release.run()
    else if (this.#db.isTransaction) this.#db.exec('rollback to writer; release writer')
    // Some failures undo the whole transaction, and with it what the others of the group wrote.
    else throw writer.failure.error
  }

  #rollBack(): void {
    try {
      this.#db.exec('rollback')
    } catch {
      // The writers are told the first error; the next `begin` tells what is wrong with the file.
    }
  }
}
