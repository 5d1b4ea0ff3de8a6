// What a client says of a task: which of it is refused, and the defaults of what it leaves out.
import type { components } from '#contract/batch/types.ts'
import { checkPackageReferences } from '../applications/package-reference.rules.ts'
import { containerSettingsOf } from '../containers/container.rules.ts'
import { batchError } from '../errors.ts'
import { checkOutputFiles } from '../files/output-file.rules.ts'
import { checkResourceFiles } from '../files/resource-file.rules.ts'
import { checkedId } from '../ids.rules.ts'
import type { JobSpec } from '../jobs/job.ts'
import { limits } from '../limits.ts'
import { invalidProperty, refusal } from '../refusals.ts'
import { checkEnvironment } from './rules/environment.rules.ts'
import { checkCommandLine, constraintsOf, userIdentityOf } from './rules/settings.rules.ts'
import type { TaskSpec } from './task.ts'

type Schemas = components['schemas']
type Added = Schemas['TaskAddParameter']

export interface Requested {
  readonly spec: TaskSpec
  readonly slots: number
}

export function taskSpecOf(job: JobSpec, body: Added): Requested {
  checkPackageReferences('applicationPackageReferences', body.applicationPackageReferences)
  checkCommandLine('commandLine', body.commandLine, body.containerSettings !== undefined)
  checkResourceFiles('resourceFiles', body.resourceFiles)
  checkOutputFiles('outputFiles', body.outputFiles)
  checkEnvironment('environmentSettings', body.environmentSettings)
  checkInstances(body.multiInstanceSettings)
  checkDependencies(job, body.dependsOn)
  checkExitConditions(job, body.exitConditions)
  const { id, requiredSlots, ...given } = body
  return {
    slots: slotsOf(requiredSlots, body.multiInstanceSettings !== undefined),
    spec: {
      ...given,
      ...containerSettingsOf('containerSettings', body.containerSettings),
      ...(body.multiInstanceSettings && {
        multiInstanceSettings: { numberOfInstances: 1, ...body.multiInstanceSettings },
      }),
      userIdentity: userIdentityOf(body.userIdentity),
      constraints: taskConstraintsOf(job, body.constraints),
    },
  }
}

export const taskConstraintsOf = (
  job: JobSpec,
  constraints: Schemas['TaskConstraints'] | undefined,
): TaskSpec['constraints'] => constraintsOf(job.constraints.maxTaskRetryCount, constraints)

function checkInstances(settings: Schemas['MultiInstanceSettings'] | undefined): void {
  if (!settings) return
  const { numberOfInstances = 1, coordinationCommandLine } = settings
  if (numberOfInstances < 1) {
    throw invalidProperty('numberOfInstances', 'The value must be at least 1', numberOfInstances)
  }
  checkCommandLine('coordinationCommandLine', coordinationCommandLine)
  checkResourceFiles('multiInstanceSettings.commonResourceFiles', settings.commonResourceFiles)
}

function slotsOf(wanted = 1, isMultiInstance: boolean): number {
  if (wanted < 1) throw invalidProperty('requiredSlots', 'The value must be at least 1', wanted)
  if (isMultiInstance && wanted !== 1) {
    throw invalidProperty('requiredSlots', 'A multi-instance task takes one slot', wanted)
  }
  return wanted
}

function checkDependencies(job: JobSpec, dependsOn: Schemas['TaskDependencies'] | undefined): void {
  const { taskIds = [], taskIdRanges = [] } = dependsOn ?? {}
  if (taskIds.length + taskIdRanges.length === 0) return
  if (!job.usesTaskDependencies) {
    const reason = 'The job does not use task dependencies'
    throw refusal('UnsupportedProperty:dependencies', { PropertyName: 'dependsOn', Reason: reason })
  }
  taskIds.forEach((id, i) => {
    checkedId(id, `dependsOn.taskIds[${i}]`)
  })
  const characters = taskIds.reduce((sum, id) => sum + id.length, 0)
  if (characters > limits.dependencyIdCharacters) throw batchError('TaskDependencyListTooLong')
  const ranges = taskIdRanges.reduce((sum, { start, end }) => sum + `${start}${end}`.length, 0)
  // The page of codes tells no number: it is taken to be that of ids.
  if (ranges > limits.dependencyIdCharacters) throw batchError('TaskDependencyRangesTooLong')
  for (const { start, end } of taskIdRanges) {
    if (start < 0 || end < start) {
      throw invalidProperty('taskIdRanges', 'A range starts at 0 or more and ends after its start')
    }
  }
}

function checkExitConditions(
  job: JobSpec,
  conditions: Schemas['ExitConditions'] | undefined,
): void {
  if (!conditions) return
  for (const { start, end } of conditions.exitCodeRanges ?? []) {
    if (end < start) {
      throw invalidProperty('exitCodeRanges', 'A range ends where it starts or after', start)
    }
  }
  if (job.onTaskFailure !== 'noaction') return
  const options = [
    ...(conditions.exitCodes ?? []).map((mapping) => mapping.exitOptions),
    ...(conditions.exitCodeRanges ?? []).map((mapping) => mapping.exitOptions),
    conditions.preProcessingError,
    conditions.fileUploadError,
    conditions.default,
  ]
  if (options.some((option) => option?.jobAction !== undefined)) {
    throw invalidProperty('jobAction', "The job's onTaskFailure is noaction")
  }
}
