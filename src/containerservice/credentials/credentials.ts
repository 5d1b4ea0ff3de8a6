// The keys and certificates of one cluster: what its kubeconfigs are made of.
import type { Instant } from '#kernel/instant.ts'

/** A key with its certificate, both in PEM. */
interface KeyPair {
  readonly key: string
  readonly certificate: string
}

/** A client of the API server: its certificate, and a token that says the same. */
export interface ClientCredential extends KeyPair {
  readonly token: string
}

/** Who may sign in with a static credential, by the names of AKS's kubeconfigs. */
export type CredentialName = 'clusterAdmin' | 'clusterUser' | 'clusterMonitoringUser'

export interface ClusterCredentials {
  /** Signs the clients below and the API server; to change it is to lock out every old client. */
  readonly authority: KeyPair
  readonly clients: Readonly<Record<CredentialName, ClientCredential>>
  /** Private keys in PEM that sign service accounts' tokens, newest first; all of them verify. */
  readonly serviceAccountKeys: readonly string[]
}

/** Makes credentials, valid from `now`: a matter of two milliseconds. */
export interface CredentialIssuer {
  /** A whole new set; service accounts keep their keys where there are some. */
  issue(now: Instant, serviceAccountKeys?: readonly string[]): ClusterCredentials
  serviceAccountKey(): string
  /** Makes a server's certificate, signed by an authority that was issued here. */
  server(authority: KeyPair, names: readonly string[], now: Instant): KeyPair
  /** Who the API server takes a client for. */
  subjectOf(client: CredentialName): { readonly name: string; readonly group: string }
}
