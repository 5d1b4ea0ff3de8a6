// The page about clusters is followed as it stands, from top to bottom, as the runner alone: pods of the
// image `lazuli.localhost/host`, which it starts, need a server that runs as root.
import { join } from 'node:path'
import { test } from 'node:test'
import { venv } from '../clients/environments.ts'
import { blocksOf } from '../docs/pages.ts'
import { asRunner, Session } from '../docs/session.ts'
import { binariesDirectory } from './programs.ts'

const PAGE = 'docs/kubernetes.md'
const node = join(import.meta.dirname, '../../node_modules/.bin')

test(`the commands of ${PAGE} can be run as they stand`, async () => {
  const az = join(await venv('az'), 'bin')
  const binaries = await binariesDirectory()
  await using session = new Session(asRunner, [node, az])
  for (const { language, text } of blocksOf(PAGE)) {
    if (language !== 'sh') continue
    // The suite has built them in another checkout.
    const isBuild = text.includes('--prepare')
    await session.run(isBuild ? `export KUBE_BINARIES=${binaries}` : text)
  }
})
