// Callers who sign in to a cluster by tokens of Entra, and what Azure's roles let them do there.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { KubeConfig } from '@kubernetes/client-node'
import { parse, stringify } from 'yaml'
import { aCluster, Estate, Kube, until } from './estate.ts'

const SERVER_APP = '6dae42f8-4368-4678-94ff-3960e28e3630'
const READER = '7f6c6a51-bcf8-42ba-9220-52d62157d7db'
const CLUSTER_ADMIN = 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b'

let data: string
let estate: Estate
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'lazuli-kube-'))
  estate = await Estate.start({ data })
  await estate.create('one', aCluster(1, { aadProfile: { managed: true, enableAzureRbac: true } }))
})
after(async () => {
  await estate.lazuli.stop()
  await rm(data, { recursive: true, force: true })
})

/** A client as kubelogin makes one of the file that a user gets: with a token in place of the command. */
async function userWith(token: string): Promise<Kube> {
  const { managedClusters } = estate.aks
  const { kubeconfigs } = await managedClusters.listClusterUserCredentials(estate.group, 'one', {
    format: 'exec',
  })
  const config = parse(Buffer.from(kubeconfigs![0]!.value!).toString())
  const { exec } = config.users[0].user
  assert.equal(exec.command, 'kubelogin')
  assert.equal(exec.args[exec.args.indexOf('--server-id') + 1], SERVER_APP)
  config.users[0].user = { token }
  const text = stringify(config)
  new KubeConfig().loadFromString(text)
  return new Kube(text)
}

const user = async (audience = SERVER_APP) => userWith(await estate.token(audience))

async function assign(role: string): Promise<void> {
  const { id } = await estate.aks.managedClusters.get(estate.group, 'one')
  const [, claims = ''] = (await estate.token(SERVER_APP)).split('.')
  const { oid } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const { subscriptionId } = estate.lazuli.ready
  const authorization = 'providers/Microsoft.Authorization'
  const { status } = await estate.arm(
    'PUT',
    `${id}/${authorization}/roleAssignments/${randomUUID()}?api-version=2022-04-01`,
    {
      properties: {
        roleDefinitionId: `/subscriptions/${subscriptionId}/${authorization}/roleDefinitions/${role}`,
        principalId: oid,
        principalType: 'ServicePrincipal',
      },
    },
  )
  assert.equal(status, 201)
}

const pods = (kube: Kube) => kube.core.listNamespacedPod({ namespace: 'default' })
const FORBIDDEN = { code: 403 }
const UNKNOWN = { code: 401 }

test('a token of another audience, or one that is none, opens nothing', async () => {
  await assert.rejects(pods(await user('https://management.azure.com')), UNKNOWN)
  await assert.rejects(pods(await userWith('no.token.atall')), UNKNOWN)
})

test('what a caller may do in a cluster is what its roles of Azure say', async () => {
  const kube = await user()
  // To own all of the subscription is not to see what is in a cluster.
  await assert.rejects(pods(kube), FORBIDDEN)
  await assign(READER)
  await until(
    'the reader reads',
    async () => (await pods(kube).catch(() => undefined)) !== undefined,
  )
  const body = { metadata: { name: 'team' } }
  await assert.rejects(kube.core.createNamespace({ body }), FORBIDDEN)
  await assert.rejects(kube.core.listNamespacedSecret({ namespace: 'default' }), FORBIDDEN)
  await assert.rejects(kube.nodes(), FORBIDDEN)
  await assign(CLUSTER_ADMIN)
  await until('the administrator writes', async () => {
    return (await kube.core.createNamespace({ body }).catch(() => undefined)) !== undefined
  })
  // That it may not was remembered for a second.
  await until('the administrator sees nodes', async () => {
    return (await kube.nodes().catch(() => [])).length === 1
  })
})

test('tokens are taken again after the death of the server', async () => {
  const kube = await user()
  await estate.lazuli.kill()
  estate = await Estate.start({ data })
  await until('the token is taken', async () => {
    return (await kube.nodes().catch(() => [])).length === 1
  })
})

test('groups that the owner names administer the cluster, where its own roles decide', async () => {
  const group = randomUUID()
  await estate.create(
    'one',
    aCluster(1, {
      aadProfile: { managed: true, enableAzureRbac: false, adminGroupObjectIDs: [group] },
    }),
  )
  const kube = await user()
  await until('Azure is asked no more', async () => {
    return await pods(kube).then(
      () => false,
      ({ code }) => code === 403,
    )
  })
  const table = await estate.kubectl(
    'one',
    'get',
    'clusterrolebinding',
    'aks-cluster-admin-binding-aad',
    '-o=jsonpath={.roleRef.name} {.subjects[*].name}',
  )
  assert.equal(table, `cluster-admin ${group}`)
})
