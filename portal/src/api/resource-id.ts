/** The group in a resource's id. */
export const groupIn = (id: string): string => /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? ''

/** Its last part. */
export const nameIn = (id: string): string => id.split('/').at(-1) ?? ''

/** `Microsoft.Batch/batchAccounts`, in the letters of the id; '' for what is no resource of a group. */
export function typeIn(id: string): string {
  const [, type = ''] =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/([^/]+\/[^/]+)\/[^/]+$/i.exec(id) ??
    []
  return type
}
