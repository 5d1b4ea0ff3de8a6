import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { flagOf } from '#kernel/options.ts'
import { dialledHost, type Ready } from './ready.ts'

const textOf = (ready: Ready): string => `${JSON.stringify(ready, undefined, 2)}\n`

/** False for what cannot be replaced, only written to: a pipe, a terminal, a link to one. */
async function isReplaceable(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined)
  return found === undefined || found.isFile()
}

/**
 * Writes the file for its owner alone, as it holds secrets. A reader sees all of it or nothing.
 */
export async function publish(file: string, ready: Ready): Promise<void> {
  try {
    if (!(await isReplaceable(file))) return await writeFile(file, textOf(ready))
    const draft = `${file}.${process.pid}.new`
    await writeFile(draft, textOf(ready), { mode: 0o600 })
    await rename(draft, file)
  } catch (cause) {
    throw new Error(`cannot write the ready file ${file}: ${fileErrorWords(cause)}`, { cause })
  }
}

/** Removes what an earlier server left, so that it is not taken for news of the one that starts. */
export async function withdrawStale(file: string): Promise<void> {
  if (await isReplaceable(file)) await rm(file, { force: true })
}

/** The same for a file that any server may have written. Throws when that one still runs. */
export async function takeOver(file: string): Promise<void> {
  if (!(await isReplaceable(file))) return
  const pid = await ownerOf(file)
  if (pid !== undefined) {
    throw new Error(
      `the ready file ${file} is that of another server, process ${pid}, which still runs. ` +
        `Stop that one, or name another file with ${flagOf('readyFile')}.`,
    )
  }
  await withdrawStale(file)
}

/** The process of the server whose file it is, if that still lives and listens. */
async function ownerOf(file: string): Promise<number | undefined> {
  try {
    const ready = JSON.parse(await readFile(file, 'utf8')) as Ready
    process.kill(ready.pid, 0)
    const { hostname, port } = new URL(ready.arm)
    const host = dialledHost(ready) ?? hostname.replace(/^\[|\]$/g, '')
    return (await isListening(host, Number(port))) ? ready.pid : undefined
  } catch {
    return undefined
  }
}

/** How long the other server may take to accept a connection. */
const PATIENCE_MS = 500

const isListening = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS })
    const end = (answer: boolean) => (): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false))
  })

/** Whether the file still says what was published there, and was not only written to. */
async function says(file: string, ready: Ready): Promise<boolean> {
  if (!(await isReplaceable(file))) return false
  const said = await readFile(file, 'utf8').catch(() => undefined)
  return said === textOf(ready)
}

/** Says something else from now on, unless another server has written its own there since. */
export async function renew(file: string, before: Ready, ready: Ready): Promise<void> {
  if (await says(file, before)) await publish(file, ready)
}

/** Removes the file, unless another server has written its own there since. */
export async function withdraw(file: string, ready: Ready): Promise<void> {
  if (await says(file, ready)) await rm(file, { force: true })
}
