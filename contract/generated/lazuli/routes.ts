// Emitted by `npm run contract`: change the TypeSpec source, not this file.
import type { RouteEntry } from '../route-entry.ts'

/** The api-versions of the contract, oldest first. */
export const versions: readonly string[] = ['2026-11-01']

export const routes: readonly RouteEntry[] = [
  { operationId: 'Clock_Get', method: 'get', path: '/lazuli/clock', versions },
  { operationId: 'Clock_At', method: 'post', path: '/lazuli/clock/at', versions },
  { operationId: 'Clock_Freeze', method: 'post', path: '/lazuli/clock/freeze', versions },
  { operationId: 'Clock_Resume', method: 'post', path: '/lazuli/clock/resume', versions },
  { operationId: 'Clock_Scale', method: 'post', path: '/lazuli/clock/scale', versions },
  { operationId: 'Clock_Step', method: 'post', path: '/lazuli/clock/step', versions },
  { operationId: 'Console_Show', method: 'get', path: '/lazuli/console', versions },
  { operationId: 'Scheduler_Explain', method: 'get', path: '/lazuli/explain', versions },
  { operationId: 'Faults_Clear', method: 'delete', path: '/lazuli/faults', versions },
  { operationId: 'Faults_List', method: 'get', path: '/lazuli/faults', versions },
  { operationId: 'Faults_Add', method: 'post', path: '/lazuli/faults', versions },
  { operationId: 'Faults_Remove', method: 'delete', path: '/lazuli/faults/{faultId}', versions },
  { operationId: 'Journal_Clear', method: 'delete', path: '/lazuli/journal', versions },
  { operationId: 'Journal_List', method: 'get', path: '/lazuli/journal', versions },
  { operationId: 'Journal_GetHar', method: 'get', path: '/lazuli/journal.har', versions },
  { operationId: 'Journal_Get', method: 'get', path: '/lazuli/journal/{entryId}', versions },
  { operationId: 'ManagedClusters_Maintain', method: 'post', path: '/lazuli/maintain', versions },
  { operationId: 'Operations_List', method: 'get', path: '/lazuli/operations', versions },
  { operationId: 'Operations_Get', method: 'get', path: '/lazuli/operations/{operationId}', versions },
  { operationId: 'Operations_Cancel', method: 'post', path: '/lazuli/operations/{operationId}/cancel', versions },
  { operationId: 'Operations_Fail', method: 'post', path: '/lazuli/operations/{operationId}/fail', versions },
  { operationId: 'Operations_Hold', method: 'post', path: '/lazuli/operations/{operationId}/hold', versions },
  { operationId: 'Operations_Release', method: 'post', path: '/lazuli/operations/{operationId}/release', versions },
  { operationId: 'Pacing_Get', method: 'get', path: '/lazuli/pacing', versions },
  { operationId: 'Pacing_Set', method: 'put', path: '/lazuli/pacing', versions },
  { operationId: 'Nodes_Provoke', method: 'post', path: '/lazuli/provoke', versions },
  { operationId: 'Server_Reset', method: 'post', path: '/lazuli/reset', versions },
  { operationId: 'Snapshots_List', method: 'get', path: '/lazuli/snapshots', versions },
  { operationId: 'Snapshots_Save', method: 'post', path: '/lazuli/snapshots', versions },
  { operationId: 'Snapshots_Remove', method: 'delete', path: '/lazuli/snapshots/{name}', versions },
  { operationId: 'Snapshots_Restore', method: 'post', path: '/lazuli/snapshots/{name}/restore', versions },
  { operationId: 'Server_GetStatus', method: 'get', path: '/lazuli/status', versions },
]
