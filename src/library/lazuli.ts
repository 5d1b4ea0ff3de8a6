// A whole server in this process, to be started and stopped. What it is made of is in main/.
import { resolve } from 'node:path'
import { beginKeyPair } from '#identity/keys/key-pair.ts'
import type { Replacements } from '../main/replacements.ts'
import type { Events, Served } from '../main/serve.ts'
import { check, whyNot } from './checks.ts'
import { type LazuliOptions, type Settings, settled } from './options.ts'

export interface Lazuli extends Served, AsyncDisposable {
  /** Finishes the calls under way and closes everything. What is kept goes on at the next start. */
  stop(): Promise<void>
}

/**
 * Builds a server and resolves once it serves. Without options it keeps nothing and takes free
 * ports; any number of them live in one process. `replacements` are for tests.
 */
export async function createLazuli(
  options: LazuliOptions = {},
  replacements: Replacements = {},
  events: Events = {},
): Promise<Lazuli> {
  const settings = absolute(settled(options))
  await check(settings)
  // Another thread makes the key, which takes as long as to load the rest: so it begins first.
  const keyPair = replacements.keyPair ?? beginKeyPair(settings.data)
  const { serve } = await import('../main/serve.ts')
  // What was opened, to be closed newest first: at the end, or when it never comes to serve.
  const opened = new AsyncDisposableStack()
  try {
    const served = await serve(settings, replacements, opened, { ...events, keyPair })
    const stop = (): Promise<void> => opened.disposeAsync()
    return { ...served, stop, [Symbol.asyncDispose]: stop }
  } catch (cause) {
    await opened.disposeAsync()
    throw new Error(whyNot(cause as Error, settings), { cause })
  }
}

/** As in a URL, an IPv6 address may stand in brackets. */
const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

function absolute(settings: Settings): Settings {
  const { data, ephemeral, readyFile, host, ...rest } = settings
  if (data !== undefined && ephemeral) throw new Error('what is ephemeral has no data directory.')
  return {
    ...rest,
    ephemeral,
    host: withoutBrackets(host),
    ...(data === undefined ? {} : { data: resolve(data) }),
    ...(readyFile === undefined ? {} : { readyFile: resolve(readyFile) }),
  }
}
