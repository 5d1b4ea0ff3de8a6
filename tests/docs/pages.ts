// The pages that users read, and what in them is meant to be run.
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const checkout = fileURLToPath(new URL('../..', import.meta.url))

/** A piece of code on a page. */
export interface Block {
  readonly page: string
  /** Of its first line. */
  readonly line: number
  readonly language: string
  readonly text: string
}

/** The pages whose commands are run: the others are printed by `npm run docs`, or tell why. */
export const pages = (): readonly string[] => [
  'README.md',
  ...globSync('docs/*.md', { cwd: checkout }).toSorted(),
]

export function blocksOf(page: string): Block[] {
  const text = readFileSync(`${checkout}/${page}`, 'utf8')
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((found) => ({
    page,
    line: text.slice(0, found.index).split('\n').length + 1,
    language: found[1] ?? '',
    text: found[2] ?? '',
  }))
}
