// A trust store as Java reads it: PKCS #12, made here because a JDK has a tool for it and a JRE has
// none. Nothing in it is secret, so it has neither a password nor a seal.
import { bmp, context, integer, octets, oid, sequence, setOf } from '#identity/keys/der.ts'

const DATA = '1.2.840.113549.1.7.1'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
const X509 = '1.2.840.113549.1.9.22.1'
const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
/** Java's own mark: this certificate is trusted, and not part of the chain of a key. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1'
const ANY_USAGE = '2.5.29.37.0'

const PEM = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g

/** Trusts each certificate that a bundle in PEM has. */
export function trustStoreOf(bundle: string): Buffer {
  const bags = [...bundle.matchAll(PEM)].map(([, text], at) =>
    bagOf(Buffer.from(text!, 'base64'), `lazuli-${at}`),
  )
  const contents = sequence(contentOf(sequence(...bags)))
  return sequence(integer(Buffer.from([3])), contentOf(contents))
}

const contentOf = (bytes: Uint8Array): Buffer => sequence(oid(DATA), context(0, octets(bytes)))

function bagOf(certificate: Uint8Array, name: string): Buffer {
  return sequence(
    oid(CERTIFICATE_BAG),
    context(0, sequence(oid(X509), context(0, octets(certificate)))),
    setOf(
      sequence(oid(FRIENDLY_NAME), setOf(bmp(name))),
      sequence(oid(TRUSTED_KEY_USAGE), setOf(oid(ANY_USAGE))),
    ),
  )
}
