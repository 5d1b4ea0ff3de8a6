// Emitted by `npm run contract`: change the TypeSpec source, not this file.
import type { RouteEntry } from '../route-entry.ts'

/** The api-versions of the contract, oldest first. */
export const versions: readonly string[] = ['v1.0']

export const routes: readonly RouteEntry[] = [
  { operationId: 'Applications_List', method: 'get', path: '/v1.0/applications', versions },
  { operationId: 'Applications_Create', method: 'post', path: '/v1.0/applications', versions },
  { operationId: 'Applications_Delete', method: 'delete', path: '/v1.0/applications/{id}', versions },
  { operationId: 'Applications_Get', method: 'get', path: '/v1.0/applications/{id}', versions },
  { operationId: 'Applications_Update', method: 'patch', path: '/v1.0/applications/{id}', versions },
  { operationId: 'Applications_AddPassword', method: 'post', path: '/v1.0/applications/{id}/addPassword', versions },
  { operationId: 'Applications_ListOwners', method: 'get', path: '/v1.0/applications/{id}/owners', versions },
  { operationId: 'Applications_RemovePassword', method: 'post', path: '/v1.0/applications/{id}/removePassword', versions },
  { operationId: 'DirectoryObjects_GetByIds', method: 'post', path: '/v1.0/directoryObjects/getByIds', versions },
  { operationId: 'DirectoryObjects_Get', method: 'get', path: '/v1.0/directoryObjects/{id}', versions },
  { operationId: 'DirectoryObjects_CheckMemberGroups', method: 'post', path: '/v1.0/directoryObjects/{id}/checkMemberGroups', versions },
  { operationId: 'DirectoryObjects_GetMemberGroups', method: 'post', path: '/v1.0/directoryObjects/{id}/getMemberGroups', versions },
  { operationId: 'Groups_List', method: 'get', path: '/v1.0/groups', versions },
  { operationId: 'Groups_Create', method: 'post', path: '/v1.0/groups', versions },
  { operationId: 'Groups_Delete', method: 'delete', path: '/v1.0/groups/{id}', versions },
  { operationId: 'Groups_Get', method: 'get', path: '/v1.0/groups/{id}', versions },
  { operationId: 'Groups_Update', method: 'patch', path: '/v1.0/groups/{id}', versions },
  { operationId: 'Groups_ListMembers', method: 'get', path: '/v1.0/groups/{id}/members', versions },
  { operationId: 'Groups_AddMember', method: 'post', path: '/v1.0/groups/{id}/members/$ref', versions },
  { operationId: 'Groups_RemoveMember', method: 'delete', path: '/v1.0/groups/{id}/members/{memberId}/$ref', versions },
  { operationId: 'Users_Me', method: 'get', path: '/v1.0/me', versions },
  { operationId: 'ServicePrincipals_List', method: 'get', path: '/v1.0/servicePrincipals', versions },
  { operationId: 'ServicePrincipals_Create', method: 'post', path: '/v1.0/servicePrincipals', versions },
  { operationId: 'ServicePrincipals_Delete', method: 'delete', path: '/v1.0/servicePrincipals/{id}', versions },
  { operationId: 'ServicePrincipals_Get', method: 'get', path: '/v1.0/servicePrincipals/{id}', versions },
  { operationId: 'ServicePrincipals_Update', method: 'patch', path: '/v1.0/servicePrincipals/{id}', versions },
  { operationId: 'ServicePrincipals_ListOwners', method: 'get', path: '/v1.0/servicePrincipals/{id}/owners', versions },
  { operationId: 'Users_List', method: 'get', path: '/v1.0/users', versions },
  { operationId: 'Users_Create', method: 'post', path: '/v1.0/users', versions },
  { operationId: 'Users_Delete', method: 'delete', path: '/v1.0/users/{id}', versions },
  { operationId: 'Users_Get', method: 'get', path: '/v1.0/users/{id}', versions },
  { operationId: 'Users_Update', method: 'patch', path: '/v1.0/users/{id}', versions },
  { operationId: 'DirectoryObjects_GetMemberGroupsOfUser', method: 'post', path: '/v1.0/users/{id}/getMemberGroups', versions },
]
