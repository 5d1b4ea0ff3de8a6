// The few ASN.1 types that a certificate is made of, in their DER form.

const byteLength = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length])
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : 4, '0'), 'hex')
  return length <= 0xff ? Buffer.from([0x81, length]) : Buffer.from([0x80 | bytes.length, ...bytes])
}

/** A value of the type that `tag` names; constructed types take their members one by one. */
function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), byteLength(content.length), content])
}

export const sequence = (...members: readonly Uint8Array[]): Buffer => tagged(0x30, ...members)
export const setOf = (...members: readonly Uint8Array[]): Buffer => tagged(0x31, ...members)
export const octets = (bytes: Uint8Array): Buffer => tagged(0x04, bytes)
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text))
/** Two bytes for each sign, the greater first. */
export const bmp = (text: string): Buffer => tagged(0x1e, Buffer.from(text, 'utf16le').swap16())
export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 0xff : 0]))

/** `[n]` around members: a constructed value of the context. */
export const context = (n: number, ...members: readonly Uint8Array[]): Buffer =>
  tagged(0xa0 | n, ...members)
/** `[n]` in place of a primitive's own tag. */
export const implicit = (n: number, bytes: Uint8Array): Buffer => tagged(0x80 | n, bytes)

/** A positive number, its bytes most significant first. */
export function integer(bytes: Uint8Array): Buffer {
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  const isNegative = (significant[0] ?? 0) > 0x7f
  return tagged(0x02, ...(isNegative ? [Buffer.from([0]), significant] : [significant]))
}

/** `unused` bits at the end do not count. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer =>
  tagged(0x03, Buffer.from([unused]), bytes)

export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  const bytes: number[] = [first! * 40 + second!]
  for (const arc of rest) {
    const groups = [arc & 0x7f]
    for (let high = arc >>> 7; high > 0; high >>>= 7) groups.unshift(0x80 | (high & 0x7f))
    bytes.push(...groups)
  }
  return tagged(0x06, Buffer.from(bytes))
}

/** Seconds precision. UTCTime until 2049, GeneralizedTime from 2050 on, as RFC 5280 wants it. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  return Number(digits.slice(0, 4)) < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}
