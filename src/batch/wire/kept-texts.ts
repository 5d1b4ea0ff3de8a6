// Printed parts of answers, kept by the row and the revision that they show: a row that has not
// changed is neither decoded nor printed again.
import { type Cache, registerCache } from '#kernel/caching/caches.ts'
import type { Request } from '#kernel/handler.ts'
import { PrintedText, ToBePrinted } from '#kernel/printed.ts'
import { queryParameter } from '#kernel/query.ts'

/** All that a text depends on beside its row. */
type Call = Pick<Request, 'operationId' | 'apiVersion' | 'origin' | 'query'>

/** What a row is shown as: a number that is never used again, and one that moves with each change. */
export interface RowVersion {
  readonly seq: number
  readonly revision: number
}

/** Of all calls together. */
const MOST_CHARACTERS = 8_000_000
/** Longer texts would push out many others. */
const LONGEST = 64_000

interface Kept {
  readonly revision: number
  readonly text: PrintedText
}

/** What was printed of one store's rows. */
export class KeptTexts implements Cache {
  readonly name = 'printed rows'
  readonly #byCall = new Map<string, Map<number, Kept>>()
  #characters = 0

  constructor() {
    registerCache(this)
  }

  /** The texts of all of the rows in the call's answer; undefined where one is not known. */
  of(call: Call, rows: readonly RowVersion[]): PrintedText[] | undefined {
    const known = showsWholeRows(call) ? this.#byCall.get(keyOf(call)) : undefined
    if (!known) return rows.length === 0 ? [] : undefined
    const texts: PrintedText[] = []
    for (const { seq, revision } of rows) {
      const kept = known.get(seq)
      if (kept?.revision !== revision) return undefined
      texts.push(kept.text)
    }
    return texts
  }

  /** The row's record as it goes into the answer: its text is kept when it is printed. */
  keeping(call: Call, row: RowVersion, record: unknown): unknown {
    if (!showsWholeRows(call)) return record
    return new ToBePrinted(record, (text) => this.#keep(keyOf(call), row, text))
  }

  drop(): void {
    this.#byCall.clear()
    this.#characters = 0
  }

  #keep(call: string, { seq, revision }: RowVersion, text: string): void {
    if (text.length > LONGEST) return
    // All go at once: which of them were used last would cost more to know.
    if (this.#characters + text.length > MOST_CHARACTERS) this.drop()
    let known = this.#byCall.get(call)
    if (!known) {
      known = new Map()
      this.#byCall.set(call, known)
      this.#characters += call.length
    }
    const before = known.get(seq)
    this.#characters += text.length - (before?.text.text.length ?? 0)
    known.set(seq, { revision, text: new PrintedText(text) })
  }
}

/** Neither a part of the record nor what changes with time. */
export const showsWholeRows = ({ query }: Pick<Call, 'query'>): boolean =>
  queryParameter(query, '$select') === undefined && queryParameter(query, '$expand') === undefined

const keyOf = ({ operationId, apiVersion, origin }: Call): string =>
  `${operationId} ${apiVersion} ${origin}`
