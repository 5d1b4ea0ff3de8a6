import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CatalogueFault, readCatalogue } from './catalogue-file.ts'
import { builtIn, Catalogues, type Kind, kinds } from './catalogues.ts'

test('our own files are in the format of those that users write, with source and date', () => {
  for (const kind of kinds) {
    const file = readCatalogue(JSON.stringify(builtIn(kind)))
    assert.ok(file.sources?.length, kind)
    assert.ok(file[kind]?.length, kind)
    const held = kinds.filter((other) => file[other] !== undefined)
    assert.deepEqual(held, [kind], 'one kind a file')
    assert.equal(new Catalogues().all(kind).length, file[kind].length, `${kind}: none twice`)
  }
})

test('every node agent of an image is listed', () => {
  const catalogues = new Catalogues()
  for (const { nodeAgent, os } of catalogues.all('images')) {
    assert.equal(catalogues.find('nodeAgents', nodeAgent)?.os, os, nodeAgent)
  }
})

test('a size is found in any case, with its cores, memory and disks', () => {
  const catalogues = new Catalogues()
  assert.deepEqual(catalogues.find('vmSizes', 'STANDARD_d2s_V3'), {
    name: 'Standard_D2s_v3',
    family: 'standardDSv3Family',
    cores: 2,
    memoryGB: 8,
    temporaryDiskMB: 16384,
    cachedDiskGB: 50,
    dataDisks: 4,
  })
  assert.equal(catalogues.find('vmSizes', 'Standard_M16-4ms')?.availableCores, 4)
  assert.equal(catalogues.find('vmSizes', 'Standard_D2ps_v5')?.architecture, 'arm64')
  assert.equal(catalogues.find('vmSizes', 'Standard_NC6')?.retired, true)
  for (const none of ['Standard_DS64_v3', 'Potato', '', '__proto__', 'constructor']) {
    assert.equal(catalogues.find('vmSizes', none), undefined, none)
  }
})

const own = { name: 'Standard_Mine_v1', family: 'mine', cores: 3, memoryGB: 1.5 }

test("a user's entry is added, takes the place of ours, or replaces all of a kind", () => {
  const other = { ...own, name: 'standard_d2s_v3' }
  const added = new Catalogues([{ vmSizes: [own] }, { vmSizes: [other] }])
  assert.equal(added.find('vmSizes', 'standard_MINE_v1'), own)
  assert.equal(added.find('vmSizes', 'Standard_D2s_v3'), other)
  assert.ok(added.find('vmSizes', 'Standard_D4s_v3'))
  const replaced = new Catalogues([{ replaces: ['vmSizes'], vmSizes: [own] }])
  assert.deepEqual(replaced.all('vmSizes'), [own])
  assert.ok(replaced.all('images').length > 0, 'other kinds stay')
})

test('a file that is not right is told where', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /the file must be object/],
    ['{}', /fewer than 1/],
    ['vmSizes: {}', /\/vmSizes must be array/],
    ['vmSizes: [{name: a, family: f, cores: 0, memoryGB: 1}]', /\/vmSizes\/0\/cores must be >= 1/],
    ['vmSizes: [{name: a, family: f, cores: 1, memoryGB: 1, disk: 2}]', /additional.*: disk/],
    ['sizes: []', /additional properties: sizes/],
    ['replaces: [sizes]', /\/replaces\/0 must be equal to one of/],
    ['replaces: [images]', /replaces images by nothing/],
    ['kubernetesVersions: [{version: 1.30, patches: ["1.30.1"]}]', /version must be string/],
    ['kubernetesVersions: [{version: "1.30", patches: ["1.31.1"]}]', /1\.31\.1 is no patch of/],
    ['reservedRanges: [{range: 10.0.0.0, of: us}]', /must match pattern/],
    ['vmSizes: [', /flow/i],
  ]
  for (const [yaml, words] of wrong) {
    assert.throws(
      () => readCatalogue(yaml),
      (error) => error instanceof CatalogueFault && words.test(error.message),
      yaml,
    )
  }
})

test('reading what is on offer never fails, whatever the kind', () => {
  const counts = Object.fromEntries(
    kinds.map((kind: Kind) => [kind, new Catalogues().all(kind).length]),
  )
  assert.ok(counts.vmSizes! > 1_400)
})
