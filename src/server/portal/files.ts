// The portal's built files. They are read when they are asked for, and stay in the system's cache.
import { readFile } from 'node:fs/promises'
import type { WireReply } from '#kernel/service.ts'
import { PAGE_HEADERS } from './headers.ts'

const built = new URL('../../../portal/dist/', import.meta.url)

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

/** Names as the build makes them: no path leads out of the folder. */
const ASSET = /^\/assets\/([\w-]+\.)*([\w-]+)\.(\w+)$/

const plain = (status: number, words: string): WireReply => ({
  status,
  headers: {
    ...PAGE_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  },
  body: `${words}\n`,
})

/** A file that the page loads: its name changes with its content. */
export async function fileReply(path: string, accepted: string): Promise<WireReply> {
  const type = TYPES[ASSET.exec(path)?.[3] ?? '']
  const found = type && (await readBuilt(built, path.slice(1), accepted))
  if (!type || !found) return plain(404, 'There is no such file.')
  return {
    status: 200,
    headers: {
      ...PAGE_HEADERS,
      ...found.headers,
      'content-type': type,
      'cache-control': 'private, max-age=31536000, immutable',
    },
    body: found.body,
  }
}

/** The page, whatever view of it the address names. `folder`: of the build. */
export async function pageReply(accepted: string, folder: URL = built): Promise<WireReply> {
  const found = await readBuilt(folder, 'index.html', accepted)
  if (!found) {
    return plain(
      503,
      'The portal is not built here. In the checkout of Lazuli, run:\n\n' +
        '  npm ci && npm run build:portal\n\nand load this page again.',
    )
  }
  return {
    status: 200,
    headers: {
      ...PAGE_HEADERS,
      ...found.headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    },
    body: found.body,
  }
}

interface BuiltFile {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** Compressed by the build, the smallest first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

/** Whether a list of encodings has one, and does not refuse it. */
export const accepts = (accepted: string, name: string): boolean =>
  accepted.split(',').some((each) => {
    const [encoding = '', quality = ''] = each.split(';').map((part) => part.trim().toLowerCase())
    return encoding === name && !/^q=0(\.0*)?$/.test(quality)
  })

async function readBuilt(
  folder: URL,
  name: string,
  accepted: string,
): Promise<BuiltFile | undefined> {
  const vary = { vary: 'Accept-Encoding' }
  for (const { name: encoding, ending } of ENCODINGS) {
    if (!accepts(accepted, encoding)) continue
    const body = await readIfThere(new URL(`${name}${ending}`, folder))
    if (body) return { body, headers: { ...vary, 'content-encoding': encoding } }
  }
  const body = await readIfThere(new URL(name, folder))
  return body && { body, headers: vary }
}

const readIfThere = async (file: URL): Promise<Buffer | undefined> => {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
