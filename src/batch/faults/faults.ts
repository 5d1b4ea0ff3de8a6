export const NODE_FAULTS = ['preempt', 'fail', 'lose', 'upgradeOs', 'recover'] as const

/** What can be asked to go wrong. */
export const FAULTS = [...NODE_FAULTS, 'failResize'] as const
export type NodeFault = (typeof NODE_FAULTS)[number]
export type Fault = (typeof FAULTS)[number]
