// Debian's Prometheus reads the metrics of a server, signed in as docs/operating.md says.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { freePort } from '#testing/free-ports.ts'
import { Teammate } from './teammate.ts'

/** Names lead to this server as by DNS for Prometheus alone. */
const NAME = 'azure.example.org'
const LAZULI = new URL('../../bin/lazuli.js', import.meta.url).pathname

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-prometheus-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

/** Work of each kind that is counted. */
async function work({ ready }: Lazuli): Promise<void> {
  const endpoint = ready.batch!.endpoint.replace(NAME, '127.0.0.1')
  const client = batchClientFor({ ...ready, batch: { ...ready.batch!, endpoint } })
  await client.pool.add({
    id: 'pool1',
    vmSize: 'standard_d2_v3',
    cloudServiceConfiguration: { osFamily: '5' },
    targetDedicatedNodes: 2,
  })
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  for (const id of ['a', 'b', 'c']) await client.task.add('job1', { id, commandLine: '/bin/true' })
  const running = async () => (await client.job.getTaskCounts('job1')).taskCounts.succeeded
  while ((await running()) !== 3) await wait(100)
}

const start = (metrics: 'open' | 'token') =>
  createLazuli({ metrics, nodes: 'simulated', timeScale: 1000 })

test('promtool has nothing to say against the metrics', async (t) => {
  const lazuli = await start('open')
  t.after(() => lazuli.stop())
  await work(lazuli)
  const answer = await fetch(`${lazuli.ready.arm.replace('https:', 'http:')}/metrics`)
  const input = await answer.text()
  assert.match(input, /^lazuli_batch_tasks\{account="lazuli",state="succeeded"\} 3$/m)
  const told = execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
  assert.equal(told, '')
})

interface Panel {
  readonly targets: readonly { readonly expr: string }[]
}

test('the dashboard asks for metrics that there are, in words that Prometheus reads', async (t) => {
  const lazuli = await start('open')
  t.after(() => lazuli.stop())
  await work(lazuli)
  const answer = await fetch(`${lazuli.ready.arm.replace('https:', 'http:')}/metrics`)
  const served = await answer.text()
  const file = new URL('../../deploy/grafana.json', import.meta.url)
  const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: readonly Panel[] }
  const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  assert.ok(asked.length > 10)
  const folder = folderOf(t)
  const rules = asked.map((expr, i) => ({ record: `asked:${i}`, expr }))
  const rulesFile = join(folder, 'rules.json')
  writeFileSync(rulesFile, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
  execFileSync('promtool', ['check', 'rules', rulesFile])
  for (const expr of asked) {
    const [name] = /(lazuli|process|nodejs)_\w+/.exec(expr)!
    assert.ok(served.includes(`# TYPE ${name.replace(/_(bucket|count)$/, '')} `), name)
  }
})

/** Of the administrator's own, for the name alone. */
function certificateIn(folder: string) {
  const files = { tlsCert: join(folder, 'cert.pem'), tlsKey: join(folder, 'key.pem') }
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30']
  const named = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`]
  const out = ['-keyout', files.tlsKey, '-out', files.tlsCert]
  execFileSync('openssl', ['req', '-x509', ...made, ...named, ...out], { stdio: 'ignore' })
  return files
}

/** What the page has the administrator print. */
async function addedReader({ ready }: Lazuli): Promise<Record<string, string>> {
  const words = 'user add prometheus --program --role Reader --ready-file'.split(' ')
  const { stdout } = await promisify(execFile)(process.execPath, [
    LAZULI,
    ...words,
    ready.readyFile,
  ])
  return Object.fromEntries(
    stdout
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** The configuration that we hand out, filled in as the page says; files are where the test may write. */
async function configured(folder: string, lazuli: Lazuli): Promise<string> {
  const variables = await addedReader(lazuli)
  const secret = join(folder, 'lazuli-secret')
  const bundle = join(folder, 'lazuli-ca.pem')
  writeFileSync(secret, variables.AZURE_CLIENT_SECRET!, { mode: 0o600 })
  copyFileSync(join(lazuli.ready.dataDirectory!, 'ca-bundle.pem'), bundle)
  const text = readFileSync(new URL('../../deploy/prometheus.yml', import.meta.url), 'utf8')
    .replaceAll(`${NAME}:4510`, `${NAME}:${new URL(lazuli.ready.arm).port}`)
    .replaceAll('/etc/prometheus/lazuli-ca.pem', bundle)
    .replace('/etc/prometheus/lazuli-secret', secret)
    .replace('CLIENT_ID', variables.AZURE_CLIENT_ID!)
    .replace('TENANT_ID', variables.AZURE_TENANT_ID!)
  const file = join(folder, 'prometheus.yml')
  writeFileSync(file, `global: { scrape_interval: 200ms, scrape_timeout: 200ms }\n${text}`)
  return file
}

interface Answer {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] }
}

test('Prometheus scrapes a server with a name and a certificate of its own, as the page says', async (t) => {
  const folder = folderOf(t)
  const lazuli = await createLazuli({
    metrics: 'token',
    data: join(folder, 'server'),
    nodes: 'simulated',
    timeScale: 1000,
    publicName: NAME,
    ...certificateIn(folder),
  })
  t.after(() => lazuli.stop())
  const open = await fetch(`http://127.0.0.1:${new URL(lazuli.ready.arm).port}/metrics`)
  assert.equal(open.status, 401)
  await work(lazuli)
  const port = await freePort()
  const elsewhere = new Teammate({ [NAME]: '127.0.0.1' }, [])
  const words = [
    `--config.file=${await configured(folder, lazuli)}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]
  const prometheus = elsewhere.start(`exec prometheus ${words.join(' ')}`)
  let hasEnded = false
  const gone = prometheus.ended
    .catch(() => undefined)
    .then(() => {
      hasEnded = true
    })
  t.after(async () => {
    prometheus.stop()
    await gone
    elsewhere[Symbol.dispose]()
  })
  const value = async (query: string): Promise<string | undefined> => {
    const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`
    const answer = await fetch(url).catch(() => undefined)
    if (!answer?.ok) return undefined
    return ((await answer.json()) as Answer).data.result[0]?.value[1]
  }
  while ((await value('lazuli_batch_tasks{state="succeeded"}')) !== '3') {
    assert.ok(!hasEnded, prometheus.said())
    await wait(100)
  }
  assert.equal(await value('up{job="lazuli"}'), '1')
  assert.equal(await value('sum(lazuli_request_duration_seconds_count{operation="Task_Add"})'), '3')
})
