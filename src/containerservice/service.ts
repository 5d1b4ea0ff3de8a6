// Microsoft.ContainerService as the server sees it: routes, versions, handlers and refusals.
// What a handler does is in the folder of its resource.
import { routes, versions } from '#contract/containerservice/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Service } from '#kernel/service.ts'
import { BODY_LIMIT } from './limits.ts'
import type { ContainerServicePorts } from './ports.ts'
import { callLimits } from './provider/call-limits.ts'
import { compatibleVersions, knownPreviews, takesVersion } from './provider/compatible-versions.ts'
import { refusalsOf } from './provider/refusals.ts'
import { resourceTypes } from './provider/resource-types.ts'

export function containerService(ports: ContainerServicePorts): Service {
  return {
    name: 'containerservice',
    plane: 'arm',
    namespace: 'Microsoft.ContainerService',
    errorShape: 'aks',
    routes,
    versions,
    compatibleVersions,
    takesVersion,
    resourceTypes,
    memberVersions: lazy(
      async () => (await import('./provider/member-versions.ts')).memberVersions,
    ),
    previews: {
      versions: knownPreviews,
      members: lazy(async () => (await import('./provider/preview-versions.ts')).previewVersions),
    },
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: BODY_LIMIT,
    callLimits,
    // As recorded: without a charset.
    contentType: 'application/json',
    bodyHabits: {
      valuesInAnyCase: true,
      membersInAnyCase: true,
      leavesOutNull: true,
      // az and Terraform send `""` for what they leave to the service.
      emptyIsAbsent: true,
      absentValues: { AgentPoolUpgradeSettings: { drainTimeoutInMinutes: 0 } },
      undeclaredAnswers: {
        ManagedClusters_AbortLatestOperation: 'ManagedCluster',
        AgentPools_AbortLatestOperation: 'AgentPool',
      },
      // Until 2023 the one sku was called Basic; published examples still say so.
      olderValues: { ManagedClusterSKUName: { Basic: 'Base' } },
    },
    refuse: refusalsOf([...versions, ...compatibleVersions], resourceTypes),
  }
}
