// What benches of Resource Manager share: clusters of the ready file's group, by their numbers.
import type { Ready } from '#library/ready/ready.ts'
import type { Caller } from '../../security/parts/plain-call.ts'

export const AKS = 'Microsoft.ContainerService/managedClusters'
export const VERSION = 'api-version=2024-05-01'
const MAKERS = 8

const groupOf = ({ subscriptionId, resourceGroup }: Ready): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`

export const clusterPath = (ready: Ready, number: number): string =>
  `${groupOf(ready)}/providers/${AKS}/c${number}?${VERSION}`

/** Makes the clusters `from` up to `to`, several at once, and waits until the last one has succeeded. */
export async function makeClusters(
  owner: Caller,
  ready: Ready,
  to: number,
  from = 0,
): Promise<void> {
  const body = JSON.stringify({
    location: ready.location,
    identity: { type: 'SystemAssigned' },
    properties: {
      dnsPrefix: 'bench',
      agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
    },
  })
  let next = from
  const maker = async (): Promise<void> => {
    while (next < to) {
      const { status, text } = await owner.send('PUT', clusterPath(ready, next++), body)
      if (status !== 201) throw new Error(text)
    }
  }
  await Promise.all(Array.from({ length: MAKERS }, maker))
  const last = clusterPath(ready, to - 1)
  while (!(await owner.send('GET', last)).text.includes('"provisioningState":"Succeeded"')) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
