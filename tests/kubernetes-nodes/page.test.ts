// The Kubernetes part of docs/clusters.md: what it does from nothing on one machine, as it stands there, and the
// file of rules that it shows, as an API server takes it.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { venv } from '../clients/environments.ts'
import { type Block, blocksOf, checkout } from '../docs/pages.ts'
import { asRunner, Session } from '../docs/session.ts'
import { binariesDirectory } from '../kubernetes/programs.ts'
import { progress } from '../watchdog.ts'

const PAGE = 'docs/clusters.md'
const node = join(checkout, 'node_modules/.bin')

/** The blocks below a heading, up to the next one of its level or above. */
function blocksBelow(heading: string): readonly Block[] {
  const lines = readFileSync(join(checkout, PAGE), 'utf8').split('\n')
  const from = lines.indexOf(heading)
  assert.ok(from >= 0, heading)
  const to = lines.findIndex((line, index) => index > from && /^##+ /.test(line))
  return blocksOf(PAGE).filter(({ line }) => line > from && line < to)
}

test('a reader gets from a clone to a task on a pod, as root', async () => {
  const az = join(await venv('az'), 'bin')
  const binaries = await binariesDirectory()
  await using session = new Session(asRunner, [node, az])
  const rules = '{ rules: [{ provider: kubernetes, namespace: batch }] }'
  writeFileSync(join(session.directory, 'nodes.yaml'), rules)
  const start = 'node bin/lazuli.js start --ephemeral --nodes nodes.yaml 2>&1'
  await session.run(`{ ${start} || true; } | grep 'npm run build:agent'`)
  // As `npm ci` does.
  await session.run('npm run build:agent')
  let said = ''
  for (const { language, line, text } of blocksBelow('### From nothing, on one machine with Go')) {
    if (language === 'yaml') {
      writeFileSync(join(session.directory, 'nodes.yaml'), text)
      continue
    }
    assert.equal(language, 'sh', `${PAGE}:${line}`)
    for (const command of text.trim().split('\n')) {
      // The suite has built them in another checkout.
      if (command.includes('--prepare')) continue
      const isPlace = command.startsWith('export KUBE_BINARIES=')
      said = await session.run(isPlace ? `export KUBE_BINARIES=${binaries}` : command)
      progress()
      if (command === 'cat hello.txt') assert.match(said, /^hello from lazuli-pods-\w+$/m)
    }
  }
  assert.equal(said.match(/^lazuli-pods-\w+ +1\/1 +Running/gm)?.length, 2, said)
})
