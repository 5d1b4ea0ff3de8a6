// What pools can be made of: every size and image of the catalogues, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asking } from '#batch/pools/settings/asking.ts'
import { settingsOf } from '#batch/pools/settings/pool.settings.ts'
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

test('a pool can be of every size that is known, in any case', (t) => {
  const sizes = [...catalogues.all('vmSizes'), ...catalogues.all('cloudServiceSizes')]
  for (const { name } of sizes) {
    for (const vmSize of [name, name.toUpperCase()]) {
      const made = settingsOf({ id: 'p', vmSize, virtualMachineConfiguration: machine }, asked)
      assert.equal(made.vmSize, name.toLowerCase())
    }
    const vmSize = `${name}x`
    const isAnother = catalogues.find('vmSizes', vmSize) !== undefined
    if (isAnother) continue
    assert.throws(
      () => settingsOf({ id: 'p', vmSize, virtualMachineConfiguration: machine }, asked),
      { code: 'InvalidPropertyValue' },
    )
  }
  t.diagnostic(`${sizes.length} sizes`)
  assert.ok(sizes.length > 1000)
})

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
