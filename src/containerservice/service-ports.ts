import { abortOperations } from './abort/abort.operations.ts'
import { poolOperations } from './agent-pools/agent-pool.operations.ts'
import { childOperations } from './children/child.operations.ts'
import { type VersionsCatalogue, versionsIn } from './kubernetes-versions/versions-catalogue.ts'
import { clusterOperations } from './managed-clusters/work/managed-cluster.operations.ts'
import { namespaceOperations } from './managed-namespaces/managed-namespace.operations.ts'
import type { ContainerServicePorts } from './ports.ts'
import { commandOperations } from './run-command/run-command.operations.ts'

export const durablesOf = (ports: ContainerServicePorts) => ({
  ...clusterOperations(ports),
  ...poolOperations(ports),
  ...abortOperations(ports),
  ...commandOperations(ports),
  ...namespaceOperations(ports),
  ...childOperations(),
})

/** What handlers get: the ports with the durable operations that are bound to them. */
export interface ServicePorts extends ContainerServicePorts {
  readonly durables: ReturnType<typeof durablesOf>
  readonly versions: VersionsCatalogue
}

export const servicePorts = (ports: ContainerServicePorts): ServicePorts => ({
  ...ports,
  versions: versionsIn(ports.catalogues),
  durables: durablesOf(ports),
})
