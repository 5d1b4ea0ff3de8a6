// What pools can be made of: every size and image of the catalogues, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asking } from '#batch/pools/settings/asking.ts'
import { settingsOf } from '#batch/pools/settings/pool-settings.ts'
import { Catalogues } from '#catalogues/catalogues.ts'

const catalogues = new Catalogues()
const asked: Asking = {
  isByToken: true,
  apiVersion: '2025-06-01',
  subscriptionId: 's',
  takesManagedImages: false,
  catalogues,
}
const image = { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' }
const machine = { imageReference: image, nodeAgentSKUId: 'batch.node.ubuntu 22.04' }

/** Azure/azure-powershell#7177: Small is refused for virtual machines. */
const KINDS = [
  { kind: 'virtual machines', of: { virtualMachineConfiguration: machine }, has: ['vmSizes'] },
  {
    kind: 'cloud services',
    of: { cloudServiceConfiguration: { osFamily: '6' } },
    has: ['vmSizes', 'cloudServiceSizes'],
  },
] as const

const namesOf = (kinds: readonly ('cloudServiceSizes' | 'vmSizes')[]) =>
  kinds.flatMap((kind) => catalogues.all(kind).map(({ name }) => name))

for (const { kind, of, has } of KINDS) {
  test(`a pool of ${kind} can be of each size of its own, in any case, and of no other`, (t) => {
    const made = (vmSize: string) => settingsOf({ id: 'p', vmSize, ...of }, asked)
    const sizes = namesOf(has)
    for (const name of sizes) {
      for (const vmSize of [name, name.toUpperCase()]) {
        assert.equal(made(vmSize).vmSize, name.toLowerCase())
      }
    }
    const all = namesOf(['vmSizes', 'cloudServiceSizes'])
    const own = new Set(sizes.map((name) => name.toLowerCase()))
    const wrong = [...all, ...all.map((name) => `${name}x`)].filter(
      (name) => !own.has(name.toLowerCase()),
    )
    for (const vmSize of wrong) {
      assert.throws(() => made(vmSize), { code: 'InvalidPropertyValue' }, vmSize)
    }
    t.diagnostic(`${sizes.length} of ${all.length} sizes taken, ${wrong.length} names refused`)
    assert.ok(sizes.length > 1000 && wrong.length > 1000)
  })
}

test('a pool can be of every image that is known, with its own agent alone', (t) => {
  const images = catalogues.all('images')
  for (const { publisher, offer, sku, nodeAgent } of images) {
    const of = (nodeAgentSKUId: string, changed = sku) => ({
      id: 'p',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: {
        imageReference: { publisher: publisher.toUpperCase(), offer, sku: changed },
        nodeAgentSKUId,
      },
    })
    assert.ok(settingsOf(of(nodeAgent), asked))
    const [other] = catalogues.all('nodeAgents').filter(({ name }) => name !== nodeAgent)
    assert.throws(() => settingsOf(of(other!.name), asked), { code: 'InvalidPropertyValue' })
    assert.throws(() => settingsOf(of('batch.node.none'), asked), { code: 'NodeAgentSKUNotFound' })
    assert.throws(() => settingsOf(of(nodeAgent, `${sku}-x`), asked), {
      code: 'InvalidPropertyValue',
    })
  }
  t.diagnostic(`${images.length} images`)
})
