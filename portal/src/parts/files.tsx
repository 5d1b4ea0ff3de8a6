// Files that a task or a node has: their list, what is in one, and the file itself.
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { batchOf } from '../api/call.ts'
import { listed, type PageOf } from '../api/pages.ts'
import { Empty, Failure } from './answer.tsx'
import { Output } from './output.tsx'
import { Rows, sizeOf, Time } from './small.tsx'

interface FileOf {
  readonly name?: string | undefined
  readonly isDirectory?: boolean | undefined
  readonly properties?:
    | {
        readonly contentLength?: string | number | undefined
        readonly lastModified?: string | undefined
      }
    | undefined
}

/** The page has a row for each. */
const MOST = 2_000

const NONE =
  'There are no files: none was written, or they were deleted with their node or when their time was over.'

interface FilesProps {
  readonly account: string
  /** The path of what has them: `/jobs/JOB/tasks/TASK`, `/pools/POOL/nodes/NODE`. */
  readonly of: string
  /** The one that the address names. */
  readonly file: string | undefined
  /** What the command writes to. Of one that failed the errors are shown first, where there are any. */
  readonly outputs: readonly [output: string, errors: string]
  readonly hasFailed: boolean
  /** Whether more is written to it. */
  readonly isRunning: boolean
  /** The first page. */
  list(signal: AbortSignal): Promise<PageOf<FileOf>>
  onOpen(file: string): void
}

export function Files(props: FilesProps) {
  const { account, of, outputs, hasFailed, isRunning, list, onOpen } = props
  const query = useQuery({
    queryKey: ['files', account, of],
    refetchInterval: 4_000,
    queryFn: async ({ signal }) => listed(batchOf(account), await list(signal), MOST, signal),
  })
  const files = (query.data?.items ?? []).filter(({ isDirectory }) => !isDirectory)
  // Chosen once: what is being read is not changed for another.
  const first = useRef<string>(undefined)
  if (!hasFailed || query.data || query.error) first.current ??= firstOf(outputs, hasFailed, files)
  const file = props.file ?? first.current
  // What runs may write at any time, and is not waited for.
  const hasOutput = isRunning || files.length > 0 || !query.data
  return (
    <>
      {hasOutput && file !== undefined && (
        <>
          <h2>Output</h2>
          <fieldset className="filters">
            <legend className="unseen">What the command wrote</legend>
            {outputs.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="output"
                  checked={each === file}
                  onChange={() => onOpen(each)}
                />{' '}
                {each} <span className="hint">{lengthIn(files, each)}</span>
              </label>
            ))}
          </fieldset>
          <Output key={file} account={account} of={of} file={file} isRunning={isRunning} />
        </>
      )}
      <h2>Files</h2>
      {query.error && <Failure error={query.error} />}
      {query.data && files.length === 0 ? (
        <Empty what={isRunning ? 'No file was written yet.' : NONE} />
      ) : (
        <Rows caption="Files" heads={['File', 'Size', 'Changed']}>
          {files.map(({ name = '', properties }) => (
            <tr key={name}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-current={name === file}
                  onClick={() => onOpen(name)}
                >
                  {name}
                </button>
              </th>
              <td>{sizeOf(Number(properties?.contentLength ?? 0))}</td>
              <td>
                <Time at={properties?.lastModified} />
              </td>
            </tr>
          ))}
        </Rows>
      )}
      {query.data?.isCut && (
        <p className="hint">These are the first {files.length.toLocaleString()}.</p>
      )}
    </>
  )
}

/** The errors of what failed, if it wrote any; else its output. */
function firstOf(
  [output, errors]: FilesProps['outputs'],
  hasFailed: boolean,
  files: readonly FileOf[],
): string {
  const length = files.find(({ name }) => name === errors)?.properties?.contentLength
  return hasFailed && Number(length ?? 0) > 0 ? errors : output
}

function lengthIn(files: readonly FileOf[], file: string): string {
  const properties = files.find(({ name }) => name === file)?.properties
  return properties ? sizeOf(Number(properties.contentLength ?? 0)) : ''
}
