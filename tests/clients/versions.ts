// Which api-versions of Batch the newest clients send, read from what is installed of each, and whether a
// server answers them.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { azureFor } from '#testing/clients/azure.ts'
import type { Ready } from '../../src/library/ready/ready.ts'
import { cache, here, must, type Outcome, sh, venv } from './environments.ts'
import { goModule } from './terraform/go-module.ts'

type Plane = 'data' | 'management'

interface Package {
  readonly name: string
  readonly plane: Plane
  install(): Promise<void>
  /** Where its text has the version, and nothing else that looks like one of Batch. */
  texts(): Promise<string>
}

const VERSION = /\b20\d\d-\d\d-\d\d(?:\.\d+\.\d+)?\b/g

const read = (files: readonly string[]): string =>
  files.map((file) => readFileSync(file, 'utf8')).join('\n')

/** Its client's own file, which sets the version that calls send. */
const python = (folder: string, module: string, plane: Plane): Package => ({
  name: `${folder}: ${module}`,
  plane,
  install: async () => void (await venv(folder)),
  texts: async () => {
    const at = `${await venv(folder)}/lib/python3*/site-packages/${module.replaceAll('.', '/')}`
    return read([...globSync(`${at}/*_client.py`), ...globSync(`${at}/*_configuration.py`)])
  },
})

const go = (folder: string, module: string, files: string, plane: Plane): Package => ({
  name: `go: ${module}`,
  plane,
  install: () => must(sh('go', ['mod', 'download', module], { cwd: join(here, folder) })),
  texts: async () => {
    const list = ['list', '-m', '-f', '{{.Dir}}', module]
    const { output } = await sh('go', list, { cwd: join(here, folder) })
    return read(globSync(join(output.trim(), files)))
  },
})

/** What azurerm's own resources of the data plane call, which nothing else here is built from. */
const DATA_PLANE = ['github.com/hashicorp/go-azure-sdk/data-plane', 'v0.20260811.1225050'] as const
const azurerm: Package = {
  name: `go: ${DATA_PLANE[0]}`,
  plane: 'data',
  install: async () => void (await goModule(...DATA_PLANE)),
  texts: async () => {
    const files = 'batch/2022*/jobs/version.go'
    return read(globSync(join(await goModule(...DATA_PLANE), files)))
  },
}

/** Of the pom that the Java programs are built by. */
const java = (artifact: string, group: string, file: string, plane: Plane): Package => ({
  name: `java: ${artifact}`,
  plane,
  install: () => must(sh('mvn', ['-q', '-B', 'compile'], { cwd: join(here, 'java') })),
  texts: async () => {
    const jars = join(homedir(), '.m2/repository', group, artifact, `*/${artifact}-*.jar`)
    const jar = globSync(jars).sort().at(-1) ?? ''
    return (await sh('unzip', ['-p', jar, `*/${file}.class`])).output
  },
})

const ARM_BATCH = '@azure/arm-batch@9.1.0'
const armBatchIn = join(cache, 'arm-batch')
const armBatch = join(armBatchIn, 'node_modules/@azure/arm-batch')

const inNpm: readonly Package[] = [
  {
    name: 'npm: @azure/batch',
    plane: 'data',
    install: async () => undefined,
    texts: async () => {
      const client = 'node_modules/@azure/batch/dist-esm/src/batchServiceClientContext.js'
      return read([fileURLToPath(new URL(`../../${client}`, import.meta.url))])
    },
  },
  {
    name: 'npm: @azure/arm-batch',
    plane: 'management',
    async install() {
      if (existsSync(armBatch)) return
      const quiet = ['--no-audit', '--no-fund', '--no-save', '--prefix', armBatchIn]
      await must(sh('npm', ['install', ...quiet, ARM_BATCH]))
    },
    texts: async () => read(globSync(`${armBatch}/dist-esm/src/batchManagementClient.js`)),
  },
]

const GO_SDK = 'github.com/Azure/azure-sdk-for-go/sdk'

const packages: readonly Package[] = [
  python('python', 'azure.batch', 'data'),
  python('python', 'azure.mgmt.batch', 'management'),
  python('python-batch-19', 'azure.batch', 'data'),
  python('az', 'azure.batch', 'data'),
  python('az', 'azure.mgmt.batch', 'management'),
  python('airflow', 'azure.batch', 'data'),
  go('go', `${GO_SDK}/batch/azbatch`, 'client.go', 'data'),
  go('go', `${GO_SDK}/resourcemanager/batch/armbatch/v2`, 'account_client.go', 'management'),
  azurerm,
  java('azure-batch', 'com/microsoft/azure', 'BatchServiceClientImpl', 'data'),
  java(
    'azure-resourcemanager-batch',
    'com/azure/resourcemanager',
    'BatchManagementClientImpl',
    'management',
  ),
  ...inNpm,
]

async function versionOf({ name, texts }: Package): Promise<string> {
  const found = new Set((await texts()).match(VERSION))
  if (found.size !== 1) throw new Error(`${name}: ${[...found].join(', ') || 'no version'}`)
  return [...found][0]!
}

async function statusOf(ready: Ready, plane: Plane, version: string): Promise<number> {
  const audience =
    plane === 'data' ? 'https://batch.core.windows.net' : 'https://management.azure.com'
  const token = await azureFor(ready).credential.getToken(`${audience}/.default`)
  const url =
    plane === 'data'
      ? `${ready.batch!.endpoint}/pools`
      : `${ready.arm}/subscriptions/${ready.subscriptionId}/providers/Microsoft.Batch/batchAccounts`
  const headers = { authorization: `Bearer ${token!.token}` }
  return (await fetch(`${url}?api-version=${version}`, { headers })).status
}

const UNKNOWN = { data: '2099-01-01.99.0', management: '2099-13-41' }

async function run(ready: Ready): Promise<string[]> {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(ready.caFile, 'utf8')])
  const wrong: string[] = []
  for (const plane of ['data', 'management'] as const) {
    const status = await statusOf(ready, plane, UNKNOWN[plane])
    if (status !== 400) wrong.push(`a version that never was: ${status}`)
  }
  for (const each of packages) {
    const version = await versionOf(each).catch((error: Error) => error.message)
    const status = await statusOf(ready, each.plane, version)
    process.stdout.write(`${each.name} sends ${version}\n`)
    if (status !== 200) wrong.push(`${each.name} sends ${version}: ${status}`)
  }
  return wrong
}

export const versions = {
  name: 'versions that clients send',
  async prepare(): Promise<void> {
    for (const { install } of packages) await install()
  },
  async run(_env: unknown, _scratch: string, ready: Ready): Promise<Outcome> {
    const wrong = await run(ready)
    const output = wrong.length === 0 ? `${packages.length} passed, 0 failed` : wrong.join('\n')
    return { code: wrong.length === 0 ? 0 : 1, output }
  },
}
