// All nodes of a pool at one look: a square each, coloured by state, filled by its busy slots.
import { useEffect, useRef, useState } from 'react'
import { drawMap, LEGEND, layoutOf, type MapNode, nodeAt } from './heat-map.ts'

interface HeatMapProps {
  readonly nodes: readonly MapNode[]
  readonly slots: number
  onOpen(node: string): void
}

export function HeatMap({ nodes, slots, onOpen }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [width, setWidth] = useState(800)
  const [over, setOver] = useState<MapNode>()
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
  })
  const counts = new Map<string, number>()
  for (const { state } of nodes) counts.set(state, (counts.get(state) ?? 0) + 1)
  const words = [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
  const busy = nodes.reduce((sum, { runningTaskSlotsCount = 0 }) => sum + runningTaskSlotsCount, 0)
  const all = `${words}; ${busy.toLocaleString()} of ${(nodes.length * slots).toLocaleString()} slots busy`
  const find = (event: React.MouseEvent<HTMLCanvasElement>): MapNode | undefined =>
    nodes[nodeAt(layout, event.nativeEvent.offsetX, event.nativeEvent.offsetY)]
  return (
    <figure className="heatmap">
      <canvas
        ref={canvas}
        width={width}
        height={layout.height}
        role="img"
        aria-label={`Nodes by state: ${all}. The table below has each of them.`}
        onMouseMove={(event) => setOver(find(event))}
        onMouseLeave={() => setOver(undefined)}
        onClick={(event) => {
          const node = find(event)
          if (node) onOpen(node.id)
        }}
      />
      <figcaption>
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
