import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type Image, imageOf, type LayerKind, listOf } from '#testing/containers/image.ts'
import { imageNameOf } from '../image-name.ts'
import { ImageError } from '../runtime.ts'
import { bytesIn, commandIn, pullInto } from './registry-client.ts'

const MIB = 1024 * 1024
const zeros = { path: 'zeros', content: Buffer.alloc(8 * MIB) }

/** Pulls what a registry sends under these names. */
async function pull(t: TestContext, sent: Readonly<Record<string, Buffer>>, mostBytes = 16 * MIB) {
  const server = createServer((request, response) => {
    const name = request.url!.slice(request.url!.lastIndexOf('/') + 1)
    response.writeHead(name in sent ? 200 : 404).end(sent[name] ?? sent[404])
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const layout = mkdtempSync(join(tmpdir(), 'pulled-'))
  t.after(() => {
    server.close()
    server.closeAllConnections()
    rmSync(layout, { recursive: true })
  })
  const name = imageNameOf(`127.0.0.1:${port}/x:1`)!
  const signal = AbortSignal.timeout(30_000)
  const digest = pullInto(layout, { name, login: undefined, signal, mostBytes })
  return { layout, digest }
}

const namesOf = ({ manifest, manifests = [], blobs }: Image): Record<string, Buffer> => ({
  '1': manifest.bytes,
  ...Object.fromEntries([...manifests, ...blobs].map(({ digest, bytes }) => [digest, bytes])),
})

const isRefused = (words: RegExp) => (error: unknown) =>
  error instanceof ImageError && error.why === 'image' && words.test(error.message)

test('layers are kept as plain archives, however they were packed', async (t) => {
  for (const kind of ['tar', 'gzip', 'zstd', 'docker'] as const satisfies LayerKind[]) {
    const config = { Entrypoint: ['/a'], Cmd: ['b'] }
    const { layout, digest } = await pull(t, namesOf(imageOf([[zeros]], config, kind)))
    assert.ok((await bytesIn(layout, await digest)) > 8 * MIB, kind)
    assert.deepEqual(await commandIn(layout, await digest), ['/a', 'b'])
    const temporary = readdirSync(`${layout}/blobs/sha256`).filter((name) => name.startsWith('.'))
    assert.deepEqual(temporary, [])
  }
})

test('an image that would take more than there is room for is refused before it does', async (t) => {
  for (const kind of ['gzip', 'zstd'] as const) {
    const { digest } = await pull(t, namesOf(imageOf([[zeros]], {}, kind)), MIB)
    await assert.rejects(digest, isRefused(/no room/), kind)
  }
  // All layers share the room.
  const { digest } = await pull(t, namesOf(imageOf([[zeros], [zeros, zeros]], {}, 'gzip')))
  await assert.rejects(digest, isRefused(/no room/))
})

test('what no registry should send is refused', async (t) => {
  const good = imageOf([[zeros]], {}, 'gzip')
  const manifest = JSON.parse(good.manifest.bytes.toString()) as {
    config: object
    layers: { mediaType: string; size: number }[]
  }
  const layer = manifest.layers[0]!
  const changed = (change: object) => Buffer.from(JSON.stringify({ ...manifest, ...change }))
  const withLayer = (change: object) => changed({ layers: [{ ...layer, ...change }] })
  const nested = listOf([{ image: good, architecture: 'amd64', os: 'linux' }])
  const twice = listOf([
    { image: nested, architecture: 'amd64', os: 'linux' },
    { image: nested, architecture: 'arm64', os: 'linux' },
  ])
  for (const [what, sent, words] of [
    ['a long manifest', { '1': Buffer.alloc(5 * MIB, ' ') }, /too long/],
    ['a long refusal', { '1': undefined, '404': Buffer.alloc(5 * MIB, ' ') }, /too long/],
    ['a number', { '1': Buffer.from('1') }, /none/],
    ['no layers', { '1': changed({ layers: {} }) }, /none/],
    ['many layers', { '1': changed({ layers: Array(513).fill(layer) }) }, /none/],
    ['no configuration', { '1': changed({ config: null }) }, /none/],
    [
      'a long configuration',
      { '1': changed({ config: { ...manifest.config, size: 5 * MIB } }) },
      /configuration is too long/,
    ],
    ['a path', { '1': withLayer({ digest: 'sha256:../../../etc/passwd' }) }, /digest|404/],
    ['no size', { '1': withLayer({ size: undefined }) }, /no size/],
    [
      'a layer that is kept elsewhere',
      {
        '1': withLayer({
          mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
          urls: ['http://127.0.0.1:1/'],
        }),
      },
      /unknown kind/,
    ],
    ['a layer of another kind', { '1': withLayer({ mediaType: 'text/plain' }) }, /unknown kind/],
    ['bytes that are not packed', { [good.blobs[1]!.digest]: Buffer.alloc(8) }, /./],
    ['a layer that is missing', { [good.blobs[1]!.digest]: undefined }, /404/],
    [
      'lists in lists',
      { ...namesOf(twice), [nested.manifest.digest]: nested.manifest.bytes },
      /another/,
    ],
  ] as const) {
    const names = { ...namesOf(good), ...(sent as Record<string, Buffer>) }
    for (const [name, bytes] of Object.entries(names)) if (!bytes) delete names[name]
    const { layout, digest } = await pull(t, names)
    await assert.rejects(digest, isRefused(words), what)
    assert.ok(!existsSync(`${layout}/index.json`), what)
  }
})

test('a configuration that is not as it should be runs nothing', async (t) => {
  for (const Cmd of [5, 'sh', [5], { length: 1 }] as unknown[]) {
    const { layout, digest } = await pull(t, namesOf(imageOf([[zeros]], { Cmd } as object, 'gzip')))
    await assert.rejects(commandIn(layout, await digest), isRefused(/no list of words/))
  }
})
