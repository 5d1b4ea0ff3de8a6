import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogues } from '#catalogues/catalogues.ts'
import { checkEphemeralDisk } from './ephemeral-disk.rules.ts'

const catalogues = new Catalogues()
const sizes = catalogues.all('vmSizes')
const check = (name: string, diskGB: number) =>
  checkEphemeralDisk(catalogues.find('vmSizes', name)!, diskGB)

test('what live reports tell of single sizes is answered', () => {
  const none = ['Standard_NC6', 'Standard_E4_v3', 'Standard_D2as_v7', 'Standard_D2_v2']
  const others = ['Standard_D2as_v6', 'Standard_D2_v5', 'Standard_DC8s_v3', 'Standard_D2s_v5']
  for (const name of [...none, ...others]) {
    assert.equal(check(name, 30)?.code, 'VMSizeDoesNotSupportEphemeralOS', name)
  }
  const fault = check('Standard_D8ds_v4', 310)!
  assert.equal(fault.code, 'VMCannotFitEphemeralOSDisk')
  assert.equal(
    fault.message,
    'The virtual machine size Standard_D8ds_v4 has a cache size of 214748364800 bytes and temporary disk size of 322122547200 bytes, but the OS disk requires 332859965440 bytes. Use a VM size with larger cache, larger temp disk, or disable ephemeral OS.',
  )
  for (const [name, diskGB] of [
    ['Standard_DS2_v2', 128],
    ['Standard_D2s_v3', 128],
    ['Standard_F2s_v2', 64],
  ] as const) {
    assert.equal(check(name, diskGB)?.code, 'VMCannotFitEphemeralOSDisk', name)
  }
  for (const [name, diskGB] of [
    ['Standard_D8ds_v4', 300],
    ['Standard_DS3_v2', 128],
    ['Standard_F8s_v2', 128],
    ['Standard_D2ads_v5', 75],
    ['Standard_E4d_v5', 64],
    ['Standard_D128ds_v6', 512],
    ['Standard_M8-2ms', 128],
  ] as const) {
    assert.equal(check(name, diskGB), undefined, name)
  }
})

test('of every size, what fits is taken and one GiB more is not', (t) => {
  let measured = 0
  for (const size of sizes) {
    if (checkEphemeralDisk(size, 1)) continue
    const { cachedDiskGB, temporaryDiskMB } = size
    if (cachedDiskGB === undefined || temporaryDiskMB === undefined) {
      assert.equal(checkEphemeralDisk(size, 2048), undefined, size.name)
      continue
    }
    measured++
    const room = Math.max(cachedDiskGB, Math.floor(temporaryDiskMB / 1024))
    assert.equal(checkEphemeralDisk(size, room), undefined, size.name)
    const more = checkEphemeralDisk(size, room + 1)
    assert.equal(more?.code, 'VMCannotFitEphemeralOSDisk', size.name)
  }
  t.diagnostic(`${measured} of ${sizes.length} sizes have a room that is known`)
  assert.ok(measured >= 180)
})
