// Runs the client programs of other languages against a real server, each in its own process with
// nothing configured but what `lazuli env` prints. Installs what they need into tests/clients/.cache.
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { variablesOf } from '../../src/cli/commands/env.ts'
import type { Ready } from '../../src/cli/ready.ts'
import { cache, here, must, type Outcome, sh, venv } from './environments.ts'

/** One program: how to make it ready, and how to run it. */
interface Client {
  readonly name: string
  /** What its server is started with besides. */
  readonly args?: readonly string[]
  prepare(): Promise<void>
  run(env: Record<string, string>, scratch: string, ready: Ready): Promise<Outcome>
}

const python = (program: string, folder = 'python'): Client => ({
  name: `${folder} ${program}`,
  prepare: async () => void (await venv(folder)),
  run: async (env) =>
    sh(join(await venv(folder), 'bin/python'), [join(here, folder, `${program}.py`)], { env }),
})

/** Holds what the contract says against what an installed package says. */
const pythonFacts = (name: string): Client => ({
  name: `python facts of ${name}`,
  prepare: async () => void (await venv('python')),
  run: async () =>
    sh(join(await venv('python'), 'bin/python'), [
      join(here, '../../scripts/batch-package-facts.py'),
      name,
    ]),
})

/** Needs nothing of its own: the client is among the project's dependencies. */
const js = (program: string): Client => ({
  name: `js ${program}`,
  prepare: async () => undefined,
  run: (env) => sh(process.execPath, [join(here, 'js', `${program}.ts`)], { env }),
})

const go = (program: string, folder = 'go'): Client => ({
  name: `${folder} ${program}`,
  prepare: () =>
    must(
      sh('go', ['build', '-o', join(cache, 'go', program), `./${program}`], {
        cwd: join(here, folder),
      }),
    ),
  run: (env) => sh(join(cache, 'go', program), [], { env }),
})

/** Its server knows a certificate, which the program signs in with. */
function withClientCertificate(client: Client): Client {
  const directory = join(cache, 'certificate')
  const file = (kind: string): string => join(directory, `client.${kind}`)
  return {
    ...client,
    args: ['--client-certificate', file('pem')],
    async prepare() {
      await mkdir(directory, { recursive: true })
      const subject = ['-subj', '/CN=client', '-days', '30']
      const made = ['-keyout', file('key'), '-out', file('pem')]
      await must(
        sh('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...made]),
      )
      const from = ['-inkey', file('key'), '-in', file('pem')]
      const to = ['-out', file('pfx'), '-passout', 'pass:changeit']
      await must(sh('openssl', ['pkcs12', '-export', ...from, ...to]))
      await client.prepare()
    },
    run: (env, scratch, ready) => {
      const certificate = {
        ARM_CLIENT_CERTIFICATE_PATH: file('pfx'),
        ARM_CLIENT_CERTIFICATE_PASSWORD: 'changeit',
      }
      return client.run({ ...env, ...certificate }, scratch, ready)
    },
  }
}

const java = (program: string): Client => ({
  name: `java ${program}`,
  prepare: () =>
    must(
      sh(
        'mvn',
        ['-q', '-B', 'compile', 'dependency:build-classpath', '-Dmdep.outputFile=target/classpath'],
        {
          cwd: join(here, 'java'),
        },
      ),
    ),
  async run(env, scratch) {
    const store = join(scratch, 'trust.p12')
    const ca = env.NODE_EXTRA_CA_CERTS!
    const import_ = [
      '-importcert',
      '-noprompt',
      '-alias',
      'lazuli',
      '-file',
      ca,
      '-keystore',
      store,
    ]
    await must(sh('keytool', [...import_, '-storetype', 'PKCS12', '-storepass', 'changeit']))
    const classpath = await readFile(join(here, 'java/target/classpath'), 'utf8')
    const trust = [
      `-Djavax.net.ssl.trustStore=${store}`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
    ]
    const classes = join(here, 'java/target/classes')
    // The older Batch client reads fields of the JDK's own classes.
    const opens = ['--add-opens', 'java.base/java.util=ALL-UNNAMED']
    const args = [...trust, ...opens, '-cp', `${classes}:${classpath}`, `lazuli.${program}`]
    return sh('java', args, { env })
  },
})

const azSettings = (scratch: string): Record<string, string> => ({
  AZURE_CONFIG_DIR: join(scratch, 'az'),
  AZURE_CORE_COLLECT_TELEMETRY: 'false',
})

/** `registers`: az is led here by what it registers, else by the variables alone. */
const az = (program: string, { registers = false } = {}): Client => ({
  name: `az ${program}`,
  prepare: async () => void (await venv('az')),
  run: async (env, scratch) =>
    sh('bash', [join(here, 'az', `${program}.sh`)], {
      env: {
        ...env,
        PATH: `${join(await venv('az'), 'bin')}:${env.PATH}`,
        ...azSettings(scratch),
        ...(registers ? { ARM_CLOUD_METADATA_URL: undefined } : {}),
      },
    }),
})

/** Its commands are called in one process: each start of az takes a second. */
const azInProcess = (program: string): Client => ({
  ...az(program),
  run: async (env, scratch) =>
    sh(join(await venv('az'), 'bin/python'), [join(here, 'az', `${program}.py`)], {
      env: { ...env, ...azSettings(scratch), PYTHONDONTWRITEBYTECODE: '1' },
    }),
})

/** The fixtures of clients/python, which start a server of their own: in one process, and in two. */
const pytestFixtures: Client = {
  name: 'python-pytest fixtures',
  prepare: async () => void (await venv('python-pytest')),
  async run(env) {
    const pytest = join(await venv('python-pytest'), 'bin/pytest')
    const root = join(here, '../..')
    const LAZULI_COMMAND = `'${process.execPath}' '${join(root, 'bin/lazuli.js')}'`
    const words = ['-q', '-p', 'no:cacheprovider', join(root, 'clients/python/tests')]
    const own = { ...env, LAZULI_COMMAND, PYTHONDONTWRITEBYTECODE: '1' }
    const alone = await sh(pytest, words, { env: own })
    return alone.code === 0 ? await sh(pytest, [...words, '-n', '2'], { env: own }) : alone
  },
}

const cli = join(here, '../../bin/lazuli.js')

/** A program that names nothing but Azure, under `lazuli run`: with no variable of Lazuli's before. */
const byName = (
  client: Pick<Client, 'name' | 'prepare'>,
  command: (scratch: string) => Promise<readonly string[]> | readonly string[],
): Client => ({
  name: `names ${client.name}`,
  args: ['--storage'],
  prepare: client.prepare,
  async run(_, scratch, { readyFile }) {
    const words = [cli, 'run', '--ready-file', readyFile, '--', ...(await command(scratch))]
    const env = { PATH: process.env.PATH, HOME: scratch, TMPDIR: process.env.TMPDIR }
    return await sh(process.execPath, words, { env })
  },
})

const script = (program: string): string => join(here, 'names', `${program}.sh`)

const AZCOPY = '@azure-tools/azcopy-linux'
const azcopyIn = join(cache, 'azcopy')
const azcopyProgram = join(azcopyIn, 'node_modules', AZCOPY, 'dist/bin/azcopy_linux_amd64')

/** Of Debian, which a machine without a desktop may not have; azcopy is linked against it. */
const LIBRARY = 'libsecret-1-0'
const libraries = join(azcopyIn, 'usr/lib/x86_64-linux-gnu')

const azcopy = {
  name: 'azcopy',
  async prepare(): Promise<void> {
    if (existsSync(azcopyProgram) && existsSync(libraries)) return
    const quiet = ['--no-audit', '--no-fund', '--no-save', '--prefix', azcopyIn]
    await must(sh('npm', ['install', ...quiet, `${AZCOPY}@10.32.2`]))
    // The package's own program would set it.
    await chmod(azcopyProgram, 0o755)
    await must(sh('apt-get', ['download', LIBRARY], { cwd: azcopyIn }))
    const unpack = `dpkg -x ${LIBRARY}_*.deb .`
    await must(sh('sh', ['-c', unpack], { cwd: azcopyIn }))
  },
}

const inJava = java('NamesStory')
const inGo = go('namesstory')

const named: readonly Client[] = [
  byName({ name: 'curl', prepare: async () => undefined }, () => ['bash', script('curl')]),
  byName(python('names_story', 'python-names'), async () => [
    join(await venv('python-names'), 'bin/python'),
    join(here, 'python-names', 'names_story.py'),
  ]),
  byName(js('names-story'), () => [process.execPath, join(here, 'js', 'names-story.ts')]),
  byName(inGo, () => [join(cache, 'go', 'namesstory')]),
  byName(inJava, async () => {
    const classpath = await readFile(join(here, 'java/target/classpath'), 'utf8')
    return ['java', '-cp', `${join(here, 'java/target/classes')}:${classpath}`, 'lazuli.NamesStory']
  }),
  byName({ name: 'az', prepare: async () => void (await venv('az')) }, async () => [
    'env',
    `PATH=${join(await venv('az'), 'bin')}:${process.env.PATH}`,
    ...['bash', script('az')],
  ]),
  byName(azcopy, () => [
    'env',
    `AZCOPY=${azcopyProgram}`,
    `LD_LIBRARY_PATH=${libraries}`,
    ...['bash', script('azcopy')],
  ]),
]

/** Its client speaks 2024-07-01.20.0 and still has calls for certificates. */
const withCertificates = (client: Client): Client => ({
  ...client,
  args: ['--retired-certificates'],
})

const withStorage = (client: Client): Client => ({ ...client, args: ['--storage'] })

/** In an environment of its own: Airflow pins much of what others bring. */
const airflow = (program: string): Client => ({
  name: `airflow ${program}`,
  prepare: async () => void (await venv('airflow')),
  run: async (env, scratch) =>
    sh(join(await venv('airflow'), 'bin/python'), [join(here, 'airflow', `${program}.py`)], {
      env: { ...env, AIRFLOW_SCRATCH: scratch },
    }),
})

const clients: readonly Client[] = [
  python('aks_abort'),
  python('scvmm_story'),
  python('batch_management'),
  go('aksabort'),
  go('scvmmstory'),
  withClientCertificate(go('terraformstory', 'go-terraform')),
  go('terraformjob', 'go-terraform'),
  java('AksAbort'),
  az('aks', { registers: true }),
  az('arm'),
  az('people'),
  az('batch'),
  withStorage(azInProcess('batch_all')),
  withStorage(az('storage')),
  js('batch-story'),
  withStorage(js('storage-story')),
  pythonFacts('azure-batch'),
  pythonFacts('azure-mgmt-batch'),
  pytestFixtures,
  python('batch_pollers'),
  python('batch_story'),
  python('batch_story', 'python-batch-19'),
  airflow('batch_operator'),
  withCertificates(go('batchstory')),
  withCertificates(java('BatchStory')),
  ...named,
]

async function runOne(client: Client): Promise<boolean> {
  const scratch = await mkdtemp(join(tmpdir(), 'lazuli-client-'))
  const lazuli = await spawnLazuli({ timeScale: 60, args: client.args ?? [] })
  try {
    const env = { ...(process.env as Record<string, string>), ...variablesOf(lazuli.ready) }
    const { code, output } = await client.run(env, scratch, lazuli.ready)
    const said = code === 0 ? output.trim().split('\n').at(-1) : output
    process.stdout.write(`${code === 0 ? 'ok' : 'not ok'} ${client.name}: ${said}\n`)
    return code === 0
  } finally {
    await lazuli.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}

await mkdir(join(cache, 'go'), { recursive: true })
// Installs and runs nothing: what CI does beside other tests.
const isPreparing = process.argv.includes('--prepare')
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const wanted = (words[0] ?? '').toLowerCase()
const chosen = clients.filter((client) => client.name.toLowerCase().includes(wanted))
let failed = 0
for (const client of chosen) {
  process.stdout.write(`preparing ${client.name}\n`)
  await client.prepare()
  if (!isPreparing && !(await runOne(client))) failed++
}
process.stdout.write(
  isPreparing
    ? `${chosen.length} prepared\n`
    : `${chosen.length - failed} passed, ${failed} failed\n`,
)
process.exitCode = failed === 0 ? 0 : 1
