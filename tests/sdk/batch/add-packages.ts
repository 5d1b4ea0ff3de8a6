// Application packages of a server in a process of its own, as a user of Resource Manager adds them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { BlockBlobClient } from '@azure/storage-blob'
import type { Ready } from '#library/ready/ready.ts'
import { azureFor } from '#testing/clients/azure.ts'

/** A call about the Batch account; an empty path is the account itself. */
export async function armCall(ready: Ready, method: string, path: string, body?: unknown) {
  const token = await azureFor(ready).credential.getToken('https://management.azure.com/.default')
  const answer = await fetch(`${ready.arm}${accountId(ready)}${path}?api-version=2024-07-01`, {
    method,
    headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
  return (text === '' ? {} : JSON.parse(text)) as { properties: Record<string, unknown> }
}

const groupId = ({ subscriptionId, resourceGroup }: Ready): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`

export const accountId = (ready: Ready): string =>
  `${groupId(ready)}/providers/Microsoft.Batch/batchAccounts/${ready.batch!.account}`

/** Gives the account the server's storage for its packages. The process trusts the server from now on. */
export async function linkStorage(ready: Ready): Promise<void> {
  const authority = readFileSync(ready.caFile, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), authority])
  const storage = `${groupId(ready)}/providers/Microsoft.Storage/storageAccounts/${ready.storage!.account}`
  const autoStorage = { storageAccountId: storage }
  await armCall(ready, 'PATCH', '', { properties: { autoStorage } })
}

/** Adds version 1 of the application. */
export async function addPackage(ready: Ready, application: string, zip: Buffer): Promise<void> {
  await armCall(ready, 'PUT', `/applications/${application}`)
  const version = `/applications/${application}/versions/1`
  const made = await armCall(ready, 'PUT', version)
  await new BlockBlobClient(String(made.properties.storageUrl)).uploadData(zip)
  await armCall(ready, 'POST', `${version}/activate`, { format: 'zip' })
}
