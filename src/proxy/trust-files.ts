// The files by which programs trust the local authority, made anew in a directory of their own.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProxyFiles } from './programs.ts'
import { trustStoreOf } from './trust-store.ts'

export interface Trusted {
  /** The authority's certificate, and the bundle that the server made of it and the system's. */
  readonly caFile: string
  readonly bundleFile: string
  /** What was trusted before, where a user's environment names files of its own. */
  readonly bundleBefore?: string | undefined
  readonly extraBefore?: string | undefined
}

export async function writeTrustFiles(directory: string, trusted: Trusted): Promise<ProxyFiles> {
  const files = {
    ca: join(directory, 'ca.pem'),
    bundle: join(directory, 'ca-bundle.pem'),
    trustStore: join(directory, 'trust.p12'),
  }
  const [ca, own, before, extra] = await Promise.all([
    readFile(trusted.caFile, 'utf8'),
    readFile(trusted.bundleFile, 'utf8'),
    readIfThere(trusted.bundleBefore),
    readIfThere(trusted.extraBefore),
  ])
  const bundle = before === '' ? own : concatenated(before, ca)
  await Promise.all([
    writeFile(files.ca, concatenated(ca, extra)),
    writeFile(files.bundle, bundle),
    writeFile(files.trustStore, trustStoreOf(bundle)),
  ])
  return files
}

/** A variable may name a file that is gone: it adds no authority. */
const readIfThere = async (file: string | undefined): Promise<string> =>
  file ? await readFile(file, 'utf8').catch(() => '') : ''

const concatenated = (...texts: readonly string[]): string =>
  texts
    .filter((text) => text !== '')
    .map((text) => `${text.trimEnd()}\n`)
    .join('')
