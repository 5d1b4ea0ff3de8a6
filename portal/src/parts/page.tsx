import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { focusView } from './focus.ts'

interface Crumb {
  readonly name: string
  readonly to: string
}

interface PageProps {
  readonly title: string
  /** What the page is in, from the outermost. */
  readonly trail?: readonly Crumb[]
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The first view begins where the browser has it. */
let isFirst = true

/** What had the focus went with the view before: keys and readers go on at the new one. */
function beginAtTop(): void {
  if (!isFirst) {
    scrollTo(0, 0)
    if (document.activeElement === document.body) focusView()
  }
  isFirst = false
}

/** One view: its title names the tab too. */
export function Page({ title, trail = [], actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} - Lazuli`
  }, [title])
  useEffect(beginAtTop, [])
  return (
    <>
      <header className="page-head">
        {trail.length > 0 && (
          <nav aria-label="Breadcrumb" className="trail">
            {trail.map(({ name, to }) => (
              <span key={to}>
                <Link to={to}>{name}</Link> /{' '}
              </span>
            ))}
          </nav>
        )}
        <h1>{title}</h1>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  )
}
