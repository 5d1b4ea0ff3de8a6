// What single services can be asked for that Azure has no call for.
import { queryParameter } from '#kernel/query.ts'
import { lazuliError, memberFault } from './errors.ts'
import type { Handlers, NotDone } from './ports.ts'

/** A machine that does not answer is not waited for. */
const PATIENCE_MS = 10_000

const notDone = (result: NotDone) =>
  'missing' in result
    ? lazuliError('NotFound', { what: result.missing })
    : lazuliError('NotNow', { reason: result.refused })

export const servicesHandlers = {
  async Scheduler_Explain({ query }, { batch }) {
    const job = queryParameter(query, 'job')!
    const [task, account] = [queryParameter(query, 'task'), queryParameter(query, 'account')]
    const body = await batch.explain({
      job,
      ...(task === undefined ? {} : { task }),
      ...(account === undefined ? {} : { account }),
    })
    if (body) return { status: 200, body }
    const of = task === undefined ? `job ${job}` : `task ${task} in a job ${job}`
    throw lazuliError('NotFound', { what: `There is no ${of}.` })
  },

  async Nodes_Provoke({ body }, { batch }) {
    if (!batch.kinds.includes(body.what)) {
      const known = batch.kinds.join(', ')
      throw memberFault(
        'InvalidProvocation',
        'what',
        `There is no ${body.what}. There are ${known}.`,
      )
    }
    const result = await batch.provoke(body)
    if ('done' in result) return { status: 200, body: { value: result.done } }
    throw notDone(result)
  },

  async ManagedClusters_Maintain({ query }, { maintain }) {
    const result = await maintain(queryParameter(query, 'id')!)
    if ('operation' in result) return { status: 200, body: result }
    throw notDone(result)
  },

  async Console_Show({ query }, { lookAt }) {
    const name = queryParameter(query, 'name')!
    const shown = await lookAt(name, AbortSignal.timeout(PATIENCE_MS))
    if (!shown) {
      const what = `There is no machine '${name}', or several: name it by its resource id.`
      throw lazuliError('NotFound', { what })
    }
    const { serial, screen } = shown
    return {
      status: 200,
      body: { serial, ...(screen ? { screen: Buffer.from(screen).toString('base64') } : {}) },
    }
  },
} satisfies Handlers
