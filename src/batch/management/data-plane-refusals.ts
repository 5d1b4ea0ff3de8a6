import { AzureError } from '#kernel/catalogue.ts'
import type { Handler } from '#kernel/handler.ts'
import type { BatchPorts } from '../ports.ts'
import { leafOf } from '../refusals.ts'
import { armPathOf } from './pools/arm-pool-words.ts'

/**
 * ARM forwards the data plane's refusals: the same codes, statuses and words in its own envelope, with
 * the facts as details, and the way to the property in ARM's names.
 */
export const asArm =
  <Op>(handler: Handler<Op, BatchPorts>): Handler<Op, BatchPorts> =>
  async (request, ports) => {
    try {
      return await handler(request, ports)
    } catch (error) {
      if (error instanceof AzureError && error.shape === 'batch') throw forwarded(error)
      throw error
    }
  }

/** The way to a property that is ARM's already. */
export const asSent = (path: string): string => path

/** A refusal of the data plane as ARM says it. `pathOf` turns the way to a property into ARM's. */
export function forwarded(error: AzureError, pathOf = armPathOf): AzureError {
  const { target, values = [] } = error.extras
  const path = target === undefined ? undefined : pathOf(target)
  const details = values.map(({ key, value }) => ({
    code: key,
    message: key === 'PropertyName' && path !== undefined ? leafOf(path) : value,
  }))
  if (path !== undefined) {
    const at = details.findIndex(({ code }) => code === 'PropertyName')
    details.splice(at < 0 ? details.length : at + 1, 0, { code: 'PropertyPath', message: path })
  }
  return new AzureError('arm', error.code, error.status, error.message, {
    target: 'BatchAccount',
    ...(details.length > 0 ? { details } : {}),
    cause: error,
  })
}
