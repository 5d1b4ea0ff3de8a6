import { constants, type DatabaseSync } from 'node:sqlite'

/** Counts what may have changed a table. */
export interface Table {
  changes: number
}

/** What a statement looks at and what it changes: triggers and cascades count. */
export interface Touched {
  readonly reads: ReadonlySet<Table>
  readonly writes: ReadonlySet<Table>
}

const { SQLITE_OK, SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE } = constants
const WRITES: readonly number[] = [SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE]

/** The tables of a connection, and which of them its statements touch: SQLite says so as it prepares. */
export class Tables {
  readonly #byName = new Map<string, Table>()
  #preparing: { readonly reads: Set<Table>; readonly writes: Set<Table> } | undefined

  constructor(db: DatabaseSync) {
    db.setAuthorizer((action, name) => {
      if (!this.#preparing || name === null) return SQLITE_OK
      if (action === SQLITE_READ) this.#preparing.reads.add(this.#named(name))
      else if (WRITES.includes(action)) this.#preparing.writes.add(this.#named(name))
      return SQLITE_OK
    })
  }

  /** What `prepare` prepares touches. */
  touchedBy(prepare: () => void): Touched {
    const touched = { reads: new Set<Table>(), writes: new Set<Table>() }
    this.#preparing = touched
    try {
      prepare()
    } finally {
      this.#preparing = undefined
    }
    return touched
  }

  #named(name: string): Table {
    const known = this.#byName.get(name)
    if (known) return known
    const table = { changes: 0 }
    this.#byName.set(name, table)
    return table
  }
}
