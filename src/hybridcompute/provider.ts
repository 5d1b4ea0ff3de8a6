import type { ResourceProvider } from '#arm/ports.ts'
import { deleteResource } from '#arm/resources/resource.queries.ts'
import { type Machine, presentMachine } from './machine.ts'
import { NAMESPACE } from './service.ts'

/** What ARM may ask of this provider on its own behalf: when a group goes, or by generic id. */
export function hybridComputeProvider(): ResourceProvider {
  return {
    namespace: NAMESPACE,
    polling: {
      namespace: NAMESPACE,
      apiVersion: '2022-11-10',
      monitor: 'operationStatus',
      result: 'operationResults',
    },
    async startDelete(tx, resource) {
      await deleteResource(tx, resource.id)
      return undefined
    },
    present: (resource) => presentMachine(resource as Machine),
  }
}
