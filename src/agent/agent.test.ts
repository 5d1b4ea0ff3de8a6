import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { aNode, anAttempt, Observer } from '#drivers/compute/conformance.ts'
import { directoryOf, NodeFileError, type TaskAttempt } from '#drivers/compute/port.ts'
import type { ProcessCompute } from '#drivers/compute/process.ts'
import { isRoot, isThere, Machine, until } from '#testing/machine.ts'

interface Scene {
  readonly machine: Machine
  readonly driver: ProcessCompute
  readonly observer: Observer
  readonly root: string
  /** Runs an attempt to its end. */
  run(attempt: TaskAttempt): Promise<Awaited<ReturnType<Observer['exit']>>>
  /** A file that an attempt left. */
  read(attempt: TaskAttempt, path: string): string
}

const separations = isRoot ? (['none', 'uid'] as const) : (['none'] as const)

function scene(title: string, play: (scene: Scene) => Promise<void>, only?: 'uid'): void {
  for (const separation of separations) {
    if (only && separation !== only) continue
    test(`${title} (${separation})`, { timeout: 60_000 }, async () => {
      const machine = new Machine(separation)
      const driver = machine.driver()
      const observer = new Observer(driver)
      const root = machine.rootOf('node-1')
      const run = async (attempt: TaskAttempt) => {
        await driver.start(attempt)
        return observer.exit(attempt.attemptId)
      }
      const read = (attempt: TaskAttempt, path: string) =>
        readFileSync(`${root}/${directoryOf(attempt.work)}/${path}`, 'utf8')
      try {
        await driver.ensureNode(aNode())
        await play({ machine, driver, observer, root, run, read })
      } finally {
        await observer.stop()
        await machine.end('node-1', 'node-2')
      }
    })
  }
}

describe('a command', () => {
  scene('has exactly the environment it was promised', async (s) => {
    const attempt = anAttempt('a', {
      commandLine: '/usr/bin/env',
      environment: { MINE: 'it\'s; $HOME `x`\n"two" lines', 'odd-name.x': 'kept' },
    })
    await s.run(attempt)
    const names = s
      .read(attempt, 'stdout.txt')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => line.split('=')[0])
    assert.deepEqual(names.sort(), [
      'AZ_BATCH_ACCOUNT_NAME',
      'AZ_BATCH_JOB_ID',
      'AZ_BATCH_NODE_ID',
      'AZ_BATCH_NODE_MOUNTS_DIR',
      'AZ_BATCH_NODE_ROOT_DIR',
      'AZ_BATCH_NODE_SHARED_DIR',
      'AZ_BATCH_NODE_STARTUP_DIR',
      'AZ_BATCH_POOL_ID',
      'AZ_BATCH_TASK_DIR',
      'AZ_BATCH_TASK_ID',
      'AZ_BATCH_TASK_RESERVED_EPHEMERAL_DISK_SPACE_BYTES',
      'AZ_BATCH_TASK_WORKING_DIR',
      'HOME',
      'MINE',
      'PATH',
      'PWD',
      'odd-name.x',
    ])
    assert.match(s.read(attempt, 'stdout.txt'), /MINE=it's; \$HOME `x`\n"two" lines\n/)
  })

  scene('gets its words as they are, in its directory, with its own streams', async (s) => {
    const attempt = anAttempt('a', {
      commandLine: `sh -c 'pwd; printf "<%s>" "$@"; echo problem >&2; cat' - "a  b" 'c"d' '$X'`,
    })
    assert.equal((await s.run(attempt)).exitCode, 0)
    const directory = `${s.root}/workitems/job/job-1/task-a`
    assert.equal(s.read(attempt, 'stdout.txt'), `${directory}/wd\n<a  b><c"d><$X>`)
    assert.equal(s.read(attempt, 'stderr.txt'), 'problem\n')
  })

  scene('that a signal ended is told from one that exited with such a code', async (s) => {
    const died = await s.run(anAttempt('a', { commandLine: `sh -c 'kill -9 $$'` }))
    assert.deepEqual([died.signal, died.exitCode], [9, undefined])
    const exited = await s.run(anAttempt('b', { commandLine: `sh -c 'exit 137'` }))
    assert.deepEqual([exited.signal, exited.exitCode], [undefined, 137])
    const two = await s.run(anAttempt('c', { commandLine: `sh -c 'exit 2'` }))
    assert.deepEqual([two.failure, two.exitCode], [undefined, 2])
  })

  scene('may signal its whole process group, even to kill it', async (s) => {
    const asked = await s.run(anAttempt('a', { commandLine: `sh -c 'trap "exit 7" TERM; kill 0'` }))
    assert.equal(asked.exitCode, 7)
    const killed = await s.run(anAttempt('b', { commandLine: `sh -c 'kill -9 0'` }))
    assert.equal(killed.signal, 9)
    assert.equal((await s.run(anAttempt('c'))).exitCode, 0)
  })

  scene('whose streams cannot be opened fails to launch', async (s) => {
    const attempt = anAttempt('a')
    await s.run(attempt)
    const directory = `${s.root}/${directoryOf(attempt.work)}`
    rmSync(`${directory}/stdout.txt`)
    mkdirSync(`${directory}/stdout.txt`)
    const again = await s.run({ ...attempt, attemptId: 'again' })
    assert.deepEqual([again.failure?.code, again.exitCode], ['CommandLaunchFailed', undefined])
  })

  scene('that ignores a polite stop is killed when its time is up', async (s) => {
    const commandLine = `sh -c 'trap "" TERM; echo up; while :; do sleep 0.05; done'`
    const attempt = anAttempt('a', { commandLine })
    await s.driver.start(attempt)
    const stdout = `${s.root}/${directoryOf(attempt.work)}/stdout.txt`
    await until(() => existsSync(stdout) && readFileSync(stdout, 'utf8') !== '')
    await s.driver.stop('a', 100)
    assert.equal((await s.observer.exit('a')).signal, 9)
  })
})

describe('a process tree', () => {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
  const sh = (...steps: string[]): string => `sh -c ${quoted(steps.join('; '))}`
  // Leaves its session by setsid and its parents by a double fork, and says who it became.
  const daemon = `setsid ${sh(`${sh('echo $$ >daemon.pid', 'exec sleep 1000')} & exit 0`)}`
  const pidOf = async (s: Scene, attempt: TaskAttempt): Promise<number> => {
    const path = `${s.root}/${directoryOf(attempt.work)}/wd/daemon.pid`
    await until(() => existsSync(path) && readFileSync(path, 'utf8').endsWith('\n'))
    return Number(readFileSync(path, 'utf8'))
  }

  scene('ends with a stopped attempt, wherever its processes went', async (s) => {
    const attempt = anAttempt('a', {
      commandLine: sh(daemon, 'sleep 1000'),
    })
    await s.driver.start(attempt)
    const pid = await pidOf(s, attempt)
    await s.driver.stop('a', 0)
    await s.observer.exit('a')
    assert.equal(isThere(pid), false)
  })

  scene('that outlives its attempt is swept away', async (s) => {
    const attempt = anAttempt('a', { commandLine: sh(daemon) })
    assert.equal((await s.run(attempt)).exitCode, 0)
    const pid = await pidOf(s, attempt)
    await until(() => !isThere(pid))
  })

  scene('of a start task stays until its node is rebooted', async (s) => {
    const start = anAttempt('a', {
      work: { kind: 'startTask' },
      commandLine: sh(daemon),
    })
    assert.equal((await s.run(start)).exitCode, 0)
    const service = await pidOf(s, start)
    // Its sweeping would have come with that of a later attempt.
    const later = anAttempt('b', { commandLine: sh(daemon) })
    await s.run(later)
    const other = await pidOf(s, later)
    await until(() => !isThere(other))
    assert.equal(isThere(service), true)
    await s.driver.rebootNode('node-1', 'boot-1')
    assert.equal(isThere(service), false)
  })

  scene(
    'that hides its environment is known by a user of its own',
    async (s) => {
      const attempt = anAttempt('a', {
        commandLine: sh(`env -i ${daemon}`, 'sleep 1000'),
        user: { auto: 'task', admin: false },
      })
      await s.driver.start(attempt)
      const pid = await pidOf(s, attempt)
      await s.driver.stop('a', 0)
      await s.observer.exit('a')
      assert.equal(isThere(pid), false)
    },
    'uid',
  )
})

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

describe("a node's files", () => {
  const isCode = (code: string) => (error: unknown) =>
    error instanceof NodeFileError && error.code === code

  scene('are reached by links within the node, and by none that leave it', async (s) => {
    const { files } = s.driver
    s.machine.write('node-1', 'shared/inside/file.txt', 'inside')
    writeFileSync(`${s.machine.directory}/secret.txt`, 'secret')
    const link = (name: string, target: string): void =>
      symlinkSync(target, `${s.root}/shared/${name}`)
    link('relative', 'inside')
    link('absolute', `${s.root}/shared/inside`)
    link('up-and-down', '../../root/shared/inside')
    link('out', s.machine.directory)
    link('climb', '../../../agent')
    link('loop', 'loop')
    link('nothing', 'nowhere')
    for (const name of ['relative', 'absolute']) {
      assert.equal((await files.stat('node-1', `shared/${name}/file.txt`)).size, 6)
      assert.equal((await files.list('node-1', `shared/${name}`, true)).length, 1)
    }
    for (const name of ['out', 'climb', 'up-and-down', 'loop', 'nothing']) {
      await assert.rejects(files.stat('node-1', `shared/${name}`), isCode('NotFound'), name)
      await assert.rejects(files.read('node-1', `shared/${name}/secret.txt`), isCode('NotFound'))
      await assert.rejects(files.remove('node-1', `shared/${name}/secret.txt`, true))
    }
  })

  scene('are deleted without following links', async (s) => {
    const { files } = s.driver
    writeFileSync(`${s.machine.directory}/secret.txt`, 'secret')
    mkdirSync(`${s.root}/shared/d`)
    symlinkSync(s.machine.directory, `${s.root}/shared/d/out`)
    symlinkSync(s.machine.directory, `${s.root}/shared/out`)
    await files.remove('node-1', 'shared/d', true)
    await files.remove('node-1', 'shared/out', true)
    assert.equal(existsSync(`${s.root}/shared/d`), false)
    assert.equal(existsSync(`${s.root}/shared/out`), false)
    assert.equal(readFileSync(`${s.machine.directory}/secret.txt`, 'utf8'), 'secret')
    await assert.rejects(files.remove('node-1', '', true), isCode('IoError'))
  })

  scene('that are pipes are refused, and nobody waits for them', async (s) => {
    await s.run(anAttempt('a', { commandLine: 'mkfifo pipe' }))
    const path = 'workitems/job/job-1/task-a/wd/pipe'
    await assert.rejects(s.driver.files.read('node-1', path), isCode('IoError'))
  })

  scene('may be large, and come at the pace of their reader', async (s) => {
    const size = 8 * 1024 * 1024
    s.machine.write('node-1', 'shared/large', 'x'.repeat(size))
    const { entry, body } = await s.driver.files.read('node-1', 'shared/large')
    let length = 0
    for await (const chunk of body) length += chunk.length
    assert.deepEqual([entry.size, length], [size, size])
  })
})

describe('tasks with users of their own', () => {
  const as = (attemptId: string, auto: 'pool' | 'task', commandLine: string): TaskAttempt =>
    anAttempt(attemptId, { commandLine, user: { auto, admin: false } })

  scene(
    "cannot read the agent's files or each other's",
    async (s) => {
      writeFileSync(`${s.machine.directory}/secret.txt`, 'secret', { mode: 0o644 })
      const owner = as('owner', 'task', `sh -c 'echo mine >mine.txt; chmod 777 . mine.txt'`)
      await s.run(owner)
      const mine = `${s.root}/${directoryOf(owner.work)}/wd/mine.txt`
      const tries = [`cat ${s.machine.directory}/secret.txt`, `cat ${mine}`, `sh -c ': >${mine}'`]
      for (const [index, commandLine] of tries.entries()) {
        for (const auto of ['pool', 'task'] as const) {
          const exit = await s.run(as(`${auto}-${index}`, auto, commandLine))
          assert.ok(exit.exitCode! > 0, commandLine)
        }
      }
    },
    'uid',
  )

  scene(
    'share what is shared on their node, and nothing with other nodes',
    async (s) => {
      await s.driver.ensureNode(aNode('node-2'))
      const put = `sh -c 'umask 0; echo all >$AZ_BATCH_NODE_SHARED_DIR/all.txt'`
      assert.equal((await s.run(as('a', 'task', put))).exitCode, 0)
      const path = `${s.root}/shared/all.txt`
      assert.equal((await s.run(as('b', 'task', `cat ${path}`))).exitCode, 0)
      const far = { ...as('c', 'task', `cat ${path}`), nodeId: 'node-2' }
      assert.equal((await s.run(far)).exitCode, 1)
    },
    'uid',
  )

  scene(
    'are no group members and no root, and keep their user when they try again',
    async (s) => {
      const first = as('a', 'task', 'id')
      await s.run(first)
      const id = s.read(first, 'stdout.txt')
      assert.match(id, /^uid=19\d{8} gid=19\d{8} groups=19\d{8}$/m)
      await s.run({ ...first, attemptId: 'again' })
      assert.equal(s.read(first, 'stdout.txt'), id)
      const other = as('b', 'task', 'id')
      await s.run(other)
      assert.notEqual(s.read(other, 'stdout.txt'), id)
      const admin = anAttempt('c', { commandLine: 'id -u', user: { auto: 'pool', admin: true } })
      await s.run(admin)
      assert.match(s.read(admin, 'stdout.txt'), /^19\d{8}$/m)
    },
    'uid',
  )
})
