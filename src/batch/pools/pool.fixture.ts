// A pool as tests need one: whatever they do not care about is filled in.

import { instant } from '#kernel/instant.ts'
import { accountKeyOf, poolKeyOf } from '../keys.ts'
import type { Pool } from './pool.ts'

const THEN = instant(1_000)

/** An active, steady pool without nodes, made at 1,000 ms, with the members that are given. */
export const aPool = (change: Partial<Pool> = {}): Pool => ({
  account: accountKeyOf('lazuli'),
  key: poolKeyOf('pool1'),
  id: 'pool1',
  state: 'active',
  stateTransitionTime: THEN,
  allocationState: 'steady',
  allocationStateTransitionTime: THEN,
  allocation: '',
  creationTime: THEN,
  lastModified: THEN,
  revision: 1,
  settings: {
    vmSize: 'small',
    taskSlotsPerNode: 1,
    taskSchedulingPolicy: { nodeFillType: 'spread' },
    enableAutoScale: false,
    enableInterNodeCommunication: false,
  },
  size: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0, resizeTimeoutMs: 900_000 },
  resizeErrors: [],
  nextNode: 0,
  ...change,
})
