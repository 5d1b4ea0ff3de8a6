// docs/operating.md followed as written on a Debian machine of its own, from the packed file to an
// upgrade: only what comes from a registry is fetched from outside of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Block, blocksOf, checkout } from '../docs/pages.ts'
import { Machine, whyNoMachine } from './debian.ts'

const PAGE = 'docs/operating.md'
const NAME = 'azure.example.org'
const READY_MS = 60_000
/** Of what a server says of itself that has nothing to say. */
const MOST_LINES = 200

/** Blocks that one machine cannot follow, by a text that each has. */
const leftOut = ['database.example.org']

const isLeftOut = ({ text }: Block): boolean => leftOut.some((part) => text.includes(part))

/** What the page supposes to be there: a packed file, and a certificate of the administrator's own. */
async function supposed(machine: Machine): Promise<void> {
  const at = (path: string): string => join(machine.root, path)
  execFileSync('npm', ['pack', '--silent', '--pack-destination', at('root')], { cwd: checkout })
  copyFileSync(at('root/lazuli-0.2.0.tgz'), at('root/lazuli-0.3.0.tgz'))
  mkdirSync(at('etc/lazuli/tls'), { recursive: true })
  await machine.inside(`cd /etc/lazuli/tls
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=${NAME} \
      -addext subjectAltName=DNS:${NAME} -keyout privkey.pem -out fullchain.pem
    cp fullchain.pem /usr/local/share/ca-certificates/own.crt
    update-ca-certificates`)
}

/** A line after the other, so that each runs where it can. */
async function follow(machine: Machine, { line, language, text }: Block): Promise<string> {
  const at = (path: string): string => join(machine.root, path)
  if (language === 'yaml') appendFileSync(at('etc/lazuli/lazuli.yaml'), text)
  if (language === 'ini') {
    mkdirSync(at('etc/systemd/system/lazuli.service.d'), { recursive: true })
    writeFileSync(at('etc/systemd/system/lazuli.service.d/override.conf'), text)
    await machine.inside('systemctl daemon-reload')
  }
  if (language !== 'sh') return ''
  let said = ''
  for (const command of text.trim().split('\n')) {
    const isFetched = /^(apt-get|npm) install/.test(command)
    try {
      said += await (isFetched ? machine.fetching(command) : machine.inside(command))
    } catch (error) {
      const log = await machine.inside('journalctl -u lazuli --no-pager -n 40 || true')
      assert.fail(`${PAGE}:${line}: ${(error as Error).message}\n${log}`)
    }
  }
  return said
}

/** Asks the server on the machine, as its own user. */
async function ask(machine: Machine, path: string): Promise<unknown> {
  const token = 'sudo -u lazuli lazuli token --data /var/lib/lazuli/server'
  const bearer = `-H "Authorization: Bearer $(${token})"`
  return JSON.parse(await machine.inside(`curl -sS ${bearer} 'https://${NAME}:4510${path}'`))
}

interface Tasks {
  readonly value: readonly { readonly id: string; readonly state: string }[]
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + READY_MS; performance.now() < end; await sleep(500)) {
    if (await holds()) return
  }
  assert.fail(`${what}: not within ${READY_MS / 1000} s`)
}

const SEED = `pools:
  - id: pool
    vmSize: standard_d2s_v3
    targetDedicatedNodes: 1
    taskSlotsPerNode: 2
    cloudServiceConfiguration: { osFamily: '6' }
jobs:
  - id: job
    poolInfo: { poolId: pool }
    tasks:
      - { id: quick, commandLine: /bin/true }
      - { id: long, commandLine: '/bin/sh -c "while [ ! -e /var/lib/lazuli/gate ]; do sleep 1; done"' }
`

test('an administrator gets from a bare Debian machine to an upgraded server', {
  skip: whyNoMachine(),
}, async () => {
  await using machine = await Machine.boot([NAME])
  assert.equal((await machine.inside('systemctl is-system-running || true')).trim(), 'running')
  await supposed(machine)
  const blocks = blocksOf(PAGE).filter((block) => !isLeftOut(block))
  const stateOf = async (id: string): Promise<string | undefined> =>
    ((await ask(machine, '/lazuli/tasks?job=job')) as Tasks).value.find((task) => task.id === id)
      ?.state
  let hasStarted = false
  for (const block of blocks) {
    if (block.language === 'yaml' && !hasStarted) {
      // Only now there is a user that the key can be given to.
      await machine.inside(
        'chown -R lazuli /etc/lazuli/tls && chmod 600 /etc/lazuli/tls/privkey.pem',
      )
    }
    if (/lazuli drain/.test(block.text)) {
      // It would wait for what runs.
      await machine.inside('touch /var/lib/lazuli/gate')
      await until('the long task ends', async () => (await stateOf('long')) === 'completed')
    }
    const said = await follow(machine, block)
    if (/enable --now/.test(block.text)) {
      hasStarted = true
      assert.match(said, /Active: active \(running\)/)
      writeFileSync(join(machine.root, 'root/seed.yaml'), SEED)
      await machine.inside(
        'sudo -u lazuli lazuli seed - --data /var/lib/lazuli/server < /root/seed.yaml',
      )
      await until('the long task runs', async () => (await stateOf('long')) === 'running')
      await until('the quick task ends', async () => (await stateOf('quick')) === 'completed')
    }
    if (/user add/.test(block.text)) assert.match(said, /kim@/)
    if (/readyz/.test(block.text)) assert.match(said, /^ok/)
    if (/lazuli migrate/.test(block.text)) {
      assert.match(said, /rows of \d+ tables are in the database/)
      assert.equal(await stateOf('long'), 'running', 'a task runs on under another store')
    }
    if (/lazuli backup/.test(block.text)) assert.match(said, /taken at/)
  }
  // What the page said last was an upgrade: all is there, by what was written meanwhile, too.
  assert.equal(await machine.inside('systemctl is-active lazuli'), 'active\n')
  assert.equal(await stateOf('long'), 'completed')
  const attempts = (await ask(machine, '/lazuli/attempts?job=job&task=long')) as {
    readonly value: readonly unknown[]
  }
  assert.equal(attempts.value.length, 1, 'it ran once, through a move and restarts')
  await ask(machine, '/subscriptions?api-version=2022-12-01')
  const journal = (): string =>
    readFileSync(join(machine.root, 'var/lib/lazuli/server/journal.ndjson'), 'utf8')
  await until('the call is in the journal', async () =>
    /"url":"[^"]*\/subscriptions\?/.test(journal()),
  )
  const log = await machine.inside('journalctl -u lazuli --no-pager')
  assert.match(log, /\{"time":.*"level":/, 'its lines are JSON')
  assert.ok(
    log.split('\n').length < MOST_LINES,
    'a collector that is not there is told of, not always',
  )
})
