// The same of previews, with what they have beside the contracts: it is read over, not refused.
// Source: pypi.org/project/azure-mgmt-containerservice, 33.0.0 to 41.9.0b1; scripts/aks-version-facts.py.
import type { MemberVersions } from '#kernel/service.ts'

export const previewVersions: MemberVersions = {
  since: {
    AdvancedNetworking: {
      enabled: '2024-10-02-preview',
      security: '2024-06-02-preview',
      performance: '2025-08-02-preview',
    },
    AdvancedNetworkingSecurity: {
      enabled: '2024-10-02-preview',
      advancedNetworkPolicies: '2025-02-02-preview',
      transitEncryption: '2025-02-02-preview',
    },
    AdvancedNetworkingSecurityTransitEncryption: {
      type: '2025-03-02-preview',
    },
    AgentPool: {
      systemData: '2026-01-02-preview',
    },
    AgentPoolNetworkProfile: {
      dranet: '2026-06-02-preview',
    },
    AgentPoolUpgradeProfile: {
      systemData: '2026-01-02-preview',
    },
    AgentPoolUpgradeProfileProperties: {
      recentlyUsedVersions: '2025-08-02-preview',
    },
    AgentPoolUpgradeSettings: {
      maxUnavailable: '2024-10-02-preview',
      undrainableNodeBehavior: '2024-04-02-preview',
    },
    AutoScaleProfile: {
      size: '2025-05-02-preview',
    },
    ContainerServiceNetworkProfile: {
      advancedNetworking: '2024-03-02-preview',
      staticEgressGatewayProfile: '2024-02-02-preview',
    },
    ErrorDetail: {
      additionalInfo: '2025-08-02-preview',
    },
    GPUProfile: {
      driver: '2025-03-02-preview',
      nvidia: '2026-01-02-preview',
    },
    IstioComponents: {
      proxyRedirectionMechanism: '2025-08-02-preview',
    },
    IstioEgressGateway: {
      name: '2024-10-02-preview',
      namespace: '2024-10-02-preview',
      gatewayConfigurationName: '2024-10-02-preview',
    },
    KubernetesVersion: {
      isDefault: '2024-02-02-preview',
    },
    Machine: {
      zones: '2025-05-02-preview',
      systemData: '2026-01-02-preview',
    },
    ManagedCluster: {
      eTag: '2024-03-02-preview',
      kind: '2024-02-02-preview',
    },
    ManagedClusterAgentPoolProfile: {
      eTag: '2024-03-02-preview',
      gatewayProfile: '2024-02-02-preview',
      status: '2024-10-02-preview',
      localDNSProfile: '2025-03-02-preview',
    },
    ManagedClusterAgentPoolProfileProperties: {
      eTag: '2024-03-02-preview',
      gatewayProfile: '2024-02-02-preview',
      status: '2024-10-02-preview',
      localDNSProfile: '2025-03-02-preview',
    },
    ManagedClusterAzureMonitorProfile: {
      containerInsights: '2024-02-02-preview',
      appMonitoring: '2024-02-02-preview',
    },
    ManagedClusterAzureMonitorProfileAppMonitoring: {
      openTelemetryLogsAndTraces: '2026-02-02-preview',
    },
    ManagedClusterAzureMonitorProfileAppMonitoringOpenTelemetryMetrics: {
      httpPort: '2026-02-02-preview',
      grpcPort: '2026-02-02-preview',
    },
    ManagedClusterAzureMonitorProfileContainerInsights: {
      containerNetworkLogs: '2026-01-02-preview',
    },
    ManagedClusterAzureMonitorProfileMetrics: {
      controlPlane: '2026-02-02-preview',
    },
    ManagedClusterHTTPProxyConfig: {
      enabled: '2025-03-02-preview',
    },
    ManagedClusterHostedSystemProfile: {
      systemNodeSubnetID: '2026-02-02-preview',
      nodeSubnetID: '2026-02-02-preview',
    },
    ManagedClusterIngressProfile: {
      gatewayAPI: '2025-08-02-preview',
    },
    ManagedClusterIngressProfileWebAppRouting: {
      nginx: '2024-06-02-preview',
      gatewayAPIImplementations: '2026-01-02-preview',
    },
    ManagedClusterManagedOutboundIPProfile: {
      countIPv6: '2026-01-02-preview',
    },
    ManagedClusterNATGatewayProfile: {
      sku: '2026-06-02-preview',
      outboundIPPrefixes: '2026-01-02-preview',
      outboundIPs: '2026-01-02-preview',
    },
    ManagedClusterNodeProvisioningProfile: {
      defaultNodePools: '2025-03-02-preview',
    },
    ManagedClusterProperties: {
      status: '2024-10-02-preview',
      hostedSystemProfile: '2025-08-02-preview',
      schedulerProfile: '2025-03-02-preview',
      enableFIPS: '2026-03-02-preview',
    },
    ManagedClusterSecurityProfile: {
      kubernetesResourceObjectEncryptionProfile: '2025-08-02-preview',
    },
    ManagedClusterSecurityProfileDefender: {
      securityGating: '2025-01-02-preview',
    },
    ManagedClusterUpgradeProfile: {
      systemData: '2026-01-02-preview',
    },
    ManualScaleProfile: {
      size: '2025-02-02-preview',
    },
    PrivateEndpointConnection: {
      systemData: '2026-01-02-preview',
    },
    ScaleProfile: {
      autoscale: '2024-04-02-preview',
    },
    SchedulerProfile: {
      upstream: '2026-05-02-preview',
    },
  },
  until: {
    ManagedClusterProperties: {
      enablePodSecurityPolicy: '2025-02-02-preview',
    },
  },
  values: {
    AgentPoolMode: {
      Gateway: '2024-02-02-preview',
    },
    AgentPoolSSHAccess: {
      EntraId: '2025-08-02-preview',
    },
    ManagedClusterSKUName: {
      Automatic: '2024-03-02-preview',
    },
    OSSKU: {
      Ubuntu2204: '2025-03-02-preview',
      Ubuntu2404: '2025-03-02-preview',
      AzureLinux3: '2025-08-02-preview',
      AzureContainerLinux: '2026-03-02-preview',
      Windows2025: '2025-08-02-preview',
    },
    OutboundType: {
      none: '2024-04-02-preview',
    },
    WorkloadRuntime: {
      KataVmIsolation: '2025-09-02-preview',
    },
  },
  beside: {
    AgentPoolUpgradeSettings: {
      maxBlockedNodes: '2025-01-02-preview',
      minSurge: '2025-08-02-preview',
      upgradeGateSettings: '2026-07-02-preview',
    },
    KubeletConfig: {
      seccompDefault: '2024-10-02-preview',
      kubeReserved: '2026-03-02-preview',
      hardEvictionThreshold: '2026-03-02-preview',
      softEvictionThreshold: '2026-06-02-preview',
      softEvictionGracePeriod: '2026-06-02-preview',
      evictionMaxPodGracePeriodInSeconds: '2026-06-02-preview',
    },
    AgentPoolNetworkProfile: {
      nodePublicIPPrefixIDs: '2026-03-02-preview',
      secondaryNetworkInterfaces: '2026-03-02-preview',
    },
    NvidiaGPUProfile: {
      migStrategy: '2026-01-02-preview',
      driverMode: '2026-06-02-preview',
      migProfiles: '2026-07-02-preview',
    },
    GPUProfile: {
      installGPUDriver: '2024-01-02-preview',
      driverType: '2024-07-02-preview',
    },
    ManualScaleProfile: {
      sizes: '2024-01-02-preview',
      osDiskSizeGB: '2024-10-02-preview',
      osDiskType: '2024-10-02-preview',
    },
    AutoScaleProfile: {
      sizes: '2024-04-02-preview',
      osDiskSizeGB: '2024-10-02-preview',
      osDiskType: '2024-10-02-preview',
    },
    ManagedClusterAgentPoolProfileProperties: {
      enableCustomCATrust: '2024-01-02-preview',
      nodeInitializationTaints: '2024-01-02-preview',
      upgradeStrategy: '2025-08-02-preview',
      upgradeSettingsBlueGreen: '2025-08-02-preview',
      nodeCustomizationProfile: '2025-08-02-preview',
      enableOSDiskFullCaching: '2026-01-02-preview',
      preparedImageSpecificationProfile: '2026-02-02-preview',
    },
    AgentPoolUpgradeProfilePropertiesUpgradesItem: {
      isOutOfSupport: '2024-10-02-preview',
    },
    AgentPoolUpgradeProfileProperties: {
      componentsByReleases: '2024-04-02-preview',
    },
    MachineNetworkProperties: {
      vnetSubnetID: '2025-05-02-preview',
      podSubnetID: '2025-05-02-preview',
      enableNodePublicIP: '2025-05-02-preview',
      nodePublicIPPrefixID: '2025-05-02-preview',
      nodePublicIPTags: '2025-05-02-preview',
      podIPAllocationMode: '2026-08-02-preview',
    },
    MachineProperties: {
      hardware: '2025-05-02-preview',
      operatingSystem: '2025-05-02-preview',
      kubernetes: '2025-05-02-preview',
      mode: '2025-05-02-preview',
      security: '2025-05-02-preview',
      priority: '2025-05-02-preview',
      nodeImageVersion: '2025-05-02-preview',
      provisioningState: '2025-05-02-preview',
      tags: '2025-05-02-preview',
      eTag: '2025-05-02-preview',
      status: '2025-05-02-preview',
      evictionPolicy: '2026-01-02-preview',
      billing: '2026-01-02-preview',
      localDNSProfile: '2026-01-02-preview',
      capacityReservation: '2026-06-02-preview',
    },
    MaintenanceConfigurationProperties: {
      maintenanceWindowId: '2026-05-02-preview',
    },
    ManagedClusterAgentPoolProfile: {
      enableCustomCATrust: '2024-01-02-preview',
      nodeInitializationTaints: '2024-01-02-preview',
      upgradeStrategy: '2025-08-02-preview',
      upgradeSettingsBlueGreen: '2025-08-02-preview',
      nodeCustomizationProfile: '2025-08-02-preview',
      enableOSDiskFullCaching: '2026-01-02-preview',
      preparedImageSpecificationProfile: '2026-02-02-preview',
    },
    ManagedClusterLoadBalancerProfile: {
      clusterServiceLoadBalancerHealthProbeMode: '2024-02-02-preview',
    },
    AdvancedNetworkingObservability: {
      tlsManagement: '2024-06-02-preview',
    },
    AdvancedNetworkingSecurity: {
      fqdnPolicy: '2024-06-02-preview',
    },
    ContainerServiceNetworkProfile: {
      kubeProxyConfig: '2024-01-02-preview',
      monitoring: '2024-01-02-preview',
      podLinkLocalAccess: '2024-04-02-preview',
      bastionProfile: '2026-04-02-preview',
      natGatewayId: '2026-05-02-preview',
      clusterAPIConnectivityProfile: '2026-08-02-preview',
    },
    ClusterUpgradeSettings: {
      upgradeGateSettings: '2026-07-02-preview',
    },
    ManagedClusterHTTPProxyConfig: {
      effectiveNoProxy: '2024-01-02-preview',
    },
    ManagedClusterSecurityProfile: {
      imageIntegrity: '2024-01-02-preview',
      nodeRestriction: '2024-01-02-preview',
      serviceAccountImagePullProfile: '2026-01-02-preview',
    },
    ManagedClusterStorageProfileDiskCSIDriver: {
      version: '2024-01-02-preview',
      quickAttachDetach: '2026-08-02-preview',
    },
    ManagedClusterIngressProfileWebAppRouting: {
      defaultDomain: '2025-09-02-preview',
    },
    ManagedClusterIngressProfile: {
      applicationLoadBalancer: '2025-09-02-preview',
    },
    ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscaler: {
      addonAutoscaling: '2024-01-02-preview',
    },
    ManagedClusterAzureMonitorProfileMetrics: {
      appMonitoringOpenTelemetryMetrics: '2024-01-02-preview',
    },
    ManagedClusterAzureMonitorProfileContainerInsights: {
      disableCustomMetrics: '2024-02-02-preview',
    },
    ManagedClusterAzureMonitorProfileAppMonitoringOpenTelemetryMetrics: {
      port: '2024-02-02-preview',
    },
    ManagedClusterAzureMonitorProfileAppMonitoring: {
      openTelemetryLogs: '2024-02-02-preview',
    },
    ManagedClusterAzureMonitorProfile: {
      logs: '2024-01-02-preview',
    },
    IstioEgressGateway: {
      nodeSelector: '2024-01-02-preview',
    },
    SchedulerProfile: {
      schedulerInstanceProfiles: '2025-03-02-preview',
    },
    ManagedClusterProperties: {
      creationData: '2024-01-02-preview',
      enableNamespaceResources: '2024-01-02-preview',
      safeguardsProfile: '2024-01-02-preview',
      healthMonitorProfile: '2026-01-02-preview',
      controlPlaneScalingProfile: '2026-02-02-preview',
      nodeDisruptionProfile: '2026-03-02-preview',
      enableNodeHardening: '2026-06-02-preview',
      agentSandboxProfile: '2026-08-02-preview',
      podSnapshotProfile: '2026-08-02-preview',
    },
    ManagedClusterPoolUpgradeProfileUpgradesItem: {
      isOutOfSupport: '2024-10-02-preview',
    },
    ManagedClusterPoolUpgradeProfile: {
      componentsByReleases: '2024-04-02-preview',
    },
  },
}
