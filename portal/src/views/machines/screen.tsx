// What the machine shows: a picture that refreshes, and what it said on its serial port.
import { useQuery } from '@tanstack/react-query'
import { admin } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { SCROLLED } from '../../parts/small.tsx'

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
      {data.serial && (
        <pre className="output plain" {...SCROLLED}>
          {data.serial.slice(-20_000)}
        </pre>
      )}
    </section>
  )
}
