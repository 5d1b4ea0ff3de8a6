// How many tasks of a job ended when. For owners.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { admin } from '../../api/clients.ts'
import { Chart } from '../../parts/chart.tsx'
import { lengthOf } from '../../parts/small.tsx'

export function Throughput({ account, job }: { readonly account: string; readonly job: string }) {
  const { data } = useQuery({
    queryKey: ['throughput', account, job],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => admin.read('Tasks_GetThroughput', { query: { account, job }, signal }),
  })
  const chart = useMemo(() => {
    const spans = data?.value ?? []
    return {
      at: spans.map(({ from }) => Date.parse(from) / 1_000),
      lines: [
        // One behind the other: the whole bar, and in front of it what succeeded.
        {
          name: 'failed',
          tone: 'bad' as const,
          values: spans.map(({ succeeded, failed }) => succeeded + failed),
        },
        {
          name: 'succeeded',
          tone: 'good' as const,
          values: spans.map(({ succeeded }) => succeeded),
        },
      ],
    }
  }, [data])
  if (!data || data.value.length < 2) return null
  const sum = (of: 'succeeded' | 'failed'): number =>
    data.value.reduce((total, each) => total + each[of], 0)
  const says = `${sum('succeeded').toLocaleString()} succeeded and ${sum('failed').toLocaleString()} failed`
  return (
    <Chart
      title={`Tasks that ended, in spans of ${lengthOf(data.spanMs)}${data.isCut ? `: the last ${(sum('succeeded') + sum('failed')).toLocaleString()}` : ''}`}
      says={says}
      at={chart.at}
      lines={chart.lines}
      drawn="bars"
    />
  )
}
