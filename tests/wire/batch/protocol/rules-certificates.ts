// What Batch refuses of certificates, as data: of themselves, and of pools that name them.
import { anotherCertificate, certificate, PASSWORD, pfx } from '#testing/certificates.ts'
import { BAD, MISSING, type Rule } from './rules.ts'

export const cer = {
  thumbprint: certificate.thumbprint,
  thumbprintAlgorithm: 'sha1',
  data: certificate.cer,
  certificateFormat: 'cer',
}
const asPfx = { ...cer, certificateFormat: 'pfx', data: pfx.aes256, password: PASSWORD }
const { thumbprint } = anotherCertificate
const another = { ...cer, thumbprint, data: anotherCertificate.cer }

const added = (rule: string, body: object, answer = BAD): Rule => ({
  rule,
  call: 'POST /certificates',
  body,
  answer,
})
const at = (thumbprint: string): string =>
  `/certificates(thumbprintAlgorithm=sha1,thumbprint=${thumbprint})`
const LARGEST = 10 * 1024

/** The one of `cer` is there, and a pool `certified` has it. */
export const certificates: readonly Rule[] = [
  added('a certificate has a thumbprint', { ...another, thumbprint: undefined }, MISSING),
  added('and data', { ...another, data: undefined }, MISSING),
  added('two have no thumbprint in common', cer, '409 CertificateExists'),
  added(
    'whatever their case',
    { ...cer, thumbprint: cer.thumbprint.toUpperCase() },
    '409 CertificateExists',
  ),
  added('the thumbprint is by SHA-1', { ...another, thumbprintAlgorithm: 'sha256' }),
  added('and of the data', { ...another, data: certificate.cer }),
  added('data can be read', { ...another, data: 'AAAA' }),
  added('in the format that is said', { ...another, certificateFormat: 'pfx' }),
  added('a PFX is no CER', { ...asPfx, certificateFormat: 'cer', password: undefined }),
  added('a CER has no password', { ...another, password: 'x' }),
  added('a PFX has the right one', { ...asPfx, password: 'guess' }),
  added('data is ten kilobytes at most', {
    ...another,
    data: Buffer.alloc(LARGEST + 1).toString('base64'),
  }),
  {
    rule: 'a certificate is there',
    call: `GET ${at(thumbprint)}`,
    answer: '404 CertificateNotFound',
  },
  { rule: 'to be deleted', call: `DELETE ${at(thumbprint)}`, answer: '404 CertificateNotFound' },
  {
    rule: 'no deletion of an active one is cancelled',
    call: `POST ${at(cer.thumbprint)}/canceldelete`,
    answer: '409 CertificateStateActive',
  },
  {
    rule: 'a pool has certificates that are there',
    call: 'POST /pools',
    body: {
      id: 'new',
      vmSize: 'standard_d2s_v3',
      cloudServiceConfiguration: { osFamily: '5' },
      certificateReferences: [{ thumbprint, thumbprintAlgorithm: 'sha1' }],
    },
    answer: '400 InvalidCertificateReferences',
  },
  {
    rule: 'also when it gets them later',
    call: 'PATCH /pools/pool1',
    body: { certificateReferences: [{ thumbprint, thumbprintAlgorithm: 'sha1' }] },
    answer: '400 InvalidCertificateReferences',
  },
  {
    rule: 'certificates were retired',
    call: 'POST /certificates?api-version=2024-07-01.20.0',
    body: another,
    answer: '400 CertificateRetired',
  },
  {
    rule: 'and with them the references to them',
    call: 'PATCH /pools/pool1?api-version=2024-07-01.20.0',
    body: { certificateReferences: [{ thumbprint, thumbprintAlgorithm: 'sha1' }] },
    answer: '400 CertificateRetired',
  },
  {
    rule: 'the newest api-version does not know them',
    call: 'GET /certificates?api-version=2025-06-01',
    answer: '400 UnsupportedRequestVersion',
  },
]
