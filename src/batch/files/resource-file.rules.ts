// Which files a task, a start task or the instances of a task can be given.
import type { components } from '#contract/batch/types.ts'
import { limits } from '../limits.ts'
import { notServed } from '../not-served.ts'
import { invalidProperty, missingProperty } from '../refusals.ts'

type ResourceFile = components['schemas']['ResourceFile']

/** Refuses a list of files that cannot be fetched, or is too long. `path`: where it stands. */
export function checkResourceFiles(path: string, files: readonly ResourceFile[] = []): void {
  files.forEach((file, i) => {
    checkResourceFile(`${path}[${i}]`, file)
  })
  if (JSON.stringify(files).length > limits.resourceFilesCharacters) {
    // The words are a user's log of the real service.
    const most = limits.resourceFilesCharacters
    const reason = `Total size of resourceFiles cannot be more than ${most} characters`
    throw invalidProperty(path, reason)
  }
}

const SOURCES = ['httpUrl', 'storageContainerUrl', 'autoStorageContainerName'] as const

function checkResourceFile(path: string, file: ResourceFile): void {
  if (SOURCES.filter((name) => file[name] !== undefined).length !== 1) {
    throw invalidProperty(path, `Exactly one of ${SOURCES.join(', ')} must be given`)
  }
  const later = (['storageContainerUrl', 'autoStorageContainerName'] as const).find(
    (name) => file[name] !== undefined,
  )
  if (later) throw notServed(`resourceFiles.${later}`, `${path}.${later}`)
  if (!file.filePath) throw missingProperty(`${path}.filePath`)
  if (file.httpUrl === undefined || !/^https?:\/\//i.test(file.httpUrl)) {
    throw invalidProperty(`${path}.httpUrl`, 'The value is not an http or https URL')
  }
  if (file.fileMode !== undefined && !/^[0-7]{3,4}$/.test(file.fileMode)) {
    const reason = 'The value is not an octal file mode'
    throw invalidProperty(`${path}.fileMode`, reason, file.fileMode)
  }
  if (file.blobPrefix !== undefined) {
    const reason = 'It goes with a storage container only'
    throw invalidProperty(`${path}.blobPrefix`, reason, file.blobPrefix)
  }
  if (file.identityReference) {
    throw notServed('resourceFiles.identityReference', `${path}.identityReference`)
  }
  const leaves = file.filePath.startsWith('/') || file.filePath.split(/[/\\]/).includes('..')
  if (leaves) {
    throw invalidProperty(`${path}.filePath`, 'The path leaves its directory', file.filePath)
  }
}
