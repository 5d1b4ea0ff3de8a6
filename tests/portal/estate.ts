// What the portal's tests look at, made and read back by Microsoft's own clients.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { ResourceManagementClient } from '@azure/arm-resources'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import type { Locator, Page } from 'playwright-core'
import { callOver } from '#library/connection.ts'
import type { Ready } from '#library/ready/ready.ts'
import { azureFor } from '#testing/clients/azure.ts'

export function batchOf(ready: Ready): BatchServiceClient {
  const { account, key, endpoint } = ready.batch!
  const https = new Agent({ ca: readFileSync(ready.caFile), keepAlive: false })
  return new BatchServiceClient(new BatchSharedKeyCredentials(account, key), endpoint, {
    agentSettings: { http: https, https },
    noRetryPolicy: true,
  })
}

export function resourcesOf(ready: Ready): ResourceManagementClient {
  const { credential, options } = azureFor(ready)
  return new ResourceManagementClient(credential, ready.subscriptionId, options)
}

/** What does not come in this time does not come at all. */
export const LONGEST_MS = 90_000

/** Polls as a user would, until what is asked for is so. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const begun = performance.now()
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    assert.ok(performance.now() - begun < LONGEST_MS, `still ${JSON.stringify(answer)}`)
    await wait(50)
  }
}

/** Whether an SDK is told that there is no such thing. */
export const isGone = (ask: () => Promise<unknown>): Promise<boolean> =>
  ask().then(
    () => false,
    (error: { statusCode?: number }) => error.statusCode === 404,
  )

export async function aPool(
  client: BatchServiceClient,
  id: string,
  nodes: number,
  slots = 1,
): Promise<void> {
  await client.pool.add({
    id,
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: nodes,
    taskSlotsPerNode: slots,
  })
}

const OFTEN = { updateIntervalInMs: 50 }

/** A machine named `name` of a VMM server with the inventory that there is by itself. Answers its id. */
export async function aMachine(ready: Ready, name: string): Promise<string> {
  const { resources } = resourcesOf(ready)
  const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
  const scvmm = `${group}/providers/Microsoft.ScVmm`
  const extendedLocation = {
    type: 'CustomLocation',
    name: `${group}/providers/Microsoft.ExtendedLocation/customLocations/cl1`,
  }
  const version = '2025-03-13'
  const { location } = ready
  const put = (id: string, body: object, apiVersion = version) =>
    resources.beginCreateOrUpdateByIdAndWait(
      id,
      apiVersion,
      { location, extendedLocation, ...body },
      OFTEN,
    )
  const server = `${scvmm}/vmmServers/vmm1`
  await put(server, {
    properties: { fqdn: 'vmm.example', credentials: { username: 'a', password: 'b' } },
  })
  const made: Record<string, string> = {}
  for (const [type, kind, item] of [
    ['clouds', 'Cloud', 'Production Cloud'],
    ['virtualMachineTemplates', 'VirtualMachineTemplate', 'Linux'],
  ] as const) {
    const inventoryItemId = await itemOf(ready, server, kind, item)
    made[type] = `${scvmm}/${type}/first`
    await put(made[type], { properties: { inventoryItemId, vmmServerId: server } })
  }
  const machine = `${group}/providers/Microsoft.HybridCompute/machines/${name}`
  await resources.beginCreateOrUpdateByIdAndWait(
    machine,
    '2023-04-25-preview',
    { location, kind: 'SCVMM' },
    OFTEN,
  )
  const instance = `${machine}/providers/Microsoft.ScVmm/virtualMachineInstances/default`
  await put(instance, {
    properties: {
      infrastructureProfile: { cloudId: made.clouds, templateId: made.virtualMachineTemplates },
    },
  })
  return instance
}

async function itemOf(ready: Ready, server: string, kind: string, name: string): Promise<string> {
  const list = () =>
    readArm<{
      value: { id: string; kind: string; properties: { inventoryItemName: string } }[]
    }>(ready, `${server}/inventoryItems?api-version=2025-03-13`)
  const { value } = await until(list, ({ value }) => value.length > 0)
  return value.find((each) => each.kind === kind && each.properties.inventoryItemName === name)!.id
}

/** What Resource Manager, or our own API beside it, answers to a read that no client here has. */
export async function readArm<Answer>(ready: Ready, path: string): Promise<Answer> {
  return (await sendArm<Answer>(ready, 'GET', path)).answer
}

/** Sends Resource Manager a call that no client here has. */
export async function sendArm<Answer>(
  ready: Ready,
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly answer: Answer }> {
  const { credential, options } = azureFor(ready)
  const { token } = (await credential.getToken('https://management.azure.com/.default'))!
  const sent = await callOver(
    { ca: options.tlsOptions.ca, agent: false },
    ready.arm,
    method,
    path,
    {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    },
  )
  const answer = (sent.body === '' ? undefined : JSON.parse(sent.body)) as Answer
  return { status: sent.status, answer }
}

/** What a button downloads. */
export async function downloaded(
  page: Page,
  label: string,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: label, exact: true }).click()
  const file = await download
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) }
}

/** Presses a button, and again the one in the dialog that asks back. */
export async function press(
  page: Page,
  label: string,
  given: {
    /** Where the button is; absent: it is the only one of its name. */
    readonly within?: Locator
    readonly choice?: string
    readonly fill?: Readonly<Record<string, string>>
  } = {},
): Promise<void> {
  await (given.within ?? page).getByRole('button', { name: label, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: label })
  if (given.choice) await dialog.getByRole('radio', { name: given.choice }).check()
  for (const [name, value] of Object.entries(given.fill ?? {})) {
    const field = dialog.getByLabel(name, { exact: true })
    const isList = await field.evaluate((element) => element.tagName === 'SELECT')
    await (isList ? field.selectOption(value) : field.fill(value))
  }
  await dialog.getByRole('button', { name: label, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' }).catch(async (cause: unknown) => {
    throw new Error(`the dialog stays open: ${await dialog.innerText()}`, { cause })
  })
}
