// Builds the agent's program for machines elsewhere: one file that needs Node alone. `npm ci` runs it
// too, unless what it needs was left out.
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const NAME = 'lazuli-agent.mjs'
const program = join(root, 'dist', NAME)
/** What it is made of. */
const ROOMS = ['agent', 'blobs', 'files', 'kernel', 'drivers/nodes']

/** Built from the sources as they are now, at once or earlier. Answers its path. */
export async function freshAgent(): Promise<string> {
  const built = await changedAt(program)
  const changed = await Promise.all(
    ROOMS.map(async (room) => {
      const files = await readdir(join(root, 'src', room), { recursive: true, withFileTypes: true })
      const sources = files.filter((file) => file.isFile() && !file.name.endsWith('.test.ts'))
      const times = sources.map(({ name, parentPath }) => changedAt(join(parentPath, name)))
      return Math.max(...(await Promise.all(times)))
    }),
  )
  if (built <= Math.max(...changed)) await buildAgent()
  return program
}

const changedAt = async (path: string): Promise<number> =>
  (await stat(path).catch(() => undefined))?.mtimeMs ?? 0

/** In place at once: one that is being started is whole. */
export async function buildAgent(): Promise<void> {
  const { build } = await import('vite')
  const outDir = await mkdtemp(`${root}/node_modules/.agent-`)
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      root,
      ssr: { noExternal: true },
      build: {
        ssr: join(root, 'src/agent/dialled/main.ts'),
        outDir,
        target: 'node24',
        minify: true,
        rolldownOptions: { output: { codeSplitting: false, entryFileNames: NAME } },
      },
    })
    await mkdir(join(root, 'dist'), { recursive: true })
    await rename(join(outDir, NAME), program)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const [, , how] = process.argv
  await freshAgent().catch((error: NodeJS.ErrnoException) => {
    if (how !== '--if-possible' || error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  })
}
