// A program of a user who knows nothing but Azure: no option here names Lazuli. `lazuli run` runs it.
import { request } from 'node:https'
import { ResourceManagementClient } from '@azure/arm-resources'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity'
import { BlobServiceClient } from '@azure/storage-blob'

const { env } = process
const CLOUD = 'https://management.azure.com/metadata/endpoints?api-version=2022-09-01'
let passed = 0

function check(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(what)
  console.log(`ok ${++passed} ${what}`)
}

const text = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(url, async (answer) => {
      resolve(Buffer.concat(await answer.toArray()).toString())
    })
    sent.on('error', reject).end()
  })

check('fetch', (await (await fetch(CLOUD)).text()).includes('AzureCloud'))
check('node:https', (await text(CLOUD)).includes('AzureCloud'))

const credential = new DefaultAzureCredential()
const resources = new ResourceManagementClient(credential, env.AZURE_SUBSCRIPTION_ID!)
const names: (string | undefined)[] = []
for await (const { name } of resources.resourceGroups.list()) names.push(name)
check('groups', names.includes(env.AZURE_RESOURCE_GROUP))
await resources.resourceGroups.createOrUpdate('jsnames', { location: 'westeurope' })
await resources.resourceGroups.beginDeleteAndWait('jsnames')
check('a group is made and goes', !(await resources.resourceGroups.checkExistence('jsnames')).body)

const blobs = new BlobServiceClient('https://lazuli.blob.core.windows.net', credential)
const { containerClient } = await blobs.createContainer('jsnames')
await containerClient.getBlockBlobClient('a.txt').upload('hello', 5)
const bytes = await containerClient.getBlobClient('a.txt').downloadToBuffer()
check('a blob', bytes.toString() === 'hello')

const { AZURE_BATCH_ACCOUNT, AZURE_BATCH_ACCESS_KEY, AZURE_BATCH_ENDPOINT } = env
const key = new BatchSharedKeyCredentials(AZURE_BATCH_ACCOUNT!, AZURE_BATCH_ACCESS_KEY!)
const batch = new BatchServiceClient(key, 'https://lazuli.westeurope.batch.azure.com')
await batch.job.add({ id: 'jsnames', poolInfo: { poolId: 'none-yet' } })
const { url } = await batch.job.get('jsnames')
check('a job', url === 'https://lazuli.westeurope.batch.azure.com/jobs/jsnames')
check('its endpoint', AZURE_BATCH_ENDPOINT === 'https://lazuli.westeurope.batch.azure.com')

const identity = new ManagedIdentityCredential()
const { token } = await identity.getToken('https://management.azure.com/.default')
check('the machine’s identity', token.length > 100)
console.log(`${passed} checks passed`)
