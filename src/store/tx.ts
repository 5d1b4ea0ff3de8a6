import type { Sql } from './sql.ts'

type Row = Record<string, unknown>

/** Reads. A statement that finds nothing answers undefined or an empty list. */
export interface Reader {
  get<T extends object = Row>(statement: Sql): Promise<T | undefined>
  all<T extends object = Row>(statement: Sql): Promise<T[]>
  /**
   * The same at once, as a list that is shared. Undefined, or no such member: a read has to wait.
   */
  atOnce?<T extends object>(kind: 'get' | 'all', statement: Sql): readonly T[] | undefined
}

/**
 * A transaction: its reads see its own writes, and all of it is saved or none. A statement that
 * fails spoils it: nothing of it is saved even when the error is caught. It cannot be used once the
 * work that it was given to has ended.
 */
export interface Tx extends Reader {
  /** Answers how many rows changed. */
  run(statement: Sql): Promise<number>
  /**
   * Changes rows, and is not asked how many: what comes next need not wait for the answer. A failure shows
   * at a later statement, or when the work has ended.
   */
  put(statement: Sql): Promise<void>
}

export interface WriteOptions {
  /**
   * `later`: the changes survive the death of the process at once, and that of the machine a moment
   * later. For what is found out again if it is lost, never for what
   * a client is told.
   */
  readonly flush?: 'now' | 'later'
}

/**
 * Where everything that must survive is kept.
 *
 * Who writes: one process, the only one that has the store open, and within it one writer at a time,
 * in the order of the calls. Several that wait together are saved together, each whole or not at all.
 *
 * What is promised: when `write` resolves, its changes survive the death of the process and of the
 * machine (of the machine a moment later, where `flush` is `later`).
 *
 * What a read sees: all writes that were called before it and have run, and of none a part. A read
 * outside a transaction waits for the writers that are under way; two reads one after the other may
 * have a write between them, so what must fit together is read in one statement or in a transaction.
 * A reader may see what a writer still waits for on its way to the disk: that survives the death of
 * the process, and may be taken back by that of the machine.
 */
export interface Store extends Reader {
  /**
   * Runs `work` in a transaction, saves it, and answers what `work` answered; saves nothing when it
   * throws. Writers run one after the other, in the order of their calls: await nothing in `work`
   * but its own statements. Using the store itself in `work` is refused, for it would wait for ever.
   */
  write<T>(work: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>
  /** Takes no more writers, lets those that wait finish, and closes. */
  close(): Promise<void>
}

/** All that a store keeps, as a whole: each of these comes between two writers. */
export interface StoreContents {
  /** Writes all that is saved by now into a new file. */
  copyTo(file: string): Promise<void>
  /**
   * Puts what such a file has in place of all that is here, whole or not at all. Refuses one whose
   * tables are another version's.
   */
  copyFrom(file: string): Promise<void>
  /** Remembers all that is here now, for `forget`. It is meant for little. */
  remember(): Promise<void>
  /** Goes back to what was remembered. False: nothing was. */
  forget(): Promise<boolean>
}

/** What a closed store answers. */
export class StoreClosed extends Error {
  constructor() {
    super('the store is closed')
    this.name = 'StoreClosed'
  }
}
