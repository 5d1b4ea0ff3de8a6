// Work that Azure does to a cluster unasked, as the admin API begins it: `POST /lazuli/maintain?id=`.
import { queryParameter } from '#kernel/query.ts'
import { type AdminCall, adminReply } from './front.ts'

/** `id` is the cluster's. */
export type Maintain = (
  id: string,
) => Promise<
  { readonly operation: string } | { readonly missing: string } | { readonly refused: string }
>

export const maintainAdmin = (maintain: Maintain): Record<string, AdminCall> => ({
  async 'POST maintain'({ query }) {
    const result = await maintain(queryParameter(query, 'id') ?? '')
    if ('operation' in result) return adminReply(200, result)
    return 'missing' in result
      ? adminReply(404, { error: { code: 'NotFound', message: result.missing } })
      : adminReply(409, { error: { code: 'NotNow', message: result.refused } })
  },
})
