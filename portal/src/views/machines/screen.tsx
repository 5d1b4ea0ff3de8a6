// What the machine shows: a picture that refreshes, and what it said on its serial port.
import { useQuery } from '@tanstack/react-query'
import { admin } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { spansOf } from '../../parts/ansi.ts'
import { SCROLLED } from '../../parts/small.tsx'

/** What a guest writes is for a terminal: only what is to be read of it is shown. */
const textOf = (serial: string): string =>
  serial
    .split('\n')
    .map((line) =>
      spansOf(line)
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n')

export function Screen({ machine }: { readonly machine: string }) {
  const isOwner = useMay(OWNERS)
  const { data } = useQuery({
    queryKey: ['screen', machine],
    enabled: isOwner,
    refetchInterval: 3_000,
    retry: false,
    queryFn: ({ signal }) => admin.read('Console_Show', { query: { name: machine }, signal }),
  })
  if (!data) return null
  return (
    <section aria-label="Screen">
      <h2>Screen</h2>
      {data.screen && (
        <img
          className="screen"
          src={`data:image/png;base64,${data.screen}`}
          alt="The machine's screen now"
        />
      )}
      {!data.screen && !data.serial && <p className="note">The machine shows nothing yet.</p>}
      {data.serial && (
        <pre className="output plain" {...SCROLLED}>
          {textOf(data.serial.slice(-20_000))}
        </pre>
      )}
    </section>
  )
}
