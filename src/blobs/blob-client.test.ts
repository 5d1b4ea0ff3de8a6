import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { test } from 'node:test'
import { BlobClient, type Content } from './blob-client.ts'
import type { BlobError } from './blob-error.ts'
import { SINGLE_BYTES } from './blocks.ts'

type Serve = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

const never = new AbortController().signal
const quick = { tries: 3, firstWaitMs: 1 }

async function served(
  serve: Serve,
  play: (base: string, client: BlobClient) => Promise<void>,
  stallMs = 2_000,
  away?: () => Promise<void> | undefined,
): Promise<void> {
  const server = createServer((request, response) => void serve(request, response))
  server.on('checkContinue', (request, response: ServerResponse) => {
    if (request.url!.includes('denied')) return void response.writeHead(403).end()
    response.writeContinue()
    void serve(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = new BlobClient({ retry: quick, stallMs, away: away ?? (() => undefined) })
  try {
    await play(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, client)
  } finally {
    client.close()
    server.close()
    server.closeAllConnections()
  }
}

const bytesOf = (bytes: Buffer): Content => ({
  size: bytes.length,
  read: (start, end) => Readable.from([bytes.subarray(start, end)]),
})

const read = (client: BlobClient, url: string): Promise<string> =>
  text(Readable.from(client.read({ url }, never)))

const refused = (promise: Promise<unknown>): Promise<BlobError> =>
  promise.then(
    () => assert.fail('it was not refused'),
    (error: BlobError) => error,
  )

test('while the server is away, no try counts', async () => {
  let back: PromiseWithResolvers<void> | undefined = Promise.withResolvers<void>()
  let calls = 0
  await served(
    (request, response) => {
      calls++
      if (back) request.socket.destroy()
      else response.end('content')
    },
    async (base, client) => {
      const aborted = new AbortController()
      const url = `${base}/c/given-up`
      const given = text(Readable.from(client.read({ url }, aborted.signal)))
      const reads = Array.from({ length: 5 }, () => read(client, `${base}/c/b`))
      while (calls < 6) await new Promise(setImmediate)
      aborted.abort(new Error('given up'))
      await assert.rejects(given, /given up/)
      const resolve = back!.resolve
      back = undefined
      resolve()
      assert.deepEqual(new Set(await Promise.all(reads)), new Set(['content']))
    },
    2_000,
    () => back?.promise,
  )
})

test('a blob that is cut off is read on from there', async () => {
  const whole = Buffer.from('0123456789'.repeat(10_000))
  const ranges: unknown[] = []
  await served(
    (request, response) => {
      const { range } = request.headers
      ranges.push([range, request.headers['if-match']])
      const first = Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')![1])
      response.writeHead(range ? 206 : 200, { etag: '"1"', 'content-length': whole.length - first })
      if (ranges.length > 2) return void response.end(whole.subarray(first))
      response.write(whole.subarray(first, first + 30_000), () => response.destroy())
    },
    async (base, client) => {
      assert.equal(await read(client, `${base}/c/b`), whole.toString())
      assert.equal(ranges.length, 3)
      assert.deepEqual(ranges[0], [undefined, undefined])
      assert.deepEqual((ranges[2] as string[])[1], '"1"')
    },
  )
})

test('a blob that is another one when it is read on is not mixed of both', async () => {
  let calls = 0
  await served(
    (_, response) => {
      response.writeHead(200, { etag: `"${++calls}"`, 'content-length': 20 })
      if (calls > 1) return void response.end('b'.repeat(20))
      response.write('a'.repeat(10), () => setTimeout(() => response.destroy(), 20))
    },
    async (base, client) => {
      assert.match((await refused(read(client, `${base}/c/b`))).message, /changed/)
    },
  )
})

test('what may pass is tried again, and after as long as the server says', async () => {
  const times: number[] = []
  await served(
    (_, response) => {
      times.push(performance.now())
      if (times.length === 1) response.writeHead(503, { 'retry-after': '1' }).end()
      else if (times.length === 2) response.destroy()
      else response.end('at last')
    },
    async (base, client) => {
      assert.equal(await read(client, base), 'at last')
      assert.ok(times[1]! - times[0]! >= 990, String(times))
    },
  )
})

test('what a server refuses for good is not tried again, and says its code', async () => {
  let calls = 0
  await served(
    (_, response) => {
      calls++
      response.writeHead(404).end('<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>')
    },
    async (base, client) => {
      const { status, code, fault } = await refused(read(client, base))
      assert.deepEqual(
        { status, code, fault, calls },
        {
          status: 404,
          code: 'BlobNotFound',
          fault: 'refused',
          calls: 1,
        },
      )
    },
  )
})

test('a server that stalls is given up', async () => {
  await served(
    (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('x'),
    async (base, client) => assert.equal((await refused(read(client, base))).fault, 'stalled'),
    50,
  )
})

test('a redirect is followed, and takes no token to another host', async () => {
  const seen: unknown[] = []
  const note: Serve = (request, response) => {
    seen.push(request.headers.authorization)
    response.end('there')
  }
  await served(note, (elsewhere) =>
    served(
      (request, response) => {
        if (request.url === '/near') return void response.writeHead(302, { location: '/far' }).end()
        seen.push(request.headers.authorization)
        response.writeHead(307, { location: `${elsewhere}/x` }).end()
      },
      async (base, client) => {
        const place = { url: `${base}/near`, token: async () => 't' }
        assert.equal(await text(Readable.from(client.read(place, never))), 'there')
        assert.deepEqual(seen, ['Bearer t', undefined])
      },
    ),
  )
})

test('a token that is refused is asked for once more', async () => {
  const asked: boolean[] = []
  await served(
    (request, response) => {
      const isNew = request.headers.authorization === 'Bearer new'
      response.writeHead(isNew ? 200 : 401).end('yes')
    },
    async (base, client) => {
      const token = async (isFresh: boolean): Promise<string> => {
        asked.push(isFresh)
        return isFresh ? 'new' : 'old'
      }
      assert.equal(await text(Readable.from(client.read({ url: base, token }, never))), 'yes')
      assert.deepEqual(asked, [false, true])
    },
  )
})

test('all pages of a list are read, with the SAS on each', async () => {
  await served(
    (request, response) => {
      const query = new URL(request.url!, 'http://x').searchParams
      assert.equal(query.get('sig'), 'a+b/c=')
      assert.equal(query.get('prefix'), 'in/ü')
      const page = Number(query.get('marker') ?? 0)
      const next = page < 2 ? `<NextMarker>${page + 1}</NextMarker>` : '<NextMarker />'
      response.end(
        `<?xml version="1.0"?><EnumerationResults><Blobs><Blob><Name>in/ü&amp;${page}</Name>` +
          `<Properties><Content-Length>${page}</Content-Length></Properties></Blob></Blobs>${next}` +
          '</EnumerationResults>',
      )
    },
    async (base, client) => {
      const url = `${base}/c/?restype=container&comp=list&sig=a%2Bb%2Fc%3D`
      const found = await Readable.from(client.list({ url }, 'in/ü', never)).toArray()
      assert.deepEqual(
        found,
        [0, 1, 2].map((page) => ({ name: `in/ü&${page}`, size: page })),
      )
    },
  )
})

test('a small blob is put by one call, with its headers', async () => {
  let got: unknown
  await served(
    async (request, response) => {
      const { headers, url } = request
      got = [
        url,
        headers['x-ms-blob-type'],
        headers['x-ms-blob-content-type'],
        headers['x-ms-meta-a'],
        await text(request),
      ]
      response.writeHead(201).end()
    },
    async (base, client) => {
      const headers = { 'Content-Type': 'text/plain', 'x-ms-meta-a': '1', 'Content-Length': '7' }
      const content = bytesOf(Buffer.from('hello'))
      await client.put({ url: `${base}/c?sig=s` }, 'a b/ü#1.txt', content, headers, never)
      assert.deepEqual(got, [
        '/c/a%20b/%C3%BC%231.txt?sig=s',
        'BlockBlob',
        'text/plain',
        '1',
        'hello',
      ])
    },
  )
})

test('an empty blob is put too', async () => {
  await served(
    async (request, response) => {
      assert.equal(request.headers['content-length'], '0')
      response.writeHead(201).end()
    },
    (base, client) => client.put({ url: `${base}/c` }, 'x', bytesOf(Buffer.alloc(0)), {}, never),
  )
})

test('a large blob is put in blocks, some of which need a second try, and is then committed', async () => {
  const whole = Buffer.alloc(SINGLE_BYTES + 12_345_678)
  for (let at = 0; at < whole.length; at += 4096) whole.writeUInt32LE(at, at)
  const blocks = new Map<string, Buffer>()
  let committed: Buffer | undefined
  let failures = 0
  await served(
    async (request, response) => {
      const query = new URL(request.url!, 'http://x').searchParams
      const body = await buffer(request).catch(() => undefined)
      if (!body) return
      if (query.get('comp') === 'blocklist') {
        const ids = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)]
        committed = Buffer.concat(ids.map(([, id]) => blocks.get(id!)!))
      } else if (blocks.size === 1 && failures++ === 0) {
        return void response.writeHead(500).end()
      } else blocks.set(query.get('blockid')!, body)
      response.writeHead(201).end()
    },
    async (base, client) => {
      await client.put({ url: `${base}/c?sig=s` }, 'big', bytesOf(whole), {}, never)
      assert.ok(committed?.equals(whole))
      assert.equal(failures, 2)
    },
  )
})

test('blocks that storage has lost meanwhile are put once more', async () => {
  const blocks = new Set<string>()
  let commits = 0
  await served(
    async (request, response) => {
      const query = new URL(request.url!, 'http://x').searchParams
      const body = await text(request)
      if (query.get('comp') !== 'blocklist') blocks.add(query.get('blockid')!)
      else if (++commits === 1) {
        blocks.clear()
        response.writeHead(400, { 'x-ms-error-code': 'InvalidBlockList' })
        return void response.end()
      } else {
        assert.ok([...body.matchAll(/<Latest>([^<]+)</g)].every(([, id]) => blocks.has(id!)))
      }
      response.writeHead(201).end()
    },
    async (base, client) => {
      const content = bytesOf(Buffer.alloc(SINGLE_BYTES + 1))
      await client.put({ url: `${base}/c` }, 'big', content, {}, never)
      assert.equal(commits, 2)
    },
  )
})

test('a file that shrinks while it is sent is no whole blob', async () => {
  await served(
    async (request) => void (await text(request).catch(() => '')),
    async (base, client) => {
      const short = Buffer.from('short')
      const streamed: Content = { size: 10, read: () => Readable.from([short]) }
      for (const content of [streamed, { ...streamed, readWhole: async () => short }]) {
        const put = client.put({ url: `${base}/c` }, 'x', content, {}, never)
        assert.match((await refused(put)).message, /shorter/)
      }
    },
  )
})

test('a refusal is understood before the body of a large call is sent', async () => {
  await served(
    () => assert.fail('the body was sent'),
    async (base, client) => {
      const content: Content = { size: 1e9, read: () => assert.fail('the body was read') }
      const put = client.put({ url: `${base}/denied` }, 'x', content, {}, never)
      assert.equal((await refused(put)).status, 403)
    },
  )
})

test('a call that is given up ends at once', async () => {
  await served(
    () => undefined,
    async (base, client) => {
      const signal = AbortSignal.timeout(20)
      const reading = text(Readable.from(client.read({ url: base }, signal)))
      assert.equal((await refused(reading)).name, 'TimeoutError')
    },
    60_000,
  )
})

test('no name leads out of the container', async () => {
  for (const name of ['..', 'a/../../b', '.', 'a/./b', '', 'a\0b', '\ud800']) {
    const put = new BlobClient().put(
      { url: 'http://127.0.0.1:1/c' },
      name,
      bytesOf(EMPTY),
      {},
      never,
    )
    assert.equal((await refused(put)).fault, 'unusable', name)
  }
})

const EMPTY = Buffer.alloc(0)
