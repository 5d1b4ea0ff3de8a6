// Printed parts of answers, kept by the row and the revision that they show: a row that has not
// changed is neither decoded nor printed again.
import { PrintedTexts } from '#kernel/caching/printed-texts.ts'
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

/** What was printed of one store's rows. */
export class KeptTexts {
  readonly #texts = new PrintedTexts('printed rows', 8_000_000)

  /** The texts of all of the rows in the call's answer; undefined where one is not known. */
  of(call: Call, rows: readonly RowVersion[]): PrintedText[] | undefined {
    if (rows.length === 0) return []
    if (!showsWholeRows(call)) return undefined
    const kind = kindOf(call)
    const texts: PrintedText[] = []
    for (const { seq, revision } of rows) {
      const text = this.#texts.find(kind, seq, revision)
      if (text === undefined) return undefined
      texts.push(new PrintedText(text))
    }
    return texts
  }

  /** The row's record as it goes into the answer: its text is kept when it is printed. */
  keeping(call: Call, { seq, revision }: RowVersion, record: unknown): unknown {
    if (!showsWholeRows(call)) return record
    const kind = kindOf(call)
    return new ToBePrinted(record, (text) => this.#texts.keep(kind, seq, revision, text))
  }
}

/** Neither a part of the record nor what changes with time. */
export const showsWholeRows = ({ query }: Pick<Call, 'query'>): boolean =>
  queryParameter(query, '$select') === undefined && queryParameter(query, '$expand') === undefined

const kindOf = ({ operationId, apiVersion, origin }: Call): string =>
  `${operationId} ${apiVersion} ${origin}`
