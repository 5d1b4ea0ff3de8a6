// How many nodes a pool may have by what it is made of, whatever the account's quotas are. Pure.
import { invalidProperty } from '../../refusals.ts'
import type { PoolSettings, PoolSize } from '../pool.ts'

type Targets = Pick<PoolSize, 'targetDedicatedNodes' | 'targetLowPriorityNodes'>

/** Of a pool whose nodes speak with each other: fewer where they are in the user's own subscription. */
const INTER_NODE = 100
const INTER_NODE_OF_USER = 80
/** Of a pool whose image is in no gallery. */
const MANAGED_IMAGE = { dedicated: 2_000, lowPriority: 1_000 }
/** Of each kind, for each public address that the pool was given. */
const PER_ADDRESS = 100

interface Most {
  readonly dedicated: number
  readonly lowPriority: number
  readonly both: number
}

const MANAGED = /\/providers\/Microsoft\.Compute\/images\//i

function mostOf(settings: PoolSettings, isOfUser: boolean): Most {
  const { virtualMachineConfiguration: machine, networkConfiguration: network } = settings
  const isManaged = MANAGED.test(machine?.imageReference.virtualMachineImageId ?? '')
  const { ipAddressIds = [] } = network?.publicIPAddressConfiguration ?? {}
  const reached = ipAddressIds.length > 0 ? PER_ADDRESS * ipAddressIds.length : Infinity
  const { dedicated, lowPriority } = isManaged
    ? MANAGED_IMAGE
    : { dedicated: Infinity, lowPriority: Infinity }
  const talking = isOfUser ? INTER_NODE_OF_USER : INTER_NODE
  return {
    dedicated: Math.min(dedicated, reached),
    lowPriority: Math.min(lowPriority, reached),
    both: settings.enableInterNodeCommunication ? talking : Infinity,
  }
}

/** Refuses more nodes than the pool may have. The code and the words are assumed. */
export function checkSize(settings: PoolSettings, size: Targets, isOfUser = false): void {
  const most = mostOf(settings, isOfUser)
  const refuseAbove = (name: keyof Targets, wanted: number, limit: number, what: string): void => {
    if (wanted > limit) throw invalidProperty(name, `${what} has at most ${limit} nodes`, wanted)
  }
  const { targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority } = size
  const both = dedicated + lowPriority
  const talking = 'A pool with inter-node communication'
  refuseAbove('targetDedicatedNodes', both, most.both, talking)
  const such = 'A pool of such an image or so many public addresses'
  refuseAbove('targetDedicatedNodes', dedicated, most.dedicated, `${such}, of dedicated nodes,`)
  refuseAbove('targetLowPriorityNodes', lowPriority, most.lowPriority, `${such}, of others,`)
}

/** What a formula wants, as far as the pool may have it: dedicated nodes first. */
export function cappedSize<Size extends Targets>(
  settings: PoolSettings,
  size: Size,
  isOfUser = false,
): Size {
  const most = mostOf(settings, isOfUser)
  const dedicated = Math.min(size.targetDedicatedNodes, most.dedicated, most.both)
  const left = most.both - dedicated
  const lowPriority = Math.min(size.targetLowPriorityNodes, most.lowPriority, left)
  return { ...size, targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority }
}
