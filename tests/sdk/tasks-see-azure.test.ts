// Tasks for which Azure is here: what they call by Azure's own names, and what they are given by such,
// leads to this server.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FilesScene, sh } from './batch/files-scene.ts'

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

const TOKEN = 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01'
const FOR_STORAGE = `${TOKEN}&resource=https://storage.azure.com/`
const METADATA = '-H "Metadata: true"'

test('the identity of its pool is that of a task’s machine, through a tunnel as well', async () => {
  const { containerName } = await scene.container({ 'a.txt': 'from a blob' })
  const url = `https://lazuli.blob.core.windows.net/${containerName}/a.txt`
  const named = `${FOR_STORAGE}&mi_res_id=${scene.identity.resourceId}`
  for (const asked of [`"${FOR_STORAGE}"`, `"${named}"`, `-p "${FOR_STORAGE}"`]) {
    const token = `T=$(curl -sSf ${METADATA} ${asked} | sed "s/.*access_token\\":\\"//; s/\\".*//")`
    const read = `curl -sSf -H "Authorization: Bearer $T" -H "x-ms-version: 2021-12-02" "${url}"`
    assert.equal(await printed(`${token}; ${read}`), 'from a blob', asked)
  }
  const wrong = `curl -sS "${FOR_STORAGE}"; curl -sS ${METADATA} "${FOR_STORAGE}&client_id=x"`
  const said = await printed(wrong)
  assert.match(said, /Required metadata header not specified.*Identity not found/)
})

test('a pool without an identity has none for its tasks, however they ask', async () => {
  await scene.batch.pool.add({
    id: 'plain',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  })
  await scene.batch.job.add({ id: 'plain', poolInfo: { poolId: 'plain' } })
  const [other] = await scene.batch.computeNode.list('pool1')
  const own = 'S=${http_proxy#*:*:}; S=${S%%@*}; P=${http_proxy##*:}'
  const asOther = `-x "http://${other!.id}:$S@127.0.0.1:$P"`
  const asked = [
    `"${FOR_STORAGE}"`,
    `-p "${FOR_STORAGE}"`,
    // By the tunnel to a neighbour, and as the node of another pool.
    `-p -H "Host: 169.254.169.254" "${FOR_STORAGE.replace('169.254.169.254', 'lazuli.blob.core.windows.net')}"`,
    `${asOther} "${FOR_STORAGE}"`,
  ]
  const calls = asked.map((words) => `curl -sS ${METADATA} ${words}; echo`).join('; ')
  const task = await scene.run({ commandLine: sh(`${own}; ${calls}`) }, 'plain')
  const said = (await scene.read(task.id!, 'stdout.txt', 'plain')).split('\n')
  assert.match(said[0]!, /Identity not found/)
  assert.match(said[1]!, /Identity not found/)
  assert.doesNotMatch(said.join('\n'), /access_token/)
  assert.match(said.join('\n'), /opens for the secret of its run alone/)
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
