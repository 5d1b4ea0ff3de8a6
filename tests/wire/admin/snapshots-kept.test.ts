// A snapshot outlives its server: a data directory that went back to one of an earlier run starts again.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { admin } from '#cli/client.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

const restore = ({ ready }: Lazuli) =>
  admin(ready, '/lazuli/snapshots/early/restore', { method: 'POST' })

async function subscriptionsOf({ ready }: Lazuli): Promise<number> {
  const answer = await admin(ready, '/subscriptions?api-version=2022-12-01')
  return (JSON.parse(answer) as { readonly value: readonly unknown[] }).value.length
}

test('a snapshot of an earlier run is restored, and the next start goes on from it', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'lazuli-earlier-'))
  t.after(() => rmSync(data, { recursive: true, force: true }))
  const options = { data, nodes: 'simulated', port: 0, batchPort: 0 } as const
  const first = await createLazuli(options)
  await admin(first.ready, '/lazuli/snapshots', { method: 'POST', body: '{"name":"early"}' })
  await first.stop()
  for (let i = 0; i < 3; i++) {
    await using next = await createLazuli(options)
    assert.equal(await subscriptionsOf(next), 1)
    const body = JSON.stringify({ displayName: 'more' })
    await admin(next.ready, '/lazuli/subscriptions', { method: 'POST', body })
    assert.equal(await subscriptionsOf(next), 2)
    await restore(next)
  }
})
