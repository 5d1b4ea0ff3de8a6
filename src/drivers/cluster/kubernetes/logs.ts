// Files to which programs add what they print, for as long as they run.
import { open, stat, truncate, writeFile } from 'node:fs/promises'

const MOST_BYTES = 8 * 2 ** 20
const KEPT_BYTES = 2 ** 20

/** The end of a file; empty where there is none. */
export async function tailOf(path: string, bytes: number): Promise<string> {
  return (await endOf(path, bytes)).toString()
}

/** Begins a long log anew, with its end kept beside it as `.old`. What adds to the file goes on. */
export async function cutLog(path: string, mostBytes = MOST_BYTES): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found || found.size <= mostBytes) return
  await writeFile(`${path}.old`, await endOf(path, KEPT_BYTES), { mode: 0o600 })
  await truncate(path)
}

async function endOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path).catch(() => undefined)
  if (!file) return Buffer.alloc(0)
  try {
    const { size } = await file.stat()
    const buffer = Buffer.alloc(Math.min(size, bytes))
    await file.read(buffer, 0, buffer.length, size - buffer.length)
    return buffer
  } finally {
    await file.close()
  }
}
