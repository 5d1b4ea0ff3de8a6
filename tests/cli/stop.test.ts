// How a server ends that its user stops, in whatever way and whenever.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Ready } from '#library/ready/ready.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const free = ['start', '--ephemeral', '--port', '0'] as const

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-stop-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An ephemeral server, and what it has in its temporary folder: Node keeps what it compiled there. */
function ephemeral(t: TestContext) {
  const folder = temporaryFolder(t)
  const child = spawn(process.execPath, [cli, ...free], { env: { ...process.env, TMPDIR: folder } })
  t.after(() => child.kill('SIGKILL'))
  const kept = () => readdirSync(folder).filter((name) => name.startsWith('lazuli-'))
  return { child, folder, kept }
}

test('an ephemeral server leaves nothing behind when its terminal is closed', async (t) => {
  const { child, kept } = ephemeral(t)
  await once(child.stdout, 'data')
  assert.equal(kept().length, 1)
  child.kill('SIGHUP')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.deepEqual(kept(), [])
})

test('nor does one that is stopped before it serves', async (t) => {
  const { child, folder, kept } = ephemeral(t)
  const watcher = watch(folder)
  t.after(() => watcher.close())
  while (kept().length === 0) await once(watcher, 'change')
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.deepEqual(kept(), [])
})

test('a server that npm runs ends with the shell around it', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'ready.json')
  const script = `'${process.execPath}' '${cli}' start`
  const env = { ...process.env, npm_lifecycle_script: script }
  // The command after it keeps every shell from making way for the server.
  const line = `${script} --ephemeral --port 0 --ready-file '${file}'; true`
  const shell = spawn('sh', ['-c', line], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  t.after(() => shell.kill('SIGKILL'))
  await once(shell.stdout, 'data')
  const { pid } = JSON.parse(readFileSync(file, 'utf8')) as Ready
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  shell.kill('SIGTERM')
  // The server holds the other end of it.
  await once(shell.stdout, 'close')
  assert.equal(existsSync(file), false)
})

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a server that is asked to stop under load breaks no answer off', async (t) => {
  const server = await spawnLazuli()
  t.after(server.kill)
  const agent = new Agent({ keepAlive: true, ca: readFileSync(server.ready.caFile) })
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      get(`${server.ready.arm}/metadata/endpoints?api-version=2022-09-01`, { agent }, (answer) => {
        answer.on('error', () => reject(new Error('an answer was broken off')))
        answer.on('end', () => resolve(answer.statusCode ?? 0)).resume()
      }).on('error', reject)
    })
  const codes = new Set<string | number>()
  let stopping: Promise<void> | undefined
  let answered = 0
  const client = async (): Promise<void> => {
    for (;;) {
      try {
        codes.add(await ask())
      } catch (error) {
        codes.add((error as NodeJS.ErrnoException).code ?? String(error))
        // Before the server was told to stop it has no reason to refuse any caller.
        assert.ok(stopping)
        return
      }
      if (++answered === 200) stopping = server.stop()
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
  await stopping
  agent.destroy()
  assert.ok(codes.has(200))
  // Who calls when it is gone is refused, or finds the connection that it kept closed.
  codes.delete(200)
  for (const code of codes) assert.match(String(code), /^(ECONNREFUSED|ECONNRESET|EPIPE)$/)
})
