// Operations of a contract without a handler stand in uncovered.txt, each with its reason: what is
// left out is left out on purpose.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'

test('every operation is served, or listed with the reason why not', async () => {
  const server = await createLazuli()
  const lacking: string[] = []
  for (const { name, routes, handlers } of server.services) {
    const served = await handlers()
    const unserved = routes.filter((route) => !(route.operationId in served))
    lacking.push(...unserved.map((route) => `${name} ${route.operationId}`))
  }
  await server.stop()
  const lines = readFileSync(new URL('uncovered.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const listed = lines.map((line) => {
    const [operation, reason] = line.split(': ')
    assert.ok(reason, `${line}: a reason is missing`)
    return operation
  })
  assert.deepEqual([...listed].sort(), [...new Set(lacking)].sort())
})
