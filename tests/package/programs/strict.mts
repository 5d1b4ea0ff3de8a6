import { ContainerServiceClient } from '@azure/arm-containerservice'
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch'
import { type StartOptions, startLazuli, type TestLazuli } from 'lazuli'

const options: StartOptions = { timeScale: 60, nodes: 'simulated' }
const lazuli: TestLazuli = await startLazuli(options)
const { token }: { token: string } = await lazuli.credential.getToken('x/.default')
// What the handles have is what Azure's own clients take.
const { batch, batchOptions, clientOptions, credential, subscriptionId } = lazuli
new ContainerServiceClient(credential, subscriptionId, clientOptions)
const key = new BatchSharedKeyCredentials(batch.name, batch.key)
new BatchServiceClient(key, batch.endpoint, batchOptions)
// @ts-expect-error: there is no such option
await startLazuli({ timescale: 1 })
// @ts-expect-error: nor such a choice
await startLazuli({ nodes: 'many' })
console.log(token)
