import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { readIfThere, startTimeOf } from '../../processes.ts'
import { ClusterFiles, type ClusterRecord } from './cluster-files.ts'
import { Commands } from './commands.ts'
import { openLauncher } from './launcher.ts'

const record: ClusterRecord = {
  cluster: '/one',
  asked: '1.37.2',
  runs: '1.37.2',
  port: 1,
  paths: { kubectl: '/bin/true' },
  fingerprint: '',
  isOn: true,
  isUp: true,
  wasUp: true,
}

let directory: string
let files: ClusterFiles
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lazuli-commands-'))
  files = new ClusterFiles(directory)
  await files.save(record)
  await writeFile(files.path(record.cluster, 'kubeconfig'), '{}')
})
after(() => rm(directory, { recursive: true, force: true }))

interface Change {
  readonly signal?: AbortSignal
  readonly mostMs?: number
  /** Called while the command runs. */
  readonly meanwhile?: (commands: Commands) => Promise<void>
}

async function run(line: string, change: Change = {}) {
  const { signal = AbortSignal.timeout(30_000), meanwhile, ...own } = change
  const launcher = openLauncher()
  const commands = new Commands({ files, launcher, ...own })
  const command = { cluster: record.cluster, id: 'a'.repeat(32), line }
  try {
    const [outcome] = await Promise.all([commands.run(command, signal), meanwhile?.(commands)])
    return outcome
  } finally {
    await launcher.close()
  }
}

const scratch = () => files.path(record.cluster, `command-${'a'.repeat(32)}`)

async function untilThere(name: string): Promise<void> {
  while (!(await readIfThere(join(scratch(), 'work', name)))) await pause(5)
}

/** Numbers of the processes that a command left in a file, of which none may live. */
const ENDLESS = `
  sleep 600 & echo $! >&3
  setsid sleep 600 & echo $! >&3
  env -i sleep 600 & echo $! >&3
  echo $$ >&3; echo begun >begun; wait`

async function endless(change: Change, ends: (outcome: ReturnType<typeof run>) => Promise<void>) {
  const pids = join(directory, 'pids')
  await ends(run(`exec 3>${pids}; ${ENDLESS}`, change))
  const lines = (await readFile(pids, 'utf8')).trim().split('\n')
  assert.equal(lines.length, 4)
  for (const pid of lines) assert.equal(await startTimeOf(Number(pid)), undefined, pid)
  await assert.rejects(stat(scratch()), { code: 'ENOENT' })
}

test('a command may have several lines, and nothing of it is left', async () => {
  const said = await run("kubectl\ncat <<'END'\nit's\n\nhere\nEND\nexit 7")
  assert.deepEqual(said, { exitCode: 7, logs: "it's\n\nhere\n" })
  const left = await readdir(files.directory(record.cluster))
  assert.deepEqual(left.sort(), ['cluster.json', 'kubeconfig'])
})

test('no more is read of what a command prints than is kept', async () => {
  const { exitCode, logs } = await run('head -c 50000000 /dev/zero | tr "\\0" x')
  assert.equal(exitCode, 0)
  assert.equal(logs.length, 1024 * 1024)
})

test('a command that takes too long ends with all that it started', async () => {
  await endless({ mostMs: 2_000 }, async (outcome) => {
    const { exitCode, logs } = await outcome
    assert.equal(exitCode, 124)
    assert.match(logs, /did not end within 2 seconds/)
  })
})

test('a command that is given up ends with all that it started', async () => {
  const abort = new AbortController()
  const meanwhile = async () => {
    await untilThere('begun')
    abort.abort()
  }
  await endless({ signal: abort.signal, meanwhile }, (outcome) =>
    assert.rejects(outcome, { name: 'AbortError' }),
  )
})

test('a command ends before its cluster does', async () => {
  const meanwhile = async (commands: Commands) => {
    await untilThere('begun')
    await commands.end(record.cluster)
    await assert.rejects(stat(scratch()), { code: 'ENOENT' })
  }
  await endless({ meanwhile }, (outcome) =>
    assert.rejects(outcome, { code: 'OperationNotAllowed' }),
  )
})

test('a command that is ordered at the moment at which it is given up never begins, or ends', async () => {
  for (let tries = 0; tries < 20; tries++) {
    const abort = new AbortController()
    const meanwhile = async () => {
      await pause(tries)
      abort.abort()
    }
    await assert.rejects(run('sleep 600', { signal: abort.signal, meanwhile }))
    await assert.rejects(stat(scratch()), { code: 'ENOENT' })
  }
})

test('a command that an earlier server left is ended by the next, or when it is run again', async () => {
  for (const next of ['endLeft', 'run'] as const) {
    const launcher = openLauncher()
    const home = join(scratch(), 'work')
    await mkdir(join(scratch(), 'begun'), { recursive: true })
    await mkdir(home)
    await launcher.start({
      program: 'sh',
      args: ['-c', 'echo $$ >begun; sleep 600'],
      cwd: home,
      env: { HOME: home, PATH: '/usr/bin:/bin' },
      pidFile: join(scratch(), 'begun', 'pid'),
      log: join(scratch(), 'log'),
    })
    await untilThere('begun')
    const pid = Number(await readIfThere(join(home, 'begun')))
    await launcher.close()
    assert.ok(await startTimeOf(pid), 'it outlives its server')
    if (next === 'run') assert.deepEqual(await run('true'), { exitCode: 0, logs: '' })
    else await new Commands({ files, launcher }).endLeft(record.cluster)
    assert.equal(await startTimeOf(pid), undefined)
    await assert.rejects(stat(scratch()), { code: 'ENOENT' })
  }
})

test('a command cannot fill the disk with one file', async () => {
  const { exitCode } = await run('head -c 300000000 /dev/zero >big')
  assert.notEqual(exitCode, 0)
})
