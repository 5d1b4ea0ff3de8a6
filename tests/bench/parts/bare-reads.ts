// Bare servers to measure beside: rows of SQLite, sent as they are.
// https DIR BODY ROWS: GET and PUT of a row, over TLS with the certificate in DIR.
// batch DIR BODY ROWS ACCOUNT KEY: GET of a task and of a page of a hundred, one HMAC a call.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const [kind, directory, bodyFile, count, account, key] = process.argv.slice(2) as string[]
const body = readFileSync(bodyFile!, 'utf8')
const isBatch = kind === 'batch'
const db = new DatabaseSync(join(directory!, `bare-${kind}.db`))
db.exec(`
  pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;
  create table thing (key text primary key, body text not null) without rowid; begin`)
const save = db.prepare('insert or replace into thing (key, body) values (?, ?)')
const find = db.prepare('select body from thing where key = ?')
const page = db.prepare('select body from thing order by key limit 100')
for (let i = 0; i < Number(count); i++) save.run(isBatch ? `t${i}` : `/${i}`, body)
db.exec('commit')

const textOf = (row: unknown): string => (row as { body: string }).body

function answer(response: ServerResponse, text: string, status = 200): void {
  const length = Buffer.byteLength(text)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length })
  response.end(text)
}

function plain(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') {
    answer(response, textOf(find.get(request.url!)))
    return
  }
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString()
    JSON.parse(text)
    save.run(request.url!, text)
    answer(response, text)
  })
}

const secret = createSecretKey(Buffer.from(key ?? 'AA==', 'base64'))
const prefix = `SharedKey ${account}:`.length

function batch({ url, method, headers }: IncomingMessage, response: ServerResponse): void {
  const [path, query] = url!.split('?') as [string, string]
  const resource = query
    .split('&')
    .sort()
    .map((pair) => `\n${pair.replace('=', ':')}`)
    .join('')
  const text =
    `${method}\n\n\n\n\n${headers['content-type']}\n\n\n\n\n\n\n` +
    `ocp-date:${headers['ocp-date']}\n/${account}${path}${resource}`
  const wanted = createHmac('sha256', secret).update(text).digest()
  const given = Buffer.from(headers.authorization!.slice(prefix), 'base64')
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) {
    answer(response, '{}', 403)
    return
  }
  const at = path.lastIndexOf('/tasks') + '/tasks/'.length
  const isOne = path.length > at
  answer(
    response,
    isOne ? textOf(find.get(path.slice(at))) : `{"value":[${page.all().map(textOf).join(',')}]}`,
  )
}

const tls = () => ({
  key: readFileSync(join(directory!, 'server-key.pem')),
  cert: readFileSync(join(directory!, 'server.pem')),
})
const server = isBatch ? createPlain(batch) : createServer(tls(), plain)
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
