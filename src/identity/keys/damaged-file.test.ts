import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { SOME_MOMENT } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import { createIdentity } from '../identity.ts'

async function used(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'identity-test-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const options = { store: await temporaryStore(t), directory, now: () => SOME_MOMENT }
  const { credentials, issueToken } = await createIdentity(options)
  const principal = { kind: 'user', objectId: 'o', tenantId: credentials.tenantId } as never
  // The key is on the disk once a token is signed with it.
  await issueToken(principal, 'https://management.azure.com/').catch(() => undefined)
  return { directory, start: () => createIdentity(options) }
}

test('a signing key that is cut short anywhere is refused at the start, by its name', async (t) => {
  const { directory, start } = await used(t)
  const file = join(directory, 'token-signing.pem')
  const whole = readFileSync(file, 'utf8')
  for (const share of [0, 0.2, 0.5, 0.7, 0.9]) {
    writeFileSync(file, whole.slice(0, whole.length * share))
    await assert.rejects(start(), /token-signing\.pem is damaged .*Restore it from a backup/)
  }
  writeFileSync(file, whole)
  await start()
})

test('credentials that are cut short or lack a member are refused by their name', async (t) => {
  const { directory, start } = await used(t)
  const file = join(directory, 'credentials.json')
  const whole = readFileSync(file, 'utf8')
  const { clientSecret: _, ...lacking } = JSON.parse(whole)
  for (const text of ['', '{', whole.slice(0, -10), 'null', '[]', JSON.stringify(lacking)]) {
    writeFileSync(file, text)
    await assert.rejects(start(), /credentials\.json is damaged .*Restore it from a backup/, text)
  }
  writeFileSync(file, whole)
  await start()
})
