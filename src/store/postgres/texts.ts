// Texts as PostgreSQL keeps them: it has no place for U+0000, which a text of JSON may hold.

/** No characters by Unicode's own word, and so in hardly any text that is kept or looked for. */
const ESCAPE = '\uffff'
const NOTHING = `${ESCAPE}\ufdd0`
const ITSELF = `${ESCAPE}\ufdd1`

/** Each text has a form of its own, so that equal ones stay equal and others do not become so. */
export const encodeText = (text: string): string =>
  text.includes('\0') || text.includes(ESCAPE)
    ? text.replaceAll(ESCAPE, ITSELF).replaceAll('\0', NOTHING)
    : text

export const decodeText = (text: string): string =>
  text.includes(ESCAPE)
    ? text.replaceAll(/\uffff[\ufdd0\ufdd1]/g, (pair) => (pair === NOTHING ? '\0' : ESCAPE))
    : text
