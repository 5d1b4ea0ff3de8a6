import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import type { NumberedReport } from '#drivers/nodes/channel.ts'
import type { AgentReport } from '#drivers/nodes/port.ts'
import { type AttemptEntry, type JournalRecord, Ledger, startedReport } from './ledger.ts'
import { recordsIn } from './records.ts'

/** The name of its file in the agent's directory. */
export const JOURNAL = 'journal.ndjson'

/** Past this size the journal is written anew with only what still matters. */
const COMPACT_BYTES = 16 * 1024 * 1024

const RETRY_MS = 1000

/**
 * The agent's memory on disk. A record takes effect in the ledger at once and reaches the file
 * before anything that was to follow it is done, so that an agent which is killed knows all that it
 * ever acted on or told. All records of one turn of the event loop are one write.
 */
export class Journal {
  readonly ledger = new Ledger()
  /** Called with every report, once it is in the file. */
  onReport: (report: NumberedReport) => void = () => {}
  readonly #path: string
  #fd: number
  #bytes: number
  #lines: string[] = []
  #then: (() => void)[] = []
  #due = false

  constructor(path: string) {
    this.#path = path
    this.#fd = openSync(path, 'a+', 0o600)
    for (const record of recordsIn(readFileSync(path, 'utf8'))) this.ledger.apply(record)
    if (!this.ledger.name) this.ledger.apply({ name: randomUUID() })
    this.#bytes = 0
    this.#compact()
  }

  write(record: JournalRecord, then?: () => void): void {
    this.ledger.apply(record)
    this.#lines.push(JSON.stringify(record))
    if (then) this.#then.push(then)
    this.#flushSoon()
  }

  report(report: AgentReport): void {
    const number = this.ledger.nextNumber
    this.write({ number, report }, () => this.onReport({ number, report }))
  }

  /** Saves a new attempt, which is its `started` report too, and only then goes on. */
  begin(attempt: AttemptEntry, then: () => void): void {
    const number = this.ledger.nextNumber
    this.write({ attempt, number }, () => {
      this.onReport({ number, report: startedReport(attempt) })
      then()
    })
  }

  /** Does `then` once all that was written so far is in the file. */
  after(then: () => void): void {
    this.#then.push(then)
    this.#flushSoon()
  }

  #flushSoon(): void {
    if (this.#due) return
    this.#due = true
    // After this turn's input: whatever else comes in now shares the write.
    setImmediate(() => this.flush())
  }

  flush(): void {
    if (this.#lines.length > 0 && !this.#wrote(`${this.#lines.join('\n')}\n`)) return
    const then = this.#then
    this.#lines = []
    this.#then = []
    this.#due = false
    if (this.#bytes > COMPACT_BYTES) this.#compact()
    for (const go of then) go()
  }

  /** On a full disk nothing that depends on the journal goes on until there is room again. */
  #wrote(text: string): boolean {
    try {
      writeAll(this.#fd, text)
      this.#bytes += text.length
      return true
    } catch (error) {
      console.error('the journal cannot be written:', error)
      // What was written of it is half a line; the next one must not continue it.
      if (this.#lines[0] !== '') this.#lines.unshift('')
      setTimeout(() => this.flush(), RETRY_MS)
      return false
    }
  }

  #compact(): void {
    const next = `${this.#path}.next`
    const fd = openSync(next, 'w', 0o600)
    const lines = this.ledger.snapshot().map((record) => JSON.stringify(record))
    this.#bytes = writeAll(fd, `${lines.join('\n')}\n`)
    closeSync(fd)
    renameSync(next, this.#path)
    closeSync(this.#fd)
    this.#fd = openSync(this.#path, 'a', 0o600)
  }

  close(): void {
    this.flush()
    closeSync(this.#fd)
  }
}

function writeAll(fd: number, text: string): number {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
  return bytes.length
}
