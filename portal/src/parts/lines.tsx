// Lines of which only those in view are made, each as high as the others: what comes at their end costs
// no more however many there are.
import { memo, useLayoutEffect, useRef, useState } from 'react'
import { spansOf } from './ansi.ts'
import { SCROLLED } from './small.tsx'

const LINE_HEIGHT = 18
/** Beside those in view, so that none is missing while it is scrolled. */
const SPARE = 15
/** Lines of the box, before it has been measured. */
const FIRST_VIEW = 22

interface LinesProps {
  readonly name: string
  readonly lines: readonly string[]
  /** Whether the end stays in view. */
  readonly follows: boolean
  /** The user has scrolled away from the end. */
  onLeave(): void
}

export function Lines({ name, lines, follows, onLeave }: LinesProps) {
  const box = useRef<HTMLDivElement>(null)
  const [first, setFirst] = useState(0)
  const inView = Math.ceil((box.current?.clientHeight ?? FIRST_VIEW * LINE_HEIGHT) / LINE_HEIGHT)
  const top = follows ? lines.length - inView : Math.min(first, lines.length - inView)
  const from = Math.max(0, top - SPARE)
  const shown = lines.slice(from, from + inView + 2 * SPARE)
  useLayoutEffect(() => {
    if (follows && lines && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [follows, lines])
  return (
    <div
      ref={box}
      className="output"
      {...SCROLLED}
      role="log"
      aria-label={name}
      aria-live="off"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        setFirst(Math.floor(scrollTop / LINE_HEIGHT))
        if (follows && scrollHeight - clientHeight - scrollTop > 2 * LINE_HEIGHT) onLeave()
      }}
    >
      <div style={{ height: lines.length * LINE_HEIGHT }}>
        <div style={{ transform: `translateY(${from * LINE_HEIGHT}px)` }}>
          {shown.map((line, at) => (
            <Line key={`${from + at}`} of={line} />
          ))}
        </div>
      </div>
    </div>
  )
}

const Line = memo(({ of }: { readonly of: string }) => (
  <div className="line">
    {spansOf(of).map(({ text, look }, at) => (
      <span key={`${at}${look}`} className={look}>
        {text}
      </span>
    ))}
  </div>
))
