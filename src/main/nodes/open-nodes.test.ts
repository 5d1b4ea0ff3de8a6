import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { settled } from '#library/options.ts'
import { readNodes } from './open-nodes.ts'

function nodesIn(t: TestContext, rules: string): `${string}/${string}` {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-nodes-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = `${folder}/nodes.yaml` as const
  writeFileSync(file, `rules:\n${rules}`)
  return file
}

const refuse = (what: string, error: unknown): never => {
  throw new Error(`${what}: ${String(error)}`)
}

for (const [provider, rule] of [
  ['slurm', '- partition: all'],
  ['kubernetes', '- provider: kubernetes'],
] as const) {
  test(`tasks on nodes of ${provider} are not to see Azure: the start says so`, async (t) => {
    const nodes = nodesIn(t, `  - match: { pool: near }\n    provider: local\n  ${rule}\n`)
    await assert.rejects(readNodes(settled({ nodes, tasksSeeAzure: true }), refuse), {
      name: 'NodesFault',
      message: new RegExp(
        `^nodes\\.yaml:4: tasks on nodes of ${provider} cannot see Azure here \\(--tasks-see-azure\\): `,
      ),
    })
  })
}

test('tasks on nodes of this machine see Azure, whatever rule they are by', async (t) => {
  const nodes = nodesIn(t, '  - match: { pool: near }\n    provider: local\n')
  const file = await readNodes(settled({ nodes, tasksSeeAzure: true }), refuse)
  assert.equal(file?.rules.length, 1)
})
