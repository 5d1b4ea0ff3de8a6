// The names that Batch gives to the bodies of its answers in `odata.metadata`.

const ENTITIES = 'Microsoft.Azure.Batch.Protocol.Entities'
export const ERROR_SET = `${ENTITIES}.Container.errors/@Element`

/** By operation. Names are recorded except where a line says otherwise. */
const SETS: Readonly<Record<string, string>> = {
  Pool_List: 'pools',
  Pool_Get: 'pools/@Element',
  Pool_EnableAutoScale: 'pools/@Element',
  Pool_EvaluateAutoScale: `${ENTITIES}.AutoScaleRun`,
  Pool_ListUsageMetrics: 'poolusagemetrics',
  // Assumed, as jobstats is recorded.
  Pool_GetAllLifetimeStatistics: 'poolstats/@Element',
  Account_ListSupportedImages: 'supportedimages',
  // Assumed: the path's last word, as for the others.
  Account_ListPoolNodeCounts: 'poolnodecounts',
  ComputeNode_List: 'nodes',
  ComputeNode_Get: 'nodes/@Element',
  ComputeNode_GetRemoteLoginSettings: `${ENTITIES}.RemoteLoginSettings`,
  ComputeNode_UploadBatchServiceLogs: `${ENTITIES}.UploadBatchServiceLogsResult`,
  // Assumed, like the next.
  ComputeNodeExtension_List: 'extensions',
  ComputeNodeExtension_Get: 'extensions/@Element',
  Job_List: 'jobs',
  Job_ListFromJobSchedule: 'jobs',
  Job_Get: 'jobs/@Element',
  Job_GetAllLifetimeStatistics: 'jobstats/@Element',
  Job_GetTaskCounts: 'taskcountsresult/@Element',
  Job_ListPreparationAndReleaseTaskStatus: 'jobpreparationandreleasetaskstatuslist',
  JobSchedule_List: 'jobschedules',
  JobSchedule_Get: 'jobschedules/@Element',
  Task_List: 'tasks',
  Task_Get: 'tasks/@Element',
  Task_ListSubtasks: 'subtaskinfo',
  // Assumed.
  Task_AddCollection: 'taskaddresult',
  File_ListFromTask: 'files',
  File_ListFromComputeNode: 'files',
  Certificate_List: 'certificates',
  Certificate_Get: 'certificates/@Element',
  // Assumed.
  Application_List: 'applications',
  Application_Get: 'applications/@Element',
}

export const setOf = (operationId: string): string | undefined => SETS[operationId]

export const metadataUrl = (origin: string, set: string): string => `${origin}/$metadata#${set}`
