// Reads the end of a file by ranges and follows it: never the whole, however long it is.
import { batchOf, call, Refused } from '../api/call.ts'
import { grown, NOTHING, type Tail } from './tail.ts'

const TAIL_BYTES = 256 * 1024
/** What came since the last read, and is read in order; of more only the end is. */
const STEP_BYTES = 1024 * 1024

/** Of a file of what stands at the path `of`. */
export const fileUrl = (of: string, file: string): string =>
  `${of}/files/${encodeURIComponent(file)}?api-version=2024-07-01.20.0`

/** The tail with what the file has more; the same where it has nothing more. */
export async function follow(
  account: string,
  url: string,
  tail: Tail,
  signal: AbortSignal,
): Promise<Tail> {
  const api = batchOf(account)
  const head = await call(api, url, { method: 'HEAD', signal }).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return undefined
    throw error
  })
  const length = Number(head?.headers.get('content-length') ?? 0)
  // A file that is shorter than it was is another one: the task runs again.
  const known = length < tail.to ? NOTHING : tail
  if (length <= known.to) return known
  const isFirst = known.to === 0
  const most = isFirst ? TAIL_BYTES : STEP_BYTES
  const from = length - known.to > most ? length - TAIL_BYTES : known.to
  const range = `bytes=${from}-${length - 1}`
  const answer = await call(api, url, { headers: { 'ocp-range': range }, signal })
  return await grownByFrames(known, new Uint8Array(await answer.arrayBuffer()), from, signal)
}

/** So much is added between two frames, that none waits for it. */
const FRAME_BYTES = 128 * 1024

async function grownByFrames(
  known: Tail,
  bytes: Uint8Array,
  from: number,
  signal: AbortSignal,
): Promise<Tail> {
  let tail = known
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + FRAME_BYTES)
    tail = grown(tail, piece, from + at)
    const next = tail.to - from
    // What is left is a part of a character.
    if (next <= at) break
    at = next
    if (at < bytes.length) await nextTask()
    signal.throwIfAborted()
  }
  return tail
}

/** Lets the browser draw, if it has to. Unlike a frame it comes in tabs that are not seen, too. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
