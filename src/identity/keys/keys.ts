import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { type Instant, plus } from '#kernel/instant.ts'
import { DamagedFile } from './damaged-file.ts'
import { type KeyPair, newKeyPair, signingKeyIn } from './key-pair.ts'
import { writePrivateDurably } from './private-file.ts'
import { issueCertificate } from './x509.ts'

/** What signs every token: an RSA key and the certificate that clients may identify it by. */
export interface SigningKey {
  /** SHA-1 thumbprint of the certificate in base64url: both `kid` and `x5t`, as Entra has it. */
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly certificate: X509Certificate
}

/** One key of a JWKS document. */
export interface Jwk {
  readonly kty: 'RSA'
  readonly use: 'sig'
  readonly kid: string
  readonly x5t: string
  readonly n: string
  readonly e: string
  readonly x5c: readonly string[]
}

const FIVE_YEARS = 5 * 365 * 24 * 3_600_000

/**
 * The data directory's signing key. A new one is made of `pair`, if that was begun before, and is on
 * the disk before anything is signed with it.
 */
export async function loadSigningKey(
  directory: string,
  now: Instant,
  pair?: Promise<KeyPair>,
): Promise<SigningKey> {
  const path = signingKeyIn(directory)
  if (!existsSync(path)) {
    const made = await (pair ?? newKeyPair())
    const certificate = issueCertificate({
      subject: 'accounts.accesscontrol.lazuli',
      publicKey: made.publicKey,
      issuer: { name: 'accounts.accesscontrol.lazuli', key: made.privateKey },
      notBefore: now,
      notAfter: plus(now, FIVE_YEARS),
      serial: randomBytes(16),
      use: 'signature',
    })
    const pem = `${made.privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`
    await writePrivateDurably(path, pem)
  }
  const { certificate, privateKey } = readPair(path)
  return {
    kid: createHash('sha1').update(certificate.raw).digest('base64url'),
    privateKey,
    publicKey: createPublicKey(privateKey),
    certificate,
  }
}

/** Throws `DamagedFile` for what no tokens can be signed with. */
export function readPair(path: string): Pick<SigningKey, 'certificate' | 'privateKey'> {
  try {
    const pem = readFileSync(path, 'utf8')
    const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----')))
    const privateKey = createPrivateKey(pem)
    if (certificate.checkPrivateKey(privateKey)) return { certificate, privateKey }
    throw new Error('key and certificate are not of one pair')
  } catch (cause) {
    throw new DamagedFile(path, cause, 'Removed, it is made anew, and tokens have to be got anew.')
  }
}

export function jwkOf(key: SigningKey): Jwk {
  const { n, e } = key.publicKey.export({ format: 'jwk' })
  return {
    kty: 'RSA',
    use: 'sig',
    kid: key.kid,
    x5t: key.kid,
    n: n!,
    e: e!,
    x5c: [key.certificate.raw.toString('base64')],
  }
}
