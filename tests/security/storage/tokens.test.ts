// Genuine tokens of Entra that open nothing in storage: one that is over, and one whose role is on another account.
import assert from 'node:assert/strict'
import { randomUUID, sign } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

const STORAGE = 'https://storage.azure.com/.default'
/** Of each service: what a role reads, and the role. */
const SERVICES = [
  ['blob', '/?comp=list', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'],
  ['queue', '/?comp=list', '974c5e8b-45b9-4653-ba55-5f855dd0fb88'],
  ['table', '/Tables', '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'],
] as const
type Service = (typeof SERVICES)[number][0]

let directory: string
let lazuli: Lazuli
before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lazuli-tokens-'))
  lazuli = await createLazuli({ data: directory, storage: true })
})
after(async () => {
  await lazuli.stop()
  rmSync(directory, { recursive: true })
})

async function call(method: string, path: string, token: string, body?: unknown) {
  const origin = lazuli.ready.arm.replace('https:', 'http:')
  const answer = await fetch(origin + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const said = await answer.text()
  assert.ok(answer.ok, `${method} ${path}: ${said}`)
  return JSON.parse(said || 'null')
}
const tokenOf = async (scope: string): Promise<string> =>
  (await azureFor(lazuli.ready).credential.getToken(scope))!.token

/** How a service of an account answers the bearer of a token. */
async function look(service: Service, path: string, account: string, token: string) {
  const at = lazuli.ready.storage![service].replace(/lazuli\/?$/, account)
  const answer = await fetch(at.replace('https:', 'http:') + path, {
    headers: {
      'x-ms-version': '2023-11-03',
      accept: service === 'table' ? 'application/json' : '*/*',
      authorization: `Bearer ${token}`,
    },
  })
  const said = await answer.text()
  const code = answer.headers.get('x-ms-error-code') ?? /"code":"(\w+)"/.exec(said)?.[1]
  return [answer.status, code]
}

test('a role on one account opens no service of another', async () => {
  const { subscriptionId, resourceGroup, tenantId, authority } = lazuli.ready
  const owner = await tokenOf('https://management.azure.com/.default')
  const graph = await tokenOf('https://graph.microsoft.com/.default')
  const accounts = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts`
  const open = { properties: { supportsHttpsTrafficOnly: false } }
  const kind = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  const version = '?api-version=2023-05-01'
  await call('PATCH', `${accounts}/lazuli${version}`, owner, open)
  await call('PUT', `${accounts}/other${version}`, owner, { ...kind, ...open })
  const entra = '/graph/v1.0'
  const robot = await call('POST', `${entra}/applications`, graph, { displayName: 'robot' })
  const secret = await call('POST', `${entra}/applications/${robot.id}/addPassword`, graph, {})
  const principal = await call('POST', `${entra}/servicePrincipals`, graph, {
    appId: robot.appId,
  })
  const roles = `${accounts}/lazuli/providers/Microsoft.Authorization`
  for (const [, , role] of SERVICES) {
    const at = `${roles}/roleAssignments/${randomUUID()}?api-version=2022-04-01`
    await call('PUT', at, owner, {
      properties: {
        roleDefinitionId: `${roles}/roleDefinitions/${role}`,
        principalId: principal.id,
        principalType: 'ServicePrincipal',
      },
    })
  }
  const answer = await fetch(
    `${authority.replace('https:', 'http:')}/${tenantId}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: robot.appId,
        client_secret: secret.secretText,
        scope: STORAGE,
      }),
    },
  )
  const { access_token: token } = (await answer.json()) as { access_token: string }
  for (const [service, path] of SERVICES) {
    assert.deepEqual(await look(service, path, 'lazuli', token), [200, undefined], service)
    const refused = [403, 'AuthorizationPermissionMismatch']
    assert.deepEqual(await look(service, path, 'other', token), refused, service)
  }
})

test('a token that is signed right opens every service until it is over, and then none', async () => {
  const [head, claims] = (await tokenOf(STORAGE)).split('.') as [string, string]
  const told = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const file = readdirSync(directory).find((name) => /sign/i.test(name) && /key|pem/i.test(name))!
  const key = readFileSync(join(directory, file))
  const endingAt = (exp: number): string => {
    const said = `${head}.${Buffer.from(JSON.stringify({ ...told, exp })).toString('base64url')}`
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`
  }
  const now = Math.floor(Date.now() / 1000)
  for (const [service, path] of SERVICES) {
    const good = await look(service, path, 'lazuli', endingAt(now + 600))
    assert.deepEqual(good, [200, undefined], service)
    const over = await look(service, path, 'lazuli', endingAt(now - 1))
    assert.deepEqual(over, [401, 'InvalidAuthenticationInfo'], service)
  }
})
