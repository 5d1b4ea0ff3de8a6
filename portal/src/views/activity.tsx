// What runs, what failed lately and what is held, of tasks in all jobs and of long-running operations.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../api/clients.ts'
import { Answer, Empty } from '../parts/answer.tsx'
import { isOver, type OperationState, OperationWithName } from '../parts/operation.tsx'
import { Rows, Time } from '../parts/small.tsx'
import { Counts } from './jobs/counts.tsx'
import { endWords } from './jobs/task-words.ts'

type RunningJob = components['schemas']['RunningJob']
type FailedTask = components['schemas']['FailedTask']

/** Of each kind: the rest is in the views of its own. */
const SHOWN = 10

export function Activity() {
  const tasks = useQuery({
    queryKey: ['activity'],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => admin.read('Tasks_GetActivity', { query: { top: SHOWN }, signal }),
  })
  const operations = useQuery({
    queryKey: ['operations', 'home'],
    refetchInterval: 2_000,
    queryFn: ({ signal }) => admin.read('Operations_List', { query: { top: 100 }, signal }),
  })
  return (
    <Answer query={tasks}>
      {({ running, failed }) => (
        <Answer query={operations}>
          {({ value }) => (
            <>
              <Failed tasks={failed} operations={value.filter(hasFailed)} />
              <Held operations={value.filter(isHeld)} />
              <Running jobs={running} operations={value.filter(isUnderWay)} />
            </>
          )}
        </Answer>
      )}
    </Answer>
  )
}

const hasFailed = ({ status }: OperationState): boolean => status === 'Failed'
const isHeld = (it: OperationState): boolean => it.held && !isOver(it)
const isUnderWay = (it: OperationState): boolean => !it.held && !isOver(it)

interface OperationsProps {
  readonly operations: readonly OperationState[]
}

function Operations({ operations }: OperationsProps) {
  return (
    <>
      {operations.slice(0, SHOWN).map((each) => (
        <OperationWithName key={each.id} of={each} />
      ))}
      {operations.length > SHOWN && (
        <p>
          <Link to="/operations">All operations</Link>
        </p>
      )}
    </>
  )
}

function Failed({
  tasks,
  operations,
}: OperationsProps & { readonly tasks: readonly FailedTask[] }) {
  if (tasks.length + operations.length === 0) return null
  return (
    <section aria-label="Failed lately">
      <h2>Failed lately</h2>
      {tasks.length > 0 && (
        <Rows caption="Tasks that failed lately" heads={['Task', 'Job', 'Why', 'When']}>
          {tasks.map((task) => (
            <FailedRow key={`${task.account} ${task.job} ${task.id}`} of={task} />
          ))}
        </Rows>
      )}
      <Operations operations={operations} />
    </section>
  )
}

const FailedRow = ({ of: task }: { readonly of: FailedTask }) => (
  <tr>
    <th scope="row">
      <Link
        to="/batch/$account/jobs/$job/tasks/$task"
        params={{ account: task.account, job: task.job, task: task.id }}
      >
        {task.id}
      </Link>
    </th>
    <td>
      <Link
        to="/batch/$account/jobs/$job"
        params={{ account: task.account, job: task.job }}
        search={{ show: 'failed' }}
      >
        {task.job}
      </Link>
    </td>
    <td className="why">{endWords(task.exitCode, task.failure?.message)}</td>
    <td>
      <Time at={task.stateTransitionTime} />
    </td>
  </tr>
)

function Held({ operations }: OperationsProps) {
  if (operations.length === 0) return null
  return (
    <section aria-label="Held">
      <h2>Held</h2>
      <Operations operations={operations} />
    </section>
  )
}

function Running({ jobs, operations }: OperationsProps & { readonly jobs: readonly RunningJob[] }) {
  return (
    <section aria-label="Running">
      <h2>Running</h2>
      {jobs.length + operations.length === 0 && (
        <Empty
          what="No task runs, and no long-running operation is under way. Point your programs here:"
          command={'eval "$(npm run -s lazuli -- env)"'}
        />
      )}
      {jobs.length > 0 && (
        <Rows caption="Jobs with running tasks" heads={['Job', 'Tasks']}>
          {jobs.map((job) => (
            <tr key={`${job.account} ${job.job}`}>
              <th scope="row">
                <Link
                  to="/batch/$account/jobs/$job"
                  params={{ account: job.account, job: job.job }}
                >
                  {job.job}
                </Link>
              </th>
              <td className="counts">
                <Counts of={job} />
              </td>
            </tr>
          ))}
        </Rows>
      )}
      <Operations operations={operations} />
    </section>
  )
}
