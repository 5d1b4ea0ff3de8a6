// azcopy within a task, which names nothing but Azure: by the identity of its pool, and by a SAS.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { contentOf, FilesScene, sh } from '../../sdk/batch/files-scene.ts'

const { AZCOPY = '', LIBRARIES = '' } = process.env
const scene = await FilesScene.start({ tasksSeeAzure: true, timeScale: 60 })
let passed = 0
try {
  const tools = await scene.container()
  const libraries = readdirSync(LIBRARIES).filter((name) => name.includes('.so'))
  const files = [AZCOPY, ...libraries.map((name) => join(LIBRARIES, name))]
  for (const file of files) await tools.getBlockBlobClient(basename(file)).uploadFile(file)
  const resourceFiles = [{ storageContainerUrl: scene.sas(tools), fileMode: '0755' }]
  const environmentSettings = [{ name: 'LD_LIBRARY_PATH', value: '.' }]
  const data = { 'in/a.txt': 'one', 'in/deep/b.txt': 'two' }
  const prepare = 'export HOME=$PWD AZCOPY_LOG_LOCATION=$PWD/log AZCOPY_JOB_PLAN_LOCATION=$PWD/plan'
  const azcopy = `./${basename(AZCOPY)}`

  /** In from a container and out to it again. */
  async function copy(
    how: string,
    login: string,
    proofOf: (box: { containerName: string; url: string }) => string,
  ) {
    const box = await scene.container(data)
    const at = (path: string): string =>
      `"https://lazuli.blob.core.windows.net/${box.containerName}/${path}${proofOf(box)}"`
    const copies = `${azcopy} copy ${at('in')} . --recursive && ${azcopy} copy "in/*" ${at('out')} --recursive`
    const task = await scene.run({
      commandLine: sh(`${prepare}; ${login} ${copies}`),
      resourceFiles,
      environmentSettings,
    })
    const said = await scene.read(task.id!, 'stdout.txt')
    assert.equal(task.executionInfo!.exitCode, 0, said)
    const copied = { 'out/a.txt': 'one', 'out/deep/b.txt': 'two' }
    assert.deepEqual(await contentOf(box), { ...data, ...copied })
    console.log(`ok ${++passed} azcopy copies in and out within a task, ${how}`)
  }

  await copy('by the identity of its pool', 'export AZCOPY_AUTO_LOGIN_TYPE=MSI;', () => '')
  await copy('by a SAS', '', (box) => new URL(scene.sas(box, 'racwdl')).search)
} finally {
  await scene.stop()
}
console.log(`${passed} passed, 0 failed`)
