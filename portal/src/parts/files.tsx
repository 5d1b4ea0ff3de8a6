// Files that a task or a node has: their list, what is in one, and the file itself.
import { useQuery } from '@tanstack/react-query'
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

const NONE =
  'There are no files: none was written, or they were deleted with their node or when their time was over.'

interface FilesProps {
  readonly account: string
  /** The path of what has them: `/jobs/JOB/tasks/TASK`, `/pools/POOL/nodes/NODE`. */
  readonly of: string
  /** The one that is shown. */
  readonly file: string
  /** Whether more is written to it. */
  readonly isRunning: boolean
  list(signal: AbortSignal): Promise<readonly FileOf[]>
  onOpen(file: string): void
}

export function Files({ account, of, file, isRunning, list, onOpen }: FilesProps) {
  const query = useQuery({
    queryKey: ['files', account, of],
    refetchInterval: 4_000,
    queryFn: ({ signal }) => list(signal),
  })
  const files = (query.data ?? []).filter(({ isDirectory }) => !isDirectory)
  // What runs may write at any time, and is not waited for.
  const hasOutput = isRunning || files.length > 0 || !query.data
  return (
    <>
      {hasOutput && (
        <>
          <h2>Output</h2>
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
    </>
  )
}
