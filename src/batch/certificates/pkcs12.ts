// Reads the certificates out of a PKCS#12 file (.pfx) and checks its password (RFC 7292).
import { timingSafeEqual } from 'node:crypto'
import { Asn1, Asn1Error, NotDecrypted } from './asn1.ts'
import { DIGESTS, decrypt, macOf, NO_PASSWORD, type Password, passwordOf } from './pkcs12-crypto.ts'

/** What is wrong with a file: it is none, or the password is not its. */
type PfxFault =
  | { readonly fault: 'unreadable'; readonly reason: string }
  | { readonly fault: 'password' }

export type PfxContent = { readonly certificates: readonly Buffer[] } | PfxFault

const DATA = '1.2.840.113549.1.7.1'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2'
const NESTED_BAG = '1.2.840.113549.1.12.10.1.6'
const X509 = '1.2.840.113549.1.9.22.1'

/** The file's certificates in DER, in the file's order. */
export async function readPfx(bytes: Buffer, password: string | undefined): Promise<PfxContent> {
  try {
    const file = outerOf(bytes)
    const known = passwordFor(file, password ?? '')
    if (!known) return { fault: 'password' }
    return await contentOf(file, known)
  } catch (error) {
    if (error instanceof NotDecrypted) return { fault: 'password' }
    if (error instanceof Asn1Error) return { fault: 'unreadable', reason: error.message }
    throw error
  }
}

interface Outer {
  readonly safe: Buffer
  readonly mac: Asn1 | undefined
}

function outerOf(bytes: Buffer): Outer {
  const [version, safe, mac] = Asn1.read(bytes).sequence
  const [type, content] = safe?.sequence ?? []
  if (version?.integer !== 3 || type?.oid !== DATA || !content) throw new Asn1Error('not a PKCS#12')
  return { safe: content.inner.octets, mac }
}

/** The form of the password that the file's MAC confirms; undefined when none does. */
function passwordFor({ safe, mac }: Outer, text: string): Password | undefined {
  const candidates = text === '' ? [NO_PASSWORD, passwordOf('')] : [passwordOf(text)]
  if (!mac) return candidates.at(-1)
  const [info, salt, rounds] = mac.sequence
  const [algorithm, expected] = info?.sequence ?? []
  const digest = DIGESTS[algorithm?.sequence[0]?.oid ?? '']
  if (!digest || !expected || !salt) throw new Asn1Error('its integrity check is not known')
  const how = { salt: salt.octets, rounds: rounds?.integer ?? 1 }
  return candidates.find((candidate) => {
    const actual = macOf(digest, safe, candidate, how)
    return actual.length === expected.octets.length && timingSafeEqual(actual, expected.octets)
  })
}

async function contentOf({ safe, mac }: Outer, password: Password): Promise<PfxContent> {
  const found: Found = { certificates: [], keys: [] }
  for (const info of Asn1.read(safe).sequence) {
    const [type, content] = info.sequence
    if (!content) continue
    if (type?.oid === DATA) collect(Asn1.read(content.inner.octets), found)
    if (type?.oid !== ENCRYPTED_DATA) continue
    const [, algorithm, encrypted] = content.inner.sequence[1]?.sequence ?? []
    if (!algorithm || !encrypted) throw new Asn1Error('its encrypted part is broken')
    collect(await decrypted(algorithm, encrypted, password), found)
  }
  // Without a MAC the keys alone can tell a wrong password.
  if (!mac) {
    for (const key of found.keys) {
      const [algorithm, encrypted] = key.sequence
      if (algorithm && encrypted) await decrypted(algorithm, encrypted, password)
    }
  }
  return found
}

/** The value that was encrypted. A wrong key may by chance leave right padding, but no value. */
async function decrypted(algorithm: Asn1, data: Asn1, password: Password): Promise<Asn1> {
  const plain = await decrypt(algorithm, data.octets, password)
  try {
    const value = Asn1.read(plain)
    if (value.sequence.length === 0) throw new Asn1Error('empty')
    return value
  } catch (cause) {
    throw new NotDecrypted('it does not decrypt', { cause })
  }
}

interface Found {
  readonly certificates: Buffer[]
  readonly keys: Asn1[]
}

function collect(bags: Asn1, into: Found): void {
  for (const bag of bags.sequence) {
    const [type, value] = bag.sequence
    if (!value) continue
    if (type?.oid === NESTED_BAG) collect(value.inner, into)
    if (type?.oid === SHROUDED_KEY_BAG) into.keys.push(value.inner)
    if (type?.oid !== CERTIFICATE_BAG) continue
    const [kind, certificate] = value.inner.sequence
    if (kind?.oid === X509 && certificate) into.certificates.push(certificate.inner.octets)
  }
}
