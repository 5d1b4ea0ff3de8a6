// The way out of this machine: straight, or through the proxy that the user's own environment names.
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'

type Environment = Readonly<Record<string, string | undefined>>

/** Through which proxy a host is reached; undefined: straight. */
export function proxyFor(host: string, environment: Environment): URL | undefined {
  const named = (name: string): string | undefined =>
    environment[name] || environment[name.toUpperCase()]
  const exempt = (named('no_proxy') ?? '').split(',').map((one) => one.trim().toLowerCase())
  const isExempt = exempt.some((one) => {
    const name = one.replace(/^\*?\./, '')
    return one === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)))
  })
  const proxy = named('https_proxy') ?? named('all_proxy')
  if (isExempt || proxy === undefined || !URL.canParse(proxy)) return undefined
  const url = new URL(proxy)
  return url.protocol === 'http:' ? url : undefined
}

const PATIENCE_MS = 30_000

/** A connection to a host outside. */
export function dial(host: string, port: number, environment: Environment): Promise<Socket> {
  const proxy = proxyFor(host, environment)
  return proxy ? throughProxy(proxy, `${host}:${port}`) : straight(host, port)
}

function straight(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host.replace(/^\[(.*)\]$/, '$1'), port, timeout: PATIENCE_MS })
    socket.once('timeout', () => socket.destroy(new Error('it does not answer')))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
  })
}

function throughProxy(proxy: URL, target: string): Promise<Socket> {
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const authorization = { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }
  return new Promise((resolve, reject) => {
    const asked = request({
      host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: proxy.port || 80,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...(user === ':' ? {} : authorization) },
      timeout: PATIENCE_MS,
    })
    asked.once('timeout', () => asked.destroy(new Error(`${proxy.host} does not answer`)))
    asked.once('error', reject)
    asked.once('connect', ({ statusCode }, socket: Socket, head) => {
      if (statusCode !== 200) {
        socket.destroy()
        return reject(new Error(`the proxy ${proxy.host} answers ${statusCode}`))
      }
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    asked.end()
  })
}
