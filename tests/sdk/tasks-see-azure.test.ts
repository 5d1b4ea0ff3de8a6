// Tasks for which Azure is here: what they call by Azure's own names, and what they are given by such,
// leads to this server.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FilesScene, sh } from './files-scene.ts'

let scene: FilesScene
before(async () => {
  scene = await FilesScene.start({ tasksSeeAzure: true })
})
after(() => scene.stop())

const CLOUD = 'https://management.azure.com/metadata/endpoints?api-version=2022-09-01'

/** Runs a command to its success, and answers what it printed. */
async function printed(script: string, more: object = {}): Promise<string> {
  const task = await scene.run({ commandLine: sh(script), ...more })
  const said = `${JSON.stringify(task.executionInfo)} ${await scene.read(task.id!, 'stderr.txt')}`
  assert.equal(task.executionInfo!.result, 'success', said)
  return await scene.read(task.id!, 'stdout.txt')
}

/** The same of a container by its name in Azure, with a signature. */
async function containerByName(files: Readonly<Record<string, string>> = {}) {
  const { containerName, url } = await scene.container(files)
  const sas = new URL(scene.sas({ url, containerName }, 'rwl')).search
  return (blob: string) => `https://lazuli.blob.core.windows.net/${containerName}/${blob}${sas}`
}

test('a task calls Azure by its names, and is told its account by one', async () => {
  const script = `curl -sSf "${CLOUD}"; echo; echo $AZ_BATCH_ACCOUNT_URL; curl -sS -o /dev/null -w "%{http_code}" $AZ_BATCH_ACCOUNT_URL/pools?api-version=2024-07-01.20.0`
  const [cloud = '', account, status] = (await printed(script)).split('\n')
  assert.equal((JSON.parse(cloud) as { name: string }).name, 'AzureCloud')
  assert.equal(account, 'https://lazuli.westeurope.batch.azure.com')
  // An account answers: it misses who calls.
  assert.equal(status, '400')
})

test('blobs are fetched for a task, and read and written by it, by their names in Azure', async () => {
  const at = await containerByName({ 'a.txt': 'from a blob' })
  const script = `cat in.txt; curl -sSf "${at('a.txt')}"; curl -sSf -T in.txt -H "x-ms-blob-type: BlockBlob" "${at('b.txt')}"; curl -sSf "${at('b.txt')}"`
  const resourceFiles = [{ httpUrl: at('a.txt'), filePath: 'in.txt' }]
  assert.equal(await printed(script, { resourceFiles }), 'from a blob'.repeat(3))
})

test('the machine’s identity is not for tasks', async () => {
  const url =
    'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/'
  const said = await printed(`curl -sS -H "Metadata: true" "${url}"`)
  assert.match(said, /no identity for tasks/)
})

test('a task’s own settings count more, and no credentials are given with it', async () => {
  const environmentSettings = [{ name: 'SSL_CERT_FILE', value: '/mine' }]
  const said = await printed('echo $SSL_CERT_FILE; env', { environmentSettings })
  assert.match(said, /^\/mine\n/)
  assert.match(
    said,
    /JAVA_TOOL_OPTIONS=-Djavax\.net\.ssl\.trustStore=\/\S+\/volatile\/azure\/trust\.p12 -D/,
  )
  assert.doesNotMatch(said, /CLIENT_SECRET|ACCESS_KEY|CONNECTION_STRING/)
})
