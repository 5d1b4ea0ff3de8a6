import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Router } from './router.ts'

const route = (operationId: string, method: string, path: string) => ({
  operationId,
  method,
  path,
  versions: ['2024-05-01'],
})
const router = new Router([
  route('Groups_Get', 'get', '/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}'),
  route(
    'Groups_Delete',
    'delete',
    '/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}',
  ),
  route('Resources_GetById', 'get', '/{resourceId}'),
  route('Tags_Get', 'get', '/{scope}/providers/Microsoft.Resources/tags/default'),
  route('Cancel', 'post', '/certificates(thumbprintAlgorithm={a},thumbprint={t})/canceldelete'),
  route('File_Get', 'get', '/jobs/{jobId}/files/{filePath}'),
])

const found = (method: string, path: string) => {
  const answer = router.match(method, path)
  return typeof answer === 'string' ? answer : [answer.route.operationId, answer.params]
}

test('case does not count, and doubled slashes count once', () => {
  assert.deepEqual(found('GET', '//Subscriptions/S1//resourceGroups/My%20Group'), [
    'Groups_Get',
    { subscriptionId: 'S1', resourceGroupName: 'My Group' },
  ])
})

test('a known path with another method is told from an unknown path', () => {
  assert.equal(found('PATCH', '/subscriptions/s/resourceGroups/g'), 'method')
  assert.equal(new Router([]).match('GET', '/x'), 'unknown')
})

test('an extension hangs on any resource id', () => {
  assert.deepEqual(found('GET', '/subscriptions/s/providers/Microsoft.Resources/tags/default'), [
    'Tags_Get',
    { scope: 'subscriptions/s' },
  ])
  const id = 'subscriptions/s/resourceGroups/g/providers/Microsoft.X/a/b'
  assert.deepEqual(found('GET', `/${id}`), ['Resources_GetById', { resourceId: id }])
})

test('a path that cannot be an id is nothing, for extensions too', () => {
  assert.equal(found('GET', '/nothing/here'), 'unknown')
  assert.equal(found('GET', '/nothing/providers/Microsoft.Resources/tags/default'), 'unknown')
  assert.equal(found('GET', '/'), 'unknown')
})

test('parameters may stand inside a segment, whatever the case around them', () => {
  assert.deepEqual(
    found('POST', '/certificates(ThumbprintAlgorithm=sha1,Thumbprint=00AA)/canceldelete'),
    ['Cancel', { a: 'sha1', t: '00AA' }],
  )
})

test('a file path takes the rest, with its slashes encoded or not', () => {
  assert.deepEqual(found('GET', '/jobs/j/files/wd%2Fa%20b.txt'), [
    'File_Get',
    { jobId: 'j', filePath: 'wd/a b.txt' },
  ])
  assert.deepEqual(found('GET', '/jobs/j/files/wd/a.txt'), [
    'File_Get',
    { jobId: 'j', filePath: 'wd/a.txt' },
  ])
})

test('broken percent-encoding is an error, not a match', () => {
  assert.throws(() => router.match('GET', '/jobs/%E0%A4/files/a'), URIError)
})
