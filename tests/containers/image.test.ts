// The image of deploy/Containerfile, built and run by Podman; the action and the dev container feature, run as
// their programs stand. All from the packed tarball.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import type { Ready } from '#library/ready/ready.ts'
import { freePort } from '#testing/free-ports.ts'
import { progress } from '../watchdog.ts'
import { makeSmallBase } from './small-base.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'lazuli-image-'))
const name = `localhost/lazuli-test-${basename(scratch).toLowerCase()}`
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` }

async function run(
  command: string,
  args: readonly string[],
  more: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const options = { cwd: scratch, env, timeout: 300_000, maxBuffer: 10_000_000, ...more }
  const { stdout } = await promisify(execFile)(command, args, options)
  return stdout
}

let tarball: string
before(async () => {
  const out = await run('npm', ['pack', '--silent', '--pack-destination', scratch], { cwd: root })
  tarball = join(scratch, out.trim().split('\n').at(-1)!)
})
after(async () => {
  await run('podman', ['rmi', '--force', name, `${name}-base`]).catch(() => undefined)
  rmSync(scratch, { recursive: true, force: true })
})

/** The status of an answer; undefined where there is none that the authority proves. */
const statusAt = (url: string, ca: Buffer): Promise<number | undefined> =>
  new Promise((resolve) => {
    get(url, { ca, agent: false }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      () => resolve(undefined),
    )
  })

/** Left to itself Podman asks for more than a test's machine may grant. */
function ownLimits(): string[] {
  const limits = readFileSync('/proc/self/limits', 'utf8')
  const most = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'))
  return Object.entries({ nofile: 'open files', nproc: 'processes' }).flatMap(([name, words]) => {
    const [, hard] = new RegExp(`^Max ${words} +\\S+ +(\\d+)`, 'm').exec(limits) ?? []
    const limit = Math.min(Number(hard ?? most), most)
    return ['--ulimit', `${name}=${limit}:${limit}`]
  })
}

const SEED = `pools:
  - { id: pool, vmSize: small, targetDedicatedNodes: 1, cloudServiceConfiguration: { osFamily: '6' } }
jobs:
  - id: job
    poolInfo: { poolId: pool }
    tasks: [{ id: task, commandLine: /bin/sh -c 'node --print "process.getuid()"' }]
`

test('the image runs nodes inside without root, and its volume keeps what they did', {
  timeout: 600_000,
}, async (t) => {
  await makeSmallBase(`${name}-base`, scratch)
  progress()
  const build = ['--build-arg', `BASE=${name}-base`, '--isolation', 'chroot']
  await run(join(root, 'deploy/image.sh'), [tarball, name, ...build])
  const { Config } = JSON.parse(await run('podman', ['inspect', name]))[0]
  assert.deepEqual(Object.keys(Config.ExposedPorts), ['8443/tcp', '8444/tcp', '8445/tcp'])
  assert.deepEqual(Object.keys(Config.Volumes), ['/data'])
  const volume = basename(scratch)
  t.after(() => run('podman', ['volume', 'rm', '--force', volume]))
  /** A container of the image, and what runs a script of Node or a command of Lazuli's in it. */
  const start = async () => {
    const host = ['--network', 'host', ...ownLimits(), '--volume', `${volume}:/data`]
    const command = ['start', '--port', '0', '--batch-port', '0', '--data', '/data']
    const pace = ['--time-scale', '1000']
    const id = (await run('podman', ['run', '--detach', ...host, name, ...command, ...pace])).trim()
    const stop = () => run('podman', ['rm', '--force', '--time', '10', id])
    t.after(stop)
    const inside = (...args: readonly string[]) => run('podman', ['exec', id, 'node', ...args])
    const read = (file: string) =>
      inside('--eval', `process.stdout.write(fs.readFileSync('/data/${file}'))`)
    for (let look = 0; ; look++) {
      // What a start finds of the one before it, it takes away before it serves.
      const has = await run('podman', ['logs', id])
      if (/Lazuli serves/.test(has)) break
      if (look > 600) assert.fail(has)
      await sleep(100)
    }
    const lazuli = (...args: readonly string[]) =>
      inside('/opt/lazuli/node_modules/lazuli/dist/bin/lazuli.js', ...args, '--data', '/data')
    return { inside, read, lazuli, stop }
  }
  progress()
  const first = await start()
  const { arm } = JSON.parse(await first.read('ready.json'))
  const ca = Buffer.from(await first.read('ca.pem'))
  assert.equal(await statusAt(`${arm}/subscriptions?api-version=2022-12-01`, ca), 401)
  await first.inside('--eval', `fs.writeFileSync('/data/seed.yaml', ${JSON.stringify(SEED)})`)
  await first.lazuli('seed', '/data/seed.yaml')
  const explained = () => first.lazuli('explain', 'task', 'job', 'task')
  let said = await explained()
  for (let look = 0; look < 300 && !/is completed/.test(said); look++) {
    await sleep(100)
    said = await explained()
  }
  assert.match(said, /job\/task is completed\n {2}The task is completed/)
  const out = `fs.globSync('/data/compute/nodes/*/root/workitems/job/*/task/stdout.txt')`
  const print = `process.stdout.write(${out}.map((file) => fs.readFileSync(file, 'utf8')).join())`
  assert.equal(await first.inside('--eval', print), '1000\n', 'a user that is not root')
  await first.stop()
  progress()
  const second = await start()
  assert.match(await second.lazuli('explain', 'task', 'job', 'task'), /job\/task is completed/)
  await second.stop()
  progress()
  await followReadme(t, volume)
})

/** The line of deploy/README.md as it stands, but on free ports of this machine, and of what the test made. */
async function followReadme(t: TestContext, volume: string): Promise<void> {
  const page = readFileSync(join(root, 'deploy/README.md'), 'utf8')
  const [, line] = /`podman run (-p [^`]+ lazuli)`/.exec(page) ?? assert.fail('no such line')
  const inside = [8443, 8444, 8445]
  const ports = new Map<number, number>()
  for (const port of inside) ports.set(port, await freePort())
  const words = line!
    .replace(/\b(\d+):(?=\d+)/g, (_, port) => `${ports.get(Number(port)) ?? assert.fail(port)}:`)
    .replace('lazuli:/data', `${volume}:/data`)
    .replace(/ lazuli$/, ` ${name}`)
    .split(' ')
  const id = (await run('podman', ['run', '--detach', ...ownLimits(), ...words])).trim()
  t.after(() => run('podman', ['rm', '--force', '--time', '10', id]))
  for (let look = 0; ; look++) {
    const said = await run('podman', ['logs', id])
    if (/Lazuli serves Azure at https:\/\/localhost:8443\n/.test(said)) break
    if (look > 600) assert.fail(said)
    await sleep(100)
  }
  for (const file of ['ready.json', 'ca.pem'])
    await run('podman', ['cp', `${id}:/data/${file}`, scratch])
  const ready = JSON.parse(readFileSync(join(scratch, 'ready.json'), 'utf8')) as Ready
  assert.equal(ready.batch!.endpoint, 'https://localhost:8444')
  assert.equal(ready.portal, 'https://localhost:8445')
  const ca = readFileSync(join(scratch, 'ca.pem'))
  const at = (port: number, path: string) =>
    statusAt(`https://localhost:${ports.get(port)}${path}`, ca)
  assert.equal(await at(8443, '/subscriptions?api-version=2022-12-01'), 401)
  // The data plane of Batch, which misses the header that says who calls.
  assert.equal(await at(8444, '/pools?api-version=2024-07-01.20.0'), 400)
  assert.equal(await at(8445, '/'), 200)
}

test('the action starts a server for the steps that follow', async (t) => {
  const action = join(root, 'deploy/action')
  const { runs, inputs } = parse(readFileSync(join(action, 'action.yml'), 'utf8'))
  assert.equal(runs.using, 'composite')
  const { run: script } = runs.steps.at(-1)
  const files = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_OUTPUT'].map((each) => [
    each,
    join(scratch, each),
  ])
  const given = {
    ...env,
    ...Object.fromEntries(files),
    GITHUB_ACTION_PATH: action,
    RUNNER_TEMP: scratch,
    LAZULI_PACKAGE: tarball,
    LAZULI_OPTIONS: inputs.options.default,
  }
  await run('bash', ['-e', '-c', script], { env: given })
  const lines = readFileSync(join(scratch, 'GITHUB_ENV'), 'utf8').trim().split('\n')
  const variables: Record<string, string> = {}
  for (const line of lines) {
    const at = line.indexOf('=')
    variables[line.slice(0, at)] = line.slice(at + 1)
  }
  const ready = variables.LAZULI_READY_FILE!
  const { pid, arm } = JSON.parse(readFileSync(ready, 'utf8'))
  t.after(() => process.kill(pid))
  assert.match(readFileSync(join(scratch, 'GITHUB_OUTPUT'), 'utf8'), /^ready-file=.*\nlog=.*\n$/)
  const path = readFileSync(join(scratch, 'GITHUB_PATH'), 'utf8').trim()
  const later = { ...env, ...variables, PATH: `${path}:${env.PATH}` }
  const status = await run('lazuli', ['status', '--ready-file', ready], {
    env: later,
  })
  assert.ok(status.includes(arm))
})

test('the dev container feature installs the command', async () => {
  const feature = join(root, 'deploy/devcontainer/lazuli')
  const { id, options } = JSON.parse(
    readFileSync(join(feature, 'devcontainer-feature.json'), 'utf8'),
  )
  assert.deepEqual([id, options.package.default], ['lazuli', 'lazuli'])
  const prefix = join(scratch, 'prefix')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const said = await run('sh', [join(feature, 'install.sh')], {
    env: {
      ...env,
      PACKAGE: tarball,
      npm_config_prefix: prefix,
      PATH: `${join(prefix, 'bin')}:${env.PATH}`,
    },
  })
  assert.match(said, new RegExp(`^${version}$`, 'm'))
})
