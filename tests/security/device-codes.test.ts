// Anyone may start a device sign-in: starting many keeps no one else from theirs.
import assert from 'node:assert/strict'
import { Agent, request } from 'node:https'
import { after, test } from 'node:test'
import { call, startServer } from '../wire/identity/identity-server.ts'

const server = await startServer()
after(() => server.stop())
const { tenantId, user } = server.identity.credentials

const AZ = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const SCOPE = 'https://management.azure.com/.default'

interface Started {
  readonly device_code: string
  readonly user_code: string
}

/** Starts a sign-in from one of loopback's addresses. */
function start(from: string, agent?: Agent): Promise<{ status: number; body: Started }> {
  const form = new URLSearchParams({ client_id: AZ, scope: SCOPE }).toString()
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ hostname: '127.0.0.1', port: server.port, localAddress: from, ca: server.ca },
        path: `/${tenantId}/oauth2/v2.0/devicecode`,
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `10.0.0.${Math.ceil(Math.random() * 250)}`,
        },
        agent: agent ?? false,
      },
      async (response) => {
        const text = Buffer.concat(await response.toArray()).toString()
        resolve({ status: response.statusCode!, body: JSON.parse(text) as Started })
      },
    )
    sent.on('error', reject)
    sent.end(form)
  })
}

async function finish({ device_code, user_code }: Started): Promise<number> {
  const { name: username, password } = user
  await call(server, '/devicelogin', { form: { user_code, username, password } })
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const form = { client_id: AZ, grant_type, device_code }
  return (await call(server, `/${tenantId}/oauth2/v2.0/token`, { form })).status
}

test('a flood of sign-ins takes the room of its own address', async () => {
  const mine = await start('127.0.0.1')
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const flood = Array.from({ length: 1_100 }, () => start('127.0.0.66', agent))
  const statuses = new Set((await Promise.all(flood)).map(({ status }) => status))
  agent.destroy()
  assert.deepEqual([...statuses], [200])
  assert.equal(await finish(mine.body), 200, 'the one of another address')
  assert.equal(await finish((await start('127.0.0.66')).body), 200, 'the newest of the same')
  assert.equal(await finish((await flood[0]!).body), 400, 'the oldest of the same')
})

test('a flood from many addresses takes the oldest', async () => {
  const addresses = Array.from({ length: 11 }, (_, i) => `127.0.1.${i + 1}`)
  const before = await start('127.0.0.1')
  for (const from of addresses) {
    const agent = new Agent({ keepAlive: true, maxSockets: 4 })
    await Promise.all(Array.from({ length: 99 }, () => start(from, agent)))
    agent.destroy()
  }
  assert.equal(await finish(before.body), 400)
  assert.equal(await finish((await start('127.0.0.1')).body), 200)
})
