// Names of files as Linux has them: bytes, of any encoding or none. A `NameBytes` has one character
// for each byte, so that a name is never changed by reading it.
import { isUtf8 } from 'node:buffer'
import type { Brand } from '#kernel/brand.ts'

export type NameBytes = Brand<string, 'NameBytes'>

/** What stands for a byte that is no part of UTF-8: one of 128 characters that nothing else means. */
const FIRST_STAND_IN = 0xef80
const FIRST_BYTE = 0x80

const isPlain = (text: string): boolean => /^\p{ASCII}*$/u.test(text)

/** The bytes of a text that is one of ours. */
export const nameOf = (text: string): NameBytes =>
  (isPlain(text) ? text : Buffer.from(text).toString('latin1')) as NameBytes

/** A path made of these bytes, for calls of the file system. */
export const pathOf = (name: NameBytes): string | Buffer =>
  isPlain(name) ? name : Buffer.from(name, 'latin1')

/**
 * The name as a text that no other name has. Bytes that are not UTF-8 are shown as U+EF80 to U+EFFF,
 * and so are those of these characters themselves.
 */
export function shownAs(name: NameBytes): string {
  if (isPlain(name)) return name
  const bytes = Buffer.from(name, 'latin1')
  const text = isUtf8(bytes) ? bytes.toString() : undefined
  if (text !== undefined && !/[\uef80-\uefff]/.test(text)) return text
  let shown = ''
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes, at)
    shown +=
      length > 0
        ? bytes.toString('utf8', at, at + length)
        : String.fromCharCode(FIRST_STAND_IN + bytes[at]! - FIRST_BYTE)
    at += Math.max(1, length)
  }
  return shown
}

/** How many bytes from here on are one character that stands for itself; 0: none are. */
function lengthOfCharacter(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    const character = bytes.subarray(at, at + length)
    if (isUtf8(character)) return /[\uef80-\uefff]/.test(character.toString()) ? 0 : length
  }
  return 0
}

/** The bytes of a name that was shown as this text: the other way of `shownAs`. */
export function bytesShownAs(text: string): NameBytes {
  if (isPlain(text)) return text as NameBytes
  return text.replace(/[^\p{ASCII}\uef80-\uefff]+|[\uef80-\uefff]/gu, (found) => {
    const code = found.charCodeAt(0) - FIRST_STAND_IN
    return code >= 0 && code < FIRST_BYTE
      ? String.fromCharCode(FIRST_BYTE + code)
      : Buffer.from(found).toString('latin1')
  }) as NameBytes
}
