// What the pages tell a reader to run is run as it stands there, page by page, from top to bottom.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { venv } from '../clients/environments.ts'
import {
  blocksLeftOut,
  commandsLeftOut,
  isLeftOut,
  pagesLeftOut,
  programsLeftOut,
} from './exceptions.ts'
import { type Block, blocksOf, pages } from './pages.ts'
import { type Rights, Session } from './session.ts'

/** What is left of a block without the commands that cannot be run; `npm ci && npm start` starts. */
const runnable = (text: string): string =>
  text
    .replaceAll('npm ci && ', '')
    .split('\n')
    .filter((line) => !isLeftOut(line, commandsLeftOut))
    .join('\n')

/** A file that a page tells the reader to have: its name is in its first line. */
const fileOf = ({ text }: Block): string | undefined => /^# (\S+\.yaml)\n/.exec(text)?.[1]

async function follow(session: Session, block: Block): Promise<void> {
  const { language, text } = block
  if (language === 'sh') {
    if (!isLeftOut(text, blocksLeftOut)) await session.run(runnable(text))
  } else if (language === 'js' && !isLeftOut(text, programsLeftOut)) {
    writeFileSync(join(session.directory, 'program.mjs'), text)
    await session.run('node program.mjs')
  } else if (language === 'yaml') {
    const file = fileOf(block)
    if (file) writeFileSync(join(session.directory, file), text)
  }
}

const node = join(import.meta.dirname, '../../node_modules/.bin')

/** Registers a test for each page. */
export function followPages(right: Rights): void {
  describe(`as ${right.name}`, { concurrency: 2 }, () => {
    for (const page of pages().filter((name) => !(name in pagesLeftOut))) {
      const blocks = blocksOf(page)
      if (!blocks.some(({ language }) => language === 'sh' || language === 'js')) continue
      test(`the commands of ${page} can be run as they stand`, async () => {
        const venvs = await Promise.all([venv('snakemake'), venv('az')])
        const bins = venvs.map((directory) => join(directory, 'bin'))
        await using session = new Session(right, [node, ...bins])
        // Each page but the first supposes that a server is there, and its variables.
        if (page !== 'README.md') {
          await session.run('npm start\neval "$(npm run -s lazuli -- env)"')
        }
        for (const block of blocks) {
          try {
            await follow(session, block)
          } catch (error) {
            assert.fail(`${page}:${block.line}: ${(error as Error).message}`)
          }
        }
      })
    }
  })
}
