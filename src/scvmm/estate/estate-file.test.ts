import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverAt } from './estate.ts'
import { EstateFault, readEstate } from './estate-file.ts'

test('a short file becomes a whole estate that every server offers', () => {
  const yaml = `
clouds:
  - name: Lab
    vmCount: 5
virtualNetworks: [{ name: Blue }]
virtualMachineTemplates:
  - name: small
    osType: Linux
    disks: [{ name: boot, sizeGB: 8, image: images/small.qcow2 }]
virtualMachines:
  - name: db
    cloud: Lab
    powerState: Running
    networkInterfaces: [{ network: Blue }]
`
  const server = serverAt(readEstate(yaml, '/estates'), 'anything.example')
  assert.equal(server?.clouds[0]?.vmCount, 5)
  assert.equal(server.clouds[0].memoryMB, 262_144)
  assert.equal(server.virtualMachineTemplates[0]?.disks[0]?.image, '/estates/images/small.qcow2')
  assert.equal(server.virtualMachineTemplates[0].disks[0].busType, 'IDE')
  assert.equal(server.virtualMachines[0]?.networkInterfaces[0]?.name, 'Network Adapter 1')
  assert.equal(server.reachable, true)
})

test('servers are told apart by name, without case', () => {
  const yaml = `
servers:
  - fqdn: vmm1.example
    clouds: [{ name: One }]
  - fqdn: VMM2.example
    reachable: false
`
  const estate = readEstate(yaml, '/')
  assert.equal(serverAt(estate, 'VMM1.EXAMPLE')?.clouds[0]?.name, 'One')
  assert.equal(serverAt(estate, 'vmm2.example')?.reachable, false)
  assert.equal(serverAt(estate, 'vmm3.example'), undefined)
})

test('an empty file is an estate with nothing in it', () => {
  assert.deepEqual(readEstate('', '/')[0]?.virtualMachines, [])
})

test('a file that is wrong says where', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['clouds: [', /Flow sequence|flow/i],
    ['- a', /object/],
    ['servers: {}', /list/],
    ['servers: []\nclouds: []', /'clouds'/],
    ['clouds: [{}]', /^the file: clouds\[0\]\.name: It is missing/],
    ['cloud: []', /^the file: cloud: There is no such member/],
    ['clouds: [{ name: a }, { name: a }]', /clouds\[1\]: There is another a above/],
    [
      'virtualMachines: [{ name: a, cloud: b }]',
      /virtualMachines\[0\]\.cloud: There is no cloud b/,
    ],
    [
      'virtualMachines: [{ name: a, networkInterfaces: [{ network: n }] }]',
      /networkInterfaces\[0\]\.network: There is no network n/,
    ],
    [
      'virtualMachineTemplates: [{ name: a, disks: [{ name: d }] }]',
      /disks\[0\]\.sizeGB: It is missing/,
    ],
  ]
  for (const [yaml, message] of wrong) {
    assert.throws(
      () => readEstate(yaml, '/'),
      (error) => error instanceof EstateFault && message.test(error.message),
      yaml,
    )
  }
})
