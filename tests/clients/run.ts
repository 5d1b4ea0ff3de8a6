// Runs the client programs of other languages against a real server, each in its own process with
// nothing configured but what `lazuli env` prints. Installs what they need into tests/clients/.cache.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { variablesOf } from '../../src/library/ready/variables.ts'
import { azcopyLibraries, azcopyProgram, prepareAzcopy } from './azcopy.ts'
import { prepareDotnet, runDotnet } from './dotnet.ts'
import { type Client, cache, cli, here, must, sh, venv } from './environments.ts'
import { asksForAll, handles, helper, pytestFixtures } from './helpers.ts'
import { snakemake } from './snakemake/client.ts'
import { prepareTerraform, terraformProgram } from './terraform/engine.ts'
import { azurermFolder, prepareAzurerm } from './terraform/provider.ts'
import { versions } from './versions.ts'

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
    options: { clientCertificate: file('pem') },
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

/** A program that names nothing but Azure, under `lazuli run`: with no variable of Lazuli's before. */
const byName = (
  client: Pick<Client, 'name' | 'prepare'>,
  command: (scratch: string) => Promise<readonly string[]> | readonly string[],
): Client => ({
  name: `names ${client.name}`,
  options: { storage: true },
  prepare: client.prepare,
  async run(_, scratch, { readyFile }) {
    const words = [cli, 'run', '--ready-file', readyFile, '--', ...(await command(scratch))]
    const env = { PATH: process.env.PATH, HOME: scratch, TMPDIR: process.env.TMPDIR }
    return await sh(process.execPath, words, { env })
  },
})

const script = (program: string): string => join(here, 'names', `${program}.sh`)

/** Its server is its own: tasks of that see Azure. */
const azcopyTasks: Client = {
  ...js('azcopy-tasks'),
  prepare: prepareAzcopy,
  run: (env) =>
    sh(process.execPath, [join(here, 'js/azcopy-tasks.ts')], {
      env: { ...env, AZCOPY: azcopyProgram, LIBRARIES: azcopyLibraries },
    }),
}

/** A whole job of CI: no server runs, no variable leads to one, and the program finds Azure all the same. */
const wholeRun = (
  client: Pick<Client, 'name' | 'prepare'>,
  command: (scratch: string) => Promise<readonly string[]>,
  options: readonly string[] = [],
): Client => ({
  name: `names ${client.name}`,
  prepare: client.prepare,
  async run(_, scratch) {
    const words = [cli, 'run', '--storage', ...options, '--', ...(await command(scratch))]
    const { PATH, TMPDIR } = process.env
    const env = { PATH, TMPDIR, HOME: scratch, PYTHONDONTWRITEBYTECODE: '1' }
    return await sh(process.execPath, words, { env })
  },
})

const pytestByName = wholeRun(
  { name: 'pytest', prepare: async () => void (await venv('python-names')) },
  async () => {
    const pytest = join(await venv('python-names'), 'bin/pytest')
    return [pytest, '-q', '-p', 'no:cacheprovider', join(here, 'python-names/test_azure.py')]
  },
)

const inJava = java('NamesStory')
const inGo = go('namesstory')

const named: readonly Client[] = [
  pytestByName,
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
  byName({ name: 'dotnet', prepare: prepareDotnet }, () => runDotnet),
  byName({ name: 'az', prepare: async () => void (await venv('az')) }, async () => [
    'env',
    `PATH=${join(await venv('az'), 'bin')}:${process.env.PATH}`,
    ...['bash', script('az')],
  ]),
  byName({ name: 'azcopy', prepare: prepareAzcopy }, () => [
    'env',
    `AZCOPY=${azcopyProgram}`,
    `LD_LIBRARY_PATH=${azcopyLibraries}`,
    ...['bash', script('azcopy')],
  ]),
]

/** Terraform and the provider azurerm, as their users have them. */
const azurerm = wholeRun(
  {
    name: 'terraform azurerm',
    async prepare() {
      await prepareAzurerm()
      await prepareTerraform()
    },
  },
  async (scratch) => {
    const program = (await terraformProgram()) ?? ''
    return [process.execPath, join(here, 'terraform/story.ts'), program, azurermFolder, scratch]
  },
  ['--time-scale', '60'],
)

/** Its client speaks 2024-07-01.20.0 and still has calls for certificates. */
const withCertificates = (client: Client): Client => ({
  ...client,
  options: { retiredCertificates: true },
})

const withStorage = (client: Client): Client => ({ ...client, options: { storage: true } })

/** In an environment of its own: Airflow pins much of what others bring. */
const airflow = (program: string): Client => ({
  name: `airflow ${program}`,
  prepare: async () => void (await venv('airflow')),
  run: async (env, scratch) =>
    sh(join(await venv('airflow'), 'bin/python'), [join(here, 'airflow', `${program}.py`)], {
      env: { ...env, AIRFLOW_SCRATCH: scratch },
    }),
})

/** By language, by the command line, by names alone, and what whole workloads are run by. */
const suites: Readonly<Record<string, readonly Client[]>> = {
  clients: [
    python('aks_abort'),
    python('scvmm_story'),
    python('batch_management'),
    go('aksabort'),
    go('scvmmstory'),
    java('AksAbort'),
    withStorage(go('batchmanagement')),
    withStorage(java('BatchManagement')),
    js('batch-story'),
    withStorage(js('storage-story')),
    pythonFacts('azure-batch'),
    pythonFacts('azure-mgmt-batch'),
    asksForAll(handles),
    asksForAll(pytestFixtures),
    asksForAll(helper('go', ['go', 'vet', './...'], ['go', 'test', '-count=1', './...'])),
    asksForAll(helper('java', ['mvn', '-q', '-B', 'test-compile'], ['mvn', '-B', 'test'])),
    python('batch_pollers'),
    withStorage(python('batch_service_logs')),
    python('batch_story'),
    python('batch_story', 'python-batch-19'),
    withCertificates(go('batchstory')),
    withCertificates(java('BatchStory')),
    versions,
  ],
  az: [
    az('aks', { registers: true }),
    az('arm'),
    az('people'),
    az('batch'),
    withStorage(azInProcess('batch_all')),
    withStorage(az('storage')),
  ],
  names: named,
  engines: [
    withClientCertificate(go('terraformstory', 'go-terraform')),
    azurerm,
    airflow('batch_operator'),
    azcopyTasks,
    snakemake('host'),
    snakemake('container'),
  ],
}

async function runOne(client: Client): Promise<boolean> {
  const scratch = await mkdtemp(join(tmpdir(), 'lazuli-client-'))
  const began = performance.now()
  const lazuli = await spawnLazuli({ timeScale: 60, ...client.options })
  try {
    const env = { ...(process.env as Record<string, string>), ...variablesOf(lazuli.ready) }
    const { code, output } = await client.run(env, scratch, lazuli.ready)
    const said = code === 0 ? output.trim().split('\n').at(-1) : output
    const took = Math.round((performance.now() - began) / 1000)
    process.stdout.write(`${code === 0 ? 'ok' : 'not ok'} ${client.name} (${took} s): ${said}\n`)
    return code === 0
  } finally {
    await lazuli.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}

await mkdir(join(cache, 'go'), { recursive: true })
// Installs what all suites need and runs nothing: what CI does beside other tests.
const isPreparing = process.argv.includes('--prepare')
const [suite = '', word = ''] = process.argv.slice(2).filter((each) => !each.startsWith('--'))
const all = isPreparing ? Object.values(suites).flat() : suites[suite]
if (!all) throw new Error(`the suites are ${Object.keys(suites).join(', ')}`)
const chosen = all.filter(({ name }) => name.toLowerCase().includes(word.toLowerCase()))
for (const client of chosen) {
  process.stdout.write(`preparing ${client.name}\n`)
  await client.prepare()
}
// Most wait for their server's clock more than for a processor; what engines run computes.
const LANES = suite === 'engines' ? 1 : 2
let failed = 0
const waiting = isPreparing ? [] : [...chosen]
const lane = async (): Promise<void> => {
  for (let client = waiting.shift(); client; client = waiting.shift()) {
    if (!(await runOne(client))) failed++
  }
}
await Promise.all(Array.from({ length: LANES }, lane))
process.stdout.write(
  isPreparing
    ? `${chosen.length} prepared\n`
    : `${chosen.length - failed} passed, ${failed} failed\n`,
)
process.exitCode = failed === 0 ? 0 : 1
