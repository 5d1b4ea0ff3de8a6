// What `lazuli env` prints is enough for every way to sign in, in a program that knows nothing else.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { variablesOf } from '#library/ready/variables.ts'

let lazuli: Lazuli
before(async () => {
  lazuli = await createLazuli({ openManagedIdentity: true })
})
after(() => lazuli.stop())

/** Runs a program with the variables; it makes `credential`. Answers who ARM takes the caller for. */
async function caller(making: string): Promise<{ oid: string; idtyp: string }> {
  const program = `
    import * as identity from '@azure/identity'
    const { env } = process
    const options = { tenantId: env.AZURE_TENANT_ID, disableInstanceDiscovery: true }
    ${making}
    const { token } = await credential.getToken(env.AZURE_RESOURCE_MANAGER_ENDPOINT + '/.default')
    const url = env.AZURE_RESOURCE_MANAGER_ENDPOINT + '/subscriptions?api-version=2022-12-01'
    const answer = await fetch(url, { headers: { authorization: 'Bearer ' + token } })
    const { value } = await answer.json()
    if (value[0]?.subscriptionId !== env.AZURE_SUBSCRIPTION_ID) throw new Error('sees nothing')
    console.log(Buffer.from(token.split('.')[1], 'base64url').toString())`
  const args = ['--input-type=module', '--eval', program]
  const env = { PATH: process.env.PATH, ...variablesOf(lazuli.ready) }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 60_000 })
  return JSON.parse(stdout) as { oid: string; idtyp: string }
}

test('a user signs in on the page that a device code leads to', async () => {
  const { idtyp } = await caller(`
    const credential = new identity.DeviceCodeCredential({
      ...options,
      async userPromptCallback({ userCode, verificationUri }) {
        const body = new URLSearchParams({
          user_code: userCode, username: env.AZURE_USERNAME, password: env.AZURE_PASSWORD,
        })
        await fetch(verificationUri, { method: 'POST', body })
      },
    })`)
  assert.equal(idtyp, 'user')
})

test("the machine's identity is found, as App Service shows it and as a machine does", async () => {
  const { arm, managedIdentity } = lazuli.ready
  const shown = await caller('const credential = new identity.ManagedIdentityCredential()')
  assert.equal(shown.idtyp, 'app')
  const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F'
  const plain = `${arm.replace('https:', 'http:')}/metadata/identity/oauth2/token?${query}`
  const answer = await fetch(plain, { headers: { Metadata: 'true' } })
  const said = (await answer.json()) as { access_token: string; client_id: string }
  assert.equal(said.client_id, managedIdentity.clientId)
  const claims = Buffer.from(said.access_token.split('.')[1]!, 'base64url').toString()
  assert.equal((JSON.parse(claims) as { oid: string }).oid, shown.oid)
})

test('who is left to choose takes the client secret', async () => {
  const { idtyp, oid } = await caller(
    'const credential = new identity.EnvironmentCredential(options)',
  )
  assert.equal(idtyp, 'app')
  const shown = await caller('const credential = new identity.ManagedIdentityCredential()')
  assert.notEqual(oid, shown.oid)
})
