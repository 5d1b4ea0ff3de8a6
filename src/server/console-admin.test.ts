import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consoleAdmin, type Shown } from './console-admin.ts'
import type { Exchange } from './exchange.ts'

async function look(name: string, shown: Shown | undefined) {
  let asked: string | undefined
  const admin = consoleAdmin(async (machine) => {
    asked = machine
    return shown
  })
  const exchange = { query: new URLSearchParams({ name }) } as unknown as Exchange
  const reply = await admin['GET console']!(exchange, {} as never)
  return { asked, status: reply.status, body: JSON.parse(String(reply.body)) as unknown }
}

test('a machine with a screen shows it beside what it said', async () => {
  const screen = Uint8Array.from([0x89, 0x50, 0x4e, 0x47])
  assert.deepEqual(await look('vm1', { screen, serial: 'boot\n' }), {
    asked: 'vm1',
    status: 200,
    body: { serial: 'boot\n', screen: 'iVBORw==' },
  })
})

test('a machine without a screen shows its serial output alone', async () => {
  const { body } = await look('vm1', { serial: 'login: ' })
  assert.deepEqual(body, { serial: 'login: ' })
})

test('a name that fits no machine, or several, is not found', async () => {
  assert.equal((await look('nobody', undefined)).status, 404)
})
