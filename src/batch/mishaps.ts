export const NODE_MISHAPS = ['preempt', 'fail', 'lose', 'upgradeOs', 'recover'] as const

/** What can be asked to go wrong. */
export const MISHAPS = [...NODE_MISHAPS, 'failResize'] as const
export type NodeMishap = (typeof NODE_MISHAPS)[number]
export type Mishap = (typeof MISHAPS)[number]
