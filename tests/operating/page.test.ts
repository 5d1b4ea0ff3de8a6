// docs/operating.md followed as written on a Debian machine of its own, from the packed file to an
// upgrade: only what comes from a registry is fetched from outside of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { venv } from '../clients/environments.ts'
import { type Block, blocksOf, checkout } from '../docs/pages.ts'
import { progress } from '../watchdog.ts'
import { Machine, whyNoMachine } from './debian.ts'
import { Teammate } from './teammate.ts'

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
  await machine.inside(`umask 077
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=${NAME} \
      -addext subjectAltName=DNS:${NAME} -keyout privkey.pem -out fullchain.pem`)
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

/** What they were handed, and the page says to have. */
function handOver(machine: Machine, teammate: Teammate): { name: string; password: string } {
  const handed = (file: string): string => readFileSync(join(machine.root, 'root', file), 'utf8')
  const said = handed('kim.txt')
  const [, name = '', password = ''] = /^name +(\S+)\npassword +(\S+)\n/.exec(said) ?? []
  writeFileSync(join(teammate.home, 'lazuli.env'), said.slice(said.indexOf('AZURE_')))
  writeFileSync(join(teammate.home, 'ci.env'), handed('ci.env'))
  writeFileSync(join(teammate.home, 'lazuli-ca.pem'), handed('lazuli-ca.pem'))
  return { name, password }
}

/** The section for teammates, in one shell of theirs; the sign-in by a browser's form. */
async function signIn(machine: Machine, teammate: Teammate, text: string): Promise<void> {
  const { name, password } = handOver(machine, teammate)
  const running = teammate.start(text)
  const page = await teammate.receives(running, /open the page (\S+)/)
  assert.equal(page, `https://${NAME}:4510/devicelogin`)
  const code = await teammate.receives(running, /code ([A-Z0-9]{8,})/)
  const fields = { user_code: code, username: name, password }
  const words = Object.entries(fields).map(([key, value]) => `--data-urlencode ${key}=${value}`)
  await teammate.run(
    `curl -sS --fail --cacert lazuli-ca.pem -o page.html ${page} ${words.join(' ')}`,
  )
  assert.match(await running.ended, /"name": "kims"/)
}

/** As the page says of a program, in a shell of its own. */
const programSignsIn = (teammate: Teammate): Promise<string> =>
  teammate.run(`set -a; . ./ci.env; set +a
    export REQUESTS_CA_BUNDLE=$PWD/lazuli-ca.pem SSL_CERT_FILE=$PWD/lazuli-ca.pem
    export AZURE_CONFIG_DIR=$PWD/.ci
    az login --service-principal -u "$AZURE_CLIENT_ID" -p "$AZURE_CLIENT_SECRET" -t "$AZURE_TENANT_ID"
    az group show --name kims --query name --output tsv`)

/** The server's own, and so many of the nightly ones as the unit keeps. */
async function backupsAreKept(machine: Machine): Promise<void> {
  const list = async (): Promise<string[]> =>
    (await machine.inside('ls /var/backups/lazuli')).trim().split('\n')
  const [first, taken, ...others] = await list()
  assert.deepEqual([first, others.length], ['first.tar.gz', 0])
  assert.match(taken!, /^nightly-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz$/)
  // A nightly one has the second of its start in its name: none is taken twice within one.
  await sleep(1_000)
  const old = [...Array(16).keys()].map((n) => `nightly-2020-01-${n + 10}T023000Z.tar.gz`)
  await machine.inside(`cd /var/backups/lazuli; touch ${old.join(' ')}; chown root .; chmod 755 .`)
  const failing = await machine.inside('systemctl start lazuli-backup 2>&1 || true')
  assert.match(failing, /lazuli-backup\.service failed/)
  assert.match(await machine.inside('systemctl --failed'), /lazuli-backup\.service/)
  const status = await machine.inside('systemctl status lazuli-backup || true')
  assert.match(status, /lazuli: .*cannot be written: /)
  assert.equal((await list()).length, 18, 'a night that failed removes none')
  await machine.inside(
    'cd /var/backups/lazuli; chown lazuli .; chmod 700 .; systemctl start lazuli-backup',
  )
  const kept = await list()
  assert.equal(kept.length, 1 + 14)
  assert.ok(kept.includes('first.tar.gz') && kept.includes(taken!) && !kept.includes(old[3]!))
  assert.match(await machine.inside('systemctl list-timers'), /lazuli-backup\.timer/)
  await machine.inside('rm /var/backups/lazuli/nightly-2020-*')
}

/** Asks the server on the machine, as its own user. */
async function ask(machine: Machine, path: string): Promise<unknown> {
  const token = 'sudo -u lazuli lazuli token --data /var/lib/lazuli/server'
  const bearer = `-H "Authorization: Bearer $(${token})"`
  const here = `--cacert /etc/lazuli/tls/fullchain.pem --connect-to ${NAME}:4510:127.0.0.1:4510`
  return JSON.parse(
    await machine.inside(`curl -sS ${here} ${bearer} 'https://${NAME}:4510${path}'`),
  )
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
  - id: quick
    poolInfo: { poolId: pool }
    tasks: [{ id: quick, commandLine: /bin/true }]
`

const LATER = `jobs:
  - id: long
    poolInfo: { poolId: pool }
    tasks:
      - id: long
        commandLine: '/bin/sh -c "while [ ! -e /var/lib/lazuli/gate ]; do sleep 1; done"'
`

test('an administrator gets from a bare Debian machine to an upgraded server', {
  skip: whyNoMachine(),
}, async () => {
  await using machine = await Machine.boot()
  using teammate = new Teammate({ [NAME]: machine.address }, [join(await venv('az'), 'bin')])
  assert.equal((await machine.inside('systemctl is-system-running || true')).trim(), 'running')
  await supposed(machine)
  const blocks = blocksOf(PAGE).filter((block) => !isLeftOut(block))
  const stateOf = async (id: string): Promise<string | undefined> =>
    ((await ask(machine, `/lazuli/tasks?job=${id}`)) as Tasks).value.find((task) => task.id === id)
      ?.state
  const seed = (text: string): Promise<string> => {
    writeFileSync(join(machine.root, 'root/seed.yaml'), text)
    return machine.inside(
      'sudo -u lazuli lazuli seed - --data /var/lib/lazuli/server < /root/seed.yaml',
    )
  }
  let theirs = ''
  for (const block of blocks) {
    progress()
    if (/az login --use/.test(block.text)) {
      theirs = block.text
      continue
    }
    if (/az group create/.test(block.text)) {
      await signIn(machine, teammate, theirs + block.text)
      assert.match(await programSignsIn(teammate), /^kims$/m)
      continue
    }
    if (block.text.includes(`curl https://${NAME}`)) {
      const said = await teammate.run(`export CURL_CA_BUNDLE=$PWD/lazuli-ca.pem\n${block.text}`)
      assert.match(said, /^ok/m)
      continue
    }
    if (/lazuli drain/.test(block.text)) {
      // It would wait for what runs.
      await machine.inside('touch /var/lib/lazuli/gate')
      await until('the long task ends', async () => (await stateOf('long')) === 'completed')
    }
    const said = await follow(machine, block)
    if (/enable --now lazuli$/m.test(block.text)) {
      assert.match(said, /Active: active \(running\)/)
      await seed(SEED)
      await until('the quick task ends', async () => (await stateOf('quick')) === 'completed')
    }
    if (/enable --now lazuli-backup/.test(block.text)) {
      assert.match(said, /first\.tar\.gz, taken at/)
      await backupsAreKept(machine)
    }
    if (/lazuli restore/.test(block.text)) {
      assert.match(said, /Restored to \/var\/lib\/lazuli\/server: [\s\S]*is sound/)
      assert.equal(await stateOf('quick'), 'completed')
      assert.match(
        await machine.inside('sudo -u lazuli lazuli user list --data /var/lib/lazuli/server'),
        /^kim@lazuli\.localhost \(user\)$/m,
      )
      await seed(LATER)
      await until('the long task runs', async () => (await stateOf('long')) === 'running')
    }
    if (/lazuli migrate/.test(block.text)) {
      assert.match(said, /rows of \d+ tables are in the database/)
      assert.equal(await stateOf('long'), 'running', 'a task runs on under another store')
    }
  }
  // What the page said last was an upgrade: all is there, by what was written meanwhile, too.
  assert.equal(await machine.inside('systemctl is-active lazuli'), 'active\n')
  assert.equal(await stateOf('long'), 'completed')
  const attempts = (await ask(machine, '/lazuli/attempts?job=long&task=long')) as {
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
