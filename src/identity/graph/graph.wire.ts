// What Graph shows of who there is. Pure.
import { toIso } from '#kernel/instant.ts'
import type { Credential } from '../principals/credentials.ts'
import type { Tenant } from '../principals/principal.queries.ts'
import type { ApplicationEntry, Entry, GroupEntry } from './directory.queries.ts'

export type Shown = Readonly<Record<string, unknown>>

const seconds = (at: Parameters<typeof toIso>[0]): string => toIso(at).replace(/\.\d+Z$/, 'Z')

const NO_DETAILS = {
  businessPhones: [],
  givenName: null,
  jobTitle: null,
  mail: null,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  surname: null,
}

export const presentUser = (entry: Entry): Shown => ({
  ...NO_DETAILS,
  mailNickname: entry.signInName.split('@')[0],
  userType: 'Member',
  ...entry.details,
  id: entry.id,
  displayName: entry.displayName,
  userPrincipalName: entry.details.userPrincipalName ?? entry.signInName,
  accountEnabled: entry.isEnabled,
  createdDateTime: seconds(entry.createdAt),
})

export const presentGroup = (group: GroupEntry): Shown => ({
  description: null,
  groupTypes: [],
  mailEnabled: false,
  securityEnabled: true,
  ...group.body,
  id: group.id,
  deletedDateTime: null,
  displayName: group.displayName,
  createdDateTime: seconds(group.createdAt),
})

const secretsIn = (credentials: readonly Credential[]): Shown[] =>
  credentials
    .filter(({ kind }) => kind === 'secret')
    .map((credential) => presentSecret(credential, null))

export const presentSecret = (
  { keyId, displayName, startedAt, expiresAt, hint }: Credential,
  secretText: string | null,
): Shown => ({
  customKeyIdentifier: null,
  displayName: displayName ?? null,
  endDateTime: seconds(expiresAt),
  hint: hint ?? null,
  keyId,
  secretText,
  startDateTime: startedAt === undefined ? null : seconds(startedAt),
})

const certificatesIn = (credentials: readonly Credential[]): Shown[] =>
  credentials
    .filter(({ kind }) => kind === 'certificate')
    .map(({ keyId, thumbprint, displayName, startedAt, expiresAt }) => ({
      customKeyIdentifier: thumbprint?.toUpperCase() ?? null,
      displayName: displayName ?? null,
      endDateTime: seconds(expiresAt),
      key: null,
      keyId,
      startDateTime: startedAt === undefined ? null : seconds(startedAt),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    }))

const NO_APPLICATION = {
  api: {},
  appRoles: [],
  identifierUris: [],
  isFallbackPublicClient: null,
  notes: null,
  optionalClaims: null,
  publicClient: { redirectUris: [] },
  requiredResourceAccess: [],
  signInAudience: 'AzureADMyOrg',
  spa: { redirectUris: [] },
  tags: [],
  web: { redirectUris: [] },
}

export const presentApplication = (
  application: ApplicationEntry,
  credentials: readonly Credential[],
  { domain }: Tenant,
): Shown => ({
  ...NO_APPLICATION,
  ...application.body,
  id: application.id,
  deletedDateTime: null,
  appId: application.appId,
  displayName: application.displayName,
  publisherDomain: domain,
  passwordCredentials: secretsIn(credentials),
  keyCredentials: certificatesIn(credentials),
  createdDateTime: seconds(application.createdAt),
})

/** The names that programs know the application by. */
export const urisOf = ({ body: { identifierUris } }: ApplicationEntry): readonly string[] =>
  Array.isArray(identifierUris) ? identifierUris.filter((uri) => typeof uri === 'string') : []

export function presentServicePrincipal(
  entry: Entry,
  application: ApplicationEntry | undefined,
  { id: tenantId }: Tenant,
): Shown {
  const isIdentity = entry.kind === 'managed-identity'
  const uris = application ? urisOf(application) : []
  return {
    appRoleAssignmentRequired: false,
    tags: [],
    ...entry.details,
    id: entry.id,
    deletedDateTime: null,
    appId: entry.signInName,
    appDisplayName: isIdentity ? null : (application?.displayName ?? entry.displayName),
    appOwnerOrganizationId: isIdentity ? null : tenantId,
    accountEnabled: entry.isEnabled,
    alternativeNames: entry.resourceId ? [`isExplicit=True`, entry.resourceId] : [],
    displayName: entry.displayName,
    keyCredentials: [],
    passwordCredentials: [],
    servicePrincipalNames: [entry.signInName, ...uris],
    servicePrincipalType: isIdentity ? 'ManagedIdentity' : 'Application',
    createdDateTime: seconds(entry.createdAt),
  }
}
