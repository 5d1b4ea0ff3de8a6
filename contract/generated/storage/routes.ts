// Emitted by `npm run contract`: change the TypeSpec source, not this file.
import type { RouteEntry } from '../route-entry.ts'

/** The api-versions of the contract, oldest first. */
export const versions: readonly string[] = ['2023-05-01']

export const routes: readonly RouteEntry[] = [
  { operationId: 'Operations_List', method: 'get', path: '/providers/Microsoft.Storage/operations', versions, isPaged: true },
  { operationId: 'StorageAccounts_CheckNameAvailability', method: 'post', path: '/subscriptions/{subscriptionId}/providers/Microsoft.Storage/checkNameAvailability', versions },
  { operationId: 'Usages_ListByLocation', method: 'get', path: '/subscriptions/{subscriptionId}/providers/Microsoft.Storage/locations/{location}/usages', versions, isPaged: true },
  { operationId: 'Skus_List', method: 'get', path: '/subscriptions/{subscriptionId}/providers/Microsoft.Storage/skus', versions, isPaged: true },
  { operationId: 'StorageAccounts_List', method: 'get', path: '/subscriptions/{subscriptionId}/providers/Microsoft.Storage/storageAccounts', versions, isPaged: true },
  { operationId: 'StorageAccounts_ListByResourceGroup', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts', versions, isPaged: true },
  { operationId: 'StorageAccounts_Delete', method: 'delete', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}', versions },
  { operationId: 'StorageAccounts_GetProperties', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}', versions },
  { operationId: 'StorageAccounts_Update', method: 'patch', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}', versions },
  { operationId: 'StorageAccounts_Create', method: 'put', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}', versions, isLong: true },
  { operationId: 'StorageAccounts_ListAccountSAS', method: 'post', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/ListAccountSas', versions },
  { operationId: 'StorageAccounts_ListServiceSAS', method: 'post', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/ListServiceSas', versions },
  { operationId: 'BlobServices_List', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices', versions, isPaged: true },
  { operationId: 'BlobServices_GetServiceProperties', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default', versions },
  { operationId: 'BlobServices_SetServiceProperties', method: 'put', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default', versions },
  { operationId: 'BlobContainers_List', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers', versions, isPaged: true },
  { operationId: 'BlobContainers_Delete', method: 'delete', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}', versions },
  { operationId: 'BlobContainers_Get', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}', versions },
  { operationId: 'BlobContainers_Update', method: 'patch', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}', versions },
  { operationId: 'BlobContainers_Create', method: 'put', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}', versions },
  { operationId: 'FileServices_List', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices', versions },
  { operationId: 'FileServices_GetServiceProperties', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default', versions },
  { operationId: 'FileServices_SetServiceProperties', method: 'put', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default', versions },
  { operationId: 'FileShares_List', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares', versions, isPaged: true },
  { operationId: 'FileShares_Delete', method: 'delete', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}', versions },
  { operationId: 'FileShares_Get', method: 'get', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}', versions },
  { operationId: 'FileShares_Update', method: 'patch', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}', versions },
  { operationId: 'FileShares_Create', method: 'put', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}', versions },
  { operationId: 'StorageAccounts_ListKeys', method: 'post', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/listKeys', versions },
  { operationId: 'StorageAccounts_RegenerateKey', method: 'post', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/regenerateKey', versions },
  { operationId: 'StorageAccounts_RevokeUserDelegationKeys', method: 'post', path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Storage/storageAccounts/{accountName}/revokeUserDelegationKeys', versions },
]
