/** The record's type once its undefined members are gone: each that could be is optional. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The same record without the members that are undefined. */
export function defined<T extends object>(record: T): Defined<T> {
  const present = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Defined<T>
}

/** A record that becomes JSON, which leaves out what is undefined. */
export type Undefinable<T> = { [K in keyof T]: T[K] | undefined }
