// As much of XML as the answers of storage need: flat elements without attributes of interest.

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

export const escapeXml = (text: string): string =>
  text.replace(
    /[<>&"]/g,
    (sign) => `&${Object.keys(ENTITIES).find((name) => ENTITIES[name] === sign)!};`,
  )

const unescapeXml = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name]!)

/** The contents of each element of the name, outermost ones that do not nest. */
export const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (found) => found[1]!,
  )

/** The texts of all elements in what holds nothing else, by their names. */
export const members = (xml: string): Record<string, string> =>
  Object.fromEntries(
    [...xml.matchAll(/<([\w-]+)(?:\/>|>([\s\S]*?)<\/\1>)/g)].map(([, name, text = '']) => [
      name!,
      unescapeXml(text),
    ]),
  )

/** The text of the first element of the name. */
export function textOf(xml: string, name: string): string | undefined {
  const found = elements(xml, name)[0]
  return found === undefined ? undefined : unescapeXml(found)
}
