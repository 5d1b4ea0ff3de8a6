// All nodes of a pool at one look: a square each, coloured by state, filled by its busy slots.
import { useEffect, useRef, useState } from 'react'
import { SCROLLED } from '../../parts/small.tsx'
import { drawMap, LEGEND, layoutOf, type MapNode, nodeAt, steppedTo } from './heat-map.ts'

interface HeatMapProps {
  readonly nodes: readonly MapNode[]
  readonly slots: number
  onOpen(node: string): void
}

export function HeatMap({ nodes, slots, onOpen }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [width, setWidth] = useState(800)
  /** The one under the mouse, or that the keys chose. */
  const [at, setAt] = useState(-1)
  const over = nodes[at]
  const layout = layoutOf(nodes.length, width)
  useEffect(() => {
    const box = canvas.current?.parentElement
    if (!box) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const start = performance.now()
    drawMap(context, nodes, slots, layout)
    performance.measure('heat map', { start })
    if (over === undefined) return
    context.strokeStyle = getComputedStyle(context.canvas).color
    context.lineWidth = 2
    const { columns, cell } = layout
    context.strokeRect((at % columns) * cell, Math.floor(at / columns) * cell, cell - 1, cell - 1)
  })
  const counts = new Map<string, number>()
  for (const { state } of nodes) counts.set(state, (counts.get(state) ?? 0) + 1)
  const words = [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
  const busy = nodes.reduce((sum, { runningTaskSlotsCount = 0 }) => sum + runningTaskSlotsCount, 0)
  const all = `${words}; ${busy.toLocaleString()} of ${(nodes.length * slots).toLocaleString()} slots busy`
  const find = (event: React.MouseEvent<HTMLCanvasElement>): number =>
    nodeAt(layout, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
  return (
    <figure className="heatmap">
      <canvas
        ref={canvas}
        width={width}
        height={layout.height}
        role="img"
        aria-label={`Nodes by state: ${all}. Arrow keys choose a node, and Enter opens it.`}
        {...SCROLLED}
        onMouseMove={(event) => setAt(find(event))}
        onMouseLeave={() => setAt(-1)}
        onBlur={() => setAt(-1)}
        onClick={(event) => {
          const node = nodes[find(event)]
          if (node) onOpen(node.id)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && over) onOpen(over.id)
          const next = steppedTo(layout, nodes.length, at, event.key)
          if (next === undefined) return
          event.preventDefault()
          setAt(next)
        }}
      />
      <figcaption aria-live="polite">
        {over
          ? `${over.id}: ${over.state}, ${over.runningTaskSlotsCount ?? 0} of ${slots} slots busy`
          : all}
      </figcaption>
      <ul className="legend" aria-hidden="true">
        {LEGEND.map(({ name, colour }) => (
          <li key={name}>
            <i className="dot" style={{ background: colour }} /> {name}
          </li>
        ))}
      </ul>
    </figure>
  )
}
