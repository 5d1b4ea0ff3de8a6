// What a node is told to mount: the shares that this server has, and why the rest cannot be.
import type { NodeMount } from '#drivers/nodes/port.ts'
import type { Reader } from '#store/tx.ts'
import type { BatchPorts } from '../ports.ts'
import { type MountConfiguration, shareIn } from './mount.rules.ts'

export async function nodeMountsOf(
  reader: Reader,
  { storage }: Pick<BatchPorts, 'storage'>,
  mounts: readonly MountConfiguration[] = [],
): Promise<NodeMount[]> {
  const found: NodeMount[] = []
  for (const mount of mounts) {
    const [settings] = Object.values(mount) as { readonly relativeMountPath: string }[]
    const path = settings!.relativeMountPath
    const named = shareIn(mount)
    const share = named && (await storage.shareOf(reader, named))
    found.push({ path, ...(share === undefined ? { fault: faultOf(mount) } : { share }) })
  }
  return found
}

/** In words for the one whose nodes are unusable by it. */
function faultOf(mount: MountConfiguration): string {
  if (mount.azureBlobFileSystemConfiguration) {
    return 'Containers of blobs cannot be mounted on this machine: there is no blobfuse'
  }
  return shareIn(mount)
    ? 'There is no such file share, its key is another one, or it has the other protocol'
    : 'Only file shares of the storage accounts of this server can be mounted'
}
