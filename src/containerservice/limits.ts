// Numbers that Azure documents or that its answers show; see the errors for what breaks them.

export const limits = {
  /** Shown as `maxAgentPools`. */
  agentPools: 100,
  systemNodes: { min: 1, max: 1000 },
  /** What a machine of a System pool has at least. */
  systemMachine: { cores: 2, memoryGB: 4 },
  userNodes: { min: 0, max: 1000 },
  maxPods: { min: 10, max: 250, system: 30 },
  osDiskSizeGB: { min: 30, max: 2048 },
  drainTimeoutInMinutes: { min: 1, max: 1440 },
  nodeSoakDurationInMinutes: { min: 0, max: 30 },
  windowsPoolName: 6,
  nodeResourceGroup: 80,
  dnsPrefix: 54,
  /** A pool may lag this many minors behind its control plane: 3 from 1.28 on, 2 before. */
  skew: { from: 28, newer: 3, older: 2 },
  managedOutboundIPs: { min: 1, max: 100 },
  allocatedOutboundPorts: { min: 0, max: 64_000, step: 8 },
  idleTimeoutInMinutes: { min: 4, max: 120 },
  natGatewayIPs: { min: 1, max: 16 },
  meshRevisions: 2,
  dnsZones: 5,
} as const

/** The largest body that ARM takes: 4 MB. */
export const BODY_LIMIT = 4 * 1024 * 1024
