// Certificates for the listener, made by an authority of the data directory's own. What belongs
// here is files and their renewal; how a certificate is built is src/identity/keys/x509.ts.
import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { writePrivate } from '#identity/keys/private-file.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { type Instant, instant, plus } from '#kernel/instant.ts'

export interface TlsOptions {
  /** The data directory; made when absent. */
  readonly directory: string
  readonly now: Instant
  /** Further DNS names (`*.westeurope.batch.localhost`) and addresses that clients will use. */
  readonly names?: readonly string[]
  /** Certificates in PEM that the bundle holds as well: what a certificate of the user's rests on. */
  readonly trusted?: string | undefined
}

export interface TlsMaterial {
  /** For the listener, in PEM. */
  readonly key: string
  readonly cert: string
  /** Paths of the authority's certificate, and of that and the system's roots in one file. */
  readonly caPath: string
  readonly bundlePath: string
  /** Makes certificates for further names. Its key never leaves this process. */
  readonly authority: Pair
}

const DAY = 24 * 3_600_000
/** Public authorities stop at 398 days, and so do the clients that hold all authorities to it. */
const SERVER_DAYS = 397
const AUTHORITY_DAYS = 3650
const RENEW_DAYS = 30
const SYSTEM_ROOTS = '/etc/ssl/certs/ca-certificates.crt'

/**
 * OpenSSL and Node refuse a wildcard right under a top-level name, so `*.localhost` is there for
 * browsers and each name of ours is spelt out.
 */
const OWN_NAMES = [
  'localhost',
  '*.localhost',
  'management.localhost',
  'login.localhost',
  'portal.localhost',
  'graph.localhost',
  '*.batch.localhost',
  '127.0.0.1',
  '::1',
]

export interface Pair {
  readonly key: string
  readonly cert: string
}

/** Where a data directory has its authority's certificate. */
export const authorityIn = (directory: string): string => join(directory, 'ca.pem')

/**
 * The listener's key and certificate, made on first use and renewed when a month is left or a name
 * is missing. The authority stays as it is for ten years, so that clients which trust it go on to.
 */
export function tlsMaterial(options: TlsOptions): TlsMaterial {
  const { directory, now, names = [], trusted } = options
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = (name: string): string => join(directory, name)
  const wanted = [...new Set([...OWN_NAMES, ...names].map((name) => name.toLowerCase()))]
  const authority = kept(file('ca.pem'), file('ca-key.pem'), now) ?? makeAuthority(file, now)
  const server =
    kept(file('server.pem'), file('server-key.pem'), now, authority.cert, wanted) ??
    makeServer(file, now, authority, wanted)
  writeBundle(file('ca-bundle.pem'), file('ca.pem'), authority.cert, trusted)
  const [caPath, bundlePath] = [authorityIn(directory), file('ca-bundle.pem')]
  return { ...server, caPath, bundlePath, authority }
}

/** The bundle rests on what came with a certificate of the user's: it changes when that is renewed. */
export function renewBundle(directory: string, trusted: string): void {
  const caPath = authorityIn(directory)
  writeBundle(join(directory, 'ca-bundle.pem'), caPath, readFileSync(caPath, 'utf8'), trusted)
}

/** Why the authority that clients trust would be made anew; undefined where it stays, or is yet to be made. */
export function faultOfAuthority(directory: string): string | undefined {
  const [cert, key] = [authorityIn(directory), join(directory, 'ca-key.pem')]
  if (!existsSync(cert) && !existsSync(key)) return undefined
  if (pairIn(cert, key)) return undefined
  return `${cert} and ${key} are not a pair: a new authority is made, and clients have to trust that.`
}

/** A pair from disk, unless it is absent, damaged, near its end, or not what is wanted now. */
function kept(
  certPath: string,
  keyPath: string,
  now: Instant,
  issuer?: string,
  wanted: readonly string[] = [],
): Pair | undefined {
  const found = pairIn(certPath, keyPath)
  if (!found) return undefined
  const { x509, pair } = found
  const isTimely =
    Date.parse(x509.validFrom) <= now && Date.parse(x509.validTo) > plus(now, RENEW_DAYS * DAY)
  const isOurs = !issuer || x509.verify(new X509Certificate(issuer).publicKey)
  return isTimely && isOurs && wanted.every((name) => covers(x509, name)) ? pair : undefined
}

/** Undefined: half a file, or not ours. Making a new pair is all there is to do. */
function pairIn(
  certPath: string,
  keyPath: string,
): { x509: X509Certificate; pair: Pair } | undefined {
  try {
    const pair = { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') }
    const x509 = new X509Certificate(pair.cert)
    return x509.checkPrivateKey(createPrivateKey(pair.key)) ? { x509, pair } : undefined
  } catch {
    return undefined
  }
}

const covers = (cert: X509Certificate, name: string): boolean =>
  isIP(name)
    ? cert.checkIP(name) !== undefined
    : (cert.subjectAltName ?? '').split(', ').includes(`DNS:${name}`)

function makeAuthority(file: (name: string) => string, now: Instant): Pair {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serial = randomBytes(16)
  // The serial tells one directory's authority from another's in a list of trusted ones.
  const name = `Lazuli authority ${serial.toString('hex', 0, 4)}`
  const cert = issueCertificate({
    subject: name,
    publicKey: keys.publicKey,
    issuer: { name, key: keys.privateKey },
    ...validity(now, AUTHORITY_DAYS),
    serial,
    use: 'authority',
  })
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  writePrivate(file('ca-key.pem'), key)
  writePrivate(file('ca.pem'), cert, 0o644)
  return { key, cert }
}

function makeServer(
  file: (name: string) => string,
  now: Instant,
  authority: Pair,
  names: readonly string[],
): Pair {
  const { key, cert } = serverPair(authority, now, names)
  writePrivate(file('server-key.pem'), key)
  writePrivate(file('server.pem'), cert)
  return { key, cert }
}

/** A new key, and the authority's certificate that it is good for these names. */
export function serverPair(
  authority: Pair,
  now: Instant,
  names: readonly string[],
  subject = 'localhost',
): Pair {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const cert = issueCertificate({
    subject,
    publicKey: keys.publicKey,
    issuer: {
      name: commonName(new X509Certificate(authority.cert)),
      key: createPrivateKey(authority.key),
    },
    ...validity(now, SERVER_DAYS),
    serial: randomBytes(16),
    use: 'server',
    names,
  })
  return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert }
}

const commonName = (cert: X509Certificate): string => /^CN=(.*)$/m.exec(cert.subject)?.[1] ?? ''

/** An hour back: the clocks of containers and virtual machines differ. */
const validity = (now: Instant, days: number) => ({
  notBefore: plus(now, -3_600_000),
  notAfter: plus(now, -3_600_000 + days * DAY),
})

/** Tools that replace their roots (curl, Python, Go, az) need the system's as well as ours. */
function writeBundle(path: string, caPath: string, authority: string, trusted?: string): void {
  const system = existsSync(SYSTEM_ROOTS) ? SYSTEM_ROOTS : undefined
  const changed = Math.max(...[caPath, system].map((from) => (from ? modifiedAt(from) : 0)))
  if (existsSync(path) && modifiedAt(path) >= changed && trusted === undefined) return
  const roots = system ? readFileSync(system, 'utf8') : rootCertificates.join('\n')
  writePrivate(path, `${roots.trimEnd()}\n${authority}${trusted ?? ''}`, 0o644)
}

const modifiedAt = (path: string): Instant => instant(statSync(path).mtimeMs)
