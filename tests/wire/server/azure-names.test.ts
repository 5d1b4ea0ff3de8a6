// What a program finds that has Azure's own names compiled in: each leads to its service, every link
// in an answer bears such names again, and nothing but these names is answered there.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { byName, tokenByName } from './azure-names.ts'

const lazuli = await createLazuli({ timeScale: 1000 })
after(() => lazuli.stop())
const { ready } = lazuli
const { tenantId, subscriptionId } = ready
const ARM = 'https://management.azure.com'
const LOGIN = 'https://login.microsoftonline.com'
const BATCH = 'https://lazuli.westeurope.batch.azure.com'

const bearer = async (resource: string): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${await tokenByName(ready, resource)}`,
})

/** Every URL in a text, but those that are names of things and lead nowhere. */
const urlsIn = (text: string): string[] => text.match(/https?:\/\/[^\s"',<>\\]+/g) ?? []

function noOwnAddress(text: string): void {
  const own = urlsIn(text).filter((url) => /127\.0\.0\.1|localhost|\[::1\]/.test(url))
  assert.deepEqual(own, [])
}

describe('by their own names', () => {
  test('Resource Manager answers, and its long-running operations go on there', async () => {
    const headers = {
      ...(await bearer('https://management.azure.com')),
      'content-type': 'application/json',
    }
    const groups = await byName(ready, `${ARM}/subscriptions?api-version=2022-12-01`, { headers })
    assert.equal(groups.status, 200, groups.text)
    const group = `${ARM}/subscriptions/${subscriptionId}/resourceGroups/lazuli`
    const account = `${group}/providers/Microsoft.Batch/batchAccounts/another?api-version=2024-02-01`
    const begun = await byName(ready, account, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ location: 'northeurope' }),
    })
    assert.equal(begun.status, 202, begun.text)
    assert.match(
      String(begun.headers.location),
      /^https:\/\/management\.azure\.com\/subscriptions\//,
    )
    noOwnAddress(JSON.stringify(begun.headers))
    let made = begun
    while (made.status === 202) {
      made = await byName(ready, String(begun.headers.location), { headers })
    }
    assert.equal(made.status, 200, made.text)
    const { properties } = made.body as { properties: Record<string, string> }
    assert.equal(properties.accountEndpoint, 'another.northeurope.batch.azure.com')
    noOwnAddress(made.text)
  })

  test('a device sign-in leads to a page that a browser finds, which no proxy leads here', async () => {
    const { body } = await byName(ready, `${LOGIN}/${tenantId}/oauth2/v2.0/devicecode`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      // The client of `az`.
      body: 'client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&scope=https://management.azure.com/.default',
    })
    assert.equal(body.verification_uri, `${ready.arm}/devicelogin`)
    assert.ok(String(body.message).includes(`${ready.arm}/devicelogin`))
  })

  test('and its refusal of strangers leads to Azure’s authority', async () => {
    const refused = await byName(ready, `${ARM}/subscriptions?api-version=2022-12-01`)
    assert.equal(refused.status, 401)
    assert.match(
      String(refused.headers['www-authenticate']),
      /authorization_uri="https:\/\/login\.microsoftonline\.com\//,
    )
  })

  test('a storage account names the endpoints that Azure gives it', async () => {
    const headers = {
      ...(await bearer('https://management.azure.com')),
      'content-type': 'application/json',
    }
    const group = `${ARM}/subscriptions/${subscriptionId}/resourceGroups/lazuli`
    const url = `${group}/providers/Microsoft.Storage/storageAccounts/byname?api-version=2023-05-01`
    const body = { location: 'westeurope', sku: { name: 'Standard_RAGRS' }, kind: 'StorageV2' }
    let made = await byName(ready, url, { method: 'PUT', headers, body: JSON.stringify(body) })
    while (made.status === 202)
      made = await byName(ready, String(made.headers.location), { headers })
    const { properties } = made.body as { properties: Record<string, Record<string, string>> }
    assert.deepEqual(properties.primaryEndpoints, {
      dfs: 'https://byname.dfs.core.windows.net/',
      web: 'https://byname.z6.web.core.windows.net/',
      blob: 'https://byname.blob.core.windows.net/',
      queue: 'https://byname.queue.core.windows.net/',
      table: 'https://byname.table.core.windows.net/',
      file: 'https://byname.file.core.windows.net/',
    })
    const secondary = properties.secondaryEndpoints?.blob
    assert.equal(secondary, 'https://byname-secondary.blob.core.windows.net/')
  })

  test('Entra tells of itself as Azure’s does, and is the same by each alias', async () => {
    const path = `${tenantId}/v2.0/.well-known/openid-configuration`
    for (const alias of ['login.microsoftonline.com', 'login.windows.net', 'sts.windows.net']) {
      const { body, text } = await byName(ready, `https://${alias}/${path}`)
      assert.equal(body.issuer, `${LOGIN}/${tenantId}/v2.0`)
      assert.equal(body.msgraph_host, 'graph.microsoft.com')
      noOwnAddress(text)
    }
    const discovery = `${LOGIN}/common/discovery/instance?api-version=1.1&authorization_endpoint=`
    const known = await byName(
      ready,
      `${discovery}https://login.windows.net/common/oauth2/authorize`,
    )
    const [first] = known.body.metadata as { aliases: string[]; preferred_network: string }[]
    assert.equal(first?.preferred_network, 'login.microsoftonline.com')
    assert.ok(first?.aliases.includes('login.windows.net'))
    const foreign = await byName(ready, `${discovery}https://127.0.0.1/common/oauth2/authorize`)
    assert.equal(foreign.status, 400)
  })

  test('tokens name their issuer and audience as Azure’s do', async () => {
    for (const audience of [
      'https://management.azure.com',
      'https://management.core.windows.net/',
    ]) {
      const [, claims] = (await tokenByName(ready, audience)).split('.')
      const { aud, iss } = JSON.parse(Buffer.from(claims!, 'base64url').toString())
      assert.deepEqual({ aud, iss }, { aud: audience, iss: `https://sts.windows.net/${tenantId}/` })
    }
  })

  test('the cloud is described as the public one', async () => {
    const { body, text } = await byName(ready, `${ARM}/metadata/endpoints?api-version=2022-09-01`)
    assert.equal(body.name, 'AzureCloud')
    assert.equal(body.resourceManager, `${ARM}/`)
    assert.equal((body.authentication as { loginEndpoint: string }).loginEndpoint, LOGIN)
    noOwnAddress(text)
  })

  test('Graph begins at the root of its name', async () => {
    const headers = await bearer('https://graph.microsoft.com')
    const page = await byName(ready, 'https://graph.microsoft.com/v1.0/servicePrincipals?$top=1', {
      headers,
    })
    assert.equal(page.status, 200, page.text)
    const context = page.body['@odata.context']
    assert.equal(context, 'https://graph.microsoft.com/v1.0/$metadata#servicePrincipals')
    const next = String(page.body['@odata.nextLink'])
    assert.match(next, /^https:\/\/graph\.microsoft\.com\/v1\.0\/servicePrincipals\?/)
    assert.equal((await byName(ready, next, { headers })).status, 200)
  })

  test('each Batch account answers by its name and region, and by no other region', async () => {
    const headers = await bearer('https://batch.core.windows.net/')
    const path = '/pools?api-version=2024-07-01.20.0'
    const pools = await byName(ready, `${BATCH}${path}`, { headers })
    assert.equal(pools.status, 200, pools.text)
    assert.match(String(pools.body['odata.metadata']), /^https:\/\/lazuli\.westeurope\.batch\./)
    noOwnAddress(pools.text)
    for (const host of ['lazuli.northeurope', 'nosuch.westeurope']) {
      const refused = await byName(ready, `https://${host}.batch.azure.com${path}`, { headers })
      assert.equal(refused.status, 403, host)
    }
  })

  test('a machine’s token is there over plain HTTP for who sends the header', async () => {
    const url =
      'http://169.254.169.254/metadata/identity/oauth2/token' +
      '?api-version=2018-02-01&resource=https://management.azure.com/'
    const without = await byName(ready, url)
    assert.equal(without.status, 400)
    const forwarded = { Metadata: 'true', 'X-Forwarded-For': '10.0.0.1' }
    assert.equal((await byName(ready, url, { headers: forwarded })).status, 400)
    const got = await byName(ready, url, { headers: { Metadata: 'true' } })
    assert.equal(got.status, 200, got.text)
    const authorization = `Bearer ${got.body.access_token}`
    const subscriptions = `${ARM}/subscriptions?api-version=2022-12-01`
    const { status } = await byName(ready, subscriptions, { headers: { authorization } })
    assert.equal(status, 200)
  })

  test('storage that was not started says how to start it', async () => {
    for (const kind of ['blob', 'queue', 'table', 'file', 'dfs', 'z6.web']) {
      const { status, text } = await byName(ready, `https://lazuli.${kind}.core.windows.net/a/b`)
      assert.equal(status, 501, kind)
      assert.match(text, /start Lazuli with --storage/)
    }
  })
})

describe('nothing else is answered', () => {
  const paths = [
    `https://management.azure.com/${tenantId}/oauth2/token`,
    `https://management.azure.com/metadata/identity/oauth2/token?api-version=2018-02-01`,
    `https://login.microsoftonline.com/subscriptions/${subscriptionId}?api-version=2022-12-01`,
    'https://login.microsoftonline.com/metadata/endpoints?api-version=2022-09-01',
    'https://login.microsoftonline.com/msi/token?api-version=2019-08-01&resource=x',
    'http://169.254.169.254/metadata/instance?api-version=2021-02-01',
    `http://169.254.169.254/${tenantId}/v2.0/.well-known/openid-configuration`,
  ]
  for (const url of paths) {
    test(`${url.replaceAll(tenantId, 'TENANT')} is no path of that service`, async () => {
      const { status, text } = await byName(ready, url, { headers: { Metadata: 'true' } })
      assert.ok(status >= 400 && status < 500, `${status} ${text}`)
      assert.doesNotMatch(text, /access_token|issuer|loginEndpoint/)
    })
  }

  test('our own API has no name of Azure’s', async () => {
    const headers = await bearer('https://management.azure.com')
    const { status } = await byName(ready, `${ARM}/lazuli/status`, { headers })
    assert.ok(status === 400 || status === 404, String(status))
  })

  const foreign = [
    'https://vault.azure.net/',
    'https://x.eastmoon.batch.azure.com/',
    'https://localhost/',
  ]
  for (const url of foreign) {
    test(`there is no certificate for ${url}`, async () => {
      await assert.rejects(byName(ready, url))
    })
  }

  test('a call for another name than the connection’s is refused', async () => {
    for (const url of ['https://graph.microsoft.com/v1.0/users', 'https://vault.azure.net/']) {
      const { status } = await byName(ready, url, { servername: 'management.azure.com' })
      assert.equal(status, 421, url)
    }
  })

  test('so is another port, and what Azure answers over HTTPS alone', async () => {
    const host = 'management.azure.com:8443'
    const wrong = await byName(ready, `${ARM}/subscriptions`, { headers: { host } })
    assert.equal(wrong.status, 421)
    assert.equal((await byName(ready, 'http://management.azure.com/subscriptions')).status, 403)
    assert.equal((await byName(ready, 'http://vault.azure.net/')).status, 421)
  })
})

test('the ordinary listener knows none of these names', async () => {
  const { request } = await import('node:https')
  const { readFileSync } = await import('node:fs')
  const { hostname, port } = new URL(ready.arm)
  const names = [
    'management.azure.com',
    'login.microsoftonline.com',
    'lazuli.westeurope.batch.azure.com',
  ]
  for (const host of [...names, 'lazuli.blob.core.windows.net', '169.254.169.254']) {
    const status = await new Promise((resolve, reject) => {
      const sent = request({
        ...{ hostname, port, path: '/', agent: false, headers: { host } },
        ca: readFileSync(ready.caFile),
        servername: 'localhost',
      })
      sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
      sent.end()
    })
    assert.equal(status, 400, host)
  }
})
