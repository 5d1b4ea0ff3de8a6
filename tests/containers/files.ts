// What tasks in containers see of their node and of storage, and what they leave there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { azureFor } from '#testing/clients/azure.ts'
import { debianImage } from '#testing/containers/debian.ts'
import { contentOf } from '../sdk/batch/files-scene.ts'
import { type ContainerScene, describeWay, sh, type Way } from './scene.ts'

const CLOUD = 'https://management.azure.com/metadata/endpoints?api-version=2022-09-01'
const PROGRAM = `
import json, os, urllib.request
def get(url): return urllib.request.urlopen(url).read()
print(get(os.environ['BLOB']).decode())
cloud = '${CLOUD}'
print(json.loads(get(cloud))['name'])
`

async function setUp(scene: ContainerScene): Promise<void> {
  const { files } = scene
  const { account, key } = files.lazuli.ready.storage!
  await putShare(scene)
  await scene.pool('files', {
    mountConfiguration: [
      {
        azureFileShareConfiguration: {
          accountName: account,
          azureFileUrl: `https://${account}.file.core.windows.net/common`,
          accountKey: key,
          relativeMountPath: 'data/common',
        },
      },
    ],
  })
  const [node] = await scene.nodes('files')
  assert.equal(node!.state, 'idle', JSON.stringify(node!.errors))
}

async function putShare({ files }: ContainerScene): Promise<void> {
  const { ready } = files.lazuli
  const token = await azureFor(ready).credential.getToken(`https://management.azure.com/.default`)
  const answer = await fetch(
    `${ready.arm}${files.storageId}/fileServices/default/shares/common?api-version=2023-05-01`,
    {
      method: 'PUT',
      headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
      body: '{}',
    },
  )
  assert.equal(answer.status, 201, await answer.text())
}

export const fileTests = (way: Way): void =>
  describeWay('files', way, { setUp, options: { tasksSeeAzure: true } }, (scene) => {
    const printed = (script: string, more = {}) => scene().printed(script, more, 'files')

    /** Adds a task as the newest clients do, and waits for its end. */
    async function newest(task: object): Promise<string> {
      const id = `newest-${++count}`
      await scene().post('/jobs/files/tasks', { id, ...task })
      const { executionInfo } = await scene().files.ended(id, 'files')
      assert.equal(executionInfo!.exitCode, 0, JSON.stringify(executionInfo))
      return await scene().files.read(id, 'stdout.txt', 'files')
    }
    let count = 0

    test('of a node only those folders are seen that are asked for, as they are asked for', async () => {
      const look =
        'for d in shared startup fsmounts applications; do test -d $AZ_BATCH_NODE_ROOT_DIR/$d && echo $d; done; test -d $AZ_BATCH_TASK_WORKING_DIR && echo task; touch $AZ_BATCH_NODE_SHARED_DIR/new-$AZ_BATCH_TASK_ID 2>/dev/null && echo written; true'
      const seen = (containerHostBatchBindMounts?: object[] | null) =>
        newest({
          commandLine: sh(look),
          containerSettings: {
            imageName: scene().image,
            ...(containerHostBatchBindMounts !== undefined && { containerHostBatchBindMounts }),
          },
        })
      assert.match(await seen(), /^shared\nstartup\nfsmounts\n(applications\n)?task\nwritten\n$/)
      assert.equal(await seen([]), '')
      assert.equal(await seen([{ source: 'Shared' }]), 'shared\nwritten\n')
      assert.equal(await seen([{ source: 'Shared', isReadOnly: true }]), 'shared\n')
      assert.equal(
        await seen([{ source: 'Task' }, { source: 'Startup', isReadOnly: true }]),
        'startup\ntask\n',
      )
    })

    test('resource files are there, and output files reach storage, of start and of failed tasks too', async () => {
      const { files } = scene()
      const from = await files.container({ 'in/a.txt': 'from a blob' })
      const to = await files.container()
      const task = await scene().run(
        {
          commandLine: sh('cat in/a.txt; mkdir out; cp in/a.txt out/b.txt; exit 3'),
          resourceFiles: [{ storageContainerUrl: files.sas(from), blobPrefix: 'in/' }],
          outputFiles: ['out/**', '../std*.txt'].map((filePattern) => ({
            filePattern,
            destination: { container: { containerUrl: files.sas(to, 'w'), path: 'task' } },
            uploadOptions: { uploadCondition: 'taskcompletion' as const },
          })),
        },
        'files',
      )
      assert.equal(task.executionInfo!.exitCode, 3, JSON.stringify(task.executionInfo))
      assert.deepEqual(await contentOf(to), {
        'task/b.txt': 'from a blob',
        'task/stderr.txt': '',
        'task/stdout.txt': 'from a blob',
      })
    })

    test('a file share that the node mounts is there in containers, for reading and writing', async () => {
      const place = '$AZ_BATCH_NODE_MOUNTS_DIR/data/common'
      await printed(`echo written within >${place}/a.txt`)
      assert.equal(await printed(`cat ${place}/a.txt`), 'written within\n')
      const mounts = [{ source: 'VfsMounts' }]
      const said = await newest({
        commandLine: sh(`cat ${place}/a.txt`),
        containerSettings: { imageName: scene().image, containerHostBatchBindMounts: mounts },
      })
      assert.equal(said, 'written within\n')
    })

    test('Azure is here by its own names, for a program that is told of nothing', async () => {
      const { files } = scene()
      const { containerName, url } = await files.container({ 'a.txt': 'by its name' })
      const sas = new URL(files.sas({ url, containerName }, 'rwl')).search
      const at = `https://${files.lazuli.ready.storage!.account}.blob.core.windows.net/${containerName}`
      const said = await printed(
        `curl -sSf "${at}/a.txt${sas}" && printf b >b.txt && curl -sSf -T b.txt -H "x-ms-blob-type: BlockBlob" "${at}/b.txt${sas}" && python3 program.py`,
        {
          containerSettings: {
            imageName: await scene().registry.push('debian:1', debianImage()),
          },
          environmentSettings: [{ name: 'BLOB', value: `${at}/b.txt${sas}` }],
          resourceFiles: [{ httpUrl: await program(), filePath: 'program.py' }],
        },
      )
      assert.equal(said, 'by its nameb\nAzureCloud\n')
    })

    test('Azure is here by its names too where a container sees nothing else of its node', async () => {
      const imageName = await scene().registry.push('debian:1', debianImage())
      for (const containerHostBatchBindMounts of [[], [{ source: 'Shared' }]]) {
        const said = await newest({
          commandLine: sh(`curl -sSf '${CLOUD}'; echo; echo x >$SSL_CERT_FILE || echo refused`),
          containerSettings: { imageName, containerHostBatchBindMounts },
        })
        assert.match(said, /"AzureCloud"[\s\S]*\nrefused\n$/)
      }
    })

    async function program(): Promise<string> {
      const { files } = scene()
      const from = await files.container({ 'program.py': PROGRAM })
      return files.sas(from).replace('?', '/program.py?')
    }
  })
