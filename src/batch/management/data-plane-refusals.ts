import { AzureError } from '#kernel/catalogue.ts'
import type { Handler } from '#kernel/handler.ts'
import type { BatchPorts } from '../ports.ts'

/**
 * ARM forwards the data plane's refusals: the same codes, statuses and words in its own envelope, with
 * the facts as details.
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

function forwarded(error: AzureError): AzureError {
  const details = error.extras.values?.map(({ key, value }) => ({ code: key, message: value }))
  return new AzureError('arm', error.code, error.status, error.message, {
    target: 'BatchAccount',
    ...(details ? { details } : {}),
    cause: error,
  })
}
