import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { test } from 'node:test'
import { KubeConfig, type V1Pod } from '@kubernetes/client-node'
import { apiPods } from './api-pods.ts'
import type { Pods } from './port.ts'
import { PodsFault } from './port.ts'

/** An API server that answers so. */
async function withPods(answer: RequestListener, play: (pods: Pods) => Promise<void>) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const config = new KubeConfig()
  config.loadFromClusterAndUser(
    { name: 'c', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
    { name: 'u' },
  )
  try {
    await play(await apiPods(config, 'me'))
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const event = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`
const pod = (name: string, resourceVersion: string): object => ({
  metadata: { name, namespace: 'n', resourceVersion, deletionTimestamp: '2026-01-02T03:04:05Z' },
})
const never = new AbortController().signal

test('a watch goes on from where it was, also after what only marks the place', async () => {
  const asked: string[] = []
  await withPods(
    (request, response) => {
      asked.push(request.url!)
      response.write(event('ADDED', pod('a', '5')))
      response.write(event('DELETED', pod('a', '6')))
      response.end(event('BOOKMARK', { metadata: { resourceVersion: '9' } }))
    },
    async (pods) => {
      const seen: [V1Pod, boolean][] = []
      const next = await pods.watch('n', '4', (...each) => void seen.push(each), never)
      assert.equal(next, '9')
      assert.deepEqual(
        seen.map(([{ metadata }, isGone]) => [metadata!.name, isGone]),
        [
          ['a', false],
          ['a', true],
        ],
      )
      assert.equal(seen[0]![0].metadata!.deletionTimestamp!.getTime(), 1_767_323_045_000)
      const url = new URL(asked[0]!, 'http://x')
      assert.equal(url.pathname, '/api/v1/namespaces/n/pods')
      assert.equal(url.searchParams.get('resourceVersion'), '4')
      assert.equal(url.searchParams.get('labelSelector'), 'lazuli.localhost/server=me')
    },
  )
})

test('a version that is too old is listed anew, however the server says so', async () => {
  const gone = { code: 410, reason: 'Expired', metadata: {} }
  await withPods(
    (_request, response) => response.end(event('ERROR', gone)),
    async (pods) => assert.equal(await pods.watch('n', '4', assert.fail, never), undefined),
  )
  await withPods(
    (_request, response) => response.writeHead(410).end('{}'),
    async (pods) => assert.equal(await pods.watch('n', '4', assert.fail, never), undefined),
  )
})

test('what is refused, or not answered, is a fault with the words of the server', async () => {
  const status = { kind: 'Status', message: 'pods is forbidden', code: 403 }
  await withPods(
    (_request, response) =>
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(status)),
    async (pods) => {
      const isRefused = (error: unknown): boolean =>
        error instanceof PodsFault && error.status === 403
      await assert.rejects(pods.watch('n', '4', assert.fail, never), isRefused)
      await assert.rejects(pods.list('n'), { name: 'PodsFault', message: 'pods is forbidden' })
    },
  )
  await withPods(
    (request) => request.socket.destroy(),
    async (pods) => {
      await assert.rejects(pods.create('n', {}), { name: 'PodsFault', status: 0 })
    },
  )
})

test('pages of a list are put together', async () => {
  await withPods(
    (request, response) => {
      const rest = new URL(request.url!, 'http://x').searchParams.get('continue')
      const metadata = { resourceVersion: '7', ...(rest === null && { continue: 'more' }) }
      const items = [pod(rest === null ? 'a' : 'b', '1')]
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata, items }))
    },
    async (pods) => {
      const { pods: found, version } = await pods.list('n')
      assert.deepEqual(
        found.map(({ metadata }) => metadata!.name),
        ['a', 'b'],
      )
      assert.equal(version, '7')
    },
  )
})

test('what is not there counts as deleted, and a secret that is there as made', async () => {
  for (const status of [404, 409]) {
    await withPods(
      (_request, response) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"m"}'),
      async (pods) => {
        if (status === 404) {
          await pods.delete('n', 'a')
          assert.equal(await pods.hasSecret('n', 'a'), false)
        } else await pods.createSecret('n', {})
      },
    )
  }
})
