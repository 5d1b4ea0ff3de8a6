/** The ports of `4600-4699`; undefined where none are said. Throws for what is no range. */
export function rangeIn(
  text: string | undefined,
): { readonly first: number; readonly last: number } | undefined {
  if (text === undefined) return undefined
  const [first, last] = (/^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []).slice(1).map(Number)
  if (!first || !last || first > last || last > 65_535) {
    throw new Error(`${text} is no range of ports. Say 4600-4699.`)
  }
  return { first, last }
}
