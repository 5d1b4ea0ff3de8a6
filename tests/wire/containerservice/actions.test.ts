import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { parse } from 'yaml'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { type AksError, clusterBody, World } from './containerservice-world.ts'

const power = async (world: World) => {
  const { provisioningState, powerState, agentPoolProfiles } = (await world.cluster('GET', 'one'))
    .body.properties!
  return [
    provisioningState,
    powerState?.code,
    ...agentPoolProfiles!.map((pool) => `${pool.provisioningState} ${pool.powerState?.code}`),
  ]
}

const user1 = { properties: { count: 1 } }

test('a stop keeps the power until its end, a start the lack of it', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const stopped = await world.cluster('POST', 'one', '/stop')
  assert.equal(stopped.status, 202)
  assert.ok(stopped.headers.location && stopped.headers['azure-asyncoperation'])
  assert.deepEqual(await power(world), ['Stopping', 'Running', 'Stopping Running'])
  await world.settle()
  assert.deepEqual(await power(world), ['Succeeded', 'Stopped', 'Succeeded Stopped'])
  assert.equal((await world.cluster('POST', 'one', '/start')).status, 202)
  assert.deepEqual(await power(world), ['Starting', 'Stopped', 'Starting Stopped'])
  await world.settle()
  assert.deepEqual(await power(world), ['Succeeded', 'Running', 'Succeeded Running'])
  await world.close()
})

test('a pool that was stopped by itself stays so when its cluster starts', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  await world.pool('PUT', 'one', 'user1', '', user1)
  await world.settle()
  const stop = { properties: { powerState: { code: 'Stopped' } } }
  await world.pool('PUT', 'one', 'user1', '', stop)
  await world.settle()
  for (const action of ['/stop', '/start']) {
    assert.equal((await world.cluster('POST', 'one', action)).status, 202)
    await world.settle()
  }
  const after = await power(world)
  assert.deepEqual(after, ['Succeeded', 'Running', 'Succeeded Running', 'Succeeded Stopped'])
  await world.close()
})

test('a stopped cluster answers reads and credentials, starts and goes; nothing else', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { oidcIssuerProfile: { enabled: true } })
  const running = await world.cluster<AksError>('POST', 'one', '/start')
  assert.equal(running.status, 409)
  await world.cluster('POST', 'one', '/stop')
  await world.settle()
  const refused: readonly [string, string, unknown][] = [
    ['PUT', '', clusterBody()],
    ['PATCH', '', { tags: {} }],
    ['PUT', '/agentPools/user1', user1],
    ['POST', '/rotateClusterCertificates', undefined],
    ['POST', '/rotateServiceAccountSigningKeys', undefined],
  ]
  for (const [method, rest, body] of refused) {
    const answer = await world.cluster<AksError>(method, 'one', rest, body)
    assert.equal(answer.status, 409, `${method} ${rest}`)
    assert.match(answer.body.message, /Power State\(Stopped\)/)
  }
  const again = await world.cluster<AksError>('POST', 'one', '/stop')
  assert.equal(
    again.body.message,
    'managed cluster is in Provisioning State(Succeeded) and Power State(Stopped), stopping cannot be performed',
  )
  assert.equal((await world.cluster('POST', 'one', '/listClusterUserCredential')).status, 200)
  assert.equal((await world.cluster('DELETE', 'one')).status, 202)
  await world.close()
})

interface Kubeconfigs {
  kubeconfigs: { name: string; value: string }[]
}

async function kubeconfigOf(world: World, list: string) {
  const answer = await world.cluster<Kubeconfigs>('POST', 'one', `/${list}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const { name, value } = answer.body.kubeconfigs[0]!
  const config = parse(Buffer.from(value, 'base64').toString())
  return { name, config, user: config.users[0], cluster: config.clusters[0].cluster }
}

const certificateIn = (data: string) => new X509Certificate(Buffer.from(data, 'base64'))

test('the three kubeconfigs hold certificates of the cluster that its authority signed', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  for (const [list, name] of [
    ['listClusterUserCredential', 'clusterUser'],
    ['listClusterAdminCredential', 'clusterAdmin'],
    ['listClusterMonitoringUserCredential', 'clusterMonitoringUser'],
  ] as const) {
    const found = await kubeconfigOf(world, list)
    assert.equal(found.name, name)
    assert.equal(found.user.name, `${name}_rg1_one`)
    assert.match(found.cluster.server, /^https:\/\/demo-.*\.hcp\.westeurope\.azmk8s\.io:443$/)
    const authority = certificateIn(found.cluster['certificate-authority-data'])
    const client = certificateIn(found.user.user['client-certificate-data'])
    assert.ok(client.verify(authority.publicKey))
  }
  await world.close()
})

test('keys are made for the first who asks, and stay for all after', async () => {
  const real = certificateIssuer(issueCertificate)
  let made = 0
  const clusterCredentials = {
    ...real,
    issue: (...given: Parameters<typeof real.issue>) => {
      made += 1
      return real.issue(...given)
    },
  }
  const world = await World.start({ clusterCredentials })
  await world.clusterAtRest('one')
  assert.equal(made, 0)
  const both = await Promise.all(
    ['listClusterUserCredential', 'listClusterAdminCredential'].map((list) =>
      kubeconfigOf(world, list),
    ),
  )
  assert.equal(made, 1)
  const [user, admin] = both.map(({ cluster }) => cluster['certificate-authority-data'])
  assert.equal(user, admin)
  assert.deepEqual(await kubeconfigOf(world, 'listClusterUserCredential'), both[0])
  await world.close()
})

test('a rotation of certificates makes the old ones worthless, an aborted one does not', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const authority = async () =>
    (await kubeconfigOf(world, 'listClusterAdminCredential')).cluster['certificate-authority-data']
  const before = await authority()
  assert.equal((await world.cluster('POST', 'one', '/rotateClusterCertificates')).status, 202)
  assert.deepEqual(await power(world), [
    'RotatingClusterCertificates',
    'Running',
    'RotatingClusterCertificates Running',
  ])
  await world.cluster('POST', 'one', '/abort')
  await world.settle()
  assert.equal(await authority(), before)
  await world.cluster('POST', 'one', '/rotateClusterCertificates')
  await world.settle()
  assert.notEqual(await authority(), before)
  assert.deepEqual(await power(world), ['Succeeded', 'Running', 'Succeeded Running'])
  await world.close()
})

test('with Entra a user signs in through kubelogin, and local accounts can be off', async () => {
  const world = await World.start()
  await world.clusterAtRest('one', { aadProfile: { managed: true }, disableLocalAccounts: true })
  const { user } = await kubeconfigOf(world, 'listClusterUserCredential')
  assert.equal(user.user.exec.command, 'kubelogin')
  const legacy = await kubeconfigOf(world, 'listClusterUserCredential?format=azure')
  assert.equal(legacy.user.user['auth-provider'].name, 'azure')
  const admin = await world.cluster<AksError>('POST', 'one', '/listClusterAdminCredential')
  assert.equal(admin.status, 400)
  assert.match(admin.body.message, /Getting static credential is not allowed/)
  await world.close()
})

test('the older way to a kubeconfig answers the same one', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const role = '/accessProfiles/clusterAdmin/listCredential'
  const { body } = await world.cluster<{ properties: { kubeConfig: string } }>('POST', 'one', role)
  const { config } = await kubeconfigOf(world, 'listClusterAdminCredential')
  assert.deepEqual(parse(Buffer.from(body.properties.kubeConfig, 'base64').toString()), config)
  const unknown = '/accessProfiles/king/listCredential'
  assert.equal((await world.cluster('POST', 'one', unknown)).status, 404)
  await world.close()
})

test('signing keys rotate only with an OIDC issuer', async () => {
  const world = await World.start()
  await world.clusterAtRest('one')
  const path = '/rotateServiceAccountSigningKeys'
  assert.equal((await world.cluster('POST', 'one', path)).status, 400)
  await world.cluster('PUT', 'one', '', clusterBody({ oidcIssuerProfile: { enabled: true } }))
  await world.settle()
  const { body } = await world.cluster('GET', 'one')
  assert.match(body.properties!.oidcIssuerProfile!.issuerURL!, /^https:\/\/westeurope\.oic\./)
  assert.equal((await world.cluster('POST', 'one', path)).status, 202)
  await world.settle()
  assert.equal(await world.stateOf('one'), 'Succeeded')
  await world.close()
})

test('a service principal is reset by its own call only, and not on a managed identity', async () => {
  const world = await World.start()
  const principal = (clientId: string) => ({ clientId, secret: 's' })
  await world.clusterAtRest('one', { servicePrincipalProfile: principal('app1') })
  const put = await world.cluster<AksError>(
    'PUT',
    'one',
    '',
    clusterBody({ servicePrincipalProfile: principal('app2') }),
  )
  assert.equal(put.body.target, 'servicePrincipalProfile.clientId')
  const reset = (name: string) =>
    world.cluster('POST', name, '/resetServicePrincipalProfile', principal('app2'))
  assert.equal((await reset('one')).status, 202)
  assert.equal(await world.stateOf('one'), 'RefreshingServicePrincipalProfile')
  await world.settle()
  const { body } = await world.cluster('GET', 'one')
  assert.deepEqual(body.properties?.servicePrincipalProfile, { clientId: 'app2' })
  await world.clusterAtRest('two')
  assert.equal((await reset('two')).status, 400)
  await world.close()
})

test('the legacy Entra profile can be reset, the managed one not', async () => {
  const world = await World.start()
  const legacy = { clientAppID: 'c', serverAppID: 's', serverAppSecret: 'hush' }
  await world.clusterAtRest('one', { aadProfile: legacy })
  const next = { ...legacy, clientAppID: 'c2' }
  assert.equal((await world.cluster('POST', 'one', '/resetAADProfile', next)).status, 202)
  await world.settle()
  const { body } = await world.cluster('GET', 'one')
  assert.deepEqual(body.properties?.aadProfile, { clientAppID: 'c2', serverAppID: 's' })
  await world.clusterAtRest('two', { aadProfile: { managed: true } })
  assert.equal((await world.cluster('POST', 'two', '/resetAADProfile', next)).status, 400)
  await world.close()
})
