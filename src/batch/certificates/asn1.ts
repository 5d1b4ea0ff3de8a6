// Reads ASN.1 as PKCS#12 files hold it: DER, and the BER forms that some programs still write
// (lengths without end, octet strings in pieces).

/** The bytes are not ASN.1, or not what was expected in that place. */
export class Asn1Error extends Error {}

/** The bytes are well formed, but come out wrong when decrypted: the key is another. */
export class NotDecrypted extends Asn1Error {}

const SEQUENCE = 0x30
const CONSTRUCTED = 0x20
const DEEPEST = 32

export class Asn1 {
  readonly tag: number
  readonly content: Buffer
  /** How many bytes it takes, tag and length included. */
  readonly size: number
  readonly #depth: number

  private constructor(tag: number, content: Buffer, size: number, depth: number) {
    this.tag = tag
    this.content = content
    this.size = size
    this.#depth = depth
  }

  /** Reads the value at the start of `bytes`; what comes after it is left alone. */
  static read(bytes: Buffer, depth = 0): Asn1 {
    if (depth > DEEPEST) throw new Asn1Error('nested too deeply')
    const tag = bytes[0]
    const first = bytes[1]
    if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) {
      throw new Asn1Error('not a value')
    }
    if (first === 0x80) return Asn1.#endless(bytes, tag, depth)
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f
    if (lengthBytes > 4 || bytes.length < 2 + lengthBytes) throw new Asn1Error('bad length')
    const length = lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes)
    const start = 2 + lengthBytes
    if (start + length > bytes.length) throw new Asn1Error('ends too early')
    return new Asn1(tag, bytes.subarray(start, start + length), start + length, depth)
  }

  static #endless(bytes: Buffer, tag: number, depth: number): Asn1 {
    if (!(tag & CONSTRUCTED)) throw new Asn1Error('bad length')
    let at = 2
    while (bytes[at] !== 0 || bytes[at + 1] !== 0)
      at += Asn1.read(bytes.subarray(at), depth + 1).size
    return new Asn1(tag, bytes.subarray(2, at), at + 2, depth)
  }

  /** The values that it is made of. */
  get members(): Asn1[] {
    const found: Asn1[] = []
    for (let at = 0; at < this.content.length; at += found.at(-1)!.size) {
      found.push(Asn1.read(this.content.subarray(at), this.#depth + 1))
    }
    return found
  }

  /** The members of a sequence. */
  get sequence(): Asn1[] {
    if (this.tag !== SEQUENCE) throw new Asn1Error('expected a sequence')
    return this.members
  }

  /** The bytes of an octet string, also of one that stands under another tag or in pieces. */
  get octets(): Buffer {
    if (!(this.tag & CONSTRUCTED)) return this.content
    return Buffer.concat(this.members.map((part) => part.octets))
  }

  /** The value inside an explicit tag. */
  get inner(): Asn1 {
    return Asn1.read(this.content, this.#depth + 1)
  }

  get integer(): number {
    if (this.content.length === 0 || this.content.length > 6) throw new Asn1Error('bad integer')
    return this.content.readIntBE(0, this.content.length)
  }

  /** `1.2.840.113549.1.7.1`. */
  get oid(): string {
    const arcs: number[] = []
    let arc = 0
    for (const byte of this.content) {
      arc = arc * 128 + (byte & 0x7f)
      if (byte < 0x80) {
        arcs.push(arc)
        arc = 0
      }
    }
    const [first = 0, ...rest] = arcs
    const top = Math.min(2, Math.floor(first / 40))
    return [top, first - top * 40, ...rest].join('.')
  }
}
