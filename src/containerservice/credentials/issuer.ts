import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { type Instant, plus } from '#kernel/instant.ts'
import type { ClientCredential, CredentialIssuer, CredentialName } from './credentials.ts'

/** What an issuer asks of the part that writes certificates. */
interface CertificateRequest {
  readonly subject: string
  readonly organization?: string
  readonly publicKey: KeyObject
  readonly issuer: { readonly name: string; readonly key: KeyObject }
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly serial: Uint8Array
  readonly use: 'authority' | 'client' | 'server'
  /** What a server is reached by. */
  readonly names?: readonly string[]
}

/** Answers the certificate in PEM. */
export type IssueCertificate = (request: CertificateRequest) => string

const DAY_MS = 86_400_000
/** AKS makes authorities for thirty years and client certificates for two. */
const AUTHORITY_DAYS = 30 * 365
const CLIENT_DAYS = 2 * 365
const AUTHORITY = 'ca'

/** Names and groups as in real clusters: without Entra a user is an administrator too. */
const SUBJECTS: Readonly<Record<CredentialName, { subject: string; organization: string }>> = {
  clusterAdmin: { subject: 'masterclient', organization: 'system:masters' },
  clusterUser: { subject: 'masterclient', organization: 'system:masters' },
  clusterMonitoringUser: { subject: 'aks-monitoring', organization: 'aks:monitoring' },
}

/** Makes real X.509 certificates with elliptic curve keys. */
export function certificateIssuer(issueCertificate: IssueCertificate): CredentialIssuer {
  const certify = (now: Instant, days: number, request: Pick<CertificateRequest, Given>): string =>
    issueCertificate({
      ...request,
      // A client whose clock is behind must not find a certificate of tomorrow.
      notBefore: plus(now, -10 * 60_000),
      notAfter: plus(now, days * DAY_MS),
      serial: randomBytes(16),
    })
  return {
    issue(now, serviceAccountKeys) {
      const own = newKeys()
      const issuer = { name: AUTHORITY, key: own.privateKey }
      const client = (name: CredentialName): ClientCredential => {
        const { publicKey, privateKey } = newKeys()
        const request = { ...SUBJECTS[name], publicKey, issuer, use: 'client' } as const
        return {
          key: pemOf(privateKey),
          certificate: certify(now, CLIENT_DAYS, request),
          token: randomBytes(64).toString('hex'),
        }
      }
      const self = {
        subject: AUTHORITY,
        publicKey: own.publicKey,
        issuer,
        use: 'authority',
      } as const
      return {
        authority: { key: pemOf(own.privateKey), certificate: certify(now, AUTHORITY_DAYS, self) },
        clients: {
          clusterAdmin: client('clusterAdmin'),
          clusterUser: client('clusterUser'),
          clusterMonitoringUser: client('clusterMonitoringUser'),
        },
        serviceAccountKeys: serviceAccountKeys ?? [pemOf(newKeys().privateKey)],
      }
    },
    serviceAccountKey: () => pemOf(newKeys().privateKey),
    server(authority, names, now) {
      const { publicKey, privateKey } = newKeys()
      const issuer = { name: AUTHORITY, key: createPrivateKey(authority.key) }
      const request = { subject: 'apiserver', publicKey, issuer, use: 'server', names } as const
      return { key: pemOf(privateKey), certificate: certify(now, AUTHORITY_DAYS, request) }
    },
    subjectOf(client) {
      const { subject, organization } = SUBJECTS[client]
      return { name: subject, group: organization }
    },
  }
}

type Given = 'subject' | 'organization' | 'publicKey' | 'issuer' | 'use' | 'names'

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
