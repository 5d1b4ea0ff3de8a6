/** Numbers that Azure states for an account or a call, with the names it uses for them. */
export const limits = {
  /** Bytes of a body; a longer one is refused. */
  bodyBytes: 1024 * 1024,
  /** Seconds that a call may last, and that an addtaskcollection may. */
  timeoutSeconds: 30,
  addCollectionTimeoutSeconds: 120,
  tasksPerCollection: 100,
  nodesPerRemoval: 100,
  pageSize: 1000,
  nodeCountsPageSize: 10,
  certificateBytes: 10 * 1024,
  /** Referrers that a failed deletion of a certificate names. */
  listedReferrers: 100,
  dependencyIdCharacters: 64_000,
  resourceFilesCharacters: 32_768,
  autoScaleFormulaBytes: 8 * 1024,
  /** In one account; older pages say 20. */
  applications: 200,
  packagesOfApplication: 40,
  /** For so long can the address of a package's bytes be used: recorded. */
  packageUrlMs: 4 * 3_600_000,
  /** That a pool or a task may ask for. */
  packagesOfPool: 10,
  accountsPerRegion: 50,
  /** How long a job release task may run. */
  releaseTaskMs: 15 * 60_000,
  /** From a task's addition to its end. */
  taskLifetimeMs: 180 * 86_400_000,
  /** A request's date may be so old. */
  signatureMinutes: 15,
} as const

/** What one account may have, by Azure's names. */
export interface Quotas {
  readonly dedicatedCoreQuota: number
  readonly lowPriorityCoreQuota: number
  readonly poolQuota: number
  readonly activeJobAndJobScheduleQuota: number
}

/** What Azure gives accounts that did not ask for more. */
export const usualQuotas: Quotas = {
  dedicatedCoreQuota: 900,
  lowPriorityCoreQuota: 100,
  poolQuota: 100,
  activeJobAndJobScheduleQuota: 300,
}
