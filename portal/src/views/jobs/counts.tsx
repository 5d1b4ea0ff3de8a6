interface CountsProps {
  readonly of: {
    readonly failed: number
    readonly running: number
    readonly active: number
    readonly succeeded: number
  }
}

/** How many tasks are in which state, those that failed first; states without any are left out. */
export function Counts({ of: { failed, running, active, succeeded } }: CountsProps) {
  const counts = [
    { name: 'failed', count: failed, tone: 'bad' },
    { name: 'running', count: running, tone: 'busy' },
    { name: 'active', count: active, tone: 'plain' },
    { name: 'succeeded', count: succeeded, tone: 'good' },
  ]
  if (counts.every(({ count }) => count === 0)) return <span className="hint">none</span>
  return counts
    .filter(({ count }) => count > 0)
    .map(({ name, count, tone }) => (
      <span key={name} className={`state ${tone}`}>
        {count.toLocaleString()} {name}
      </span>
    ))
}
