import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import type {
  AllocationState,
  AutoScale,
  DrainOption,
  Pool,
  PoolSize,
  ResizeError,
} from './pool.ts'

export type PoolEvent =
  | {
      readonly type: 'resize'
      readonly size: PoolSize
      readonly option: DrainOption
      readonly operation: string
      /** A formula may resize a pool that no client may. */
      readonly by?: 'formula'
    }
  | { readonly type: 'enableAutoScale'; readonly autoScale: AutoScale }
  | { readonly type: 'disableAutoScale' }
  | { readonly type: 'stopResize'; readonly operation: string }
  /** The resize has come to its end, with what it did not reach. */
  | { readonly type: 'settle'; readonly errors: readonly ResizeError[] }
  | { readonly type: 'delete'; readonly operation: string; readonly isEmpty: boolean }
  | { readonly type: 'change'; readonly settings: Pool['settings'] }

/** The legal moves of the allocation while the pool is active. */
export const allocationMoves = {
  steady: { resize: ['resizing'], delete: ['steady', 'resizing'] },
  resizing: { stopResize: ['stopping'], settle: ['steady'], delete: ['steady', 'resizing'] },
  stopping: { settle: ['steady'], delete: ['steady', 'resizing'] },
} as const satisfies Moves<AllocationState, PoolEvent['type']>

type PoolRefusal =
  | 'PoolBeingDeleted'
  | 'PoolBeingResized'
  | 'OperationInvalidForCurrentState'
  | 'OperationNotValidOnPool'

type PoolDecision = Decision<Pool, never, PoolRefusal>

export function decide(pool: Pool, event: PoolEvent, now: Instant): PoolDecision {
  if (pool.state === 'deleting') {
    return event.type === 'settle' ? accept(pool) : reject('PoolBeingDeleted')
  }
  const allocated = (allocationState: AllocationState): Partial<Pool> =>
    allocationState === pool.allocationState
      ? {}
      : { allocationState, allocationStateTransitionTime: now }
  // A change that clients see as a new version.
  const version = { lastModified: now, revision: pool.revision + 1 }
  switch (event.type) {
    case 'resize': {
      if (pool.settings.enableAutoScale && event.by !== 'formula')
        return reject('OperationNotValidOnPool')
      if (pool.allocationState !== 'steady') return reject('PoolBeingResized')
      const { size, option, operation: allocation } = event
      const next = { ...pool, ...allocated('resizing'), ...version, size, allocation }
      const byFormula = event.by === 'formula' && ({ byFormula: true } as const)
      const lastResize = { startTime: now, option, ...byFormula }
      return accept({ ...next, lastResize, resizeErrors: [] })
    }
    case 'stopResize':
      if (pool.allocationState !== 'resizing') return reject('OperationInvalidForCurrentState')
      return accept({ ...pool, ...allocated('stopping'), allocation: event.operation })
    case 'settle': {
      if (pool.allocationState === 'steady') return accept(pool)
      const next = { ...pool, ...allocated('steady'), allocation: '' }
      return accept({ ...next, resizeErrors: event.errors })
    }
    case 'delete':
      return accept({
        ...pool,
        ...allocated(event.isEmpty ? 'steady' : 'resizing'),
        ...version,
        allocation: event.operation,
        state: 'deleting',
        stateTransitionTime: now,
        size: { ...pool.size, targetDedicatedNodes: 0, targetLowPriorityNodes: 0 },
        resizeErrors: [],
      })
    case 'enableAutoScale': {
      if (pool.allocationState !== 'steady') return reject('PoolBeingResized')
      const { autoScale } = event
      return accept({
        ...pool,
        ...version,
        settings: { ...pool.settings, enableAutoScale: true, autoScale },
      })
    }
    case 'disableAutoScale': {
      // Recorded: it is no new version.
      const { autoScale: _formula, ...settings } = pool.settings
      const { nextAutoScale: _next, autoScaleRun: _run, ...kept } = pool
      return accept({ ...kept, settings: { ...settings, enableAutoScale: false } })
    }
    case 'change':
      return accept({ ...pool, ...version, settings: event.settings })
  }
}
