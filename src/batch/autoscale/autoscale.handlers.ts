import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { poolOf } from '../pools/pool.commands.ts'
import { poolNameOf, versionOf } from '../pools/pool.wire.ts'
import type { BatchPorts } from '../ports.ts'
import { preconditions } from '../wire/preconditions.ts'
import { done, found } from '../wire/replies.ts'
import { disableAutoScale, enableAutoScale, runFormula } from './autoscale.commands.ts'
import { changedAutoScale } from './autoscale.rules.ts'

const Pool_EnableAutoScale: Handler<operations['Pool_EnableAutoScale'], BatchPorts> = async (
  request,
  ports,
) => {
  const { body, now } = request
  const pool = await ports.store.write(async (tx) => {
    const before = await poolOf(tx, poolNameOf(request))
    preconditions(request, versionOf(before))
    const { autoScaleFormula: formula, autoScaleEvaluationInterval: interval } = body
    const autoScale = changedAutoScale(before.settings.autoScale, formula, interval)
    return enableAutoScale(tx, ports, before, autoScale, now)
  })
  ports.wake.pools()
  return done(request, versionOf(pool))
}

const Pool_DisableAutoScale: Handler<operations['Pool_DisableAutoScale'], BatchPorts> = async (
  request,
  { store },
) => {
  const pool = await store.write(async (tx) =>
    disableAutoScale(tx, await poolOf(tx, poolNameOf(request)), request.now),
  )
  return done(request, versionOf(pool))
}

const Pool_EvaluateAutoScale: Handler<operations['Pool_EvaluateAutoScale'], BatchPorts> = async (
  request,
  ports,
) => {
  const pool = await poolOf(ports.store, poolNameOf(request))
  if (!pool.settings.enableAutoScale) throw batchError('OperationNotValidOnPool')
  const { autoScaleFormula: formula } = request.body
  const { run } = await runFormula(ports.store, ports, pool, formula, request.now)
  return found(run)
}

export const autoScaleHandlers = {
  Pool_EnableAutoScale,
  Pool_DisableAutoScale,
  Pool_EvaluateAutoScale,
} satisfies Handlers
