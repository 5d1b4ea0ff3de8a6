// What an open window is used for: which version or which images a cluster's channels ask for. Pure.
import type { Instant } from '#kernel/instant.ts'
import { type AgentPool, latestNodeImage } from '../agent-pools/agent-pool.ts'
import {
  aliasOf,
  compareVersions,
  isPreview,
  upgradesOf,
  type VersionsCatalogue,
} from '../kubernetes-versions/versions-catalogue.ts'
import type { ClusterWithPools } from '../managed-clusters/managed-cluster.queries.ts'

/** What is to be done now: the whole cluster gets a version, or pools get the latest images. */
export type PlannedWork =
  | { readonly version: string; readonly pools: readonly AgentPool[] }
  | { readonly images: readonly AgentPool[] }

/** The configurations whose windows are for work of these kinds. */
const UPGRADES = 'aksManagedAutoUpgradeSchedule'
const IMAGES = 'aksManagedNodeOSUpgradeSchedule'

/** Undefined: the channels ask for nothing, or all is done. */
export function plannedWork(
  configuration: string,
  { cluster, pools }: ClusterWithPools,
  catalogue: VersionsCatalogue,
  now: Instant,
): PlannedWork | undefined {
  const { upgradeChannel, nodeOSUpgradeChannel } = cluster.body.properties.autoUpgradeProfile ?? {}
  if (configuration === IMAGES) {
    // Security patches come to AKS's nodes as images as well; unmanaged nodes patch themselves.
    const isImages =
      nodeOSUpgradeChannel === 'NodeImage' || nodeOSUpgradeChannel === 'SecurityPatch'
    return isImages ? newImages(pools, now) : undefined
  }
  if (configuration !== UPGRADES) return undefined
  if (upgradeChannel === 'node-image') return newImages(pools, now)
  const { currentKubernetesVersion: current = '' } = cluster.body.properties
  const version = nextVersion(upgradeChannel, catalogue, current)
  if (version === undefined) return undefined
  const behind = pools.filter(({ body }) => body.properties.currentOrchestratorVersion !== version)
  return version === current && behind.length === 0 ? undefined : { version, pools: behind }
}

function newImages(pools: readonly AgentPool[], now: Instant): PlannedWork | undefined {
  const images = pools.filter(({ body }) => {
    const { nodeImageVersion, osSKU } = body.properties
    return body.power === 'Running' && nodeImageVersion !== latestNodeImage(osSKU, now)
  })
  return images.length === 0 ? undefined : { images }
}

/** The version that a channel leads to, one minor at a time as AKS goes. */
function nextVersion(
  channel: string | undefined,
  catalogue: VersionsCatalogue,
  current: string,
): string | undefined {
  const own = catalogue.find(({ patches }) => patches.includes(current))
  if (!own) return undefined
  const offered = catalogue.filter(({ patches }) => !isPreview(catalogue, patches[0]!))
  const goal = goalOf(
    channel,
    offered.map(({ version }) => version),
    own.version,
  )
  if (goal === undefined) return undefined
  const isHere = compareVersions(goal, own.version) <= 0
  // The newest patch of the own minor stands first where nothing newer is wanted.
  if (isHere) return goal === own.version ? own.patches.at(-1) : undefined
  return upgradesOf(catalogue, current).findLast((patch) => aliasOf(patch) !== own.version)
}

/** The minor that a channel is about; `stable` is the one before the newest. */
function goalOf(
  channel: string | undefined,
  offered: readonly string[],
  own: string,
): string | undefined {
  switch (channel) {
    case 'patch':
      return own
    case 'stable':
      return offered.at(-2)
    case 'rapid':
      return offered.at(-1)
    default:
      return undefined
  }
}
