// Terraform with the provider azurerm itself, which knows nothing but Azure's names: everything of Batch
// that it has is made, changed, found as it was left after each, and destroyed.
import assert from 'node:assert/strict'
import { openTerraform } from './running.ts'

const [program = '', folder = '', scratch = ''] = process.argv.slice(2)

const { run, outputs } = await openTerraform({
  program,
  providers: { azurerm: folder },
  configuration: 'main.tf',
  scratch,
})
/** A plan that finds nothing to do ends with 0, one that does with 2. */
const NOTHING_TO_DO = 0

for (const edition of [1, 2]) {
  const variable = ['-var', `edition=${edition}`]
  await run(['apply', '-auto-approve', ...variable])
  await run(['plan', '-detailed-exitcode', ...variable], NOTHING_TO_DO)
  assert.deepEqual(await outputs(), {
    application: `Edition ${edition}`,
    endpoint: 'terraformbatch.westeurope.batch.azure.com',
    slots: 2,
  })
  process.stdout.write(`ok edition ${edition} is made, and planned no more\n`)
}
const destroyed = await run(['destroy', '-auto-approve', '-var', 'edition=2'])
assert.match(destroyed, /Destroy complete! Resources: 9 destroyed/)
process.stdout.write('ok all is destroyed\n')
