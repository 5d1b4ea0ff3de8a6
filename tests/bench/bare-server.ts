// What Node and SQLite can do with nothing in between: the peer that Lazuli's figures stand beside.
// Reads one row for a GET, saves one row durably for a PUT, and prints its port.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const [directory, body] = [process.argv[2]!, readFileSync(process.argv[3]!, 'utf8')]
const db = new DatabaseSync(join(directory, 'bare.db'))
db.exec(`
  pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;
  create table if not exists thing (key text primary key, body text not null) without rowid;
`)
const save = db.prepare('insert or replace into thing (key, body) values (?, ?)')
const find = db.prepare('select body from thing where key = ?')
save.run('one', body)

const server = createServer(
  {
    key: readFileSync(join(directory, 'server-key.pem')),
    cert: readFileSync(join(directory, 'server.pem')),
  },
  (request, response) => {
    const answer = (text: string): void => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    }
    if (request.method === 'GET') {
      const row = find.get('one') as { body: string }
      answer(row.body)
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      JSON.parse(text)
      save.run('two', text)
      answer(text)
    })
  },
)
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
