// Figures over time, drawn by uPlot, and told in words to readers that see no picture.
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import type { Line, Tone } from './line.ts'
import 'uplot/dist/uPlot.min.css'

const TONES: Readonly<Record<Tone, string>> = {
  good: '--colorStatusSuccessForeground3',
  bad: '--colorStatusDangerForeground3',
  busy: '--colorBrandForeground1',
  warn: '--colorStatusWarningForeground3',
  plain: '--colorNeutralForeground3',
  berry: '--colorPaletteBerryForeground1',
}

interface ChartProps {
  readonly title: string
  /** In words what the picture shows. */
  readonly says: string
  /** Seconds since 1970, rising. */
  readonly at: readonly number[]
  readonly lines: readonly Line[]
  /** Bars for what was counted between two moments, steps for what holds until the next. */
  readonly drawn: 'bars' | 'steps'
}

const HEIGHT = 180

function optionsFor({ lines, drawn, width, style }: Drawn): uPlot.Options {
  const colour = (name: string): string => style.getPropertyValue(name).trim() || 'gray'
  const axis: uPlot.Axis = {
    stroke: colour('--colorNeutralForeground2'),
    grid: { stroke: colour('--colorNeutralStroke2'), width: 1 },
    ticks: { show: false },
    font: `12px ${style.getPropertyValue('--fontFamilyBase') || 'sans-serif'}`,
  }
  const paths =
    drawn === 'bars' ? uPlot.paths.bars?.({ size: [0.9, 40] }) : uPlot.paths.stepped?.({ align: 1 })
  return {
    width,
    height: HEIGHT,
    legend: { live: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [axis, { ...axis, size: 46, incrs: WHOLE }],
    series: [
      {},
      ...lines.map(({ name, tone, isDashed }) => ({
        label: name,
        stroke: colour(TONES[tone]),
        width: 2,
        points: { show: false },
        ...(isDashed ? { dash: [6, 4] } : {}),
        ...(drawn === 'bars' ? { fill: colour(TONES[tone]), width: 0 } : {}),
        ...(paths ? { paths } : {}),
      })),
    ],
  }
}

interface Drawn {
  readonly lines: readonly Line[]
  readonly drawn: ChartProps['drawn']
  readonly width: number
  readonly style: CSSStyleDeclaration
}

/** There are no half tasks or nodes. */
const WHOLE = [1, 2, 5]
  .flatMap((step) => Array.from({ length: 8 }, (_, power) => step * 10 ** power))
  .sort((a, b) => a - b)

export function Chart({ title, says, at, lines, drawn }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    let plot: uPlot | undefined
    const draw = (): void => {
      plot?.destroy()
      const width = Math.max(200, Math.floor(element.clientWidth))
      const options = optionsFor({ lines, drawn, width, style: getComputedStyle(element) })
      plot = new uPlot(options, [[...at], ...lines.map(({ values }) => [...values])], element)
    }
    draw()
    const resized = new ResizeObserver(() => {
      if (plot && Math.abs(plot.width - element.clientWidth) > 1) draw()
    })
    resized.observe(element)
    const theme = matchMedia('(prefers-color-scheme: dark)')
    const redraw = (): void => void requestAnimationFrame(draw)
    theme.addEventListener('change', redraw)
    return () => {
      theme.removeEventListener('change', redraw)
      resized.disconnect()
      plot?.destroy()
    }
  }, [at, lines, drawn])
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div ref={box} role="img" aria-label={`${title}: ${says}`} />
    </figure>
  )
}
