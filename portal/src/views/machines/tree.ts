// Checkpoints as they stand on one another: where each is drawn, and which line leads to it.

export interface CheckpointOf {
  readonly checkpointID?: string | undefined
  readonly parentCheckpointID?: string | undefined
  readonly name?: string | undefined
  readonly description?: string | undefined
}

export interface Placed {
  readonly id: string
  readonly name: string
  readonly description: string | undefined
  readonly row: number
  readonly depth: number
  /** The row of the one that it stands on; undefined for one that stands on none. */
  readonly parentRow: number | undefined
}

/** One row each, the parent before its children, in the order in which they are listed. */
export function treeOf(checkpoints: readonly CheckpointOf[]): readonly Placed[] {
  const idOf = (id: string | undefined): string => (id ?? '').toLowerCase()
  const ids = new Set(checkpoints.map(({ checkpointID }) => idOf(checkpointID)))
  const children = new Map<string, CheckpointOf[]>()
  for (const each of checkpoints) {
    const parent = idOf(each.parentCheckpointID)
    const under = ids.has(parent) && parent !== idOf(each.checkpointID) ? parent : ''
    children.set(under, [...(children.get(under) ?? []), each])
  }
  const placed: Placed[] = []
  const seen = new Set<string>()
  const visit = (parent: string, depth: number, parentRow: number | undefined): void => {
    for (const each of children.get(parent) ?? []) {
      const id = idOf(each.checkpointID)
      if (seen.has(id)) continue
      seen.add(id)
      const row = placed.length
      const { checkpointID, name, description } = each
      placed.push({ id: checkpointID ?? '', name: name ?? id, description, row, depth, parentRow })
      visit(id, depth + 1, row)
    }
  }
  visit('', 0, undefined)
  return placed
}
