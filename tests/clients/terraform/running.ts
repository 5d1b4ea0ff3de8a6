// Terraform's own program, with providers that were built here.
import assert from 'node:assert/strict'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Env, here, sh } from '../environments.ts'

export interface Terraform {
  run(words: readonly string[], expected?: number): Promise<string>
  outputs(): Promise<Record<string, unknown>>
}

export interface TerraformOptions {
  readonly program: string
  /** A folder for each provider of HashiCorp's, by its name. */
  readonly providers: Readonly<Record<string, string>>
  /** Below `tests/clients/terraform`. */
  readonly configuration: string
  readonly scratch: string
}

export async function openTerraform(options: TerraformOptions): Promise<Terraform> {
  const { program, providers, configuration, scratch } = options
  const directory = join(scratch, 'terraform')
  const settings = join(scratch, 'terraform.rc')
  await cp(join(here, 'terraform', configuration), join(directory, 'main.tf'))
  const overrides = Object.entries(providers)
    .map(([name, folder]) => `    "hashicorp/${name}" = "${folder}"\n`)
    .join('')
  await writeFile(
    settings,
    `provider_installation {\n  dev_overrides {\n${overrides}  }\n  direct {}\n}\n`,
  )
  const env: Env = { ...process.env, TF_CLI_CONFIG_FILE: settings, CHECKPOINT_DISABLE: '1' }
  const run: Terraform['run'] = async (words, expected = 0) => {
    const { code, output } = await sh(program, [...words, '-no-color'], { cwd: directory, env })
    assert.equal(code, expected, output)
    return output
  }
  return {
    run,
    async outputs() {
      const said = await run(['output', '-json'])
      const found = JSON.parse(said.slice(said.indexOf('{'))) as Record<string, { value: unknown }>
      return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]))
    },
  }
}
