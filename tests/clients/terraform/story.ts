// Terraform with the provider azurerm itself, which knows nothing but Azure's names: everything of Batch
// that it has is made, changed, found as it was left after each, and destroyed.
import assert from 'node:assert/strict'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Env, here, sh } from '../environments.ts'

const [program = '', providers = '', scratch = ''] = process.argv.slice(2)

const directory = join(scratch, 'terraform')
const settings = join(scratch, 'terraform.rc')
await cp(join(here, 'terraform/main.tf'), join(directory, 'main.tf'))
await writeFile(
  settings,
  `provider_installation {
  dev_overrides { "hashicorp/azurerm" = "${providers}" }
  direct {}
}
`,
)

const env: Env = { ...process.env, TF_CLI_CONFIG_FILE: settings, CHECKPOINT_DISABLE: '1' }
/** A plan that finds nothing to do ends with 0, one that does with 2. */
const NOTHING_TO_DO = 0

async function terraform(words: readonly string[], expected = 0): Promise<string> {
  const { code, output } = await sh(program, [...words, '-no-color'], { cwd: directory, env })
  assert.equal(code, expected, output)
  return output
}

async function outputs(): Promise<Record<string, unknown>> {
  const said = await terraform(['output', '-json'])
  const found = JSON.parse(said.slice(said.indexOf('{'))) as Record<string, { value: unknown }>
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]))
}

for (const edition of [1, 2]) {
  const variable = ['-var', `edition=${edition}`]
  await terraform(['apply', '-auto-approve', ...variable])
  await terraform(['plan', '-detailed-exitcode', ...variable], NOTHING_TO_DO)
  assert.deepEqual(await outputs(), {
    application: `Edition ${edition}`,
    endpoint: 'terraformbatch.westeurope.batch.azure.com',
    slots: 2,
  })
  process.stdout.write(`ok edition ${edition} is made, and planned no more\n`)
}
const destroyed = await terraform(['destroy', '-auto-approve', '-var', 'edition=2'])
assert.match(destroyed, /Destroy complete! Resources: 9 destroyed/)
process.stdout.write('ok all is destroyed\n')
