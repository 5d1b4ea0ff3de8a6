// Debian's Prometheus reads the metrics of a server, signed in as docs/operating.md says.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { batchClientFor } from '#testing/clients/batch.ts'
import { freePort } from '#testing/free-ports.ts'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-prometheus-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

/** Work of each kind that is counted. */
async function work({ ready }: Lazuli): Promise<void> {
  const client = batchClientFor(ready)
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

/** The configuration that we hand out, with the server's own values in it. */
function configured(folder: string, { ready }: Lazuli): string {
  const secret = join(folder, 'secret')
  writeFileSync(secret, ready.clientSecret, { mode: 0o600 })
  const text = readFileSync(new URL('../../deploy/prometheus.yml', import.meta.url), 'utf8')
    .replaceAll('azure.example.org:4510', new URL(ready.arm).host)
    .replaceAll('/etc/prometheus/lazuli-ca.pem', ready.caBundleFile)
    .replace('/etc/prometheus/lazuli-secret', secret)
    .replace('CLIENT_ID', ready.clientId)
    .replace('TENANT_ID', ready.tenantId)
  const file = join(folder, 'prometheus.yml')
  writeFileSync(file, `global: { scrape_interval: 200ms, scrape_timeout: 200ms }\n${text}`)
  return file
}

interface Answer {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] }
}

test('Prometheus scrapes the server as it is set up in deploy/', async (t) => {
  const lazuli = await start('token')
  t.after(() => lazuli.stop())
  await work(lazuli)
  const folder = folderOf(t)
  const port = await freePort()
  const prometheus = spawn(
    'prometheus',
    [
      `--config.file=${configured(folder, lazuli)}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  prometheus.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part
  })
  const gone = once(prometheus, 'exit')
  t.after(async () => {
    prometheus.kill('SIGKILL')
    await gone
  })
  const value = async (query: string): Promise<string | undefined> => {
    const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`
    const answer = await fetch(url).catch(() => undefined)
    if (!answer?.ok) return undefined
    return ((await answer.json()) as Answer).data.result[0]?.value[1]
  }
  while ((await value('lazuli_batch_tasks{state="succeeded"}')) !== '3') {
    assert.equal(prometheus.exitCode, null, said)
    await wait(100)
  }
  assert.equal(await value('up{job="lazuli"}'), '1')
  assert.equal(await value('sum(lazuli_request_duration_seconds_count{operation="Task_Add"})'), '3')
})
