import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from '#store/postgres/connection.ts'
import { openPostgres } from '#store/postgres/open.ts'
import { aDatabase } from '#testing/postgres.ts'

const urlOf = (host: string, user: string, database: string): string =>
  `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`

test('what is wrong with a database is said in words that help, without its password', async () => {
  const { host, user, database } = await aDatabase()
  const refused = (url: string, words: RegExp) => assert.rejects(openPostgres(url), words)
  await refused('mysql://localhost/x', /takes the URL of a database/)
  await refused('lazuli', /takes the URL of a database/)
  await refused(
    'postgres://u:hush@127.0.0.1:1/x',
    /^Error: cannot use the database 127\.0\.0\.1:1\/x: nothing answers/,
  )
  await refused(urlOf(host!, user!, 'nowhere'), /there is no such database\. Make it/)
  await refused(urlOf(host!, 'stranger', database!), /role "stranger" does not exist/)
})

test('a database of another encoding, or of another’s, is refused with what to do', async () => {
  const { host, user, database } = await aDatabase()
  const connection = await Connection.open({ host, user, database } as never)
  await connection.say("create database latin encoding 'LATIN1' locale 'C' template template0")
  await connection.say('create role guest login')
  await connection.close()
  await assert.rejects(
    openPostgres(urlOf(host!, user!, 'latin')),
    /encoding is LATIN1\. Make one with UTF8/,
  )
  await assert.rejects(
    openPostgres(urlOf(host!, 'guest', database!)),
    /may make no tables there\. Grant it/,
  )
})
