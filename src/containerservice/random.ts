/** Answers that many random bytes. The only source of chance in this room. */
export type Random = (bytes: number) => Uint8Array

export const hex = (random: Random, length: number): string =>
  Buffer.from(random(Math.ceil(length / 2)))
    .toString('hex')
    .slice(0, length)

/** A version 4 GUID in lower case. */
export function guid(random: Random): string {
  const bytes = random(16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const LOWER_ALNUM = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Lower-case letters and digits, as in the host names that AKS makes up. */
export const lowerAlnum = (random: Random, length: number): string =>
  [...random(length)].map((byte) => LOWER_ALNUM[byte % LOWER_ALNUM.length]).join('')
