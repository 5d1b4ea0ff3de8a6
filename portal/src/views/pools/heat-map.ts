// Where each node's square stands, and how the map is drawn: whole, in one pass over the nodes.

export interface MapNode {
  readonly id: string
  readonly state: string
  readonly runningTaskSlotsCount?: number | undefined
}

export interface Layout {
  readonly columns: number
  /** The side of a square with the gap after it. */
  readonly cell: number
  readonly height: number
}

const SIZES = [40, 28, 20, 14, 10, 7]
const HIGHEST = 420

/** The largest squares with which the map is not too high. */
export function layoutOf(count: number, width: number): Layout {
  const of = (cell: number): Layout => {
    const columns = Math.max(1, Math.floor(width / cell))
    return { columns, cell, height: Math.max(1, Math.ceil(count / columns)) * cell }
  }
  return of(SIZES.find((cell) => of(cell).height <= HIGHEST) ?? SIZES.at(-1)!)
}

/** The place of the node at a point; one that no node has where there is none. */
export function nodeAt({ columns, cell }: Layout, x: number, y: number): number {
  const column = Math.floor(x / cell)
  return column >= columns ? -1 : Math.floor(y / cell) * columns + column
}

const COLOURS: Readonly<Record<string, string>> = {
  idle: '#8fc18f',
  running: '#3b7dd8',
  unusable: '#c4314b',
  starttaskfailed: '#c4314b',
  unknown: '#c4314b',
  offline: '#8a8886',
  preempted: '#c19c00',
}
const CHANGING = '#b4a0ff'
const FREE = '#bcd4f2'

/** Where a key leads from the square `at`, -1 for none; undefined: the key is not for the map. */
export function steppedTo(
  { columns }: Layout,
  count: number,
  at: number,
  key: string,
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  if (step === undefined) return undefined
  if (at < 0) return 0
  const next = at + step
  return next < 0 || next >= count ? at : next
}

/** What the legend names, in its order. */
export const LEGEND = [
  { name: 'idle', colour: COLOURS.idle! },
  { name: 'busy slots', colour: COLOURS.running! },
  { name: 'free slots', colour: FREE },
  { name: 'changing', colour: CHANGING },
  { name: 'preempted', colour: COLOURS.preempted! },
  { name: 'offline', colour: COLOURS.offline! },
  { name: 'failed or lost', colour: COLOURS.unusable! },
] as const

/** Slots are squares of their own where they are at least so large; else a part of the node's square. */
const SMALLEST_SLOT = 4

/** What of a canvas is drawn with. */
interface Drawing {
  readonly canvas: { readonly width: number }
  fillStyle: unknown
  clearRect(x: number, y: number, width: number, height: number): void
  fillRect(x: number, y: number, width: number, height: number): void
}

export function drawMap(
  context: Drawing,
  nodes: readonly MapNode[],
  slots: number,
  { columns, cell, height }: Layout,
): void {
  context.clearRect(0, 0, context.canvas.width, height)
  const side = cell - 1
  const across = Math.ceil(Math.sqrt(slots))
  const slot = Math.floor(side / across)
  const hasSlots = slots > 1 && slot >= SMALLEST_SLOT
  for (let at = 0; at < nodes.length; at += 1) {
    const { state, runningTaskSlotsCount = 0 } = nodes[at]!
    const x = (at % columns) * cell
    const y = Math.floor(at / columns) * cell
    const isRunning = state === 'running'
    context.fillStyle = isRunning ? FREE : (COLOURS[state] ?? CHANGING)
    if (hasSlots) {
      for (let each = 0; each < slots; each += 1) {
        const left = x + (each % across) * slot
        const top = y + Math.floor(each / across) * slot
        if (isRunning) context.fillStyle = each < runningTaskSlotsCount ? COLOURS.running! : FREE
        context.fillRect(left, top, slot - 1, slot - 1)
      }
      continue
    }
    context.fillRect(x, y, side, side)
    if (isRunning) {
      const busy = Math.min(1, runningTaskSlotsCount / Math.max(1, slots)) || 1
      context.fillStyle = COLOURS.running!
      context.fillRect(x, y + side * (1 - busy), side, side * busy)
    }
  }
}
