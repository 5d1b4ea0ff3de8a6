import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { getPriority } from 'node:os'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { NICE } from './priority.ts'

const priority = fileURLToPath(new URL('./priority.ts', import.meta.url))

/** What a process of its own prints once it gives way; it is no longer of this one's session. */
function said(script: string): string {
  const program = `const { giveWay } = await import(${JSON.stringify(priority)}); giveWay(); ${script}`
  const words = ['setsid', '--wait', process.execPath, '--input-type=module', '-e', program]
  return execFileSync(words[0]!, words.slice(1), { encoding: 'utf8' }).trim()
}

const children = "const { execFileSync } = await import('node:child_process');"

test('a process that gives way does so with all that it starts', () => {
  const script = `${children} process.stdout.write(execFileSync('nice', [], { encoding: 'utf8' }))`
  assert.equal(Number(said(script)), Math.min(19, getPriority() + NICE))
})

test('its session gives way as well, where the kernel counts sessions', (t) => {
  if (!existsSync('/proc/self/autogroup')) return t.skip('this kernel does not')
  // Others of this machine may have just done the same: a user who is not root waits for their turn.
  const script = `const { readFileSync } = await import('node:fs');
    const now = () => readFileSync('/proc/self/autogroup', 'utf8').trim();
    while (!now().endsWith(' ${NICE}') && performance.now() < 20_000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    process.stdout.write(now())`
  assert.match(said(script), new RegExp(`nice ${NICE}$`))
})

test('who cannot give way any further stays as nice as can be', () => {
  // Wherever the tests themselves began: from the least nice there are forty steps.
  const script = `for (let i = 0; i < 4; i++) giveWay(); const os = await import('node:os');
    process.stdout.write(String(os.getPriority()))`
  assert.equal(Number(said(script)), 19)
})
