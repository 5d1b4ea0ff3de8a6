// Values that AKS refuses though their form is right: sizes, keys, labels and ranges of addresses.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { Catalogues } from '#catalogues/catalogues.ts'
import { specs } from '../../arm/published-examples.ts'
import { clusterBody, World } from '../containerservice-world.ts'

interface Refusal {
  readonly code: string
  readonly message: string
  readonly target: string
  readonly details: readonly { readonly message: string }[] | null
}

type Properties = NonNullable<Parameters<typeof clusterBody>[0]>
const refusedWith = async (world: World, name: string, properties: Properties) => {
  const answer = await world.cluster<Refusal>('PUT', name, '', clusterBody(properties))
  return { status: answer.status, ...answer.body }
}
const withPool = (change: object): Properties => ({
  agentPoolProfiles: [{ name: 'nodepool1', mode: 'System', count: 1, ...change }],
})

test('a size that Azure does not have is refused, and how to add it is told', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const refused = await refusedWith(world, 'one', withPool({ vmSize: 'Potato' }))
  assert.deepEqual([refused.status, refused.code, refused.target], [400, 'BadRequest', ''])
  assert.equal(
    refused.message,
    "The VM size of AgentPoolProfile:nodepool1 is not allowed in your subscription in location 'westeurope'. For more details, please visit https://aka.ms/aks/quotas-skus-regions",
  )
  assert.match(refused.details![0]!.message, /--catalogue FILE/)
  await world.clusterAtRest('two')
  const properties = { mode: 'User' as const, count: 1, vmSize: 'Standard_DS64_v3' }
  const pool = await world.pool<Refusal>('PUT', 'two', 'more', '', { properties })
  assert.deepEqual([pool.status, pool.body.code], [400, 'BadRequest'])
  assert.match(pool.body.message, /AgentPoolProfile:more /)
})

test('no text that is no size is taken, and every size is, where a pool can have it', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const catalogues = new Catalogues()
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), async (vmSize) => {
      fc.pre(!catalogues.find('vmSizes', vmSize))
      const refused = await refusedWith(world, 'one', withPool({ vmSize }))
      assert.deepEqual([refused.status, refused.code], [400, 'BadRequest'])
    }),
    { numRuns: 30 },
  )
  let taken = 0
  for (const { name, cores, availableCores = cores, memoryGB } of catalogues.all('vmSizes')) {
    const isEnough = availableCores >= 2 && memoryGB >= 4
    // A name that is refused for another reason at last: no cluster is made for each size.
    const probe = { ...withPool({ vmSize: name }), dnsPrefix: 'demo' }
    const twin = [...probe.agentPoolProfiles!, ...probe.agentPoolProfiles!]
    const refused = await refusedWith(world, 'one', { ...probe, agentPoolProfiles: twin })
    const isBasic = name.startsWith('Basic_')
    const code = isBasic ? 'BadRequest' : isEnough ? 'InvalidParameter' : 'SystemPoolSkuTooLow'
    assert.equal(refused.code, code, name)
    if (code === 'InvalidParameter') assert.equal(refused.target, 'agentPoolProfile.name', name)
    taken += 1
  }
  t.diagnostic(`${taken} sizes`)
})

test('every size that the README, the docs, our own tests and published examples name is in the catalogue', () => {
  const catalogues = new Catalogues()
  const unknown = ['standard_mine_v1', 'standard_ds64_v3', 'standard_dsv2']
  const named = new Set<string>()
  const HOUSE = new URL('../../../../', import.meta.url)
  const roots = ['README.md', 'docs/', 'tests/clients/', 'tests/sdk/']
  const published = specs === undefined ? [] : [new URL('../', pathToFileURL(`${specs}/`))]
  for (const root of [...roots.map((path) => new URL(path, HOUSE)), ...published]) {
    const files = root.pathname.endsWith('/')
      ? readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => new URL(file, root))
      : [root]
    // What other people's programs brought along is no text of ours.
    for (const file of files.filter(
      ({ pathname }) =>
        /\.(md|ts|py|go|tf|java|sh|json)$/.test(pathname) && !pathname.includes('/.cache/'),
    )) {
      const text = readFileSync(file, 'utf8')
      for (const [name] of text.matchAll(/\b(?:standard|basic)_[a-z]{1,4}\d[\w-]*\b/gi)) {
        named.add(name.toLowerCase())
      }
    }
  }
  assert.ok(named.size > 3)
  for (const name of named) {
    if (unknown.includes(name)) continue
    assert.ok(catalogues.find('vmSizes', name), name)
  }
})

const rsaKey = (): string => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.from(n, 'base64url')])
  const blob = [Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), modulus].map(field)
  return `ssh-rsa ${Buffer.concat(blob).toString('base64')}`
}
const withKey = (keyData: string): Properties => ({
  linuxProfile: { adminUsername: 'azureuser', ssh: { publicKeys: [{ keyData }] } },
})

test('a key for the nodes that is no public RSA key is refused', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const key = rsaKey()
  const wrong = [
    'not a key',
    '',
    'ssh-rsa',
    'ssh-rsa AAAA',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGuYwQ8mjS5LHMV5nAUPY1yLJPNN8fnHYMgDEcjQhTZt',
    key.slice(0, -20),
    key.replace('ssh-rsa', 'ssh-dss'),
    `-----BEGIN PUBLIC KEY-----\n${key.split(' ')[1]}\n-----END PUBLIC KEY-----`,
  ]
  for (const keyData of wrong) {
    const refused = await refusedWith(world, 'one', withKey(keyData))
    const target = 'linuxProfile.ssh.publicKeys.keyData'
    assert.deepEqual(
      [refused.status, refused.code, refused.target],
      [400, 'InvalidParameter', target],
      keyData,
    )
    assert.equal(
      refused.message,
      `The value of parameter ${target} is invalid. Please see https://aka.ms/aks-naming-rules for more details.`,
    )
  }
  for (const [name, keyData] of [['one', `${key} user@host\n`] as const, ['two', key] as const]) {
    const made = await world.cluster('PUT', name, '', clusterBody(withKey(keyData)))
    assert.equal(made.status, 201, made.text)
  }
})

test('the prefix of labels that AKS keeps for itself is refused on new and existing pools', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  await world.clusterAtRest('one')
  for (const key of ['kubernetes.azure.com/aks-local-ssd', 'Kubernetes.Azure.com/mode']) {
    for (const pool of ['nodepool1', 'more']) {
      const refused = await world.pool<Refusal>('PUT', 'one', pool, '', {
        properties: { count: 3, nodeLabels: { [key]: 'true' } },
      })
      assert.deepEqual([refused.status, refused.body.code], [400, 'BadRequest'])
      assert.equal(
        refused.body.message,
        `Invalid node label key ${key}. The 'kubernetes.azure.com' prefix is preserved by aks system labels`,
      )
    }
  }
})

test('ranges that Azure reserves, that overlap or that are none are refused', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const targetOf = async (networkProfile: Properties['networkProfile'] & object) => {
    const { status, target } = await refusedWith(world, 'one', { networkProfile })
    return [status, target]
  }
  for (const serviceCidr of ['172.30.0.0/16', '172.31.64.0/24', '169.254.1.0/24', '172.0.0.0/8']) {
    const dnsServiceIP = serviceCidr.replace(/\d+\/\d+$/, '10')
    assert.deepEqual(await targetOf({ serviceCidr, dnsServiceIP }), [
      400,
      'networkProfile.serviceCidr',
    ])
  }
  assert.deepEqual(await targetOf({ podCidr: '192.0.2.0/24' }), [400, 'networkProfile.podCidr'])
  assert.deepEqual(await targetOf({ podCidr: '10.0.128.0/17' }), [400, 'networkProfile.podCidr'])
  assert.deepEqual(await targetOf({ podCidr: '10.300.0.0/16' }), [400, 'networkProfile.podCidr'])
  const networkProfile = { serviceCidr: '10.2.0.0/16', dnsServiceIP: '10.2.0.10' }
  const made = await world.cluster('PUT', 'one', '', clusterBody({ networkProfile }))
  assert.equal(made.status, 201, made.text)
})

test('a pool is offered no version beyond its control plane', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  await world.clusterAtRest('one', { kubernetesVersion: '1.29.5' })
  interface Profile {
    readonly properties: {
      readonly controlPlaneProfile: { readonly upgrades: readonly unknown[] }
      readonly agentPoolProfiles: readonly { readonly upgrades?: readonly unknown[] }[]
    }
  }
  const { body } = await world.cluster<Profile>('GET', 'one', '/upgradeProfiles/default')
  assert.ok(body.properties.controlPlaneProfile.upgrades.length > 0)
  assert.deepEqual(
    body.properties.agentPoolProfiles.map(({ upgrades }) => upgrades),
    [undefined],
  )
})

test('texts that have a form are held to it, in a new cluster and in a changed one', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  const { schemas } = JSON.parse(
    readFileSync(
      new URL('../../../../contract/generated/containerservice/2026-08-01.json', import.meta.url),
      'utf8',
    ),
  ).components as { schemas: Record<string, { properties: Record<string, { type?: string }> }> }
  const members = Object.entries(schemas.ManagedClusterPropertiesAutoScalerProfile!.properties)
    .filter(([, { type }]) => type === 'string')
    .map(([name]) => name)
  const fit: Readonly<Record<string, string>> = {
    ...Object.fromEntries(members.map((name) => [name, '10m'])),
    ...Object.fromEntries(
      members.filter((name) => /^(balance|skip)/.test(name)).map((name) => [name, 'true']),
    ),
    'max-empty-bulk-delete': '10',
    'max-graceful-termination-sec': '600',
    'max-total-unready-percentage': '45',
    'ok-total-unready-count': '3',
    'scale-down-utilization-threshold': '0.5',
  }
  await world.clusterAtRest('fits', { autoScalerProfile: fit })
  for (const name of ['fits', 'new']) {
    for (const member of members) {
      for (const value of ['x', '-1', '1 0', '10y', '٣']) {
        const refused = await refusedWith(world, name, { autoScalerProfile: { [member]: value } })
        const target = `autoScalerProfile.${member}`
        assert.deepEqual(
          [refused.status, refused.code, refused.target],
          [400, 'InvalidParameter', target],
          `${member} ${value}`,
        )
      }
    }
    for (const range of [
      'x',
      '1.2.3.4/33',
      '256.1.1.1',
      '1.2.3',
      '1.2.3.4/',
      '::1/200',
      ' 1.2.3.4',
    ]) {
      const access = { apiServerAccessProfile: { authorizedIPRanges: ['192.0.2.0/24', range] } }
      const refused = await refusedWith(world, name, access)
      const target = 'apiServerAccessProfile.authorizedIPRanges'
      assert.deepEqual([refused.status, refused.target], [400, target], range)
    }
  }
  t.diagnostic(`${members.length} members of the autoscaler`)
  for (const nodeResourceGroup of ['a.', 'a b', 'a/b', 'x'.repeat(81), '%00']) {
    const refused = await refusedWith(world, 'new', { nodeResourceGroup })
    assert.deepEqual([refused.status, refused.target], [400, 'nodeResourceGroup'])
  }
})

test('a zone that no region has is refused', async (t) => {
  const world = await World.start()
  t.after(() => world.close())
  for (const zones of [['9'], ['1', '0'], ['a'], ['4', '5']]) {
    const refused = await refusedWith(world, 'one', withPool({ availabilityZones: zones }))
    assert.deepEqual([refused.status, refused.code], [400, 'AvailabilityZoneNotSupported'])
    assert.match(refused.message, /^The zone\(s\) .+ for resource nodepool1 is not supported\./)
  }
})
