// Brings an attempt's output files to where they are to be.
import { BlobError } from '#blobs/blob-error.ts'
import { shownUrl } from '#blobs/blob-url.ts'
import type { OutputFile, TaskFailure } from '#drivers/nodes/port.ts'
import type { Root } from '../files/beneath.ts'
import type { Owner } from '../separation/layout.ts'
import { fileContent } from './file-content.ts'
import { isFileAt, matchingFiles, openMatch } from './matching-files.ts'
import { blobNameOf } from './outputs.ts'
import { type Pattern, patternOf } from './pattern.ts'
import type { Transfers } from './transfers.ts'
import { unreadFailure, uploadFailure } from './upload-failures.ts'
import { UploadLog } from './upload-log.ts'

/** Whose files they are, and where the agent finds them. */
export interface Outputs {
  readonly nodeId: string
  readonly root: Root
  /** The root as tasks know it. */
  readonly rootPath: string
  /** The attempt's, below the root. */
  readonly directory: string
  readonly owner: Owner | undefined
  readonly transfers: Transfers
  readonly signal: AbortSignal
}

const OUTPUTS_AT_ONCE = 4
const FILES_AT_ONCE = 4
const NOTHING: ReadonlyMap<string, string> = new Map()

/**
 * Answers the first failure, if there is one: what else was asked for is brought away all the same. A
 * pattern that matches nothing is no failure. Variables in patterns are expanded already.
 */
export async function uploadOutputs(
  files: readonly OutputFile[],
  of: Outputs,
): Promise<TaskFailure | undefined> {
  await using log = new UploadLog(of.root, of.directory, of.owner)
  const failures: TaskFailure[] = []
  const queue = files.values()
  const uploadNext = async (): Promise<void> => {
    for (const file of queue) {
      try {
        await uploadMatches(file, of, log)
      } catch (error) {
        if (!(error instanceof UploadFailed)) throw error
        failures.push(error.failure)
      }
    }
  }
  await Promise.all(Array.from({ length: OUTPUTS_AT_ONCE }, uploadNext))
  return failures[0]
}

class UploadFailed extends Error {
  readonly failure: TaskFailure

  constructor(failure: TaskFailure) {
    super(failure.message)
    this.failure = failure
  }
}

async function uploadMatches(file: OutputFile, of: Outputs, log: UploadLog): Promise<void> {
  const { root, rootPath, directory } = of
  const pattern = patternOf(file.pattern, NOTHING, rootPath, `${directory}/wd`)
  if (!pattern) {
    log.say(`The pattern ${file.pattern} is of no file on this node`)
    return
  }
  const shown = [rootPath, ...pattern.base, ...pattern.below].join('/')
  log.say(`Uploading all files matching pattern ${shown}`)
  let count = 0
  const matches = matchingFiles(root, pattern)
  const uploadNext = async (): Promise<void> => {
    for (;;) {
      of.signal.throwIfAborted()
      const { value: names, done } = await matches.next()
      if (done) return
      if (await uploadOne(file, pattern, names, of, log)) count++
    }
  }
  const all = await Promise.allSettled(Array.from({ length: FILES_AT_ONCE }, uploadNext))
  const failed = all.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  log.say(`Uploaded ${count} files matching pattern ${shown}`)
}

/** Null: it is no plain file of the task. Undefined: nothing is there, of a pattern without wildcards. */
function openMatchOf({ hasWildcards }: Pattern, root: Root, path: string) {
  try {
    const found = openMatch(root, path)
    if (found) return found
  } catch (error) {
    if (hasWildcards || isFileAt(root, path)) throw error
  }
  return hasWildcards || isFileAt(root, path) ? null : undefined
}

/** False: it was no plain file of the task. */
async function uploadOne(
  output: OutputFile,
  pattern: Pattern,
  names: readonly string[],
  { root, rootPath, nodeId, transfers, signal }: Outputs,
  log: UploadLog,
): Promise<boolean> {
  const path = [...pattern.base, ...names].join('/')
  const shown = `${rootPath}/${path}`
  const name = blobNameOf(output, pattern.hasWildcards, names)
  const to = `${shownUrl(output.container.url)}/${name}`
  try {
    using found = openMatchOf(pattern, root, path)
    if (!found) {
      if (found === null) log.say(`Left out ${shown}: it is no file of the task`)
      return false
    }
    const place = transfers.placeOf(nodeId, output.container)
    const content = fileContent(found.fd, found.size)
    await transfers.blobs.put(place, name, content, output.headers ?? {}, signal)
    log.say(`Uploaded ${shown} to ${to}`)
    return true
  } catch (error) {
    signal.throwIfAborted()
    const failure =
      error instanceof BlobError ? uploadFailure(error, shown, to) : unreadFailure(shown, error)
    log.fail({
      code: error instanceof BlobError ? (error.code ?? error.fault) : 'FileNotRead',
      user_error: failure.category === 'UserError',
      pattern: output.pattern,
      file: shown,
      destination: to,
      message: (error as Error).message,
    })
    throw new UploadFailed(failure)
  }
}
