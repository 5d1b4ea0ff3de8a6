// "From nothing, on one Debian machine" of docs/clusters.md followed as written, on a machine of its own: up to a
// pool whose node is an allocation of Slurm, and a task that ran there.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { blocksOf, checkout } from '../docs/pages.ts'
import { progress } from '../watchdog.ts'
import { Machine, whyNoMachine } from './debian.ts'

const PAGE = 'docs/clusters.md'
const READY_MS = 120_000

/** What `az batch pool create` of the page asks for, with work for it. */
const SEED = `pools:
  - id: onslurm
    vmSize: standard_d2s_v3
    targetDedicatedNodes: 1
    cloudServiceConfiguration: { osFamily: '6' }
jobs:
  - id: job
    poolInfo: { poolId: onslurm }
    tasks: [{ id: task, commandLine: /bin/sh -c 'echo done by $AZ_BATCH_POOL_ID' }]
`

/** The blocks below a heading, up to the next one. */
function blocksBelow(heading: string) {
  const lines = readFileSync(join(checkout, PAGE), 'utf8').split('\n')
  const from = lines.indexOf(heading)
  assert.ok(from >= 0, heading)
  const to = lines.findIndex((line, index) => index > from && line.startsWith('## '))
  return blocksOf(PAGE).filter(({ line }) => line > from && line < to)
}

test('a reader gets from a bare Debian machine to a pool on Slurm', {
  skip: whyNoMachine(),
}, async () => {
  await using machine = await Machine.boot()
  const at = (path: string): string => join(machine.root, path)
  execFileSync('npm', ['pack', '--silent', '--pack-destination', at('root')], { cwd: checkout })
  progress()
  await machine.fetching('npm install --global ./lazuli-0.2.0.tgz')
  progress()
  // Slurm's programs resolve no address at all where there is a loopback alone, as no reader's machine has.
  await machine.fetching('apt-get update -q && apt-get install -q --no-install-recommends iproute2')
  await machine.inside('ip address add 192.0.2.1/32 dev lo')
  const host = (await machine.inside('hostname -s')).trim()
  for (const { language, line, text } of blocksBelow('## From nothing, on one Debian machine')) {
    if (language === 'text') {
      writeFileSync(at('etc/slurm/slurm.conf'), text.replaceAll('host1', host))
    } else if (language === 'yaml') {
      writeFileSync(at('root/nodes.yaml'), text)
    } else {
      assert.equal(language, 'sh', `${PAGE}:${line}`)
      for (const command of text.trim().split('\n')) {
        const [, fetched, rest] = /^(apt-get install .+?)(?: && (.*))?$/.exec(command) ?? []
        if (fetched) await machine.fetching(fetched)
        await machine.inside((fetched ? rest : command) ?? 'true')
        progress()
      }
    }
  }
  writeFileSync(at('root/seed.yaml'), SEED)
  const serve = 'lazuli start --nodes nodes.yaml --time-scale 100'
  await machine.inside(`systemd-run --unit=lazuli --working-directory=/root ${serve}`)
  const said = (command: string): Promise<string> => machine.inside(command).catch(String)
  const until = async (what: string, command: string, holds: RegExp): Promise<string> => {
    let last = ''
    for (const end = performance.now() + READY_MS; performance.now() < end; await sleep(500)) {
      last = await said(command)
      if (holds.test(last)) return last
    }
    const log = await said('journalctl -u lazuli --no-pager -n 40; sinfo; squeue --states=all')
    assert.fail(`${what}: not within ${READY_MS / 1000} s: ${last}\n${log}`)
  }
  await until('the server serves', 'lazuli status', /Serving|Batch/i)
  await machine.inside('lazuli seed - < /root/seed.yaml')
  await until('the task has run', 'lazuli explain task job task', /is completed/)
  assert.match(await machine.inside('squeue --me --noheader'), / R /)
  const found = "find /tmp /var -path '*/task/stdout.txt' -exec cat {} +"
  assert.match(await machine.inside(found), /^done by onslurm$/m)
})
