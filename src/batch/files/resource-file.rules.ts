// Which files a task, a start task or the instances of a task can be given.
import type { components } from '#contract/batch/types.ts'
import { limits } from '../limits.ts'
import { invalidProperty, missingProperty } from '../refusals.ts'
import { checkAddress } from './address.rules.ts'

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
  if (file.httpUrl !== undefined) checkSingleFile(path, file, file.httpUrl)
  if (file.storageContainerUrl !== undefined) {
    checkAddress(`${path}.storageContainerUrl`, file.storageContainerUrl)
  }
  if (file.autoStorageContainerName !== undefined) {
    checkContainerName(`${path}.autoStorageContainerName`, file.autoStorageContainerName)
  }
  if (file.fileMode !== undefined && !/^[0-7]{3,4}$/.test(file.fileMode)) {
    const reason = 'The value is not an octal file mode'
    throw invalidProperty(`${path}.fileMode`, reason, file.fileMode)
  }
  const { filePath = '' } = file
  const leaves =
    filePath.startsWith('/') || filePath.includes('\0') || filePath.split(/[/\\]/).includes('..')
  if (leaves) {
    throw invalidProperty(`${path}.filePath`, 'The path leaves its directory', filePath)
  }
}

function checkSingleFile(path: string, file: ResourceFile, httpUrl: string): void {
  if (!file.filePath) throw missingProperty(`${path}.filePath`)
  checkAddress(`${path}.httpUrl`, httpUrl)
  if (file.blobPrefix === undefined) return
  const reason = 'It goes with a storage container only'
  throw invalidProperty(`${path}.blobPrefix`, reason, file.blobPrefix)
}

/** As storage has them: it would refuse any other. */
const CONTAINER_NAME = /^(?:\$root|\$web|[a-z0-9](?:-?[a-z0-9]){2,62})$/

function checkContainerName(path: string, name: string): void {
  if (CONTAINER_NAME.test(name) && name.length <= 63) return
  throw invalidProperty(path, 'The value is not the name of a container', name)
}
