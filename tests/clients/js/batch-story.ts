// Batch's work with @azure/batch, which speaks 2022-10-01.16.0: ten thousand tasks are run, some are
// terminated, a node is reimaged under them, and a certificate's failed deletion is cancelled.
import { randomInt } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { BatchServiceClient, BatchSharedKeyCredentials, type CloudTask } from '@azure/batch'

const { env } = process
const TASKS = Number(env.TASKS ?? 10_000)
const POOL = 'js-pool'
const JOB = 'js-job'
const SHA1 = 'sha1'
const THUMBPRINT = '47b592796ffc7089d8d43b75f05bd8b984a3d7ad'
const CER =
  'MIIBgjCCASmgAwIBAgIUM5jWXUJrPOxXxgke2A2vAMorhX0wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLbGF6dWxpLXRlc3QwIBcNMjYxMTIxMTQwNDE2WhgPMjEyNjEwMjgxNDA0MTZaMBYxFDASBgNVBAMMC2xhenVsaS10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn69pKiui3e9pTHw4BJU+wskM6ZGucrf00SXz1aF4SRgYB0jCdji4hwiNAZJHEPWi8B6uqv3cSYYlOzJNc31wGaNTMFEwHQYDVR0OBBYEFPaRCoC6qjBA/LD4Gvp9B7id0j41MB8GA1UdIwQYMBaAFPaRCoC6qjBA/LD4Gvp9B7id0j41MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgZRgLtEcNvNvdvuVK1XKYxkoRI4UT06QBx0W/iEedq7ACIHjU20niKTHveTxydfCDxH88s2YprOWODuZ+8x1Z41G+'
/** Seconds that nothing else on this machine sleeps: the process is found by them. */
const NAP = `3600.${String(randomInt(1e9)).padStart(9, '0')}`

let passed = 0

function check(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(what)
  console.log(`ok ${++passed} ${what}`)
}

/** The status and the code with which a call is refused. */
async function refused(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (error: { statusCode: number; code: string }) => error,
  )
  if (!error) throw new Error('the call was not refused')
  return `${error.statusCode} ${error.code}`
}

async function until<T>(what: string, ask: () => Promise<T | false>): Promise<T> {
  for (let left = 3000; left > 0; left--) {
    const answer = await ask()
    if (answer !== false) return answer
    await wait(100)
  }
  throw new Error(`${what} did not come true`)
}

/** How many processes of this machine take the long nap. */
async function naps(): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    // One that ended meanwhile has no command line any more.
    processes.map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  )
  return lines.filter((line) => line === `sleep\0${NAP}\0`).length
}

const client = new BatchServiceClient(
  new BatchSharedKeyCredentials(env.AZURE_BATCH_ACCOUNT!, env.AZURE_BATCH_ACCESS_KEY!),
  env.AZURE_BATCH_ENDPOINT!,
)
const {
  certificate: certificates,
  computeNode: nodes,
  file: files,
  job: jobs,
  task: tasks,
} = client

async function makePool(): Promise<void> {
  await certificates.add({
    thumbprint: THUMBPRINT,
    thumbprintAlgorithm: SHA1,
    data: CER,
    certificateFormat: 'cer',
  })
  await client.pool.add({
    id: POOL,
    vmSize: 'Standard_D2s_v3',
    // Up to 2024-02-01.19.0 only nodes on cloud services can be reimaged.
    cloudServiceConfiguration: { osFamily: '6' },
    targetDedicatedNodes: 2,
    taskSlotsPerNode: 4,
    certificateReferences: [{ thumbprint: THUMBPRINT, thumbprintAlgorithm: SHA1 }],
  })
  await until('idle nodes', async () => {
    const states = (await nodes.list(POOL)).map(({ state }) => state)
    return states.join() === 'idle,idle'
  })
  const pool = await client.pool.get(POOL)
  check('the pool is steady', pool.allocationState === 'steady')
  check('and has its nodes', pool.currentDedicatedNodes === 2)
}

/** Cancels a deletion that fails because the pool uses the certificate. */
async function cancelDeletion(): Promise<void> {
  const cancel = () => certificates.cancelDeletion(SHA1, THUMBPRINT)
  const state = async () => (await certificates.get(SHA1, THUMBPRINT)).state
  await certificates.deleteMethod(SHA1, THUMBPRINT)
  check(
    'a deletion that goes on cannot be cancelled',
    (await refused(cancel())) === '409 CertificateBeingDeleted',
  )
  await until("the deletion's failure", async () => (await state()) === 'deletefailed')
  const why = (await certificates.get(SHA1, THUMBPRINT)).deleteCertificateError
  check('its deletion fails for the pool', why?.code === 'PoolsReferencingCertificate')
  check('which is named', why?.values?.[0]?.value === POOL)
  await cancel()
  check('cancelled, it is active', (await state()) === 'active')
  check(
    'and there is nothing left to cancel',
    (await refused(cancel())) === '409 CertificateStateActive',
  )
}

async function addTasks(): Promise<void> {
  await jobs.add({ id: JOB, poolInfo: { poolId: POOL }, usesTaskDependencies: true })
  const nap = `/bin/sh -c 'touch $AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID; exec sleep ${NAP}'`
  await tasks.add(JOB, { id: 'nap0', commandLine: nap })
  await tasks.add(JOB, { id: 'nap1', commandLine: nap })
  await tasks.add(JOB, {
    id: 'waits',
    commandLine: '/bin/true',
    dependsOn: { taskIds: ['nap1'] },
  })
  await until('two sleeping processes', async () => (await naps()) === 2)
  check('tasks are processes of this machine', true)
  let added = 0
  for (let first = 0; first < TASKS; first += 100) {
    const length = Math.min(100, TASKS - first)
    const group = Array.from({ length }, (_, n) => ({
      id: `task${first + n}`,
      commandLine: "/bin/sh -c 'echo I am $AZ_BATCH_TASK_ID'",
    }))
    const { value } = await tasks.addCollection(JOB, group)
    added += value!.filter(({ status }) => status === 'success').length
  }
  check('all tasks are added', added === TASKS)
}

/** Ends a task that waits and one that runs. */
async function terminate(): Promise<void> {
  await tasks.terminate(JOB, 'waits')
  const waited = await tasks.get(JOB, 'waits')
  check('a task is terminated before it starts', waited.state === 'completed')
  check('so it has no start', waited.executionInfo?.startTime === undefined)
  await tasks.terminate(JOB, 'nap0')
  const ended = (await tasks.get(JOB, 'nap0')).executionInfo
  check('a running task is terminated', ended?.result === 'failure')
  check('and the reason says so', ended?.failureInfo?.code === 'TaskEnded')
  check('once', (await refused(tasks.terminate(JOB, 'nap0'))) === '409 TaskCompleted')
  await until('the end of its process', async () => (await naps()) === 1)
}

/** Wipes the node under the other nap and answers its id: its files go, and the task runs again. */
async function reimage(): Promise<string> {
  const node = (await tasks.get(JOB, 'nap1')).nodeInfo!.nodeId!
  const mark = () => files.getPropertiesFromComputeNode(POOL, node, 'shared/nap1')
  check('the task left a file on its node', (await mark()).contentLength === 0)
  await nodes.reimage(POOL, node, { nodeReimageOption: 'requeue' })
  const state = async () => (await nodes.get(POOL, node)).state!
  check('the node is reimaged', (await state()) === 'reimaging')
  check('once', (await refused(nodes.reimage(POOL, node))) === '409 NodeBeingReimaged')
  await until("the node's return", async () => ['idle', 'running'].includes(await state()))
  const rerun = await until('the second run', async () => {
    const task = await tasks.get(JOB, 'nap1')
    return task.state === 'running' && task
  })
  await until('the second process', async () => (await naps()) === 1)
  check('the task runs again', rerun.executionInfo?.retryCount === 0)
  if (rerun.nodeInfo?.nodeId !== node) {
    check('the node forgot its files', (await refused(mark())).startsWith('404'))
  }
  await tasks.terminate(JOB, 'nap1')
  return node
}

async function listed(taskListOptions: { filter?: string; select?: string }): Promise<CloudTask[]> {
  const found: CloudTask[] = []
  let page = await tasks.list(JOB, { taskListOptions })
  for (;;) {
    found.push(...page)
    if (!page.odatanextLink) return found
    page = await tasks.listNext(page.odatanextLink)
  }
}

const ids = (found: readonly CloudTask[]): string[] => found.map(({ id }) => id!)

/** Waits for the end of all tasks and looks at what they left, other than on the reimaged node. */
async function account(reimaged: string): Promise<void> {
  const counts = await until('the end of all tasks', async () => {
    const { taskCounts } = await jobs.getTaskCounts(JOB)
    return taskCounts.active + taskCounts.running === 0 && taskCounts
  })
  check('every task is accounted for', counts.succeeded === TASKS && counts.failed === 3)
  const failed = await listed({ filter: "executionInfo/result eq 'failure'", select: 'id,state' })
  check('those that failed are found', ids(failed).sort().join() === 'nap0,nap1,waits')
  const all = await listed({})
  check('a list of all has many pages', new Set(ids(all)).size === TASKS + 3)
  const kept = ids(all.filter(({ nodeInfo }) => nodeInfo?.nodeId !== reimaged)).filter((id) =>
    id.startsWith('task'),
  )
  for (const id of [kept[0]!, kept.at(kept.length / 2)!, kept.at(-1)!]) {
    const { readableStreamBody } = await files.getFromTask(JOB, id, 'stdout.txt')
    const chunks: Buffer[] = []
    for await (const chunk of readableStreamBody!) chunks.push(Buffer.from(chunk))
    check(`${id} said its name`, Buffer.concat(chunks).toString() === `I am ${id}\n`)
  }
  const options = { fileListFromTaskOptions: {}, recursive: true }
  const names = (await files.listFromTask(JOB, kept[0]!, options)).map(({ name }) => name)
  check('its files are listed', names.includes('stdout.txt') && names.includes('wd'))
}

/** Deletes everything and waits until it is gone. */
async function remove(): Promise<void> {
  await jobs.deleteMethod(JOB)
  await client.pool.deleteMethod(POOL)
  await until("the job's end", async () => (await jobs.list()).length === 0)
  await until("the pool's end", async () => !(await client.pool.exists(POOL)).body)
  await certificates.deleteMethod(SHA1, THUMBPRINT)
  await until("the certificate's end", async () => (await certificates.list()).length === 0)
  check('job, pool and certificate are gone', (await naps()) === 0)
}

await makePool()
await cancelDeletion()
await addTasks()
await terminate()
await account(await reimage())
await remove()
console.log(`${passed} passed, 0 failed`)
