// How a row's JSON becomes a record: parsed and looked at, so that a damaged row is found where it is
// read and is named, and the others are answered all the same.

/** Where a text stands. */
export interface Place {
  readonly table: string
  readonly key: string | number
  readonly column: string
}

/** A row that is not what its table keeps. */
export class DamagedRow extends Error {
  readonly place: Place

  constructor(place: Place, why: string, cause?: unknown) {
    const { table, key, column } = place
    super(`The row ${key} of the table ${table} is damaged: in ${column}, ${why}.`, { cause })
    this.name = 'DamagedRow'
    this.place = place
  }
}

type KindOf<Value> = Value extends string
  ? 'string'
  : Value extends number
    ? 'number'
    : Value extends boolean
      ? 'boolean'
      : Value extends readonly unknown[]
        ? 'array'
        : 'object'

/**
 * The members of a record with the kind of each: `string`, or `string?` where it may be left out. The
 * compiler keeps it equal to the type; members that are not named are none of the record's.
 */
export type Shape<Of> = {
  readonly [Name in keyof Of]-?: undefined extends Of[Name]
    ? `${KindOf<Exclude<Of[Name], undefined>>}?`
    : KindOf<Of[Name]>
}

/** The shape of a record; of anything else only its kind. */
export type ValueShape<Of> = [Of] extends [object]
  ? Shape<Of>
  : [Of] extends [null]
    ? 'nothing'
    : KindOf<Of>

/** The same, of a type that is not known here. */
export type AnyShape = string | Readonly<Record<string, string>>

/** Throws `DamagedRow` where the value, or a member of it, is of another kind. */
export function checkValue(value: unknown, shape: AnyShape, place: Place): void {
  if (typeof shape === 'object') checkMembers(value, shape, place)
  else if (kindOf(value) !== shape) {
    throw new DamagedRow(place, `there is ${kindOf(value)} and not ${shape}`)
  }
}

/** The record in the text. Throws `DamagedRow` where the text or a member is something else. */
export function readJson<Of extends object>(text: string, shape: Shape<Of>, place: Place): Of {
  return checked(parsed(text, place), shape, place)
}

function checked<Of extends object>(value: unknown, shape: Shape<Of>, place: Place): Of {
  checkMembers(value, shape, place)
  return value as Of
}

function checkMembers(value: unknown, shape: Readonly<Record<string, string>>, place: Place): void {
  if (!isRecord(value)) throw new DamagedRow(place, 'there is no record')
  for (const [name, expected] of Object.entries(shape)) {
    const found = kindOf(value[name])
    if (found === expected || `${found}?` === expected) continue
    if (found === 'nothing' && expected.endsWith('?')) continue
    throw new DamagedRow(place, `${name} is ${found} and not ${expected.replace('?', '')}`)
  }
}

/** Any record: what is in it is checked by those who know its kind. */
export function readRecord(text: string, place: Place): Record<string, unknown> {
  const value = parsed(text, place)
  if (!isRecord(value)) throw new DamagedRow(place, 'there is no record')
  return value
}

/** A record whose members are all texts: tags. */
export function readTexts(text: string, place: Place): Record<string, string> {
  const value = parsed(text, place)
  if (!isTexts(value)) throw new DamagedRow(place, 'there is no record of texts')
  return value
}

/** A list of such records. */
export function readJsonList<Of extends object>(
  text: string,
  shape: Shape<Of>,
  place: Place,
): Of[] {
  const value = parsed(text, place)
  if (!Array.isArray(value)) throw new DamagedRow(place, 'there is no list')
  return value.map((each) => checked(each, shape, place))
}

/** A list of which each item is a text. */
export function readTextList(text: string, place: Place): string[] {
  const value = parsed(text, place)
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) {
    throw new DamagedRow(place, 'there is no list of texts')
  }
  return value
}

/** The words that a column may hold, each as a member, so that the compiler keeps them to the type. */
export type Words<Word extends string> = Readonly<Record<Word, unknown>>

/** The word in the column. Throws `DamagedRow` where it is none of those that it may be. */
export function readWord<Word extends string>(
  text: string,
  words: Words<Word>,
  place: Place,
): Word {
  if (!Object.hasOwn(words, text)) {
    throw new DamagedRow(
      place,
      `there is '${text}' and not one of ${Object.keys(words).join(', ')}`,
    )
  }
  return text as Word
}

/** Anything that JSON can say: it is checked by those who know its kind. */
export const readValue = (text: string, place: Place): unknown => parsed(text, place)

function parsed(text: string, place: Place): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DamagedRow(place, 'there is no JSON', cause)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object'

const isTexts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((each) => typeof each === 'string')

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  return Array.isArray(value) ? 'array' : typeof value
}

/** Rows that were reported: each is reported once. */
const reported = new Set<string>()
const MOST_REPORTED = 1_000

function report(error: DamagedRow): void {
  if (reported.has(error.message) || reported.size >= MOST_REPORTED) return
  reported.add(error.message)
  process.emitWarning(error)
}

/** The rows as records, in their order. One that is damaged is reported and left out. */
export function readRows<Row, Of>(rows: readonly Row[], read: (row: Row) => Of): Of[] {
  const records: Of[] = []
  for (const row of rows) {
    const record = readRow(row, read)
    if (record !== undefined) records.push(record)
  }
  return records
}

/**
 * The row as a record; undefined where there is none, or a damaged one, which is reported. For work
 * in the background, which goes on with others. A call that names the row is told of the damage.
 */
export function readRow<Row, Of>(row: Row | undefined, read: (row: Row) => Of): Of | undefined {
  if (row === undefined) return undefined
  try {
    return read(row)
  } catch (error) {
    if (!(error instanceof DamagedRow)) throw error
    report(error)
    return undefined
  }
}

/** As many records as are wanted, as far as there are rows for them: damaged ones do not count. */
export async function readUpTo<Row, Of>(
  limit: number,
  rowsOf: (limit: number) => Promise<readonly Row[]>,
  read: (row: Row) => Of,
): Promise<Of[]> {
  for (let wanted = limit; ; ) {
    const rows = await rowsOf(wanted)
    const records = readRows(rows, read)
    if (rows.length < wanted || records.length >= limit) return records
    wanted += limit - records.length
  }
}
