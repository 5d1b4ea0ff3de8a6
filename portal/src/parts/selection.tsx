// Many rows at once: which are selected, and what is done to each of them.
import { type ReactNode, useState } from 'react'
import { useMay } from '../api/permissions.ts'

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Whether the caller may do anything to what is selected. */
  readonly isOffered: boolean
  toggle(id: string): void
  /** All of these, or none where all were selected. */
  toggleAll(ids: readonly string[]): void
  clear(): void
}

export function useSelection(needs: string): Selection {
  const isOffered = useMay(needs)
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  return {
    ids,
    isOffered,
    toggle: (id) =>
      setIds((before) => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      }),
    toggleAll: (all) =>
      setIds((before) => (all.every((id) => before.has(id)) ? new Set() : new Set(all))),
    clear: () => setIds(new Set()),
  }
}

/** Calls that are under way at the same time. */
const AT_ONCE = 8

/** Does it to each. What was refused does not keep the others from it, and is told at the end. */
export async function onEach(
  ids: Iterable<string>,
  run: (id: string) => Promise<unknown>,
): Promise<void> {
  const left = [...ids]
  const total = left.length
  const refused: string[] = []
  const work = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const current = id
      await run(current).catch((error: Error) => refused.push(`${current}: ${error.message}`))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (refused.length === 0) return
  const more = refused.length > 3 ? ` And ${refused.length - 3} more.` : ''
  throw new Error(
    `${total - refused.length} of ${total} were done. Refused: ${refused.slice(0, 3).join(' ')}${more}`,
  )
}

interface SelectedBarProps {
  readonly of: Selection
  readonly what: string
  readonly children: ReactNode
}

/** What can be done to the rows that are selected. */
export const SelectedBar = ({ of, what, children }: SelectedBarProps) =>
  of.ids.size === 0 ? null : (
    <section className="selected" aria-label={`Selected ${what}`}>
      <span role="status">
        {of.ids.size.toLocaleString()} {what} selected
      </span>
      {children}
      <button type="button" className="link" onClick={() => of.clear()}>
        Select none
      </button>
    </section>
  )

interface SelectBoxProps {
  readonly name: string
  readonly isSelected: boolean
  onChange(): void
}

export const SelectBox = ({ name, isSelected, onChange }: SelectBoxProps) => (
  <input type="checkbox" aria-label={name} checked={isSelected} onChange={onChange} />
)
