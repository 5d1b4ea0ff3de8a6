// A certificate that the user brings, for the names that it is good for. What belongs here is its
// two files: reading them, and reading them anew when they change.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createSecureContext, type SecureContext } from 'node:tls'
import { fileErrorWords } from '#kernel/file-errors.ts'
import type { Instant } from '#kernel/instant.ts'

export interface CertificateFiles {
  /** In PEM: the server's certificate first, then those between it and its authority. */
  readonly cert: string
  /** In PEM, without a password. */
  readonly key: string
}

export interface GivenCertificate {
  /** What proves the server to a client that asks for this name; undefined: not this certificate. */
  contextFor(name: string): SecureContext | undefined
  /** In PEM: the authorities that came with it; itself, if it has none. */
  trusted(): string
  /** Called after each renewal. */
  onRenewed?: () => void
  close(): void
}

/** How soon a change is seen. Renewals replace the files, links to them included. */
const LOOK_MS = 2_000

/**
 * Throws with a sentence that says what to do, where the files are not a pair that is good now. A
 * pair that is replaced by none later is reported, and the one before it stays.
 */
export function givenCertificate(
  files: CertificateFiles,
  now: () => Instant,
  report: (error: unknown) => void,
): GivenCertificate {
  // Before they are read: what changes meanwhile is seen by the next look.
  let seen = marksOf(files)
  let current = readPair(files, now())
  const look = (): void => {
    const marks = marksOf(files)
    if (marks === seen) return
    seen = marks
    try {
      current = readPair(files, now())
      given.onRenewed?.()
    } catch (error) {
      report(error)
    }
  }
  const looking = setInterval(look, LOOK_MS)
  looking.unref()
  const given: GivenCertificate = {
    trusted: () =>
      current.chain
        .filter((one) => one.ca || one.issuer === one.subject)
        .map(String)
        .join(''),
    contextFor: (name) =>
      current.chain[0]?.checkHost(name) === undefined ? undefined : current.context,
    close() {
      clearInterval(looking)
    },
  }
  return given
}

/** By which a change of the files is seen. */
const marksOf = ({ cert, key }: CertificateFiles): string => [cert, key].map(markOf).join()

function markOf(file: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file)
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
  } catch (error) {
    return fileErrorWords(error)
  }
}

interface Pair {
  readonly chain: readonly X509Certificate[]
  readonly context: SecureContext
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function readPair(files: CertificateFiles, now: Instant): Pair {
  const cert = readText('certificate', files.cert)
  const key = readText('key', files.key)
  const chain = certificatesIn(cert, files.cert)
  const [own] = chain
  if (!own) throw new Error(`${files.cert} holds no certificate in PEM.`)
  if (!own.checkPrivateKey(privateKey(key, files.key))) {
    throw new Error(
      `The key ${files.key} does not belong to the certificate ${files.cert}. ` +
        'The first certificate of the file has to be the server’s own.',
    )
  }
  const day = (text: string): string => new Date(text).toISOString().slice(0, 10)
  if (Date.parse(own.validTo) <= now) {
    throw new Error(`The certificate ${files.cert} ended on ${day(own.validTo)}: renew it.`)
  }
  if (Date.parse(own.validFrom) > now) {
    throw new Error(
      `The certificate ${files.cert} begins on ${day(own.validFrom)}. Is the clock of this machine right?`,
    )
  }
  return { chain, context: createSecureContext({ cert, key }) }
}

const readText = (what: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`cannot read the ${what} ${file}: ${fileErrorWords(cause)}.`, { cause })
  }
}

function certificatesIn(pem: string, file: string): X509Certificate[] {
  try {
    return (pem.match(PEM) ?? []).map((text) => new X509Certificate(text))
  } catch (cause) {
    throw new Error(`${file} holds no certificate in PEM.`, { cause })
  }
}

function privateKey(pem: string, file: string) {
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    const words = pem.includes('ENCRYPTED') ? 'has a password: take it away' : 'holds no key in PEM'
    throw new Error(`${file} ${words}.`, { cause })
  }
}
