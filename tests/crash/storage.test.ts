// Storage after its server was killed: nothing runs on, and what was written is there again.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { BlobServiceClient } from '@azure/storage-blob'
import { connectionString } from '#library/ready/variables.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'

/** The processes that keep data and descend from the server. */
function keepersOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
        return Number(fields[1]) === parent
      } catch {
        return false
      }
    })
}

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

test('a killed server leaves no keeper of data behind, and its blobs are there again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'lazuli-storage-'))
  try {
    const first = await spawnLazuli({ data, storage: true })
    const authority = readFileSync(first.ready.caFile, 'utf8')
    setDefaultCACertificates([...getCACertificates('default'), authority])
    const connect = (ready: typeof first.ready) =>
      BlobServiceClient.fromConnectionString(connectionString(ready.storage!))
    const container = connect(first.ready).getContainerClient('kept')
    await container.create()
    await container.getBlockBlobClient('a.txt').upload('hello', 5)
    const keepers = keepersOf(first.ready.pid)
    assert.ok(keepers.length > 0)
    await first.kill()
    for (let turn = 0; keepers.some(isAlive) && turn < 200; turn += 1) await wait(50)
    assert.deepEqual(keepers.filter(isAlive), [])
    const second = await spawnLazuli({ data, storage: true })
    const again = connect(second.ready).getContainerClient('kept').getBlobClient('a.txt')
    assert.equal((await again.downloadToBuffer()).toString(), 'hello')
    assert.deepEqual(second.ready.storage, first.ready.storage)
    await second.stop()
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
