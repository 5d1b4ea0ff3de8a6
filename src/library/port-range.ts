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

/** Beside the first port, so that one number is enough to know both; after the last there is none. */
export const besideOf = (port: number): number => (port > 0 && port < 65_535 ? port + 1 : 0)
