// What a task can read of secrets that are not its own: the keys of accounts, and the signed URL of another
// task's files, while all of them are in use on its node.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { azureFor } from '#testing/clients/azure.ts'
import { containerMachine } from '../../containers/scene.ts'
import { FilesScene, sh, until } from '../../sdk/batch/files-scene.ts'

let scene: FilesScene
before(async () => {
  // Images are ignored: what a pool says of its registries is sent to its nodes all the same.
  scene = await FilesScene.start({ containers: 'host' })
})
after(() => scene.stop())

const reversed = (text: string): string => [...text].reverse().join('')

/** Lists the files and processes in which the secrets stand, which it is told backwards. */
const SEARCH = [
  'printf %s "$BACKWARDS" | tr , "\\n" | rev > secrets',
  'cp secrets "$AZ_BATCH_NODE_SHARED_DIR/control"',
  'grep -lsF -f secrets /proc/[0-9]*/environ /proc/[0-9]*/cmdline',
  'places="/tmp /var /home /root /run /mnt $AZ_BATCH_NODE_ROOT_DIR $AZ_BATCH_NODE_SHARED_DIR"',
  'find $places -path "$PWD" -prune -o -type f -mmin -60 -size -2000k -print0 2>/dev/null > files',
  'xargs -0 grep -lsF -f secrets < files',
  'true',
].join('; ')

/** A call about a storage account, by its name. */
async function storage(method: string, path: string, body: object = {}) {
  const { arm } = scene.lazuli.ready
  const { credential } = azureFor(scene.lazuli.ready)
  const { token } = await credential.getToken('https://management.azure.com/.default')
  const accounts = scene.storageId.replace(/[^/]+$/, '')
  const answer = await fetch(`${arm}${accounts}${path}?api-version=2023-05-01`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  assert.ok(answer.ok, text)
  return JSON.parse(text || 'null')
}

/** Another pool on the same machine, with secrets of its own. Answers them. */
async function poolBeside(): Promise<string[]> {
  const kind = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  await storage('PUT', 'beside', kind)
  await storage('PUT', 'beside/fileServices/default/shares/common')
  const [first, second] = (await storage('POST', 'beside/listKeys')).keys
  const password = randomBytes(24).toString('hex')
  await scene.batch.pool.add({
    ...{ id: 'beside', vmSize: 'standard_d2s_v3', targetDedicatedNodes: 1 },
    virtualMachineConfiguration: containerMachine({
      containerImageNames: ['registry.example/tool:1'],
      containerRegistries: [{ registryServer: 'registry.example', userName: 'me', password }],
    }),
    mountConfiguration: [
      {
        azureFileShareConfiguration: {
          accountName: 'beside',
          azureFileUrl: 'https://beside.file.core.windows.net/common',
          accountKey: first.value,
          relativeMountPath: 'common',
        },
      },
    ],
  })
  const [node] = await until(
    async () => [...(await scene.batch.computeNode.list('beside'))],
    (nodes) => nodes.length === 1 && /^(idle|unusable)$/.test(nodes[0]!.state!),
  )
  assert.equal(node!.state, 'idle', JSON.stringify(node!.errors))
  return [first.value, second.value, password]
}

test('a task finds no key of an account and no signature of another task’s files', async () => {
  const { ready } = scene.lazuli
  await scene.arm('PATCH', '', {
    properties: { autoStorage: { storageAccountId: scene.storageId } },
  })
  const box = await scene.container({ 'in.txt': 'in' })
  const url = scene.sas({ url: box.getBlobClient('in.txt').url, containerName: box.containerName })
  // It has both at work: an input by a signed URL, and an output that is still to go.
  const other = await scene.add({
    commandLine: sh('while [ ! -e "$AZ_BATCH_NODE_SHARED_DIR/done" ]; do sleep 0.1; done'),
    resourceFiles: [{ httpUrl: url, filePath: 'in.txt' }],
    outputFiles: [
      {
        filePattern: '../std*.txt',
        destination: { container: { containerUrl: scene.sas(box, 'w') } },
        uploadOptions: { uploadCondition: 'taskcompletion' },
      },
    ],
  })
  const signature = new URL(url).searchParams.get('sig')!
  const secrets = [
    ready.storage!.key,
    ready.batch!.key,
    signature,
    encodeURIComponent(signature),
    ready.clientSecret,
    ready.user.password,
    ...(await poolBeside()),
  ]
  const { id: task } = await scene.run({
    commandLine: sh(SEARCH),
    environmentSettings: [{ name: 'BACKWARDS', value: secrets.map(reversed).join() }],
  })
  await scene.run({ commandLine: sh('touch "$AZ_BATCH_NODE_SHARED_DIR/done"') })
  await scene.ended(other)
  const found = (await scene.read(task!, 'stdout.txt')).trim().split('\n')
  // It finds what is there to be found, once by each name of the node's folder.
  assert.deepEqual([...new Set(found.map((path) => path.split('/').at(-1)))], ['control'])
})
