// What is run on nodes, and where its files are. Pure.

/** What an attempt runs. It decides the attempt's directory: see `directoryOf`. */
export type Work =
  | { readonly kind: 'startTask' }
  | { readonly kind: 'jobPreparation'; readonly jobId: string; readonly taskId: string }
  | { readonly kind: 'jobRelease'; readonly jobId: string; readonly taskId: string }
  | {
      readonly kind: 'task'
      readonly jobId: string
      readonly taskId: string
      /** Multi-instance only: 0 is the primary, 1 to n-1 are the subtasks. */
      readonly instance?: number
    }

/** Where the work's files are, relative to the node's root: Batch's `taskRootDirectory`. */
export function directoryOf(work: Work): string {
  if (work.kind === 'startTask') return 'startup'
  const task = `${jobDirectoryOf(work.jobId)}/${work.taskId}`
  return work.kind === 'task' && work.instance ? `${task}/${work.instance}` : task
}

/**
 * Where a job's tasks have their files, relative to the node's root. The jobs of a schedule, `ID:job-2`,
 * share what is named by its id; any other job is the first of its name.
 */
export function jobDirectoryOf(jobId: string): string {
  const [, schedule, run] = /^(.+):(job-\d+)$/.exec(jobId) ?? []
  return schedule === undefined ? `workitems/${jobId}/job-1` : `workitems/${schedule}/${run}`
}
