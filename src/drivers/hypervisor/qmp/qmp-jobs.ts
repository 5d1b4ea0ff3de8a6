// QEMU's jobs: commands that go on after their answer, and stay known until dismissed.
import { type Qmp, QmpError, type Watch } from './qmp.ts'

interface Job {
  readonly id: string
  readonly status: string
  readonly error?: string
}

// Saving much memory takes long, and until it is done QEMU answers nothing else.
const JOB_TIMEOUT_MS = 30 * 60_000

/** Runs the job to its end; throws `QmpError` if it failed. */
export async function runJob(qmp: Qmp, command: string, args: object): Promise<void> {
  // Watched for before the command, as events may come before the answer.
  const failure = statusOf(qmp, command, 'aborting')
  const conclusion = statusOf(qmp, command, 'concluded')
  let hasFailed = false
  failure.seen.then(
    () => (hasFailed = true),
    () => undefined,
  )
  try {
    await qmp.execute(command, { 'job-id': command, ...args }, JOB_TIMEOUT_MS)
    await conclusion.seen
  } finally {
    conclusion.stop()
    failure.stop()
  }
  const error = hasFailed && (await jobsOf(qmp)).find(({ id }) => id === command)?.error
  await qmp.execute('job-dismiss', { id: command })
  if (hasFailed) throw new QmpError(`${command}: ${error || 'no reason given'}`)
}

/** Waits for the jobs that an earlier client began, and clears them away. */
export async function finishJobs(qmp: Qmp): Promise<void> {
  for (const { id } of await jobsOf(qmp)) {
    const conclusion = statusOf(qmp, id, 'concluded')
    try {
      const isConcluded = (await jobsOf(qmp)).some(
        (job) => job.id === id && job.status === 'concluded',
      )
      if (!isConcluded) await conclusion.seen
    } finally {
      conclusion.stop()
    }
    await qmp.execute('job-dismiss', { id })
  }
}

const jobsOf = (qmp: Qmp): Promise<Job[]> => qmp.execute('query-jobs', {}, JOB_TIMEOUT_MS)

function statusOf(qmp: Qmp, jobId: string, status: string): Watch {
  return qmp.watch(
    ({ event, data }) =>
      event === 'JOB_STATUS_CHANGE' && data?.id === jobId && data.status === status,
  )
}
