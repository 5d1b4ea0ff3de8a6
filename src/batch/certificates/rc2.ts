// RC2 in CBC mode (RFC 2268), for reading old PKCS#12 files: Windows wrote them so for decades, and
// Node's OpenSSL no longer knows it. Only decryption; nothing is ever encrypted with it here.

const BLOCK = 8
/** The permutation of RFC 2268, section 2. */
const PI_TABLE = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)

/** The key schedule: 64 words of 16 bits, from a key whose strength is limited to its own length. */
function expand(key: Uint8Array): Uint16Array {
  const bytes = new Uint8Array(128)
  bytes.set(key)
  for (let i = key.length; i < 128; i++) {
    bytes[i] = PI_TABLE[(bytes[i - 1]! + bytes[i - key.length]!) & 255]!
  }
  const limit = key.length
  bytes[128 - limit] = PI_TABLE[bytes[128 - limit]!]!
  for (let i = 127 - limit; i >= 0; i--) bytes[i] = PI_TABLE[bytes[i + 1]! ^ bytes[i + limit]!]!
  return Uint16Array.from({ length: 64 }, (_, i) => bytes[2 * i]! | (bytes[2 * i + 1]! << 8))
}

const SHIFTS = [1, 2, 3, 5] as const
const rotateRight = (word: number, by: number): number => (word >>> by) | (word << (16 - by))

function decryptBlock(keys: Uint16Array, block: Buffer): Buffer {
  const r = Uint16Array.from({ length: 4 }, (_, i) => block.readUInt16LE(2 * i))
  let j = 63
  const unmix = (): void => {
    for (let i = 3; i >= 0; i--) {
      const a = r[(i + 3) % 4]!
      const mixed = (a & r[(i + 2) % 4]!) + (~a & r[(i + 1) % 4]!)
      r[i] = rotateRight(r[i]!, SHIFTS[i]!) - keys[j--]! - mixed
    }
  }
  const unmash = (): void => {
    for (let i = 3; i >= 0; i--) r[i] = r[i]! - keys[r[(i + 3) % 4]! & 63]!
  }
  for (const rounds of [5, 6, 5]) {
    for (let i = 0; i < rounds; i++) unmix()
    if (j > 0) unmash()
  }
  const out = Buffer.alloc(BLOCK)
  for (const [i, word] of r.entries()) out.writeUInt16LE(word, 2 * i)
  return out
}

/** Decrypts whole blocks; the padding stays on. */
export function decryptRc2Cbc(key: Uint8Array, iv: Uint8Array, data: Buffer): Buffer {
  const keys = expand(key)
  const out = Buffer.alloc(data.length - (data.length % BLOCK))
  let previous = Buffer.from(iv)
  for (let at = 0; at < out.length; at += BLOCK) {
    const block = data.subarray(at, at + BLOCK)
    const plain = decryptBlock(keys, block)
    for (let i = 0; i < BLOCK; i++) out[at + i] = plain[i]! ^ previous[i]!
    previous = block as Buffer<ArrayBuffer>
  }
  return out
}
