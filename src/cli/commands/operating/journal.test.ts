import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf } from './journal.ts'

const group = `/subscriptions/${'0'.repeat(36)}/resourceGroups/g`
const entry = {
  at: '2026-03-05T10:15:00.123Z',
  method: 'PUT',
  url: `https://127.0.0.1:4510${group}?api-version=2022-12-01`,
  status: 201,
  ms: 3.6,
  operationId: 'ResourceGroups_CreateOrUpdate',
}

test('a wide terminal shows a call in a line', () => {
  const line = linesOf(entry, 160)
  assert.equal(line, `10:15:00.123  201     4 ms  PUT     ${entry.operationId}  ${group}`)
})

test('whatever is called, a terminal of 80 columns shows its name and the error', () => {
  for (const operationId of ['Pool_Get', 'ManagedClusters_ListClusterMonitoringUserCredentials']) {
    for (const name of ['c', 'a-name-that-is-as-long-as-names-of-clusters-may-be-in-azure-63']) {
      const url = `${entry.url.split('?')[0]}/providers/Microsoft.ContainerService/managedClusters/${name}?api-version=2024-05-01&x=1`
      const lines = linesOf({ ...entry, url, operationId, errorCode: 'NotFound' }, 80).split('\n')
      assert.equal(lines.length, 2)
      assert.ok(lines[0]?.includes(`${operationId}  NotFound`))
      assert.ok(lines[1]!.endsWith(`/${name}?x=1`), lines[1])
      assert.ok(lines[1]!.length <= 80)
    }
  }
})
