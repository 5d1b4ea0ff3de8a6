// Which stable api-version brought a value of an enumeration. Values that are not listed came with
// their enumeration.
// Source: pypi.org/project/azure-mgmt-containerservice, 33.0.0 to 41.8.0; scripts/aks-version-facts.py.
import type { MemberVersions } from '#kernel/service.ts'

export const valuesSince: MemberVersions['values'] = {
  AgentPoolMode: {
    Gateway: '2025-04-01',
    // Of previews; no stable version before the contract's has it.
    Machines: '2026-08-01',
  },
  AgentPoolSSHAccess: {
    EntraId: '2026-06-01',
  },
  AgentPoolType: {
    VirtualMachines: '2025-04-01',
  },
  Expander: {
    priority: '2020-12-01',
  },
  KubeletDiskType: {
    Temporary: '2021-02-01',
  },
  ManagedClusterPodIdentityProvisioningState: {
    Canceled: '2022-11-01',
    Succeeded: '2022-11-01',
  },
  ManagedClusterSKUName: {
    Base: '2023-01-01',
    Automatic: '2025-07-01',
  },
  ManagedClusterSKUTier: {
    Standard: '2023-01-01',
    Premium: '2023-03-01',
  },
  NetworkPlugin: {
    none: '2022-06-01',
  },
  NetworkPolicy: {
    none: '2024-05-01',
    cilium: '2023-02-01',
  },
  NodeOSUpgradeChannel: {
    SecurityPatch: '2024-05-01',
  },
  OSSKU: {
    AzureLinux: '2023-04-01',
    Windows2019: '2022-07-01',
    Windows2022: '2022-07-01',
    Ubuntu2204: '2025-03-01',
    Ubuntu2404: '2025-10-01',
    AzureLinux3: '2025-07-01',
    AzureContainerLinux: '2026-03-01',
    Windows2025: '2026-02-01',
  },
  OutboundType: {
    managedNATGateway: '2021-07-01',
    userAssignedNATGateway: '2021-07-01',
    none: '2025-01-01',
  },
  PrivateEndpointConnectionProvisioningState: {
    Canceled: '2022-11-01',
  },
  ResourceIdentityType: {
    UserAssigned: '2020-06-01',
  },
  ScaleSetPriority: {
    Spot: '2020-02-01',
  },
  UpgradeChannel: {
    'node-image': '2021-03-01',
  },
  WorkloadRuntime: {
    KataVmIsolation: '2025-09-01',
  },
}
