// A server and its agent that are killed while a node gets its packages: the next ones go on.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { zipOf } from '#testing/zip.ts'
import { accountId, addPackage, armCall, linkStorage } from '../../sdk/batch/add-packages.ts'
import { progress } from '../../watchdog.ts'

/** So many that unpacking them takes a while. */
const FILES = 20_000

const big = (): Buffer =>
  zipOf([
    { name: 'bin/tool', content: '#!/bin/sh\necho whole\n', mode: 0o100755 },
    ...Array.from({ length: FILES }, (_, i) => ({ name: `files/${i}`, content: `${i}` })),
  ])

const pool = {
  vmSize: 'STANDARD_D2S_V3',
  deploymentConfiguration: {
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSkuId: 'batch.node.ubuntu 22.04',
    },
  },
  scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
  startTask: {
    commandLine: `/bin/sh -c '$AZ_BATCH_APP_PACKAGE_big_1/bin/tool; ls $AZ_BATCH_APP_PACKAGE_big_1/files | wc -l'`,
    waitForSuccess: true,
  },
}

/** Where the agent unpacks, as far as it has begun to. */
function unpacking(compute: string): string | undefined {
  const nodes = existsSync(compute) ? readdirSync(compute) : []
  return nodes
    .map((node) => join(compute, node, 'fetching'))
    .filter((fetching) => existsSync(fetching))
    .flatMap((fetching) => readdirSync(fetching).map((name) => join(fetching, name, 'tree')))
    .find((tree) => existsSync(join(tree, 'files')))
}

/** None where the tree has just been moved to its place. */
function filesIn(tree: string | undefined): number {
  try {
    return tree ? readdirSync(join(tree, 'files')).length : 0
  } catch {
    return 0
  }
}

test('a node whose packages were being unpacked when all was killed has them in the end', async () => {
  const data = mkdtempSync(join(tmpdir(), 'lazuli-packages-'))
  // Tasks of the agent's own user: nodes are beside the agent, where the test finds them.
  const options = { data, storage: true, timeScale: 1000, separation: 'none' } as const
  try {
    const first = await spawnLazuli(options)
    await linkStorage(first.ready)
    await addPackage(first.ready, 'big', big())
    const id = `${accountId(first.ready)}/applications/big`
    const applicationPackages = [{ id, version: '1' }]
    await armCall(first.ready, 'PUT', '/pools/p', { properties: { ...pool, applicationPackages } })
    const nodes = join(data, 'compute', 'nodes')
    while (!unpacking(nodes)) await wait(5)
    const agent = Number(readFileSync(join(data, 'compute', 'agent.pid'), 'utf8').split(' ')[0])
    await first.kill()
    process.kill(agent, 'SIGKILL')
    const left = unpacking(nodes)
    assert.ok(left, 'it was killed in the middle')
    const second = await spawnLazuli(options)
    const root = join(nodes, readdirSync(nodes).find((name) => !name.startsWith('.'))!, 'root')
    const stdout = join(root, 'startup', 'stdout.txt')
    let unpacked = 0
    while (!existsSync(stdout) || readFileSync(stdout, 'utf8').split('\n').length < 3) {
      const before = unpacked
      unpacked = filesIn(unpacking(nodes))
      if (unpacked > before) progress()
      await wait(100)
    }
    assert.equal(readFileSync(stdout, 'utf8'), `whole\n${FILES}\n`)
    assert.equal(readdirSync(join(root, 'applications')).length, 1)
    assert.equal(existsSync(left), false, 'nothing half-made is left')
    await armCall(second.ready, 'DELETE', '/pools/p')
    while (existsSync(root)) await wait(20)
    await second.stop()
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
