// Emitted by `npm run contract`: change the TypeSpec source, not this file.
import type { RouteEntry } from '../route-entry.ts'

/** The api-versions of the contract, oldest first. */
export const versions: readonly string[] = ['2021-05-20', '2022-11-10', '2023-04-25-preview']

export const routes: readonly RouteEntry[] = [
  { operationId: 'Operations_List', method: 'get', path: '/providers/Microsoft.HybridCompute/operations', versions, isPaged: true },
  { operationId: 'Machines_ListBySubscription', method: 'get', path: '/subscriptions/{subscriptionId}/providers/Microsoft.HybridCompute/machines', versions, isPaged: true },
  { operationId: 'Machines_ListByResourceGroup', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.HybridCompute/machines', versions, isPaged: true },
  { operationId: 'Machines_Delete', method: 'delete', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.HybridCompute/machines/{machineName}', versions },
  { operationId: 'Machines_Get', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.HybridCompute/machines/{machineName}', versions },
  { operationId: 'Machines_Update', method: 'patch', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.HybridCompute/machines/{machineName}', versions },
  { operationId: 'Machines_CreateOrUpdate', method: 'put', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.HybridCompute/machines/{machineName}', versions },
]
