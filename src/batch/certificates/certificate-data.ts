// What is in the data of a certificate that is added: parsed, checked against its thumbprint and
// password, and split into what may be seen and what may not.
import { createHash, X509Certificate } from 'node:crypto'
import type { components } from '#contract/batch/types.ts'
import { limits } from '../limits.ts'
import { invalidProperty } from '../refusals.ts'
import type { CertificateSecret } from './certificate.ts'
import { normalThumbprint } from './certificate-use.queries.ts'
import { readPfx } from './pkcs12.ts'

export interface CertificateData {
  readonly thumbprint: string
  readonly publicData: string
  readonly secret: CertificateSecret
}

/** Reads what was sent. Throws the refusal that names the property at fault. */
export async function certificateData(
  sent: components['schemas']['CertificateAddParameter'],
): Promise<CertificateData> {
  if (sent.thumbprintAlgorithm.toLowerCase() !== 'sha1') {
    throw invalidProperty('thumbprintAlgorithm', 'It must be sha1', sent.thumbprintAlgorithm)
  }
  const thumbprint = normalThumbprint(sent.thumbprint)
  if (!/^[0-9a-f]{40}$/.test(thumbprint)) {
    throw invalidProperty('thumbprint', 'It must be 40 hex digits', sent.thumbprint)
  }
  const format = sent.certificateFormat ?? 'pfx'
  if (format === 'cer' && sent.password !== undefined) {
    throw invalidProperty('password', 'A cer has no password')
  }
  const bytes = fromBase64(sent.data)
  const held = format === 'cer' ? [derOf(bytes)] : await certificatesIn(bytes, sent.password)
  const match = held.find((der) => sha1(der) === thumbprint)
  if (!match) {
    throw invalidProperty(
      'thumbprint',
      'It is not the thumbprint of the certificate in data',
      sent.thumbprint,
    )
  }
  const { data, password } = sent
  const secret = { format, data, ...(password === undefined ? {} : { password }) }
  return { thumbprint, publicData: match.toString('base64'), secret }
}

const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex')

const unreadable = (reason: string) => invalidProperty('data', reason)

function fromBase64(text: string): Buffer {
  const compact = text.replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw unreadable('It must be base64')
  const bytes = Buffer.from(compact, 'base64')
  if (bytes.length > limits.certificateBytes) throw unreadable('It is longer than 10 KB')
  return bytes
}

/** A .cer file holds the certificate in DER, or in PEM. */
function derOf(bytes: Buffer): Buffer {
  try {
    return new X509Certificate(bytes).raw
  } catch {
    throw unreadable('It is not a certificate in the format cer')
  }
}

async function certificatesIn(bytes: Buffer, password: string | undefined): Promise<Buffer[]> {
  const content = await readPfx(bytes, password)
  if ('certificates' in content) return content.certificates.map(derOf)
  if (content.fault === 'password') {
    throw invalidProperty('password', 'It is not the password of the certificate in data')
  }
  throw unreadable(`It is not a certificate in the format pfx: ${content.reason}`)
}
