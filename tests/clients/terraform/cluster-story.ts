// A cluster of the provider azurerm with the provider kubernetes behind it: both scale, are read again and find nothing
// to do, and are destroyed. What they say is compared with what the API server has.
import assert from 'node:assert/strict'
import { AppsV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node'
import { openTerraform } from './running.ts'

const [program = '', azurerm = '', kubernetes = '', scratch = ''] = process.argv.slice(2)

const { run, outputs } = await openTerraform({
  program,
  providers: { azurerm, kubernetes },
  configuration: 'cluster/main.tf',
  scratch,
})
/** A plan that finds nothing to do ends with 0, one that does with 2. */
const NOTHING_TO_DO = 0

async function clients() {
  const config = new KubeConfig()
  config.loadFromString(String((await outputs()).kubeconfig))
  return { core: config.makeApiClient(CoreV1Api), apps: config.makeApiClient(AppsV1Api) }
}

const namespace = 'web'
for (const [nodes, replicas] of [
  [3, 2],
  [1, 5],
]) {
  const variables = ['-var', `nodes=${nodes}`, '-var', `replicas=${replicas}`]
  await run(['apply', '-auto-approve', ...variables])
  await run(['plan', '-detailed-exitcode', ...variables], NOTHING_TO_DO)
  const { core, apps } = await clients()
  const found = {
    nodes: (await core.listNode()).items.length,
    label: (await core.readNamespace({ name: namespace })).metadata?.labels?.['made-by'],
    settings: (await core.readNamespacedConfigMap({ name: 'settings', namespace })).data,
    available: (await apps.readNamespacedDeployment({ name: 'web', namespace })).status
      ?.availableReplicas,
  }
  assert.deepEqual(found, {
    nodes,
    label: 'terraform',
    settings: { replicas: String(replicas) },
    available: replicas,
  })
  process.stdout.write(`ok ${nodes} nodes and ${replicas} pods, and planned no more\n`)
}
const before = await clients()
const destroyed = await run(['destroy', '-auto-approve', '-var', 'nodes=1', '-var', 'replicas=5'])
assert.match(destroyed, /Destroy complete! Resources: 5 destroyed/)
await assert.rejects(before.core.listNode())
process.stdout.write('ok all is destroyed\n')
