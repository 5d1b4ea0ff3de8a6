// Work on a cluster that fails: the row and the cluster agree after it, and it can be begun again.
import assert from 'node:assert/strict'
import { link, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PROGRAMS } from '#drivers/cluster/kubernetes/programs.ts'
import { aCluster, Estate, Kube, OFTEN } from '../kubernetes/estate.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'

let programs: string
let estate: Estate
before(async () => {
  // Beside the programs, so that they need not be copied.
  programs = await mkdtemp(join(await binariesDirectory(), '../failures-'))
  for (const each of PROGRAMS) await link(join(await binariesDirectory(), each), own(each))
  estate = await Estate.start({ kubeBinaries: programs })
  await estate.create('one', aCluster(2, { oidcIssuerProfile: { enabled: true } }))
})
after(async () => {
  await estate?.lazuli.stop()
  await rm(programs, { recursive: true, force: true })
})

const own = (program: string): string => join(programs, program)

/** It says its version, as one that runs: what it lacks is seen when everything else has changed. */
const ENDS =
  '#!/bin/sh\n[ "$1" = --version ] && { echo Kubernetes v1.37.2; exit; }\necho no luck\nexit 1\n'

async function spoil(program: string): Promise<void> {
  await rm(own(program))
  await writeFile(own(program), ENDS, { mode: 0o755 })
}

async function repair(program: string): Promise<void> {
  await rm(own(program))
  await link(join(await binariesDirectory(), program), own(program))
}

const rotations: Readonly<Record<string, () => Promise<unknown>>> = {
  certificates: () =>
    estate.aks.managedClusters.beginRotateClusterCertificatesAndWait(estate.group, 'one', OFTEN),
  'signing keys': () =>
    estate.aks.managedClusters.beginRotateServiceAccountSigningKeysAndWait(
      estate.group,
      'one',
      OFTEN,
    ),
}

for (const [what, rotate] of Object.entries(rotations)) {
  test(`a rotation of ${what} that fails leaves the credentials of before, and can be begun again`, async () => {
    const file = await estate.kubeconfig('one')
    await spoil('kube-scheduler')
    await assert.rejects(rotate(), /kube-scheduler.*no luck/)
    const row = await estate.aks.managedClusters.get(estate.group, 'one')
    assert.equal(row.provisioningState, 'Failed')
    // What is given out is what the API server takes, though a part of the control plane cannot run.
    assert.equal(await estate.kubeconfig('one'), file)
    assert.equal((await new Kube(file).names('system')).length, row.agentPoolProfiles![0]!.count)

    await repair('kube-scheduler')
    await rotate()
    const { provisioningState } = await estate.aks.managedClusters.get(estate.group, 'one')
    assert.equal(provisioningState, 'Succeeded')
    const kube = await estate.kube('one')
    assert.equal((await kube.names('system')).length, 2)
    await kube.deploy(`after-${what.replace(' ', '-')}`, 2)
    if (what === 'certificates') await assert.rejects(new Kube(file).names())
  })
}
