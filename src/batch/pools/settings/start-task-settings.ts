import type { components } from '#contract/batch/types.ts'
import { containerSettingsOf } from '../../containers/container.rules.ts'
import { checkResourceFiles } from '../../files/resource-file.rules.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import { checkEnvironment } from '../../tasks/rules/environment.rules.ts'

type StartTask = components['schemas']['StartTask']

/** A start task with the defaults that Batch shows. Throws the refusal that names what is at fault. */
export function startTaskOf(sent: StartTask): StartTask {
  checkResourceFiles('startTask.resourceFiles', sent.resourceFiles)
  checkEnvironment('startTask.environmentSettings', sent.environmentSettings)
  // ARM's contract lets it be absent: of an empty start task, which stands for none.
  if (sent.commandLine === undefined) throw missingProperty('startTask.commandLine')
  // In a container it may be empty: what the image runs by itself.
  if (sent.commandLine.trim() === '' && !sent.containerSettings) {
    throw invalidProperty('startTask.commandLine', 'It must not be empty', sent.commandLine)
  }
  return {
    ...sent,
    ...containerSettingsOf('startTask.containerSettings', sent.containerSettings),
    userIdentity: userIdentityOf(sent.userIdentity),
    maxTaskRetryCount: sent.maxTaskRetryCount ?? 0,
    waitForSuccess: sent.waitForSuccess ?? true,
  }
}

function userIdentityOf(sent: StartTask['userIdentity']): NonNullable<StartTask['userIdentity']> {
  if (sent?.username !== undefined) {
    if (!sent.autoUser) return sent
    const reason = 'Only one of username and autoUser may be given'
    throw invalidProperty('startTask.userIdentity', reason)
  }
  const { scope = 'pool', elevationLevel = 'nonadmin' } = sent?.autoUser ?? {}
  return { autoUser: { scope, elevationLevel } }
}
