import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { dial, proxyFor } from './upstream.ts'

test('the user’s own proxy is used for what it is meant for', () => {
  const environment = {
    HTTPS_PROXY: 'http://proxy.example:3128',
    no_proxy: 'in.example, .corp,[::1]',
  }
  const at = (host: string) => proxyFor(host, environment)?.host
  assert.equal(at('pypi.org'), 'proxy.example:3128')
  assert.equal(at('in.example'), undefined)
  assert.equal(at('a.in.example'), undefined)
  assert.equal(at('x.corp'), undefined)
  assert.equal(at('thin.example'), 'proxy.example:3128')
  assert.equal(proxyFor('pypi.org', {}), undefined)
  assert.equal(proxyFor('pypi.org', { ...environment, no_proxy: '*' }), undefined)
  assert.equal(proxyFor('pypi.org', { https_proxy: 'socks5://x:1' }), undefined)
  assert.equal(proxyFor('pypi.org', { all_proxy: 'http://x:1' })?.host, 'x:1')
})

test('a host outside is reached through a proxy with its user’s name', async (t) => {
  const far = createServer((_, response) => response.end('far'))
  const proxy = createServer()
  let asked: (string | undefined)[] = []
  proxy.on('connect', ({ url, headers }, socket: Socket) => {
    asked = [url, headers['proxy-authorization']]
    if (url !== 'far.example:443') return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    const onward = connect((far.address() as { port: number }).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
  })
  for (const server of [far, proxy]) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
  }
  const { port } = proxy.address() as { port: number }
  const environment = { https_proxy: `http://me:p%40ss@127.0.0.1:${port}` }
  const socket = await dial('far.example', 443, environment)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  const text = Buffer.concat(await socket.toArray()).toString()
  assert.match(text, /far/)
  assert.deepEqual(asked, ['far.example:443', `Basic ${btoa('me:p@ss')}`])
  await assert.rejects(dial('other.example', 443, environment), /answers 403/)
})
