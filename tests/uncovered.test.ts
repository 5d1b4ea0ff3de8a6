// Operations of a contract without a handler, and properties that are refused, stand in uncovered.txt,
// each with its reason: what is left out is left out on purpose.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { uncovered } from '../scripts/docs-not-here.ts'

test('every operation is served, or listed with the reason why not', async () => {
  const server = await createLazuli()
  const lacking: string[] = []
  for (const { name, routes, handlers } of server.services) {
    const served = await handlers()
    const unserved = routes.filter((route) => !(route.operationId in served))
    lacking.push(...unserved.map((route) => `${name} ${route.operationId}`))
  }
  await server.stop()
  const listed = uncovered().filter(({ isProperty }) => !isProperty)
  for (const { what, reason } of listed) assert.ok(reason, `${what}: a reason is missing`)
  const names = listed.map(({ service, what }) => `${service} ${what}`)
  assert.deepEqual(names.sort(), [...new Set(lacking)].sort())
})

test('no property is refused as not served', () => {
  assert.deepEqual(
    uncovered().filter(({ isProperty }) => isProperty),
    [],
  )
})
