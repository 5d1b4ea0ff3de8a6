import type { components } from '#contract/batch/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { invalidProperty, missingProperty, refusal } from '../refusals.ts'

type StartTask = components['schemas']['StartTask']

/** What is left for later is refused by its name. */
export const notServed = (property: string): AzureError =>
  refusal('UnsupportedProperty', {
    PropertyName: property,
    Reason: `The property '${property}' is not served`,
  })

/** A start task with the defaults that Batch shows. Throws the refusal that names what is at fault. */
export function startTaskOf(sent: StartTask): StartTask {
  if (sent.containerSettings) throw notServed('containerSettings')
  for (const file of sent.resourceFiles ?? []) checkResourceFile(file)
  if (sent.commandLine.trim() === '') {
    throw invalidProperty('commandLine', 'It must not be empty', sent.commandLine)
  }
  return {
    ...sent,
    userIdentity: userIdentityOf(sent.userIdentity),
    maxTaskRetryCount: sent.maxTaskRetryCount ?? 0,
    waitForSuccess: sent.waitForSuccess ?? true,
  }
}

function checkResourceFile(file: NonNullable<StartTask['resourceFiles']>[number]): void {
  const later = (['autoStorageContainerName', 'storageContainerUrl'] as const).find(
    (name) => file[name] !== undefined,
  )
  if (later) throw notServed(later)
  if (file.httpUrl === undefined) throw missingProperty('httpUrl')
  if (file.filePath === undefined) throw missingProperty('filePath')
  if (!/^https?:\/\//i.test(file.httpUrl)) {
    throw invalidProperty('httpUrl', 'It must be an http or https URL')
  }
}

function userIdentityOf(sent: StartTask['userIdentity']): NonNullable<StartTask['userIdentity']> {
  if (sent?.username !== undefined) {
    if (!sent.autoUser) return sent
    throw invalidProperty('userIdentity', 'Only one of username and autoUser may be given')
  }
  const { scope = 'pool', elevationLevel = 'nonadmin' } = sent?.autoUser ?? {}
  return { autoUser: { scope, elevationLevel } }
}
