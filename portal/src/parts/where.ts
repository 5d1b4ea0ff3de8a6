// The view of a resource, by its id: Resource Manager's, or that of an operation of Batch. Pure.

const BATCH = /^batch:([^/]+)\/(.+)$/

/** A path of the portal; undefined: it has no view of its own. */
export function viewOf(id: string): string | undefined {
  const [, account, inBatch = ''] = BATCH.exec(id) ?? []
  if (account !== undefined) return batchView(account, inBatch)
  const [, , , , group, , namespace = '', type = '', name = ''] = id.split('/')
  if (!group || !/^\/subscriptions\/[^/]+\/resourceGroups\//i.test(id)) return undefined
  const own = `${namespace}/${type}`.toLowerCase()
  if (own === 'microsoft.batch/batchaccounts') return `/batch/${name}/jobs`
  if (own === 'microsoft.containerservice/managedclusters') return `/clusters/${group}/${name}`
  if (own === 'microsoft.hybridcompute/machines') return `/machines/${group}/${name}`
  return `/resources/${group}`
}

/** `pools/POOL`, `pools/POOL/nodes/NODE`, `jobs/JOB`, `jobs/JOB/tasks/TASK`. */
function batchView(account: string, path: string): string | undefined {
  const [list, id, , inner] = path.split('/').map(encodeURIComponent)
  if ((list !== 'pools' && list !== 'jobs') || !id) return undefined
  const within = list === 'pools' ? 'nodes' : 'tasks'
  return `/batch/${account}/${list}/${id}${inner ? `/${within}/${inner}` : ''}`
}
