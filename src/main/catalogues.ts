// Reads the catalogue that a user has, beside our own.
import { readFile } from 'node:fs/promises'
import { Catalogues } from '#catalogues/catalogues.ts'
import type { Settings } from '#library/options.ts'

export async function cataloguesOf({ catalogue }: Settings): Promise<Catalogues> {
  if (catalogue === undefined) return new Catalogues()
  const { readCatalogue } = await import('#catalogues/catalogue-file.ts')
  return new Catalogues([readCatalogue(await readFile(catalogue, 'utf8'))])
}
