import type { RawCall } from '#kernel/service.ts'

/** The part of the account that a path's first word is about. */
const AREAS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pools: 'pools',
    nodecounts: 'pools',
    supportedimages: 'pools',
    poolusagemetrics: 'pools',
    lifetimepoolstats: 'pools',
    applications: 'pools',
    jobs: 'jobs',
    lifetimejobstats: 'jobs',
    jobschedules: 'jobSchedules',
    certificates: 'certificates',
  }),
)

/** The data action that a role must permit for the call. */
export function dataActionOf(call: Pick<RawCall, 'path' | 'method'>): string {
  const word = /^\/*([a-z]*)/i.exec(call.path)?.[1]?.toLowerCase() ?? ''
  const isRead = call.method === 'GET' || call.method === 'HEAD'
  const verb = isRead ? 'read' : call.method === 'DELETE' ? 'delete' : 'write'
  return `Microsoft.Batch/batchAccounts/${AREAS.get(word) ?? 'pools'}/${verb}`
}
