// What is in a file, as it is written: text by its end, pictures whole.
import { Button } from '@fluentui/react-button'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { batchOf, call } from '../api/call.ts'
import { Failure } from './answer.tsx'
import { Download } from './download.tsx'
import { fileUrl, follow } from './follow.ts'
import { Lines } from './lines.tsx'
import { sizeOf } from './small.tsx'
import { NOTHING, type Tail } from './tail.ts'

interface OutputProps {
  readonly account: string
  /** The path of what has the file. */
  readonly of: string
  readonly file: string
  readonly isRunning: boolean
}

export function Output(given: OutputProps) {
  const { account, of, file } = given
  const url = fileUrl(of, file)
  return (
    <section aria-label={`Content of ${file}`}>
      {PICTURES.test(file) ? <Picture {...given} url={url} /> : <Text {...given} url={url} />}
      <Download
        label={`Download ${file}`}
        file={file.split('/').at(-1) ?? file}
        read={() => call(batchOf(account), url)}
      />
    </section>
  )
}

/** Kinds that a browser draws, and in which no script can be. */
const PICTURES = /\.(png|jpe?g|gif|webp|bmp)$/i
const LARGEST_PICTURE = 20_000_000

type ContentProps = OutputProps & { readonly url: string }

function Picture({ account, of, file, url }: ContentProps) {
  const query = useQuery({
    queryKey: ['picture', account, of, file],
    queryFn: async ({ signal }) => {
      const head = await call(batchOf(account), url, { method: 'HEAD', signal })
      if (Number(head.headers.get('content-length')) > LARGEST_PICTURE) return null
      return await (await call(batchOf(account), url, { signal })).blob()
    },
  })
  const [shown, setShown] = useState<string>()
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    if (!query.data) return
    const made = URL.createObjectURL(query.data)
    setShown(made)
    return () => URL.revokeObjectURL(made)
  }, [query.data])
  if (query.error) return <Failure error={query.error} />
  if (query.data === null)
    return <p className="note">This picture is too large to be shown here.</p>
  if (isBroken)
    return (
      <p className="note">
        This cannot be drawn: it is no picture, or not all of it is there. Download it to look at
        it.
      </p>
    )
  return shown === undefined ? null : (
    <img className="screen" src={shown} alt={file} onError={() => setBroken(true)} />
  )
}

function Text({ account, of, file, url, isRunning }: ContentProps) {
  const key = ['output', account, of, file]
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: key,
    refetchInterval: isRunning ? 1_000 : 5_000,
    structuralSharing: false,
    queryFn: ({ signal }) =>
      follow(account, url, queries.getQueryData<Tail>(key) ?? NOTHING, signal),
  })
  const tail = query.data ?? NOTHING
  const [follows, setFollows] = useState(true)
  const [isTaken, setTaken] = useState(false)
  const lines = useMemo(() => (tail.rest === '' ? tail.lines : [...tail.lines, tail.rest]), [tail])
  return (
    <>
      <div className="actions">
        <label>
          <input type="checkbox" checked={follows} onChange={() => setFollows(!follows)} /> Follow
          the end
        </label>
        <span className="hint" role="status">
          {tail.from > 0 && `From byte ${tail.from.toLocaleString()} on. `}
          {sizeOf(tail.to)}
        </span>
      </div>
      {query.error && <Failure error={query.error} />}
      {tail.isBinary && !isTaken ? (
        <div className="note">
          <p>This is no text: zero bytes are in it. Download it to look at it.</p>
          <Button onClick={() => setTaken(true)}>Show it as text</Button>
        </div>
      ) : lines.length === 0 ? (
        <p className="note">Nothing was written to it yet.</p>
      ) : (
        <Lines name={file} lines={lines} follows={follows} onLeave={() => setFollows(false)} />
      )}
    </>
  )
}
