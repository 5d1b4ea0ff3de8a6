// Certificates, made here because that takes a millisecond: loading a general X.509 library takes a
// tenth of a second of every first start (docs/decisions/certificates.md).
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { Instant } from '#kernel/instant.ts'
import {
  bits,
  boolean,
  context,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  time,
  utf8,
} from './der.ts'

export interface CertificateRequest {
  /** Common name. */
  readonly subject: string
  /** Where Kubernetes reads a client's group. */
  readonly organization?: string
  readonly publicKey: KeyObject
  /** The signer: its common name and private key. The subject's own for a self-signed one. */
  readonly issuer: { readonly name: string; readonly key: KeyObject }
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** Up to 20 bytes, unique for the issuer. */
  readonly serial: Uint8Array
  readonly use: 'authority' | 'server' | 'client' | 'signature'
  /** DNS names and IP addresses that the certificate is good for. */
  readonly names?: readonly string[]
}

/** Makes a certificate, in PEM. Signs with SHA-256, whatever the issuer's key is: EC or RSA. */
export function issueCertificate(request: CertificateRequest): string {
  const isEc = request.issuer.key.asymmetricKeyType === 'ec'
  const algorithm = isEc
    ? sequence(oid('1.2.840.10045.4.3.2'))
    : sequence(oid('1.2.840.113549.1.1.11'), Buffer.from([0x05, 0]))
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(request.serial),
    algorithm,
    nameOf(request.issuer.name),
    sequence(time(request.notBefore), time(request.notAfter)),
    nameOf(request.subject, request.organization),
    spki(request.publicKey),
    context(3, sequence(...extensionsOf(request))),
  )
  const signature = sign('sha256', body, request.issuer.key)
  const encoded = sequence(body, algorithm, bits(signature)).toString('base64')
  const lines = encoded.match(/.{1,64}/g)!.join('\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

const nameOf = (common: string, organization?: string): Buffer =>
  sequence(
    ...(organization ? [setOf(sequence(oid('2.5.4.10'), utf8(organization)))] : []),
    setOf(sequence(oid('2.5.4.3'), utf8(common))),
  )

/** RFC 5280 4.2.1.2 leaves the method open; what counts is that signer and signed agree. */
const keyId = (key: KeyObject): Buffer => createHash('sha1').update(spki(key)).digest()

const DIGITAL_SIGNATURE = [0x80, 7]
const CERTIFICATE_AND_CRL_SIGN = [0x06, 1]

function extensionsOf({ use, publicKey, issuer, names }: CertificateRequest): Buffer[] {
  const isAuthority = use === 'authority'
  const [usage, unused] = isAuthority ? CERTIFICATE_AND_CRL_SIGN : DIGITAL_SIGNATURE
  const all = [
    extension('2.5.29.19', true, sequence(...(isAuthority ? [boolean(true)] : []))),
    extension('2.5.29.15', true, bits(Buffer.from([usage!]), unused)),
    extension('2.5.29.14', false, octets(keyId(publicKey))),
    // Python from 3.13 on refuses a certificate that does not name its issuer's key.
    extension('2.5.29.35', false, sequence(implicit(0, keyId(createPublicKey(issuer.key))))),
  ]
  if (use === 'server' || use === 'client') {
    const purpose = use === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2'
    all.push(extension('2.5.29.37', false, sequence(oid(purpose))))
  }
  if (names?.length) {
    all.push(extension('2.5.29.17', false, sequence(...names.map(alternativeName))))
  }
  return all
}

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))

/** No DNS name has a colon. `isIP` would ask an expression for IPv6 that takes 8 ms to compile. */
const isAddress = (name: string): boolean => name.includes(':') || isIPv4(name)

const alternativeName = (name: string): Buffer =>
  isAddress(name) ? implicit(7, addressBytes(name)) : implicit(2, Buffer.from(name))

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  // The URL parser writes any IPv6 address in one form: lower case, one `::`, no dotted part.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string): string[] => part.split(':').filter(Boolean)
  const after = groups(tail ?? '')
  const gap = Array<string>(8 - groups(head).length - after.length).fill('0')
  const hex = [...groups(head), ...gap, ...after].map((group) => group.padStart(4, '0')).join('')
  return Buffer.from(hex, 'hex')
}
