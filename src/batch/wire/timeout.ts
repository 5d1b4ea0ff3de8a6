import type { Alarm, Clock } from '#engine/clock.ts'
import type { BoundHandler, Request } from '#kernel/handler.ts'
import { plus } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { batchError } from '../errors.ts'
import { limits } from '../limits.ts'
import { refusal } from '../refusals.ts'

/** The api-versions in which a longer time than the default counts as the default. */
const CAPPED_FROM = '2024-02-01.19.0'

/** How long the call may last. Throws where that cannot be. */
export function timeoutSeconds(
  request: Pick<Request, 'query' | 'apiVersion' | 'operationId'>,
): number {
  const longest =
    request.operationId === 'Task_AddCollection' && request.apiVersion >= CAPPED_FROM
      ? limits.addCollectionTimeoutSeconds
      : limits.timeoutSeconds
  const asked = queryParameter(request.query, 'timeout')
  if (asked === undefined) return longest
  const seconds = Number(asked)
  if (seconds < 0) {
    throw refusal('OutOfRangeQueryParameterValue', {
      QueryParameterName: 'timeout',
      QueryParameterValue: asked,
      Reason: 'The value must not be negative',
    })
  }
  return request.apiVersion >= CAPPED_FROM ? Math.min(seconds, longest) : seconds
}

/**
 * Answers OperationTimedOut when the handler takes longer than the client wants to wait. What it has
 * begun goes on: as with the real service, the client has to look what became of it. Most handlers are
 * done before the event loop turns: only those that are not get an alarm.
 */
export function timed(handler: BoundHandler, clock: Pick<Clock, 'at'>): BoundHandler {
  const turn = new NextTurn()
  return (request) => {
    const seconds = timeoutSeconds(request)
    const replying = handler(request)
    if (!(replying instanceof Promise)) return replying
    return new Promise((resolve, reject) => {
      let alarm: Alarm | undefined
      const arm = (): void => {
        alarm = clock.at(plus(request.now, Math.max(1, seconds) * 1000), () =>
          reject(batchError('OperationTimedOut')),
        )
      }
      const end = (): void => {
        turn.without(arm)
        alarm?.cancel()
      }
      turn.with(arm)
      replying.then(
        (reply) => {
          end()
          resolve(reply)
        },
        (error) => {
          end()
          reject(error)
        },
      )
    })
  }
}

/** What is to be done at the event loop's next turn, as far as it is not called off before. */
class NextTurn {
  readonly #waiting = new Set<() => void>()
  #isComing = false

  with(work: () => void): void {
    this.#waiting.add(work)
    if (this.#isComing) return
    this.#isComing = true
    setImmediate(() => {
      this.#isComing = false
      const all = [...this.#waiting]
      this.#waiting.clear()
      for (const each of all) each()
    })
  }

  without(work: () => void): void {
    this.#waiting.delete(work)
  }
}
