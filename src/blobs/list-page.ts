// What `List Blobs` answers.

export interface ListedBlob {
  readonly name: string
  readonly size: number
}

export interface ListPage {
  readonly blobs: readonly ListedBlob[]
  /** Where the next page begins. */
  readonly marker?: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const textOf = (xml: string): string =>
  xml.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (all, hex, dec, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()]!
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    },
  )

const element = (name: string): RegExp => new RegExp(`<${name}(\\s[^>]*)?>([\\s\\S]*?)</${name}>`)
const NAME = element('Name')
const SIZE = element('Content-Length')
const MARKER = element('NextMarker')
const KIND = element('ResourceType')

/** Undefined: it is no such answer. Directories of a hierarchical namespace are left out. */
export function listPageOf(xml: string): ListPage | undefined {
  if (!/<EnumerationResults[\s>]/.test(xml)) return undefined
  const blobs: ListedBlob[] = []
  for (const [, inner = ''] of xml.matchAll(/<Blob>([\s\S]*?)<\/Blob>/g)) {
    const [, attributes = '', written = ''] = NAME.exec(inner) ?? []
    const isDirectory = KIND.exec(inner)?.[2] === 'directory'
    const name = nameOf(textOf(written), /Encoded\s*=\s*"true"/i.test(attributes))
    if (name === undefined || isDirectory) continue
    blobs.push({ name, size: Number(SIZE.exec(inner)?.[2] ?? 0) })
  }
  const marker = textOf(MARKER.exec(xml)?.[2] ?? '')
  return { blobs, ...(marker !== '' && { marker }) }
}

/** Names with what XML cannot hold come encoded. */
function nameOf(text: string, isEncoded: boolean): string | undefined {
  if (!isEncoded) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
