import { readFileSync } from 'node:fs'
import { ClientSecretCredential } from '@azure/identity'
import type { Ready } from '#library/ready/ready.ts'

/** What every Microsoft client in JavaScript needs to reach a server: nothing but endpoint and trust. */
export interface AzureOptions {
  readonly credential: ClientSecretCredential
  readonly options: { readonly endpoint: string; readonly tlsOptions: { readonly ca: string } }
}

export function azureFor(ready: Ready): AzureOptions {
  const tlsOptions = { ca: readFileSync(ready.caFile, 'utf8') }
  const credential = new ClientSecretCredential(
    ready.tenantId,
    ready.clientId,
    ready.clientSecret,
    { authorityHost: ready.authority, disableInstanceDiscovery: true, tlsOptions },
  )
  return { credential, options: { endpoint: ready.arm, tlsOptions } }
}
