// Resource files as clients write them, in the words of the nodes' agents.
import type { components } from '#contract/batch/types.ts'
import type { ResourceFile } from '#drivers/nodes/port.ts'

type Sent = components['schemas']['ResourceFile']

export const resourceFilesOf = (files: readonly Sent[] = []): ResourceFile[] =>
  files.map((file) => ({
    filePath: file.filePath ?? '',
    ...(file.fileMode !== undefined && { fileMode: file.fileMode }),
    source: sourceOf(file),
  }))

function sourceOf(file: Sent): ResourceFile['source'] {
  const by = identityOf(file.identityReference)
  if (file.httpUrl !== undefined) return { httpUrl: file.httpUrl, ...by }
  const { storageContainerUrl: url, autoStorageContainerName, blobPrefix: prefix = '' } = file
  const container =
    url === undefined ? { autoStorage: autoStorageContainerName ?? '' } : { url, ...by }
  return { container, prefix }
}

export const identityOf = (
  reference: components['schemas']['ComputeNodeIdentityReference'] | undefined,
): { readonly identity?: string } =>
  reference?.resourceId === undefined ? {} : { identity: reference.resourceId }
