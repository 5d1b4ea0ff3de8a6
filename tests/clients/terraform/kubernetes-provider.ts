// Terraform's provider kubernetes itself: of 1.13.4, the only version that the Go proxy has.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cache, here } from '../environments.ts'
import { goBuild } from './go-module.ts'

export const kubernetesFolder = join(cache, 'terraform/kubernetes-1.13.4')

export async function prepareKubernetesProvider(): Promise<void> {
  const program = join(kubernetesFolder, 'terraform-provider-kubernetes')
  if (!existsSync(program)) await goBuild(join(here, 'go-terraform-kubernetes'), '.', program)
}
