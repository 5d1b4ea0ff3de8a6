// Small things that every view shows: states, times, facts, bars.
import { type ReactNode, useState } from 'react'

const TONES: Readonly<Record<string, string>> = {
  failure: 'bad',
  failed: 'bad',
  deletefailed: 'bad',
  unusable: 'bad',
  starttaskfailed: 'bad',
  preempted: 'bad',
  retried: 'warn',
  requeued: 'warn',
  canceled: 'warn',
  canceling: 'warn',
  deleting: 'warn',
  inprogress: 'busy',
  creating: 'busy',
  updating: 'busy',
  running: 'busy',
  preparing: 'busy',
  rebooting: 'busy',
  reimaging: 'busy',
  starting: 'busy',
  success: 'good',
  succeeded: 'good',
  steady: 'good',
  idle: 'good',
}

export const toneOf = (state: string): string => TONES[state.toLowerCase()] ?? 'plain'

export const State = ({ of }: { readonly of: string | undefined }) =>
  of === undefined ? null : <span className={`state ${toneOf(of)}`}>{of}</span>

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

export const Time = ({ at }: { readonly at: string | Date | undefined }) => {
  if (at === undefined) return null
  const iso = typeof at === 'string' ? at : at.toISOString()
  return (
    <time dateTime={iso} title={iso}>
      {format.format(new Date(iso))}
    </time>
  )
}

/** For facts, of which those without a value are left out. */
export const timeOf = (at: string | Date | undefined): ReactNode =>
  at === undefined ? undefined : <Time at={at} />
export const stateOf = (of: string | undefined): ReactNode =>
  of === undefined ? undefined : <State of={of} />

/** `1 h 02 m`, `4.2 s`. */
export function lengthOf(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return `${minutes} m ${Math.floor((ms % 60_000) / 1_000)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`
}

export function sizeOf(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`
}

export type Fact = readonly [name: string, value: ReactNode]

/** Facts without a value are left out. */
export const Facts = ({ of }: { readonly of: readonly Fact[] }) => (
  <dl className="facts">
    {of
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

interface Share {
  readonly name: string
  readonly count: number
  readonly tone: string
}

/** Shares of a whole, told in words to readers that see no colours. */
export function StateBar({ shares }: { readonly shares: readonly Share[] }) {
  const total = shares.reduce((sum, { count }) => sum + count, 0)
  const words = shares.map(({ name, count }) => `${count.toLocaleString()} ${name}`).join(', ')
  return (
    <figure className="statebar">
      <svg
        width="100%"
        height="10"
        role="img"
        aria-label={words}
        preserveAspectRatio="none"
        viewBox="0 0 1000 10"
      >
        {shares.map(({ name, count, tone }, at) => {
          const before = shares.slice(0, at).reduce((sum, each) => sum + each.count, 0)
          const width = total === 0 ? 0 : (count / total) * 1000
          return (
            <rect
              key={name}
              className={`fill-${tone}`}
              x={total === 0 ? 0 : (before / total) * 1000}
              // A single one of a million is seen too.
              width={count > 0 ? Math.max(width, 4) : 0}
              height="10"
            />
          )
        })}
      </svg>
      <figcaption>
        {shares.map(({ name, count, tone }) => (
          <span key={name}>
            <i className={`dot fill-${tone}`} aria-hidden="true" /> {count.toLocaleString()} {name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

/** A keyboard scrolls only what it can focus. */
export const SCROLLED = { tabIndex: 0 } as const

/** A table of few rows. */
export const Rows = ({
  caption,
  heads,
  first,
  children,
}: {
  readonly caption: string
  readonly heads: readonly string[]
  /** In place of the first head. */
  readonly first?: ReactNode
  readonly children: ReactNode
}) => (
  <section className="scroll" aria-label={caption} {...SCROLLED}>
    <table>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head, at) => (
            <th key={head} scope="col">
              {at === 0 && first ? first : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
)

/** Text to be used elsewhere, with a button that copies it. */
export function Copied({ text, name }: { readonly text: string; readonly name: string }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="copied">
      <pre className="command">{text}</pre>
      <button
        type="button"
        className="copy"
        aria-label={`Copy: ${name}`}
        onClick={() => {
          void navigator.clipboard.writeText(text).then(() => {
            setCopied(true)
            setTimeout(() => setCopied(false), 2_000)
          })
        }}
      >
        {isCopied ? 'Copied' : 'Copy'}
      </button>
    </div>
  )
}
