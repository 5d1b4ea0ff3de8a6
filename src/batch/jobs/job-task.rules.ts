// The tasks that a job has beside those that are added to it: which of what a client says of them is
// refused, and the defaults of what it leaves out.
import type { components } from '#contract/batch/types.ts'
import { checkPackageReferences } from '../applications/package-reference.rules.ts'
import { containerSettingsOf } from '../containers/container.rules.ts'
import { batchError } from '../errors.ts'
import { checkOutputFiles } from '../files/output-file.rules.ts'
import { checkResourceFiles } from '../files/resource-file.rules.ts'
import { checkedId } from '../ids.rules.ts'
import { taskKeyOf } from '../keys.ts'
import { limits } from '../limits.ts'
import { invalidProperty } from '../refusals.ts'
import { checkEnvironment } from '../tasks/rules/environment.rules.ts'
import {
  checkCommandLine,
  constraintsOf,
  durationOf,
  retentionOf,
  userIdentityOf,
} from '../tasks/rules/settings.rules.ts'
import { durationMs, durationText } from '../wire/duration.ts'
import type { JobSpec, ManagerSpec, PreparationSpec, ReleaseSpec } from './job.ts'

type Schemas = components['schemas']

/** What a client says of a job's own tasks. */
export interface Sent {
  readonly jobManagerTask: Schemas['JobManagerTask'] | undefined
  readonly jobPreparationTask: Schemas['JobPreparationTask'] | undefined
  readonly jobReleaseTask: Schemas['JobReleaseTask'] | undefined
}

/** `retries`: how often a task of the job is retried that does not say it. */
export function tasksOfJob(
  sent: Sent,
  retries: number,
): Pick<JobSpec, 'jobManagerTask' | 'jobPreparationTask' | 'jobReleaseTask'> {
  const preparation = sent.jobPreparationTask && preparationOf(sent.jobPreparationTask)
  const release = sent.jobReleaseTask && releaseOf(sent.jobReleaseTask)
  if (release && !preparation) {
    throw invalidProperty('jobReleaseTask', 'A job release task needs a job preparation task')
  }
  refuseTaken(release?.id, preparation)
  const manager = sent.jobManagerTask && managerOf(sent.jobManagerTask, retries)
  refuseTaken(manager?.id, preparation, release)
  return {
    ...(manager && { jobManagerTask: manager }),
    ...(preparation && { jobPreparationTask: preparation }),
    ...(release && { jobReleaseTask: release }),
  }
}

/** Refuses a task's id that one of the job's own tasks has. */
export function refuseTaken(
  id: string | undefined,
  preparation?: { readonly id: string },
  release?: { readonly id: string },
): void {
  if (id === undefined) return
  const key = taskKeyOf(id)
  if (preparation && taskKeyOf(preparation.id) === key) {
    throw batchError('TaskIdSameAsJobPreparationTask')
  }
  if (release && taskKeyOf(release.id) === key) throw batchError('TaskIdSameAsJobReleaseTask')
}

/** Recorded: what is shown of one that says nothing, and that it is retried as the job's tasks are. */
function managerOf(task: Schemas['JobManagerTask'], retries: number): ManagerSpec {
  const path = 'jobManagerTask'
  checkOutputFiles(`${path}.outputFiles`, task.outputFiles)
  const packages = task.applicationPackageReferences
  checkPackageReferences(`${path}.applicationPackageReferences`, packages)
  const requiredSlots = task.requiredSlots ?? 1
  if (requiredSlots < 1) {
    const reason = 'The value must be at least 1'
    throw invalidProperty(`${path}.requiredSlots`, reason, requiredSlots)
  }
  return {
    ...commonOf(path, task.id, task),
    constraints: constraintsOf(retries, task.constraints, `${path}.constraints`),
    killJobOnCompletion: task.killJobOnCompletion ?? true,
    runExclusive: task.runExclusive ?? true,
    allowLowPriorityNode: task.allowLowPriorityNode ?? true,
    requiredSlots,
  }
}

function preparationOf(task: Schemas['JobPreparationTask']): PreparationSpec {
  const path = 'jobPreparationTask'
  return {
    ...commonOf(path, 'jobpreparation', task),
    constraints: constraintsOf(0, task.constraints, `${path}.constraints`),
    waitForSuccess: task.waitForSuccess ?? true,
    rerunOnNodeRebootAfterSuccess: task.rerunOnNodeRebootAfterSuccess ?? true,
  }
}

function releaseOf(task: Schemas['JobReleaseTask']): ReleaseSpec {
  const path = 'jobReleaseTask'
  return {
    ...commonOf(path, 'jobrelease', task),
    maxWallClockTime: releaseTimeOf(`${path}.maxWallClockTime`, task.maxWallClockTime),
    retentionTime: retentionOf(`${path}.retentionTime`, task.retentionTime),
  }
}

function releaseTimeOf(path: string, text: string | undefined): string {
  const longest = limits.releaseTaskMs
  const wanted = durationOf(path, text, durationText(longest))
  if (durationMs(wanted)! > longest) {
    throw invalidProperty(path, 'The value must not be more than 15 minutes', text)
  }
  return wanted
}

interface Common {
  readonly id?: string
  readonly commandLine: string
  readonly resourceFiles?: Schemas['ResourceFile'][]
  readonly environmentSettings?: Schemas['EnvironmentSetting'][]
  readonly userIdentity?: Schemas['UserIdentity']
  readonly containerSettings?: Schemas['TaskContainerSettings']
}

/** What every task has, checked. */
function commonOf<T extends Common>(path: string, usualId: string, task: T) {
  const isContained = task.containerSettings !== undefined
  checkCommandLine(`${path}.commandLine`, task.commandLine, isContained)
  checkResourceFiles(`${path}.resourceFiles`, task.resourceFiles)
  checkEnvironment(`${path}.environmentSettings`, task.environmentSettings)
  return {
    ...task,
    ...containerSettingsOf(`${path}.containerSettings`, task.containerSettings),
    id: task.id === undefined ? usualId : checkedId(task.id, `${path}.id`),
    userIdentity: userIdentityOf(task.userIdentity, `${path}.userIdentity`),
  }
}
