// The node program's own tests, in its own language.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { sh } from '../clients/environments.ts'

const cwd = join(import.meta.dirname, '../../deploy/kubelet')
/** They are compiled anew where only its programs have been. */
const limitMs = 240_000

test('the node program is found sound, and passes its own tests', async () => {
  for (const command of ['vet', 'test']) {
    const words = [command, '-trimpath', ...(command === 'test' ? ['-count=1', '-v'] : []), './...']
    const { code, output } = await sh('go', words, { cwd, limitMs })
    assert.equal(code, 0, output)
    // Only root can run pods with other users: for others these are left out, and nothing else is.
    if (process.getuid!() === 0) assert.doesNotMatch(output, /^\s*--- SKIP/m)
  }
})
