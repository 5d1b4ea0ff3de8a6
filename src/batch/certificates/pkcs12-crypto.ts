// The ciphers and key derivations of PKCS#12 (RFC 7292) and PKCS#5 (RFC 8018).
import { createDecipheriv, createHash, createHmac, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { type Asn1, Asn1Error, NotDecrypted } from './asn1.ts'
import { decryptRc2Cbc } from './rc2.ts'

/** A file that asks for more is made to keep its reader busy. */
const MOST_ROUNDS = 1_000_000
/** PKCS#12's own derivation runs on this thread. */
const MOST_OWN_ROUNDS = 50_000

const deriveKey = promisify(pbkdf2)

/** A password in both forms: PKCS#12's own derivation takes UTF-16, PBKDF2 takes UTF-8. */
export interface Password {
  readonly utf8: Buffer
  readonly bmp: Buffer
}

export function passwordOf(text: string): Password {
  const bmp = Buffer.from(`${text}\0`, 'utf16le').swap16()
  return { utf8: Buffer.from(text), bmp }
}

/** Some programs take "no password" for no bytes at all, others for an empty text. */
export const NO_PASSWORD: Password = { utf8: Buffer.alloc(0), bmp: Buffer.alloc(0) }

export const DIGESTS: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const PRFS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
}
const PBES2 = '1.2.840.113549.1.5.13'
const OWN = '1.2.840.113549.1.12.1.'
const OWN_CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> =
  {
    [`${OWN}3`]: { name: 'des-ede3-cbc', keyBytes: 24 },
    [`${OWN}5`]: { name: 'rc2', keyBytes: 16 },
    [`${OWN}6`]: { name: 'rc2', keyBytes: 5 },
  }

/** The HMAC that a file's `macData` holds, for checking its password. */
export function macOf(
  digest: string,
  data: Buffer,
  password: Password,
  { salt, rounds }: { readonly salt: Buffer; readonly rounds: number },
): Buffer {
  const size = createHash(digest).digest().length
  const key = ownDerivation(digest, 3, { salt, rounds, password, size })
  return createHmac(digest, key).update(data).digest()
}

/** Decrypts with the algorithm that is named. Padding that is not right means a wrong password. */
export async function decrypt(algorithm: Asn1, data: Buffer, password: Password): Promise<Buffer> {
  const [oid, parameters] = algorithm.sequence
  if (!oid || !parameters) throw new Asn1Error('an algorithm lacks its parameters')
  return oid.oid === PBES2
    ? decryptPbes2(parameters, data, password)
    : decryptOwn(oid.oid, parameters, data, password)
}

function decryptOwn(oid: string, parameters: Asn1, data: Buffer, password: Password): Buffer {
  const cipher = OWN_CIPHERS[oid]
  const [salt, rounds] = parameters.sequence
  if (!cipher || !salt || !rounds) throw new Asn1Error(`the cipher ${oid} is not known`)
  const derive = (id: 1 | 2, size: number): Buffer =>
    ownDerivation('sha1', id, { salt: salt.octets, rounds: rounds.integer, password, size })
  return decipher(cipher.name, derive(1, cipher.keyBytes), derive(2, 8), data)
}

async function decryptPbes2(parameters: Asn1, data: Buffer, password: Password): Promise<Buffer> {
  const [derivation, encryption] = parameters.sequence
  const [derivationOid, derivationParameters] = derivation?.sequence ?? []
  const [cipherOid, iv] = encryption?.sequence ?? []
  const cipher = CIPHERS[cipherOid?.oid ?? '']
  if (derivationOid?.oid !== '1.2.840.113549.1.5.12' || !derivationParameters || !cipher || !iv) {
    throw new Asn1Error('the cipher is not known')
  }
  const [salt, rounds, ...options] = derivationParameters.sequence
  if (!salt || !rounds) throw new Asn1Error('the key derivation lacks its parameters')
  const prf = options.at(-1)?.tag === 0x30 ? PRFS[options.at(-1)!.sequence[0]!.oid] : 'sha1'
  if (!prf) throw new Asn1Error('the key derivation is not known')
  const count = bounded(rounds.integer, MOST_ROUNDS)
  const key = await deriveKey(password.utf8, salt.octets, count, cipher.keyBytes, prf)
  return decipher(cipher.name, key, iv.octets, data)
}

function decipher(name: string, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  if (name === 'rc2') return unpadded(decryptRc2Cbc(key, iv, data))
  try {
    const stream = createDecipheriv(name, key, iv)
    return Buffer.concat([stream.update(data), stream.final()])
  } catch (cause) {
    throw new NotDecrypted('it does not decrypt', { cause })
  }
}

function unpadded(data: Buffer): Buffer {
  const count = data.at(-1) ?? 0
  const padding = data.subarray(data.length - count)
  if (count < 1 || count > 8 || !padding.every((byte) => byte === count)) {
    throw new NotDecrypted('it does not decrypt')
  }
  return data.subarray(0, data.length - count)
}

const bounded = (rounds: number, most: number): number => {
  if (rounds < 1 || rounds > most) throw new Asn1Error(`it asks for ${rounds} rounds of derivation`)
  return rounds
}

interface Derivation {
  readonly salt: Buffer
  readonly rounds: number
  readonly password: Password
  readonly size: number
}

/** RFC 7292, appendix B.2. `id`: 1 for keys, 2 for initial vectors, 3 for the MAC's key. */
function ownDerivation(
  digest: string,
  id: 1 | 2 | 3,
  { salt, rounds, password, size }: Derivation,
): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64
  const count = bounded(rounds, MOST_OWN_ROUNDS)
  const hash = (...parts: readonly Buffer[]): Buffer =>
    parts.reduce((running, part) => running.update(part), createHash(digest)).digest()
  const filled = (bytes: Buffer): Buffer =>
    Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes)
  const diversifier = Buffer.alloc(block, id)
  const input = Buffer.concat([filled(salt), filled(password.bmp)])
  const out: Buffer[] = []
  for (let have = 0; have < size; have += out.at(-1)!.length) {
    let a = hash(diversifier, input)
    for (let i = 1; i < count; i++) a = hash(a)
    out.push(a)
    addToEach(input, Buffer.alloc(block, a), block)
  }
  return Buffer.concat(out).subarray(0, size)
}

/** Adds `b` and one to each block of `input`, as numbers with the most significant byte first. */
function addToEach(input: Buffer, b: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let i = block - 1; i >= 0; i--) {
      carry += input[start + i]! + b[i]!
      input[start + i] = carry & 255
      carry >>>= 8
    }
  }
}
