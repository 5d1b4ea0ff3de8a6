// Terraform with the provider azurerm, which finds the server by Azure's names alone, and with the provider kubernetes
// in the cluster that it made.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { cli, here, sh } from '../clients/environments.ts'
import { prepareTerraform, terraformProgram } from '../clients/terraform/engine.ts'
import {
  kubernetesFolder,
  prepareKubernetesProvider,
} from '../clients/terraform/kubernetes-provider.ts'
import { azurermFolder, prepareAzurerm } from '../clients/terraform/provider.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'
import { progress } from '../watchdog.ts'

/** How often a build says that it goes on. */
const BUILD_PROGRESS_MS = 60_000

let scratch: string
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lazuli-terraform-'))
  // Each has its own limit.
  const building = setInterval(progress, BUILD_PROGRESS_MS)
  try {
    await prepareAzurerm()
    await prepareKubernetesProvider()
    await prepareTerraform()
  } finally {
    clearInterval(building)
  }
})
after(() => rm(scratch, { recursive: true, force: true }))

test('a cluster of azurerm is scaled and destroyed, and so is what the provider kubernetes has in it', async () => {
  const story = join(here, 'terraform/cluster-story.ts')
  const providers = [azurermFolder, kubernetesFolder]
  const program = [process.execPath, story, (await terraformProgram()) ?? '', ...providers, scratch]
  const cluster = ['--cluster', 'kubernetes', '--kube-binaries', await binariesDirectory()]
  const words = [cli, 'run', '--time-scale', '600', ...cluster, '--', ...program]
  const { PATH, TMPDIR } = process.env
  const { code, output } = await sh(process.execPath, words, {
    env: { PATH, TMPDIR, HOME: scratch },
  })
  assert.equal(code, 0, output)
  assert.match(output, /ok all is destroyed/)
})
