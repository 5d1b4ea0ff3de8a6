import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe } from 'node:test'
import { anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { directoryOf } from '#drivers/nodes/port.ts'
import { scene } from '#testing/agent-scene.ts'

describe('resource files', () => {
  const serve = async (play: (base: string) => Promise<void>): Promise<void> => {
    const server = createServer((request, response) => {
      const [, status, body] = request.url!.split('/')
      response.writeHead(Number(status)).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      await play(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    } finally {
      server.close()
      server.closeAllConnections()
    }
  }

  scene('are where the task looks for them, with their modes', async (s) => {
    await serve(async (base) => {
      const attempt = anAttempt('a', {
        commandLine: `./deep/er/run.sh`,
        resourceFiles: [
          { filePath: 'data.txt', source: { httpUrl: `${base}/200/content` }, fileMode: '0640' },
          {
            filePath: 'deep/er/run.sh',
            source: { base64: Buffer.from('#!/bin/sh\ncat data.txt').toString('base64') },
          },
        ],
      })
      assert.equal((await s.run(attempt)).exitCode, 0)
      assert.equal(s.read(attempt, 'stdout.txt'), 'content')
      const wd = `${s.root}/${directoryOf(attempt.work)}/wd`
      assert.equal(statSync(`${wd}/data.txt`).mode & 0o777, 0o640)
      assert.equal(statSync(`${wd}/deep/er/run.sh`).mode & 0o777, 0o770)
    })
  })

  scene("that cannot be had fail the task in Batch's words", async (s) => {
    await serve(async (base) => {
      const codeOf = async (attemptId: string, httpUrl: string, filePath = 'x') => {
        const resourceFiles = [{ filePath, source: { httpUrl } }]
        return (await s.run(anAttempt(attemptId, { resourceFiles }))).failure?.code
      }
      assert.equal(await codeOf('a', `${base}/404/`), 'BlobNotFound')
      assert.equal(await codeOf('b', `${base}/403/`), 'BlobAccessDenied')
      assert.equal(await codeOf('c', `${base}/400/`), 'BlobDownloadMiscError')
      assert.equal(await codeOf('d', 'http://127.0.0.1:1/'), 'BlobDownloadMiscError')
      assert.equal(await codeOf('e', `${base}/200/x`, '../escaped'), 'ResourceFileCreateFailed')
      assert.equal(await codeOf('f', `${base}/200/x`, '/etc/escaped'), 'ResourceFileCreateFailed')
    })
  })

  scene('that have no directory fail the task, and the next one has them again', async (s) => {
    await serve(async (base) => {
      const resourceFiles = [{ filePath: 'x', source: { httpUrl: `${base}/200/x` } }]
      const staging = join(s.root, '..', 'staging')
      rmSync(staging, { recursive: true, force: true })
      writeFileSync(staging, 'in the way')
      const { failure } = await s.run(anAttempt('a', { resourceFiles }))
      assert.equal(failure?.code, 'ResourceDirectoryCreateFailed')
      rmSync(staging)
      assert.equal((await s.run(anAttempt('b', { resourceFiles }))).failure, undefined)
    })
  })

  scene('are where no task can reach them until they are whole', async (s) => {
    const reached = Promise.withResolvers<ServerResponse>()
    const server = createServer((_, response) => reached.resolve(response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const source = { httpUrl: `http://127.0.0.1:${port}/` }
      const resourceFiles = [{ filePath: 'late.txt', source }]
      const attempt = anAttempt('a', { commandLine: 'cat late.txt', resourceFiles })
      const run = s.run(attempt)
      const response = await reached.promise
      const staging = join(s.root, '..', 'staging')
      assert.deepEqual(existsSync(staging) ? readdirSync(staging) : [], [])
      response.end('whole')
      assert.equal((await run).exitCode, 0)
      assert.equal(s.read(attempt, 'stdout.txt'), 'whole')
      assert.deepEqual(readdirSync(join(s.root, '..', 'fetching')), [])
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  scene('do not follow a link that an earlier try has planted', async (s) => {
    const target = `${s.machine.directory}/secret.txt`
    writeFileSync(target, 'untouched')
    const plant = anAttempt('a', { commandLine: `ln -s ${target} planted` })
    await s.run(plant)
    const source = { base64: Buffer.from('overwritten').toString('base64') }
    const again = await s.run({
      ...plant,
      attemptId: 'again',
      commandLine: '/bin/cat planted',
      resourceFiles: [{ filePath: 'planted', source }],
    })
    assert.equal(again.exitCode, 0)
    assert.equal(readFileSync(target, 'utf8'), 'untouched')
  })

  scene('of all instances are in the directory that they share', async (s) => {
    const source = { base64: Buffer.from('for all').toString('base64') }
    const subtask = anAttempt('a', {
      work: { kind: 'task', jobId: 'job', taskId: 'mpi', instance: 1 },
      coordination: {
        commandLine: `sh -c 'cat $AZ_BATCH_TASK_SHARED_DIR/common.txt'`,
        commonResourceFiles: [{ filePath: 'common.txt', source }],
      },
    })
    await s.driver.start(subtask)
    await s.observer.until((report) => report.kind === 'coordinated')
    assert.equal(s.read(subtask, 'stdout.txt'), 'for all')
    await s.driver.stop('a', 0)
  })
})
