import { accept, type Decision, reject } from '#kernel/decision.ts'

/** A kept state of a machine as the API tells of it, and what was kept. */
export interface Checkpoint<Kept = unknown> {
  /** A GUID in capitals. Clients may write it in any case. */
  readonly checkpointID: string
  readonly parentCheckpointID: string
  readonly name: string
  readonly description: string
  readonly kept: Kept
}

/** All checkpoints of a machine, and which of them its present state descends from. */
export interface CheckpointTree<Kept = unknown> {
  /** What a checkpoint without another before it names as its parent: a GUID that is in no list. */
  readonly rootID: string
  /** The API calls it `lastRestoredVMCheckpoint`, but creating one sets it too. */
  readonly currentID?: string
  /** In the order of creation. */
  readonly checkpoints: readonly Checkpoint<Kept>[]
}

export type CheckpointEvent<Kept = unknown> =
  | {
      readonly type: 'create'
      readonly id: string
      readonly name: string
      readonly description: string
      readonly kept: Kept
    }
  | { readonly type: 'restore' | 'delete'; readonly id: string }

export type CheckpointRefusal = 'CheckpointNotFound' | 'CheckpointLimitReached'

/** Hyper-V keeps no more of one machine. */
export const MOST_CHECKPOINTS = 50

export const noCheckpoints = (rootID: string): CheckpointTree<never> => ({
  rootID,
  checkpoints: [],
})

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Ids compare without case. An empty id, or one that is no GUID, is that of no checkpoint. */
export const findCheckpoint = <Kept>(
  tree: CheckpointTree<Kept>,
  id: string | undefined,
): Checkpoint<Kept> | undefined =>
  id === undefined ? undefined : tree.checkpoints.find((each) => same(each.checkpointID, id))

/** The checkpoint that the present state descends from; undefined when there is none. */
export const currentCheckpoint = <Kept>(tree: CheckpointTree<Kept>) =>
  findCheckpoint(tree, tree.currentID)

export const childrenOf = <Kept>(tree: CheckpointTree<Kept>, id: string) =>
  tree.checkpoints.filter(({ parentCheckpointID }) => same(parentCheckpointID, id))

export function decide<Kept>(
  tree: CheckpointTree<Kept>,
  event: CheckpointEvent<Kept>,
): Decision<CheckpointTree<Kept>, never, CheckpointRefusal> {
  if (event.type === 'create') {
    if (tree.checkpoints.length >= MOST_CHECKPOINTS) return reject('CheckpointLimitReached')
    return accept(withNew(tree, event))
  }
  const found = findCheckpoint(tree, event.id)
  if (!found) return reject('CheckpointNotFound')
  // Restoring discards only what came after the last checkpoint: every checkpoint stays.
  if (event.type === 'restore') return accept({ ...tree, currentID: found.checkpointID })
  return accept(without(tree, found))
}

function withNew<Kept>(
  tree: CheckpointTree<Kept>,
  { id, name, description, kept }: Extract<CheckpointEvent<Kept>, { type: 'create' }>,
): CheckpointTree<Kept> {
  const parentCheckpointID = tree.currentID ?? tree.rootID
  const made = { checkpointID: id, parentCheckpointID, name, description, kept }
  return { ...tree, currentID: id, checkpoints: [...tree.checkpoints, made] }
}

/** One node goes; what hung on it hangs on its parent. */
function without<Kept>(
  { currentID, ...tree }: CheckpointTree<Kept>,
  gone: Checkpoint<Kept>,
): CheckpointTree<Kept> {
  const checkpoints = tree.checkpoints
    .filter((each) => each !== gone)
    .map((each) =>
      same(each.parentCheckpointID, gone.checkpointID)
        ? { ...each, parentCheckpointID: gone.parentCheckpointID }
        : each,
    )
  if (currentID === undefined) return { ...tree, checkpoints }
  if (!same(currentID, gone.checkpointID)) return { ...tree, currentID, checkpoints }
  return gone.parentCheckpointID === tree.rootID
    ? { ...tree, checkpoints }
    : { ...tree, currentID: gone.parentCheckpointID, checkpoints }
}
