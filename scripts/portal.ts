// Builds the portal into portal/dist. `npm ci` runs it too, unless what it needs was left out:
// a server without it says at the portal's address how to get it.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

const [, , how] = process.argv
const root = fileURLToPath(new URL('../portal', import.meta.url))

const vite = await import('vite').catch((error: NodeJS.ErrnoException) => {
  if (how === '--if-possible' && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
  throw error
})
if (vite) {
  await vite.build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
  await compress(join(root, 'dist'))
}

/** Beside each file of text: the server compresses nothing while it runs. */
async function compress(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true })
  await Promise.all(
    files
      .filter((file) => /\.(html|js|css|svg)$/.test(file))
      .map(async (file) => {
        const content = await readFile(join(folder, file))
        await writeFile(join(folder, `${file}.br`), await promisify(brotliCompress)(content))
        await writeFile(join(folder, `${file}.gz`), await promisify(gzip)(content))
      }),
  )
}
