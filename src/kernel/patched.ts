/**
 * The record with what a PATCH sent in place of what was, and without what the PATCH sent as null:
 * of the members that `sent` names and no others. `within` is where they stand in the request's
 * body: `properties.`.
 */
export function patched<T extends object>(
  before: T,
  sent: { readonly [Name in keyof T]?: T[Name] | undefined },
  removed: readonly string[],
  within = '',
): T {
  const isRemoved = (name: string): boolean =>
    Object.hasOwn(sent, name) && removed.includes(within + name)
  const kept = Object.entries(before).filter(([name]) => !isRemoved(name))
  const given = Object.entries(sent).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...kept, ...given]) as T
}
