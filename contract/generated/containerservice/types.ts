// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        OperationValueDisplay: {
            readonly operation?: string;
            readonly resource?: string;
            readonly description?: string;
            readonly provider?: string;
        };
        OperationValue: {
            readonly origin?: string;
            readonly name?: string;
            display?: components["schemas"]["OperationValueDisplay"];
        };
        OperationListResult: {
            readonly value?: components["schemas"]["OperationValue"][];
        };
        /** @description What went wrong. */
        CloudErrorBody: {
            /** @description A word for programs to compare. */
            code?: string;
            /** @description A sentence for people. */
            message?: string;
            /** @description The part of the request at fault. */
            target?: string;
            /** @description Further errors behind this one. */
            details?: components["schemas"]["CloudErrorBody"][];
        };
        /** @description The body of a failed request. */
        CloudError: {
            error?: components["schemas"]["CloudErrorBody"];
        };
        /** @enum {string} */
        KubernetesSupportPlan: "KubernetesOfficial" | "AKSLongTermSupport";
        KubernetesVersionCapabilities: {
            supportPlan?: components["schemas"]["KubernetesSupportPlan"][];
        };
        KubernetesPatchVersion: {
            upgrades?: string[];
        };
        KubernetesVersion: {
            version?: string;
            capabilities?: components["schemas"]["KubernetesVersionCapabilities"];
            isDefault?: boolean;
            isPreview?: boolean;
            patchVersions?: {
                [key: string]: components["schemas"]["KubernetesPatchVersion"];
            };
        };
        KubernetesVersionListResult: {
            values?: components["schemas"]["KubernetesVersion"][];
        };
        /**
         * @description What kind of identity acted.
         * @enum {string}
         */
        IdentityKind: "User" | "Application" | "ManagedIdentity" | "Key";
        /** @description Who made a resource, who changed it last, and when. */
        SystemData: {
            /** @description The identity that made the resource. */
            createdBy?: string;
            createdByType?: components["schemas"]["IdentityKind"];
            /**
             * Format: date-time
             * @description When the resource was made (UTC).
             */
            createdAt?: string;
            /** @description The identity that changed the resource last. */
            lastModifiedBy?: string;
            lastModifiedByType?: components["schemas"]["IdentityKind"];
            /**
             * Format: date-time
             * @description When the resource was changed last (UTC).
             */
            lastModifiedAt?: string;
        };
        /** @enum {string} */
        ManagedClusterSKUName: "Base";
        /** @enum {string} */
        ManagedClusterSKUTier: "Standard" | "Free" | "Premium";
        ManagedClusterSKU: {
            name?: components["schemas"]["ManagedClusterSKUName"];
            tier?: components["schemas"]["ManagedClusterSKUTier"];
        };
        /** @enum {string} */
        ExtendedLocationType: "EdgeZone";
        ExtendedLocation: {
            name?: string;
            type?: components["schemas"]["ExtendedLocationType"];
        };
        /** @enum {string} */
        ResourceIdentityType: "SystemAssigned" | "UserAssigned" | "None";
        /** @description An identity of another tenant that acts for the cluster. */
        DelegatedResource: {
            /** @description The resource that is delegated to. */
            resourceId?: string;
            /** @description The tenant of that resource. */
            tenantId?: string;
            /** @description The resource that asked for the delegation. */
            referralResource?: string;
            /** @description The region of that resource. */
            location?: string;
        };
        ManagedServiceIdentityUserAssignedIdentitiesValue: {
            readonly principalId?: string;
            readonly clientId?: string;
        };
        ManagedClusterIdentity: {
            readonly principalId?: string;
            readonly tenantId?: string;
            type?: components["schemas"]["ResourceIdentityType"];
            delegatedResources?: {
                [key: string]: components["schemas"]["DelegatedResource"];
            };
            userAssignedIdentities?: {
                [key: string]: components["schemas"]["ManagedServiceIdentityUserAssignedIdentitiesValue"];
            };
        };
        /** @enum {string} */
        PowerStateCode: "Running" | "Stopped";
        PowerState: {
            code?: components["schemas"]["PowerStateCode"];
        };
        /** @enum {string} */
        OSDiskType: "Managed" | "Ephemeral";
        /** @enum {string} */
        KubeletDiskType: "OS" | "Temporary";
        /** @enum {string} */
        WorkloadRuntime: "OCIContainer" | "WasmWasi";
        /** @enum {string} */
        OSType: "Linux" | "Windows";
        /** @enum {string} */
        OSSKU: "Ubuntu" | "CBLMariner" | "AzureLinux" | "Windows2019" | "Windows2022";
        /** @enum {string} */
        ScaleDownMode: "Delete" | "Deallocate";
        /** @enum {string} */
        AgentPoolType: "VirtualMachineScaleSets" | "AvailabilitySet";
        /** @enum {string} */
        AgentPoolMode: "System" | "User";
        AgentPoolUpgradeSettings: {
            maxSurge?: string;
            /** Format: int32 */
            drainTimeoutInMinutes?: number;
            /** Format: int32 */
            nodeSoakDurationInMinutes?: number;
        };
        /** @enum {string} */
        ScaleSetPriority: "Spot" | "Regular";
        /** @enum {string} */
        ScaleSetEvictionPolicy: "Delete" | "Deallocate";
        KubeletConfig: {
            cpuManagerPolicy?: string;
            cpuCfsQuota?: boolean;
            cpuCfsQuotaPeriod?: string;
            /** Format: int32 */
            imageGcHighThreshold?: number;
            /** Format: int32 */
            imageGcLowThreshold?: number;
            topologyManagerPolicy?: string;
            allowedUnsafeSysctls?: string[];
            failSwapOn?: boolean;
            /** Format: int32 */
            containerLogMaxSizeMB?: number;
            /** Format: int32 */
            containerLogMaxFiles?: number;
            /** Format: int32 */
            podMaxPids?: number;
        };
        SysctlConfig: {
            /** Format: int32 */
            netCoreSomaxconn?: number;
            /** Format: int32 */
            netCoreNetdevMaxBacklog?: number;
            /** Format: int32 */
            netCoreRmemDefault?: number;
            /** Format: int32 */
            netCoreRmemMax?: number;
            /** Format: int32 */
            netCoreWmemDefault?: number;
            /** Format: int32 */
            netCoreWmemMax?: number;
            /** Format: int32 */
            netCoreOptmemMax?: number;
            /** Format: int32 */
            netIpv4TcpMaxSynBacklog?: number;
            /** Format: int32 */
            netIpv4TcpMaxTwBuckets?: number;
            /** Format: int32 */
            netIpv4TcpFinTimeout?: number;
            /** Format: int32 */
            netIpv4TcpKeepaliveTime?: number;
            /** Format: int32 */
            netIpv4TcpKeepaliveProbes?: number;
            /** Format: int32 */
            netIpv4TcpkeepaliveIntvl?: number;
            netIpv4TcpTwReuse?: boolean;
            netIpv4IpLocalPortRange?: string;
            /** Format: int32 */
            netIpv4NeighDefaultGcThresh1?: number;
            /** Format: int32 */
            netIpv4NeighDefaultGcThresh2?: number;
            /** Format: int32 */
            netIpv4NeighDefaultGcThresh3?: number;
            /** Format: int32 */
            netNetfilterNfConntrackMax?: number;
            /** Format: int32 */
            netNetfilterNfConntrackBuckets?: number;
            /** Format: int32 */
            fsInotifyMaxUserWatches?: number;
            /** Format: int32 */
            fsFileMax?: number;
            /** Format: int32 */
            fsAioMaxNr?: number;
            /** Format: int32 */
            fsNrOpen?: number;
            /** Format: int32 */
            kernelThreadsMax?: number;
            /** Format: int32 */
            vmMaxMapCount?: number;
            /** Format: int32 */
            vmSwappiness?: number;
            /** Format: int32 */
            vmVfsCachePressure?: number;
        };
        LinuxOSConfig: {
            sysctls?: components["schemas"]["SysctlConfig"];
            transparentHugePageEnabled?: string;
            transparentHugePageDefrag?: string;
            /** Format: int32 */
            swapFileSizeMB?: number;
        };
        /** @enum {string} */
        GPUInstanceProfile: "MIG1g" | "MIG2g" | "MIG3g" | "MIG4g" | "MIG7g";
        CreationData: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            sourceResourceId?: string;
        };
        IPTag: {
            ipTagType?: string;
            tag?: string;
        };
        /** @enum {string} */
        PortProtocol: "TCP" | "UDP";
        PortRange: {
            /** Format: int32 */
            portStart?: number;
            /** Format: int32 */
            portEnd?: number;
            protocol?: components["schemas"]["PortProtocol"];
        };
        AgentPoolNetworkProfile: {
            nodePublicIPTags?: components["schemas"]["IPTag"][];
            allowedHostPorts?: components["schemas"]["PortRange"][];
            applicationSecurityGroups?: string[];
        };
        AgentPoolWindowsProfile: {
            disableOutboundNat?: boolean;
        };
        ManagedClusterAgentPoolProfile: {
            /** Format: int32 */
            count?: number;
            vmSize?: string;
            /** Format: int32 */
            osDiskSizeGB?: number;
            osDiskType?: components["schemas"]["OSDiskType"];
            kubeletDiskType?: components["schemas"]["KubeletDiskType"];
            workloadRuntime?: components["schemas"]["WorkloadRuntime"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            vnetSubnetID?: string;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            podSubnetID?: string;
            /** Format: int32 */
            maxPods?: number;
            /** @default Linux */
            osType?: components["schemas"]["OSType"];
            osSKU?: components["schemas"]["OSSKU"];
            /** Format: int32 */
            maxCount?: number;
            /** Format: int32 */
            minCount?: number;
            enableAutoScaling?: boolean;
            scaleDownMode?: components["schemas"]["ScaleDownMode"];
            type?: components["schemas"]["AgentPoolType"];
            mode?: components["schemas"]["AgentPoolMode"];
            orchestratorVersion?: string;
            readonly currentOrchestratorVersion?: string;
            readonly nodeImageVersion?: string;
            upgradeSettings?: components["schemas"]["AgentPoolUpgradeSettings"];
            readonly provisioningState?: string;
            powerState?: components["schemas"]["PowerState"];
            availabilityZones?: string[];
            enableNodePublicIP?: boolean;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            nodePublicIPPrefixID?: string;
            /** @default Regular */
            scaleSetPriority?: components["schemas"]["ScaleSetPriority"];
            /** @default Delete */
            scaleSetEvictionPolicy?: components["schemas"]["ScaleSetEvictionPolicy"];
            /** @default -1 */
            spotMaxPrice?: number;
            tags?: {
                [key: string]: string;
            };
            nodeLabels?: {
                [key: string]: string;
            };
            nodeTaints?: string[];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            proximityPlacementGroupID?: string;
            kubeletConfig?: components["schemas"]["KubeletConfig"];
            linuxOSConfig?: components["schemas"]["LinuxOSConfig"];
            enableEncryptionAtHost?: boolean;
            enableUltraSSD?: boolean;
            enableFIPS?: boolean;
            gpuInstanceProfile?: components["schemas"]["GPUInstanceProfile"];
            creationData?: components["schemas"]["CreationData"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            capacityReservationGroupID?: string;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            hostGroupID?: string;
            networkProfile?: components["schemas"]["AgentPoolNetworkProfile"];
            windowsProfile?: components["schemas"]["AgentPoolWindowsProfile"];
            name: string;
        };
        ContainerServiceSshPublicKey: {
            keyData: string;
        };
        ContainerServiceSshConfiguration: {
            publicKeys: components["schemas"]["ContainerServiceSshPublicKey"][];
        };
        ContainerServiceLinuxProfile: {
            adminUsername: string;
            ssh: components["schemas"]["ContainerServiceSshConfiguration"];
        };
        /** @enum {string} */
        WindowsLicenseType: "None" | "Windows_Server";
        WindowsGmsaProfile: {
            enabled?: boolean;
            dnsServer?: string;
            rootDomainName?: string;
        };
        ManagedClusterWindowsProfile: {
            adminUsername: string;
            adminPassword?: string;
            licenseType?: components["schemas"]["WindowsLicenseType"];
            enableCSIProxy?: boolean;
            gmsaProfile?: components["schemas"]["WindowsGmsaProfile"];
        };
        ManagedClusterServicePrincipalProfile: {
            clientId: string;
            secret?: string;
        };
        UserAssignedIdentity: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            resourceId?: string;
            clientId?: string;
            objectId?: string;
        };
        ManagedClusterAddonProfile: {
            enabled: boolean;
            config?: {
                [key: string]: string;
            };
            readonly identity?: components["schemas"]["UserAssignedIdentity"];
        };
        /** @enum {string} */
        ManagedClusterPodIdentityProvisioningState: "Assigned" | "Canceled" | "Deleting" | "Failed" | "Succeeded" | "Updating";
        ManagedClusterPodIdentityProvisioningErrorBody: {
            code?: string;
            message?: string;
            target?: string;
            details?: components["schemas"]["ManagedClusterPodIdentityProvisioningErrorBody"][];
        };
        ManagedClusterPodIdentityProvisioningError: {
            error?: components["schemas"]["ManagedClusterPodIdentityProvisioningErrorBody"];
        };
        ManagedClusterPodIdentityProvisioningInfo: {
            error?: components["schemas"]["ManagedClusterPodIdentityProvisioningError"];
        };
        ManagedClusterPodIdentity: {
            name: string;
            namespace: string;
            bindingSelector?: string;
            identity: components["schemas"]["UserAssignedIdentity"];
            readonly provisioningState?: components["schemas"]["ManagedClusterPodIdentityProvisioningState"];
            readonly provisioningInfo?: components["schemas"]["ManagedClusterPodIdentityProvisioningInfo"];
        };
        ManagedClusterPodIdentityException: {
            name: string;
            namespace: string;
            podLabels: {
                [key: string]: string;
            };
        };
        ManagedClusterPodIdentityProfile: {
            enabled?: boolean;
            allowNetworkPluginKubenet?: boolean;
            userAssignedIdentities?: components["schemas"]["ManagedClusterPodIdentity"][];
            userAssignedIdentityExceptions?: components["schemas"]["ManagedClusterPodIdentityException"][];
        };
        ManagedClusterOIDCIssuerProfile: {
            readonly issuerURL?: string;
            enabled?: boolean;
        };
        /** @enum {string} */
        NetworkPlugin: "azure" | "kubenet" | "none";
        /** @enum {string} */
        NetworkPluginMode: "overlay";
        /** @enum {string} */
        NetworkPolicy: "none" | "calico" | "azure" | "cilium";
        /** @enum {string} */
        NetworkMode: "transparent" | "bridge";
        /** @enum {string} */
        NetworkDataplane: "azure" | "cilium";
        /** @enum {string} */
        OutboundType: "loadBalancer" | "userDefinedRouting" | "managedNATGateway" | "userAssignedNATGateway";
        /** @enum {string} */
        LoadBalancerSku: "standard" | "basic";
        ManagedClusterLoadBalancerProfileManagedOutboundIPs: {
            /**
             * Format: int32
             * @default 1
             */
            count?: number;
            /**
             * Format: int32
             * @default 0
             */
            countIPv6?: number;
        };
        ResourceReference: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            id?: string;
        };
        ManagedClusterLoadBalancerProfileOutboundIPPrefixes: {
            publicIPPrefixes?: components["schemas"]["ResourceReference"][];
        };
        ManagedClusterLoadBalancerProfileOutboundIPs: {
            publicIPs?: components["schemas"]["ResourceReference"][];
        };
        /** @enum {string} */
        BackendPoolType: "NodeIPConfiguration" | "NodeIP";
        ManagedClusterLoadBalancerProfile: {
            managedOutboundIPs?: components["schemas"]["ManagedClusterLoadBalancerProfileManagedOutboundIPs"];
            outboundIPPrefixes?: components["schemas"]["ManagedClusterLoadBalancerProfileOutboundIPPrefixes"];
            outboundIPs?: components["schemas"]["ManagedClusterLoadBalancerProfileOutboundIPs"];
            effectiveOutboundIPs?: components["schemas"]["ResourceReference"][];
            /**
             * Format: int32
             * @default 0
             */
            allocatedOutboundPorts?: number;
            /**
             * Format: int32
             * @default 30
             */
            idleTimeoutInMinutes?: number;
            enableMultipleStandardLoadBalancers?: boolean;
            /** @default NodeIPConfiguration */
            backendPoolType?: components["schemas"]["BackendPoolType"];
        };
        ManagedClusterManagedOutboundIPProfile: {
            /**
             * Format: int32
             * @default 1
             */
            count?: number;
        };
        ManagedClusterNATGatewayProfile: {
            managedOutboundIPProfile?: components["schemas"]["ManagedClusterManagedOutboundIPProfile"];
            effectiveOutboundIPs?: components["schemas"]["ResourceReference"][];
            /**
             * Format: int32
             * @default 4
             */
            idleTimeoutInMinutes?: number;
        };
        /** @enum {string} */
        IPFamily: "IPv4" | "IPv6";
        ContainerServiceNetworkProfile: {
            /** @default kubenet */
            networkPlugin?: components["schemas"]["NetworkPlugin"];
            networkPluginMode?: components["schemas"]["NetworkPluginMode"];
            networkPolicy?: components["schemas"]["NetworkPolicy"];
            networkMode?: components["schemas"]["NetworkMode"];
            networkDataplane?: components["schemas"]["NetworkDataplane"];
            /** @default 10.244.0.0/16 */
            podCidr?: string;
            /** @default 10.0.0.0/16 */
            serviceCidr?: string;
            /** @default 10.0.0.10 */
            dnsServiceIP?: string;
            /** @default loadBalancer */
            outboundType?: components["schemas"]["OutboundType"];
            loadBalancerSku?: components["schemas"]["LoadBalancerSku"];
            loadBalancerProfile?: components["schemas"]["ManagedClusterLoadBalancerProfile"];
            natGatewayProfile?: components["schemas"]["ManagedClusterNATGatewayProfile"];
            podCidrs?: string[];
            serviceCidrs?: string[];
            ipFamilies?: components["schemas"]["IPFamily"][];
        };
        ManagedClusterAADProfile: {
            managed?: boolean;
            enableAzureRBAC?: boolean;
            adminGroupObjectIDs?: string[];
            clientAppID?: string;
            serverAppID?: string;
            serverAppSecret?: string;
            tenantID?: string;
        };
        /** @enum {string} */
        UpgradeChannel: "rapid" | "stable" | "patch" | "node-image" | "none";
        /** @enum {string} */
        NodeOSUpgradeChannel: "Unmanaged" | "None" | "NodeImage" | "SecurityPatch";
        ManagedClusterAutoUpgradeProfile: {
            upgradeChannel?: components["schemas"]["UpgradeChannel"];
            nodeOSUpgradeChannel?: components["schemas"]["NodeOSUpgradeChannel"];
        };
        UpgradeOverrideSettings: {
            forceUpgrade?: boolean;
            /** Format: date-time */
            until?: string;
        };
        ClusterUpgradeSettings: {
            overrideSettings?: components["schemas"]["UpgradeOverrideSettings"];
        };
        /** @enum {string} */
        Expander: "least-waste" | "most-pods" | "priority" | "random";
        ManagedClusterPropertiesAutoScalerProfile: {
            "balance-similar-node-groups"?: string;
            "daemonset-eviction-for-empty-nodes"?: boolean;
            "daemonset-eviction-for-occupied-nodes"?: boolean;
            "ignore-daemonsets-utilization"?: boolean;
            expander?: components["schemas"]["Expander"];
            "max-empty-bulk-delete"?: string;
            "max-graceful-termination-sec"?: string;
            "max-node-provision-time"?: string;
            "max-total-unready-percentage"?: string;
            "new-pod-scale-up-delay"?: string;
            "ok-total-unready-count"?: string;
            "scan-interval"?: string;
            "scale-down-delay-after-add"?: string;
            "scale-down-delay-after-delete"?: string;
            "scale-down-delay-after-failure"?: string;
            "scale-down-unneeded-time"?: string;
            "scale-down-unready-time"?: string;
            "scale-down-utilization-threshold"?: string;
            "skip-nodes-with-local-storage"?: string;
            "skip-nodes-with-system-pods"?: string;
        };
        ManagedClusterAPIServerAccessProfile: {
            authorizedIPRanges?: string[];
            enablePrivateCluster?: boolean;
            privateDNSZone?: string;
            enablePrivateClusterPublicFQDN?: boolean;
            disableRunCommand?: boolean;
        };
        PrivateLinkResource: {
            id?: string;
            name?: string;
            type?: string;
            groupId?: string;
            requiredMembers?: string[];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            readonly privateLinkServiceID?: string;
        };
        ManagedClusterHTTPProxyConfig: {
            httpProxy?: string;
            httpsProxy?: string;
            noProxy?: string[];
            trustedCa?: string;
        };
        ManagedClusterSecurityProfileDefenderSecurityMonitoring: {
            enabled?: boolean;
        };
        ManagedClusterSecurityProfileDefender: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            logAnalyticsWorkspaceResourceId?: string;
            securityMonitoring?: components["schemas"]["ManagedClusterSecurityProfileDefenderSecurityMonitoring"];
        };
        /** @enum {string} */
        KeyVaultNetworkAccessTypes: "Public" | "Private";
        AzureKeyVaultKms: {
            enabled?: boolean;
            keyId?: string;
            /** @default Public */
            keyVaultNetworkAccess?: components["schemas"]["KeyVaultNetworkAccessTypes"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            keyVaultResourceId?: string;
        };
        ManagedClusterSecurityProfileWorkloadIdentity: {
            enabled?: boolean;
        };
        ManagedClusterSecurityProfileImageCleaner: {
            enabled?: boolean;
            /** Format: int32 */
            intervalHours?: number;
        };
        ManagedClusterSecurityProfile: {
            defender?: components["schemas"]["ManagedClusterSecurityProfileDefender"];
            azureKeyVaultKms?: components["schemas"]["AzureKeyVaultKms"];
            workloadIdentity?: components["schemas"]["ManagedClusterSecurityProfileWorkloadIdentity"];
            imageCleaner?: components["schemas"]["ManagedClusterSecurityProfileImageCleaner"];
        };
        ManagedClusterStorageProfileDiskCSIDriver: {
            enabled?: boolean;
        };
        ManagedClusterStorageProfileFileCSIDriver: {
            enabled?: boolean;
        };
        ManagedClusterStorageProfileSnapshotController: {
            enabled?: boolean;
        };
        ManagedClusterStorageProfileBlobCSIDriver: {
            enabled?: boolean;
        };
        ManagedClusterStorageProfile: {
            diskCSIDriver?: components["schemas"]["ManagedClusterStorageProfileDiskCSIDriver"];
            fileCSIDriver?: components["schemas"]["ManagedClusterStorageProfileFileCSIDriver"];
            snapshotController?: components["schemas"]["ManagedClusterStorageProfileSnapshotController"];
            blobCSIDriver?: components["schemas"]["ManagedClusterStorageProfileBlobCSIDriver"];
        };
        ManagedClusterIngressProfileWebAppRouting: {
            enabled?: boolean;
            dnsZoneResourceIds?: string[];
            readonly identity?: components["schemas"]["UserAssignedIdentity"];
        };
        ManagedClusterIngressProfile: {
            webAppRouting?: components["schemas"]["ManagedClusterIngressProfileWebAppRouting"];
        };
        /** @enum {string} */
        PublicNetworkAccess: "Enabled" | "Disabled";
        ManagedClusterWorkloadAutoScalerProfileKeda: {
            enabled: boolean;
        };
        ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscaler: {
            enabled: boolean;
        };
        ManagedClusterWorkloadAutoScalerProfile: {
            keda?: components["schemas"]["ManagedClusterWorkloadAutoScalerProfileKeda"];
            verticalPodAutoscaler?: components["schemas"]["ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscaler"];
        };
        ManagedClusterAzureMonitorProfileKubeStateMetrics: {
            metricLabelsAllowlist?: string;
            metricAnnotationsAllowList?: string;
        };
        ManagedClusterAzureMonitorProfileMetrics: {
            enabled: boolean;
            kubeStateMetrics?: components["schemas"]["ManagedClusterAzureMonitorProfileKubeStateMetrics"];
        };
        ManagedClusterAzureMonitorProfile: {
            metrics?: components["schemas"]["ManagedClusterAzureMonitorProfileMetrics"];
        };
        /** @enum {string} */
        ServiceMeshMode: "Istio" | "Disabled";
        /** @enum {string} */
        IstioIngressGatewayMode: "External" | "Internal";
        IstioIngressGateway: {
            mode: components["schemas"]["IstioIngressGatewayMode"];
            enabled: boolean;
        };
        IstioEgressGateway: {
            enabled: boolean;
        };
        IstioComponents: {
            ingressGateways?: components["schemas"]["IstioIngressGateway"][];
            egressGateways?: components["schemas"]["IstioEgressGateway"][];
        };
        IstioPluginCertificateAuthority: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            keyVaultId?: string;
            certObjectName?: string;
            keyObjectName?: string;
            rootCertObjectName?: string;
            certChainObjectName?: string;
        };
        IstioCertificateAuthority: {
            plugin?: components["schemas"]["IstioPluginCertificateAuthority"];
        };
        IstioServiceMesh: {
            components?: components["schemas"]["IstioComponents"];
            certificateAuthority?: components["schemas"]["IstioCertificateAuthority"];
            revisions?: string[];
        };
        ServiceMeshProfile: {
            mode: components["schemas"]["ServiceMeshMode"];
            istio?: components["schemas"]["IstioServiceMesh"];
        };
        ManagedClusterCostAnalysis: {
            enabled?: boolean;
        };
        ManagedClusterMetricsProfile: {
            costAnalysis?: components["schemas"]["ManagedClusterCostAnalysis"];
        };
        ManagedClusterProperties: {
            readonly provisioningState?: string;
            readonly powerState?: components["schemas"]["PowerState"];
            /** Format: int32 */
            readonly maxAgentPools?: number;
            kubernetesVersion?: string;
            readonly currentKubernetesVersion?: string;
            dnsPrefix?: string;
            fqdnSubdomain?: string;
            readonly fqdn?: string;
            readonly privateFQDN?: string;
            readonly azurePortalFQDN?: string;
            agentPoolProfiles?: components["schemas"]["ManagedClusterAgentPoolProfile"][];
            linuxProfile?: components["schemas"]["ContainerServiceLinuxProfile"];
            windowsProfile?: components["schemas"]["ManagedClusterWindowsProfile"];
            servicePrincipalProfile?: components["schemas"]["ManagedClusterServicePrincipalProfile"];
            addonProfiles?: {
                [key: string]: components["schemas"]["ManagedClusterAddonProfile"];
            };
            podIdentityProfile?: components["schemas"]["ManagedClusterPodIdentityProfile"];
            oidcIssuerProfile?: components["schemas"]["ManagedClusterOIDCIssuerProfile"];
            nodeResourceGroup?: string;
            enableRBAC?: boolean;
            supportPlan?: components["schemas"]["KubernetesSupportPlan"];
            enablePodSecurityPolicy?: boolean;
            networkProfile?: components["schemas"]["ContainerServiceNetworkProfile"];
            aadProfile?: components["schemas"]["ManagedClusterAADProfile"];
            autoUpgradeProfile?: components["schemas"]["ManagedClusterAutoUpgradeProfile"];
            upgradeSettings?: components["schemas"]["ClusterUpgradeSettings"];
            autoScalerProfile?: components["schemas"]["ManagedClusterPropertiesAutoScalerProfile"];
            apiServerAccessProfile?: components["schemas"]["ManagedClusterAPIServerAccessProfile"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            diskEncryptionSetID?: string;
            identityProfile?: {
                [key: string]: components["schemas"]["UserAssignedIdentity"];
            };
            privateLinkResources?: components["schemas"]["PrivateLinkResource"][];
            disableLocalAccounts?: boolean;
            httpProxyConfig?: components["schemas"]["ManagedClusterHTTPProxyConfig"];
            securityProfile?: components["schemas"]["ManagedClusterSecurityProfile"];
            storageProfile?: components["schemas"]["ManagedClusterStorageProfile"];
            ingressProfile?: components["schemas"]["ManagedClusterIngressProfile"];
            publicNetworkAccess?: components["schemas"]["PublicNetworkAccess"];
            workloadAutoScalerProfile?: components["schemas"]["ManagedClusterWorkloadAutoScalerProfile"];
            azureMonitorProfile?: components["schemas"]["ManagedClusterAzureMonitorProfile"];
            serviceMeshProfile?: components["schemas"]["ServiceMeshProfile"];
            readonly resourceUID?: string;
            metricsProfile?: components["schemas"]["ManagedClusterMetricsProfile"];
        };
        ManagedCluster: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description The namespace and type, such as `Microsoft.ScVmm/clouds`. */
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            /** @description At most 50 names and values. */
            tags?: {
                [key: string]: string;
            };
            /** @description The region in which the resource lives. It cannot be changed later. */
            location: string;
            sku?: components["schemas"]["ManagedClusterSKU"];
            extendedLocation?: components["schemas"]["ExtendedLocation"];
            identity?: components["schemas"]["ManagedClusterIdentity"];
            properties?: components["schemas"]["ManagedClusterProperties"];
        };
        ManagedClusterListResult: {
            value?: components["schemas"]["ManagedCluster"][];
            readonly nextLink?: string;
        };
        ManagedClusterPoolUpgradeProfileUpgradesItem: {
            kubernetesVersion?: string;
            isPreview?: boolean;
        };
        ManagedClusterPoolUpgradeProfile: {
            kubernetesVersion: string;
            name?: string;
            osType: components["schemas"]["OSType"];
            upgrades?: components["schemas"]["ManagedClusterPoolUpgradeProfileUpgradesItem"][];
        };
        ManagedClusterUpgradeProfileProperties: {
            controlPlaneProfile: components["schemas"]["ManagedClusterPoolUpgradeProfile"];
            agentPoolProfiles: components["schemas"]["ManagedClusterPoolUpgradeProfile"][];
        };
        ManagedClusterUpgradeProfile: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["ManagedClusterUpgradeProfileProperties"];
        };
        AccessProfile: {
            /** Format: byte */
            kubeConfig?: string;
        };
        ManagedClusterAccessProfile: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description The namespace and type, such as `Microsoft.ScVmm/clouds`. */
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            /** @description At most 50 names and values. */
            tags?: {
                [key: string]: string;
            };
            /** @description The region in which the resource lives. It cannot be changed later. */
            location: string;
            properties?: components["schemas"]["AccessProfile"];
        };
        CredentialResult: {
            readonly name?: string;
            /** Format: byte */
            readonly value?: string;
        };
        CredentialResults: {
            readonly kubeconfigs?: components["schemas"]["CredentialResult"][];
        };
        /** @enum {string} */
        CredentialFormat: "exec" | "azure";
        TagsObject: {
            tags?: {
                [key: string]: string;
            };
        };
        CommandResultProperties: {
            readonly provisioningState?: string;
            /** Format: int32 */
            readonly exitCode?: number;
            /** Format: date-time */
            readonly startedAt?: string;
            /** Format: date-time */
            readonly finishedAt?: string;
            readonly logs?: string;
            readonly reason?: string;
        };
        RunCommandResult: {
            readonly id?: string;
            properties?: components["schemas"]["CommandResultProperties"];
        };
        RunCommandRequest: {
            command: string;
            context?: string;
            clusterToken?: string;
        };
        EndpointDetail: {
            ipAddress?: string;
            /** Format: int32 */
            port?: number;
            protocol?: string;
            description?: string;
        };
        EndpointDependency: {
            domainName?: string;
            endpointDetails?: components["schemas"]["EndpointDetail"][];
        };
        OutboundEnvironmentEndpoint: {
            category?: string;
            endpoints?: components["schemas"]["EndpointDependency"][];
        };
        OutboundEnvironmentEndpointCollection: {
            value: components["schemas"]["OutboundEnvironmentEndpoint"][];
            readonly nextLink?: string;
        };
        CompatibleVersions: {
            name?: string;
            versions?: string[];
        };
        MeshRevision: {
            revision?: string;
            upgrades?: string[];
            compatibleWith?: components["schemas"]["CompatibleVersions"][];
        };
        MeshRevisionProfileProperties: {
            meshRevisions?: components["schemas"]["MeshRevision"][];
        };
        MeshRevisionProfile: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description The namespace and type, such as `Microsoft.ScVmm/clouds`. */
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            properties?: components["schemas"]["MeshRevisionProfileProperties"];
        };
        MeshRevisionProfileList: {
            value?: components["schemas"]["MeshRevisionProfile"][];
            readonly nextLink?: string;
        };
        MeshUpgradeProfileProperties: {
            revision?: string;
            upgrades?: string[];
            compatibleWith?: components["schemas"]["CompatibleVersions"][];
        };
        MeshUpgradeProfile: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description The namespace and type, such as `Microsoft.ScVmm/clouds`. */
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            properties?: components["schemas"]["MeshUpgradeProfileProperties"];
        };
        MeshUpgradeProfileList: {
            value?: components["schemas"]["MeshUpgradeProfile"][];
            readonly nextLink?: string;
        };
        ManagedClusterAgentPoolProfileProperties: {
            /** Format: int32 */
            count?: number;
            vmSize?: string;
            /** Format: int32 */
            osDiskSizeGB?: number;
            osDiskType?: components["schemas"]["OSDiskType"];
            kubeletDiskType?: components["schemas"]["KubeletDiskType"];
            workloadRuntime?: components["schemas"]["WorkloadRuntime"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            vnetSubnetID?: string;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            podSubnetID?: string;
            /** Format: int32 */
            maxPods?: number;
            /** @default Linux */
            osType?: components["schemas"]["OSType"];
            osSKU?: components["schemas"]["OSSKU"];
            /** Format: int32 */
            maxCount?: number;
            /** Format: int32 */
            minCount?: number;
            enableAutoScaling?: boolean;
            scaleDownMode?: components["schemas"]["ScaleDownMode"];
            type?: components["schemas"]["AgentPoolType"];
            mode?: components["schemas"]["AgentPoolMode"];
            orchestratorVersion?: string;
            readonly currentOrchestratorVersion?: string;
            readonly nodeImageVersion?: string;
            upgradeSettings?: components["schemas"]["AgentPoolUpgradeSettings"];
            readonly provisioningState?: string;
            powerState?: components["schemas"]["PowerState"];
            availabilityZones?: string[];
            enableNodePublicIP?: boolean;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            nodePublicIPPrefixID?: string;
            /** @default Regular */
            scaleSetPriority?: components["schemas"]["ScaleSetPriority"];
            /** @default Delete */
            scaleSetEvictionPolicy?: components["schemas"]["ScaleSetEvictionPolicy"];
            /** @default -1 */
            spotMaxPrice?: number;
            tags?: {
                [key: string]: string;
            };
            nodeLabels?: {
                [key: string]: string;
            };
            nodeTaints?: string[];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            proximityPlacementGroupID?: string;
            kubeletConfig?: components["schemas"]["KubeletConfig"];
            linuxOSConfig?: components["schemas"]["LinuxOSConfig"];
            enableEncryptionAtHost?: boolean;
            enableUltraSSD?: boolean;
            enableFIPS?: boolean;
            gpuInstanceProfile?: components["schemas"]["GPUInstanceProfile"];
            creationData?: components["schemas"]["CreationData"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            capacityReservationGroupID?: string;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            hostGroupID?: string;
            networkProfile?: components["schemas"]["AgentPoolNetworkProfile"];
            windowsProfile?: components["schemas"]["AgentPoolWindowsProfile"];
        };
        AgentPool: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["ManagedClusterAgentPoolProfileProperties"];
        };
        AgentPoolListResult: {
            value?: components["schemas"]["AgentPool"][];
            readonly nextLink?: string;
        };
        AgentPoolUpgradeProfilePropertiesUpgradesItem: {
            kubernetesVersion?: string;
            isPreview?: boolean;
        };
        AgentPoolUpgradeProfileProperties: {
            kubernetesVersion: string;
            osType: components["schemas"]["OSType"];
            upgrades?: components["schemas"]["AgentPoolUpgradeProfilePropertiesUpgradesItem"][];
            latestNodeImageVersion?: string;
        };
        AgentPoolUpgradeProfile: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["AgentPoolUpgradeProfileProperties"];
        };
        AgentPoolAvailableVersionsPropertiesAgentPoolVersionsItem: {
            default?: boolean;
            kubernetesVersion?: string;
            isPreview?: boolean;
        };
        AgentPoolAvailableVersionsProperties: {
            agentPoolVersions?: components["schemas"]["AgentPoolAvailableVersionsPropertiesAgentPoolVersionsItem"][];
        };
        AgentPoolAvailableVersions: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["AgentPoolAvailableVersionsProperties"];
        };
        /** @enum {string} */
        WeekDay: "Sunday" | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday";
        TimeInWeek: {
            day?: components["schemas"]["WeekDay"];
            hourSlots?: number[];
        };
        TimeSpan: {
            /** Format: date-time */
            start?: string;
            /** Format: date-time */
            end?: string;
        };
        DailySchedule: {
            /** Format: int32 */
            intervalDays: number;
        };
        WeeklySchedule: {
            /** Format: int32 */
            intervalWeeks: number;
            dayOfWeek: components["schemas"]["WeekDay"];
        };
        AbsoluteMonthlySchedule: {
            /** Format: int32 */
            intervalMonths: number;
            /** Format: int32 */
            dayOfMonth: number;
        };
        /** @enum {string} */
        WeekIndex: "First" | "Second" | "Third" | "Fourth" | "Last";
        RelativeMonthlySchedule: {
            /** Format: int32 */
            intervalMonths: number;
            weekIndex: components["schemas"]["WeekIndex"];
            dayOfWeek: components["schemas"]["WeekDay"];
        };
        Schedule: {
            daily?: components["schemas"]["DailySchedule"];
            weekly?: components["schemas"]["WeeklySchedule"];
            absoluteMonthly?: components["schemas"]["AbsoluteMonthlySchedule"];
            relativeMonthly?: components["schemas"]["RelativeMonthlySchedule"];
        };
        DateSpan: {
            /** Format: date */
            start: string;
            /** Format: date */
            end: string;
        };
        MaintenanceWindow: {
            schedule: components["schemas"]["Schedule"];
            /** Format: int32 */
            durationHours: number;
            utcOffset?: string;
            /** Format: date */
            startDate?: string;
            startTime: string;
            notAllowedDates?: components["schemas"]["DateSpan"][];
        };
        MaintenanceConfigurationProperties: {
            timeInWeek?: components["schemas"]["TimeInWeek"][];
            notAllowedTime?: components["schemas"]["TimeSpan"][];
            maintenanceWindow?: components["schemas"]["MaintenanceWindow"];
        };
        MaintenanceConfiguration: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            properties?: components["schemas"]["MaintenanceConfigurationProperties"];
        };
        MaintenanceConfigurationListResult: {
            value?: components["schemas"]["MaintenanceConfiguration"][];
            readonly nextLink?: string;
        };
        /** @enum {string} */
        PrivateEndpointConnectionProvisioningState: "Canceled" | "Creating" | "Deleting" | "Failed" | "Succeeded";
        PrivateEndpoint: {
            id?: string;
        };
        /** @enum {string} */
        ConnectionStatus: "Pending" | "Approved" | "Rejected" | "Disconnected";
        PrivateLinkServiceConnectionState: {
            status?: components["schemas"]["ConnectionStatus"];
            description?: string;
        };
        PrivateEndpointConnectionProperties: {
            readonly provisioningState?: components["schemas"]["PrivateEndpointConnectionProvisioningState"];
            privateEndpoint?: components["schemas"]["PrivateEndpoint"];
            privateLinkServiceConnectionState: components["schemas"]["PrivateLinkServiceConnectionState"];
        };
        PrivateEndpointConnection: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["PrivateEndpointConnectionProperties"];
        };
        PrivateEndpointConnectionListResult: {
            value?: components["schemas"]["PrivateEndpointConnection"][];
        };
        PrivateLinkResourcesListResult: {
            value?: components["schemas"]["PrivateLinkResource"][];
        };
        /** @enum {string} */
        SnapshotType: "NodePool";
        SnapshotProperties: {
            creationData?: components["schemas"]["CreationData"];
            /** @default NodePool */
            snapshotType?: components["schemas"]["SnapshotType"];
            readonly kubernetesVersion?: string;
            readonly nodeImageVersion?: string;
            readonly osType?: components["schemas"]["OSType"];
            readonly osSku?: components["schemas"]["OSSKU"];
            readonly vmSize?: string;
            readonly enableFIPS?: boolean;
        };
        Snapshot: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description The namespace and type, such as `Microsoft.ScVmm/clouds`. */
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            /** @description At most 50 names and values. */
            tags?: {
                [key: string]: string;
            };
            /** @description The region in which the resource lives. It cannot be changed later. */
            location: string;
            properties?: components["schemas"]["SnapshotProperties"];
        };
        SnapshotListResult: {
            value?: components["schemas"]["Snapshot"][];
            readonly nextLink?: string;
        };
        /** @enum {string} */
        TrustedAccessRoleBindingProvisioningState: "Canceled" | "Deleting" | "Failed" | "Succeeded" | "Updating";
        TrustedAccessRoleBindingProperties: {
            readonly provisioningState?: components["schemas"]["TrustedAccessRoleBindingProvisioningState"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            sourceResourceId: string;
            roles: string[];
        };
        TrustedAccessRoleBinding: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description The namespace and type, such as `Microsoft.ScVmm/clouds`. */
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            properties: components["schemas"]["TrustedAccessRoleBindingProperties"];
        };
        TrustedAccessRoleBindingListResult: {
            value?: components["schemas"]["TrustedAccessRoleBinding"][];
            readonly nextLink?: string;
        };
        /** @description Details of an error whose shape depends on its type. */
        ErrorAdditionalInfo: {
            readonly type?: string;
            readonly info?: {
                [key: string]: unknown;
            };
        };
        /** @description What went wrong. */
        ErrorDetail: {
            /** @description A word for programs to compare. */
            readonly code?: string;
            /** @description A sentence for people. */
            readonly message?: string;
            /** @description The part of the request at fault. */
            readonly target?: string;
            /** @description Further errors behind this one. */
            readonly details?: components["schemas"]["ErrorDetail"][];
            readonly additionalInfo?: components["schemas"]["ErrorAdditionalInfo"][];
        };
        /** @description The body of a failed request. */
        ErrorResponse: {
            error?: components["schemas"]["ErrorDetail"];
        };
        TrustedAccessRoleRule: {
            readonly verbs?: string[];
            readonly apiGroups?: string[];
            readonly resources?: string[];
            readonly resourceNames?: string[];
            readonly nonResourceURLs?: string[];
        };
        TrustedAccessRole: {
            readonly sourceResourceType?: string;
            readonly name?: string;
            readonly rules?: components["schemas"]["TrustedAccessRoleRule"][];
        };
        TrustedAccessRoleListResult: {
            readonly value?: components["schemas"]["TrustedAccessRole"][];
            readonly nextLink?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    Operations_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListKubernetesVersions: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The name of the region, such as `westeurope`. */
                location: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KubernetesVersionListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedClusterListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListByResourceGroup: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedClusterListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_GetUpgradeProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedClusterUpgradeProfile"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_GetAccessProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                roleName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedClusterAccessProfile"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListClusterAdminCredentials: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                "server-fqdn"?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialResults"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListClusterUserCredentials: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                "server-fqdn"?: string;
                format?: components["schemas"]["CredentialFormat"];
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialResults"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListClusterMonitoringUserCredentials: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                "server-fqdn"?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialResults"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedCluster"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManagedCluster"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedCluster"];
                };
            };
            /** @description 201 with the resource as it is now, while the work on it goes on. */
            201: {
                headers: {
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedCluster"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_UpdateTags: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsObject"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedCluster"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ResetServicePrincipalProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManagedClusterServicePrincipalProfile"];
            };
        };
        responses: {
            /** @description 200 without a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ResetAADProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManagedClusterAADProfile"];
            };
        };
        responses: {
            /** @description 200 without a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_RotateClusterCertificates: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_AbortLatestOperation: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_RotateServiceAccountSigningKeys: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_Stop: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_Start: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_RunCommand: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunCommandRequest"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunCommandResult"];
                };
            };
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_GetCommandResult: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                commandId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunCommandResult"];
                };
            };
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListOutboundNetworkDependenciesEndpoints: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboundEnvironmentEndpointCollection"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListMeshRevisionProfiles: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The name of the region, such as `westeurope`. */
                location: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeshRevisionProfileList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_GetMeshRevisionProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The name of the region, such as `westeurope`. */
                location: string;
                mode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeshRevisionProfile"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_ListMeshUpgradeProfiles: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeshUpgradeProfileList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ManagedClusters_GetMeshUpgradeProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                mode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeshUpgradeProfile"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_AbortLatestOperation: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPoolListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPool"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentPool"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPool"];
                };
            };
            /** @description 201 with the resource as it is now, while the work on it goes on. */
            201: {
                headers: {
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPool"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_GetUpgradeProfile: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPoolUpgradeProfile"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_GetAvailableAgentPoolVersions: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPoolAvailableVersions"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    AgentPools_UpgradeNodeImageVersion: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 without a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 202 with the resource as it is now. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPool"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    MaintenanceConfigurations_ListByManagedCluster: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceConfigurationListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    MaintenanceConfigurations_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                configName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceConfiguration"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    MaintenanceConfigurations_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                configName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaintenanceConfiguration"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceConfiguration"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceConfiguration"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    MaintenanceConfigurations_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                configName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 without a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    PrivateEndpointConnections_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateEndpointConnectionListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    PrivateEndpointConnections_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                privateEndpointConnectionName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateEndpointConnection"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    PrivateEndpointConnections_Update: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                privateEndpointConnectionName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivateEndpointConnection"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateEndpointConnection"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateEndpointConnection"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    PrivateEndpointConnections_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                privateEndpointConnectionName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 without a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    PrivateLinkResources_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateLinkResourcesListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    ResolvePrivateLinkServiceId_POST: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivateLinkResource"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivateLinkResource"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    Snapshots_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    Snapshots_ListByResourceGroup: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    Snapshots_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    Snapshots_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Snapshot"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    Snapshots_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 without a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    Snapshots_UpdateTags: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsObject"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    TrustedAccessRoleBindings_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustedAccessRoleBindingListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    TrustedAccessRoleBindings_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                trustedAccessRoleBindingName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustedAccessRoleBinding"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
    TrustedAccessRoleBindings_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                trustedAccessRoleBindingName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrustedAccessRoleBinding"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustedAccessRoleBinding"];
                };
            };
            /** @description 201 with the resource as it is now, while the work on it goes on. */
            201: {
                headers: {
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustedAccessRoleBinding"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    TrustedAccessRoleBindings_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                trustedAccessRoleBindingName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 202: the work goes on after the answer, and the headers say where to ask for its outcome. */
            202: {
                headers: {
                    /** @description Answers 202 while the work runs, then with the result. */
                    Location?: string;
                    /** @description Answers with the state of the work. */
                    "Azure-AsyncOperation"?: string;
                    /** @description Seconds to wait before asking. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 204: done, or nothing was there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    TrustedAccessRoles_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The name of the region, such as `westeurope`. */
                location: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustedAccessRoleListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudError"];
                };
            };
        };
    };
}
