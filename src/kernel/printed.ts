// Parts of an answer that are text already, or whose text is to be kept. A handler puts them where
// the records would be; what prints the answer knows them.

/** A part as its service prints it in this place, in this api-version. */
export class PrintedText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A record that is yet to be printed, and what wants its text then. */
export class ToBePrinted {
  readonly record: unknown
  readonly keep: (text: string) => void

  constructor(record: unknown, keep: (text: string) => void) {
    this.record = record
    this.keep = keep
  }

  /** What has become of the record: pruned, or with more members. */
  as(record: unknown): ToBePrinted {
    return new ToBePrinted(record, this.keep)
  }
}
