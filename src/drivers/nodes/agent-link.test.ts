import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { AgentLink } from './agent-link.ts'

test('an agent that cannot work says why', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'agent-link-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  writeFileSync(join(directory, 'agent.log'), 'Error: what an earlier agent said\n')
  mkdirSync(join(directory, 'journal.ndjson'))
  const link = new AgentLink({ directory, firstUid: 2_000_000_000, lingerMs: 1000 })
  t.after(() => link.close())
  await assert.rejects(link.connectOrStart(), /ended with 1, as EISDIR: .*: see .*agent\.log/)
})
