// Terraform or OpenTofu: the one that is installed, or OpenTofu from its sources.
import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cache, must, sh } from '../environments.ts'
import { goBuild, goModule } from './go-module.ts'

const MODULE = 'github.com/opentofu/opentofu'
const VERSION = 'v1.12.6'

const built = join(cache, 'terraform', `tofu-${VERSION}`)

const isInstalled = (program: string): Promise<boolean> =>
  sh(program, ['version']).then(
    ({ code }) => code === 0,
    () => false,
  )

/** The program to call, if one is there. */
export async function terraformProgram(): Promise<string | undefined> {
  for (const program of ['terraform', 'tofu']) if (await isInstalled(program)) return program
  return existsSync(built) ? built : undefined
}

export async function prepareTerraform(): Promise<void> {
  if ((await terraformProgram()) !== undefined) return
  const sources = `${built}-sources`
  await rm(sources, { recursive: true, force: true })
  // It replaces modules by others, which `go install` refuses.
  await cp(await goModule(MODULE, VERSION), sources, { recursive: true })
  await must(sh('chmod', ['-R', 'u+w', sources]))
  await goBuild(sources, './cmd/tofu', built)
  await rm(sources, { recursive: true })
}
