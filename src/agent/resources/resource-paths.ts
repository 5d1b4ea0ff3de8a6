// Where resource files go: below the directory that they belong to, whatever their names are. Pure.
import { AttemptFailed, failure } from '../attempts/failures.ts'

const notAllowed = (path: string): AttemptFailed =>
  new AttemptFailed(
    failure('ResourceFileCreateFailed', `The resource file path ${path} is not allowed`),
  )

const leaves = (path: string): boolean => /(^|\/)\.\.?(\/|$)|\0/.test(path)

/** The path of a single file. Throws what is not one below the directory. */
export function filePathOf(path: string): string {
  const parts = path.split('/')
  if (parts[0] === '' || parts.at(-1) === '' || leaves(path)) throw notAllowed(path)
  return path
}

/** The path of a container's blob. Undefined: it stands for a directory. Throws what would leave. */
export function blobPathOf(directory: string, name: string): string | undefined {
  if (name === '' || name.endsWith('/')) return undefined
  const path = `${directory}/${name}`.split('/').filter((part) => part !== '')
  const whole = path.join('/')
  if (leaves(whole)) throw notAllowed(whole)
  return whole
}
