// What becomes of a node's tasks when something is done to the node.
import type { Choice } from '../../parts/action.tsx'

export type Way = 'requeue' | 'terminate' | 'taskcompletion' | 'retaineddata'

/** In the order from gentle to hard. */
export const waysOf = (what: string): readonly (Choice & { readonly value: Way })[] => [
  {
    value: 'taskcompletion',
    name: 'When its tasks are done',
    says: `Tasks that run go on to their end, and no others begin; then the node ${what}.`,
  },
  {
    value: 'retaineddata',
    name: 'When no files are kept any more',
    says: `As before, and the node ${what} only when the retention time of all its tasks' files is over.`,
  },
  {
    value: 'requeue',
    name: 'Now, and run its tasks again',
    says: 'Tasks that run are ended and queued again: they start from the beginning, on any node.',
  },
  {
    value: 'terminate',
    name: 'Now, and end its tasks',
    says: 'Tasks that run are ended and are completed: they fail, and do not run again.',
  },
]
