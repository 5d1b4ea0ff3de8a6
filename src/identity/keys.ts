import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Instant, plus } from '#kernel/instant.ts'
import { writePrivate } from './private-file.ts'
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
 * The data directory's signing key. A new one takes some tens of milliseconds of another thread;
 * only the first token has to wait for what is left of them.
 */
export async function loadSigningKey(directory: string, now: Instant): Promise<SigningKey> {
  const path = join(directory, 'token-signing.pem')
  if (!existsSync(path)) {
    const made = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
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
    writePrivate(path, pem, { durable: true })
  }
  const pem = readFileSync(path, 'utf8')
  const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----')))
  const privateKey = createPrivateKey(pem)
  return {
    kid: createHash('sha1').update(certificate.raw).digest('base64url'),
    privateKey,
    publicKey: createPublicKey(privateKey),
    certificate,
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
