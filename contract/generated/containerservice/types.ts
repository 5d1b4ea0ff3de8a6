// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /** @description An operation in words for people. */
        OperationValueDisplay: {
            readonly operation?: string;
            readonly resource?: string;
            readonly description?: string;
            readonly provider?: string;
        };
        /** @description One thing that the provider can do. */
        OperationValue: {
            /** @description `user,system`. */
            readonly origin?: string;
            /** @description Such as `Microsoft.ContainerService/managedClusters/abort/action`. */
            readonly name?: string;
            display?: components["schemas"]["OperationValueDisplay"];
        };
        /** @description What the provider can do. */
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
        /**
         * @description How long a version is supported.
         * @enum {string}
         */
        KubernetesSupportPlan: "KubernetesOfficial" | "AKSLongTermSupport";
        /** @description What can be had with a version. */
        KubernetesVersionCapabilities: {
            supportPlan?: components["schemas"]["KubernetesSupportPlan"][];
        };
        /** @description A patch of a minor version. */
        KubernetesPatchVersion: {
            /** @description Versions that can follow. */
            upgrades?: string[];
        };
        /** @description A minor version of Kubernetes. */
        KubernetesVersion: {
            /** @description Such as `1.29`. */
            version?: string;
            capabilities?: components["schemas"]["KubernetesVersionCapabilities"];
            /** @description Whether a cluster gets it without asking. */
            isDefault?: boolean;
            isPreview?: boolean;
            /** @description Its patches, such as `1.29.4`. */
            patchVersions?: {
                [key: string]: components["schemas"]["KubernetesPatchVersion"];
            };
        };
        /** @description The Kubernetes versions of a region. */
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
        /**
         * @description The kind of cluster.
         * @enum {string}
         */
        ManagedClusterSKUName: "Base" | "Automatic";
        /**
         * @description The promise and its price.
         * @enum {string}
         */
        ManagedClusterSKUTier: "Standard" | "Free" | "Premium";
        /** @description What the control plane promises. */
        ManagedClusterSKU: {
            name?: components["schemas"]["ManagedClusterSKUName"];
            /** @description `Free` by default. */
            tier?: components["schemas"]["ManagedClusterSKUTier"];
        };
        /**
         * @description What kind of place it is.
         * @enum {string}
         */
        ExtendedLocationType: "EdgeZone";
        /** @description A place smaller than a region. */
        ExtendedLocation: {
            name?: string;
            type?: components["schemas"]["ExtendedLocationType"];
        };
        /**
         * @description Who makes and keeps the identity.
         * @enum {string}
         */
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
        /** @description The ids of a user-assigned identity. */
        ManagedServiceIdentityUserAssignedIdentitiesValue: {
            readonly principalId?: string;
            readonly clientId?: string;
        };
        /** @description The identity by which the control plane calls Azure. */
        ManagedClusterIdentity: {
            /** @description Of a system-assigned identity. */
            readonly principalId?: string;
            /** @description Of a system-assigned identity. */
            readonly tenantId?: string;
            type?: components["schemas"]["ResourceIdentityType"];
            /** @description Set by other providers only. */
            delegatedResources?: {
                [key: string]: components["schemas"]["DelegatedResource"];
            };
            /** @description Exactly one, by its resource id. */
            userAssignedIdentities?: {
                [key: string]: components["schemas"]["ManagedServiceIdentityUserAssignedIdentitiesValue"];
            };
        };
        /**
         * @description Whether something runs.
         * @enum {string}
         */
        PowerStateCode: "Running" | "Stopped";
        /** @description Whether something runs. */
        PowerState: {
            code?: components["schemas"]["PowerStateCode"];
        };
        /**
         * @description Where the disk of the operating system is.
         * @enum {string}
         */
        OSDiskType: "Managed" | "Ephemeral";
        /**
         * @description Where containers and their data are.
         * @enum {string}
         */
        KubeletDiskType: "OS" | "Temporary";
        /**
         * @description What runs the workload.
         * @enum {string}
         */
        WorkloadRuntime: "OCIContainer" | "WasmWasi" | "KataVmIsolation";
        /**
         * @description The operating system of nodes.
         * @enum {string}
         */
        OSType: "Linux" | "Windows";
        /**
         * @description The edition of the operating system. `Ubuntu` for Linux by default; for Windows that of the Kubernetes version.
         * @enum {string}
         */
        OSSKU: "Ubuntu" | "CBLMariner" | "AzureLinux" | "Windows2019" | "Windows2022" | "Ubuntu2204" | "Ubuntu2404" | "AzureLinux3" | "AzureContainerLinux" | "Windows2025";
        /**
         * @description What becomes of nodes that are no longer needed.
         * @enum {string}
         */
        ScaleDownMode: "Delete" | "Deallocate";
        /**
         * @description How the nodes of a pool are kept together.
         * @enum {string}
         */
        AgentPoolType: "VirtualMachineScaleSets" | "AvailabilitySet" | "VirtualMachines";
        /**
         * @description What a pool is for.
         * @enum {string}
         */
        AgentPoolMode: "System" | "User" | "Gateway" | "Machines";
        /** @description How the nodes of a pool are upgraded. */
        AgentPoolUpgradeSettings: {
            /** @description Nodes more than usual while upgrading: a number or a percentage of the pool. */
            maxSurge?: string;
            /**
             * Format: int32
             * @description In minutes. 30 by default.
             */
            drainTimeoutInMinutes?: number;
            /**
             * Format: int32
             * @description Minutes to wait after a node is drained. 0 by default.
             */
            nodeSoakDurationInMinutes?: number;
            /** @description Nodes fewer than usual while upgrading: a number or a percentage of the pool. */
            maxUnavailable?: string;
            /** @description `Schedule` by default. */
            undrainableNodeBehavior?: components["schemas"]["UndrainableNodeBehavior"];
        };
        /**
         * @description Whether nodes may be taken away.
         * @enum {string}
         */
        ScaleSetPriority: "Spot" | "Regular";
        /**
         * @description What becomes of nodes that are taken away.
         * @enum {string}
         */
        ScaleSetEvictionPolicy: "Delete" | "Deallocate";
        /** @description How the kubelet of a node works. */
        KubeletConfig: {
            /** @description `none`, or `static` for cores of a pod's own. `none` by default. */
            cpuManagerPolicy?: string;
            /** @description `true` by default. */
            cpuCfsQuota?: boolean;
            /** @description With a unit. `100ms` by default. */
            cpuCfsQuotaPeriod?: string;
            /**
             * Format: int32
             * @description Percent of the disk from which images are always cleaned up. 85 by default; 100 turns it off.
             */
            imageGcHighThreshold?: number;
            /**
             * Format: int32
             * @description Percent of the disk below which images are never cleaned up. 80 by default.
             */
            imageGcLowThreshold?: number;
            /** @description `none`, `best-effort`, `restricted` or `single-numa-node`. `none` by default. */
            topologyManagerPolicy?: string;
            /** @description Names, or patterns that end in `*`. */
            allowedUnsafeSysctls?: string[];
            /** @description Whether the kubelet refuses to start on a node with swap. */
            failSwapOn?: boolean;
            /**
             * Format: int32
             * @description In MB.
             */
            containerLogMaxSizeMB?: number;
            /** Format: int32 */
            containerLogMaxFiles?: number;
            /** Format: int32 */
            podMaxPids?: number;
        };
        /** @description Settings of the kernel. Each is named after its sysctl. */
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
        /** @description How the kernel of a Linux node works. */
        LinuxOSConfig: {
            sysctls?: components["schemas"]["SysctlConfig"];
            /** @description `always`, `madvise` or `never`. `always` by default. */
            transparentHugePageEnabled?: string;
            /** @description `always`, `defer`, `defer+madvise`, `madvise` or `never`. `madvise` by default. */
            transparentHugePageDefrag?: string;
            /**
             * Format: int32
             * @description In MB.
             */
            swapFileSizeMB?: number;
        };
        /**
         * @description Into how many parts a GPU is divided.
         * @enum {string}
         */
        GPUInstanceProfile: "MIG1g" | "MIG2g" | "MIG3g" | "MIG4g" | "MIG7g";
        /** @description What something is made from. */
        CreationData: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            sourceResourceId?: string;
        };
        /** @description A tag of a public address. */
        IPTag: {
            /** @description Such as `RoutingPreference`. */
            ipTagType?: string;
            /** @description Such as `Internet`. */
            tag?: string;
        };
        /**
         * @description The protocol of a port.
         * @enum {string}
         */
        PortProtocol: "TCP" | "UDP";
        /** @description Ports from one to another. */
        PortRange: {
            /** Format: int32 */
            portStart?: number;
            /**
             * Format: int32
             * @description Not below `portStart`.
             */
            portEnd?: number;
            protocol?: components["schemas"]["PortProtocol"];
        };
        /** @description The network of a pool. */
        AgentPoolNetworkProfile: {
            /** @description Tags of the nodes' public addresses. */
            nodePublicIPTags?: components["schemas"]["IPTag"][];
            /** @description Ports that are open on the nodes. Ranges may overlap. */
            allowedHostPorts?: components["schemas"]["PortRange"][];
            applicationSecurityGroups?: string[];
            dranet?: components["schemas"]["DRANETProfile"];
        };
        /** @description How the Windows nodes of a pool are set up. */
        AgentPoolWindowsProfile: {
            /** @description `false` by default. Only with a NAT gateway and without public addresses. */
            disableOutboundNat?: boolean;
        };
        /** @description A pool as its cluster lists it. */
        ManagedClusterAgentPoolProfile: {
            /**
             * Format: int32
             * @description 0 to 1000 nodes, at least 1 for a system pool. 1 by default.
             */
            count?: number;
            /** @description Cannot be changed. */
            vmSize?: string;
            /**
             * Format: int32
             * @description The size of a disk in GB. 0 takes the size that the machine's kind suggests.
             */
            osDiskSizeGB?: number;
            /** @description `Ephemeral` where it fits, else `Managed`. */
            osDiskType?: components["schemas"]["OSDiskType"];
            kubeletDiskType?: components["schemas"]["KubeletDiskType"];
            workloadRuntime?: components["schemas"]["WorkloadRuntime"];
            /**
             * Format: arm-id
             * @description The subnet of the nodes. One is made without it.
             */
            vnetSubnetID?: string;
            /**
             * Format: arm-id
             * @description The subnet of the pods. By default that of the nodes.
             */
            podSubnetID?: string;
            /**
             * Format: int32
             * @description For each node, 10 to 250; at least 30 in a system pool.
             */
            maxPods?: number;
            /** @default Linux */
            osType?: components["schemas"]["OSType"];
            osSKU?: components["schemas"]["OSSKU"];
            /**
             * Format: int32
             * @description The most nodes that the autoscaler makes.
             */
            maxCount?: number;
            /**
             * Format: int32
             * @description The fewest nodes that the autoscaler leaves.
             */
            minCount?: number;
            enableAutoScaling?: boolean;
            /** @description `Delete` by default. */
            scaleDownMode?: components["schemas"]["ScaleDownMode"];
            type?: components["schemas"]["AgentPoolType"];
            /** @description A cluster has one system pool at least. */
            mode?: components["schemas"]["AgentPoolMode"];
            /** @description The Kubernetes version asked for. Not above the control plane's. */
            orchestratorVersion?: string;
            /** @description The Kubernetes version that runs, in full. */
            readonly currentOrchestratorVersion?: string;
            readonly nodeImageVersion?: string;
            upgradeSettings?: components["schemas"]["AgentPoolUpgradeSettings"];
            /** @description How far the last change has come. */
            readonly provisioningState?: string;
            /** @description `Stopped` deallocates the nodes of a user pool. */
            powerState?: components["schemas"]["PowerState"];
            /** @description Only for scale sets. Cannot be changed. */
            availabilityZones?: string[];
            /** @description `false` by default. */
            enableNodePublicIP?: boolean;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            nodePublicIPPrefixID?: string;
            /**
             * @description Cannot be changed.
             * @default Regular
             */
            scaleSetPriority?: components["schemas"]["ScaleSetPriority"];
            /**
             * @description Only for spot pools.
             * @default Delete
             */
            scaleSetEvictionPolicy?: components["schemas"]["ScaleSetEvictionPolicy"];
            /**
             * @description US dollars an hour; -1 for up to the usual price.
             * @default -1
             */
            spotMaxPrice?: number;
            tags?: {
                [key: string]: string;
            };
            nodeLabels?: {
                [key: string]: string;
            };
            /** @description Such as `key=value:NoSchedule`. */
            nodeTaints?: string[];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            proximityPlacementGroupID?: string;
            kubeletConfig?: components["schemas"]["KubeletConfig"];
            linuxOSConfig?: components["schemas"]["LinuxOSConfig"];
            /** @description `false` by default. */
            enableEncryptionAtHost?: boolean;
            /** @description `false` by default. */
            enableUltraSSD?: boolean;
            /** @description `false` by default. */
            enableFIPS?: boolean;
            gpuInstanceProfile?: components["schemas"]["GPUInstanceProfile"];
            /** @description The snapshot from which the pool is made. */
            creationData?: components["schemas"]["CreationData"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            capacityReservationGroupID?: string;
            /**
             * Format: arm-id
             * @description The dedicated hosts of the nodes. Cannot be changed.
             */
            hostGroupID?: string;
            networkProfile?: components["schemas"]["AgentPoolNetworkProfile"];
            windowsProfile?: components["schemas"]["AgentPoolWindowsProfile"];
            /** @description At most 6 characters for Windows. */
            name: string;
            gpuProfile?: components["schemas"]["GPUProfile"];
            /** @description Changes with every change of the pool. */
            readonly eTag?: string;
            securityProfile?: components["schemas"]["AgentPoolSecurityProfile"];
            /** @description What who logs in to a Linux node reads, as base64. Cannot be changed. */
            messageOfTheDay?: string;
            /** @description `DynamicIndividual` by default. */
            podIPAllocationMode?: components["schemas"]["PodIPAllocationMode"];
            /** @description Only for the mode `Gateway`. */
            gatewayProfile?: components["schemas"]["AgentPoolGatewayProfile"];
            /** @description Only for the type `VirtualMachines`. */
            virtualMachinesProfile?: components["schemas"]["VirtualMachinesProfile"];
            /** @description The nodes of each size, of a pool of the type `VirtualMachines`. */
            virtualMachineNodesStatus?: components["schemas"]["VirtualMachineNodes"][];
            readonly status?: components["schemas"]["AgentPoolStatus"];
            localDNSProfile?: components["schemas"]["LocalDNSProfile"];
            artifactStreamingProfile?: components["schemas"]["AgentPoolArtifactStreamingProfile"];
        };
        /** @description An SSH key. */
        ContainerServiceSshPublicKey: {
            keyData: string;
        };
        /** @description Who may log in to Linux nodes. */
        ContainerServiceSshConfiguration: {
            /** @description One at most. */
            publicKeys: components["schemas"]["ContainerServiceSshPublicKey"][];
        };
        /** @description How Linux nodes are set up. */
        ContainerServiceLinuxProfile: {
            adminUsername: string;
            ssh: components["schemas"]["ContainerServiceSshConfiguration"];
        };
        /**
         * @description Whether licences are brought along.
         * @enum {string}
         */
        WindowsLicenseType: "None" | "Windows_Server";
        /** @description Group accounts of Active Directory for Windows pods. */
        WindowsGmsaProfile: {
            enabled?: boolean;
            /** @description Empty when the network has one. */
            dnsServer?: string;
            /** @description Empty when the network's DNS server knows it. */
            rootDomainName?: string;
        };
        /** @description How Windows nodes are set up. Given when the cluster is made. */
        ManagedClusterWindowsProfile: {
            /** @description Not one of the usual names such as `administrator`, and without a dot at the end. */
            adminUsername: string;
            /** @description 8 to 123 characters, of three kinds at least. Never returned. */
            adminPassword?: string;
            licenseType?: components["schemas"]["WindowsLicenseType"];
            /** @description `true` by default. */
            enableCSIProxy?: boolean;
            gmsaProfile?: components["schemas"]["WindowsGmsaProfile"];
        };
        /** @description A service principal of the cluster. */
        ManagedClusterServicePrincipalProfile: {
            /** @description `msi` when the cluster has a managed identity. */
            clientId: string;
            /** @description Never returned. */
            secret?: string;
        };
        /** @description An identity that is a resource of its own. */
        UserAssignedIdentity: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            resourceId?: string;
            /** @description The id of its application. */
            clientId?: string;
            /** @description The id of its principal. */
            objectId?: string;
        };
        /** @description An add-on of a cluster. */
        ManagedClusterAddonProfile: {
            enabled: boolean;
            /** @description Settings of the add-on, all as text. */
            config?: {
                [key: string]: string;
            };
            /** @description The identity that the add-on acts with. */
            readonly identity?: components["schemas"]["UserAssignedIdentity"];
        };
        /**
         * @description How far an identity has been assigned.
         * @enum {string}
         */
        ManagedClusterPodIdentityProvisioningState: "Assigned" | "Canceled" | "Deleting" | "Failed" | "Succeeded" | "Updating";
        /** @description What went wrong. */
        ManagedClusterPodIdentityProvisioningErrorBody: {
            code?: string;
            message?: string;
            target?: string;
            details?: components["schemas"]["ManagedClusterPodIdentityProvisioningErrorBody"][];
        };
        /** @description The envelope of an error. */
        ManagedClusterPodIdentityProvisioningError: {
            error?: components["schemas"]["ManagedClusterPodIdentityProvisioningErrorBody"];
        };
        /** @description Why an identity could not be assigned. */
        ManagedClusterPodIdentityProvisioningInfo: {
            error?: components["schemas"]["ManagedClusterPodIdentityProvisioningError"];
        };
        /** @description An identity that pods may use. */
        ManagedClusterPodIdentity: {
            name: string;
            namespace: string;
            /** @description The label of the pods that may use it. */
            bindingSelector?: string;
            identity: components["schemas"]["UserAssignedIdentity"];
            readonly provisioningState?: components["schemas"]["ManagedClusterPodIdentityProvisioningState"];
            readonly provisioningInfo?: components["schemas"]["ManagedClusterPodIdentityProvisioningInfo"];
        };
        /** @description Pods that may ask the machine's metadata service themselves. */
        ManagedClusterPodIdentityException: {
            name: string;
            namespace: string;
            podLabels: {
                [key: string]: string;
            };
        };
        /** @description Identities of pods, the older way. */
        ManagedClusterPodIdentityProfile: {
            enabled?: boolean;
            /** @description `false` by default, for pods could take each other's address. */
            allowNetworkPluginKubenet?: boolean;
            userAssignedIdentities?: components["schemas"]["ManagedClusterPodIdentity"][];
            userAssignedIdentityExceptions?: components["schemas"]["ManagedClusterPodIdentityException"][];
        };
        /** @description Signs the tokens of service accounts so that others can check them. */
        ManagedClusterOIDCIssuerProfile: {
            /** @description Where the keys are published. */
            readonly issuerURL?: string;
            /** @description Cannot be turned off. */
            enabled?: boolean;
        };
        /**
         * @description Who gives addresses to pods.
         * @enum {string}
         */
        NetworkPlugin: "azure" | "kubenet" | "none";
        /**
         * @description Whether pods have a network above the nodes'.
         * @enum {string}
         */
        NetworkPluginMode: "overlay";
        /**
         * @description Who enforces network policies.
         * @enum {string}
         */
        NetworkPolicy: "none" | "calico" | "azure" | "cilium";
        /**
         * @description How pods of a node reach each other.
         * @enum {string}
         */
        NetworkMode: "transparent" | "bridge";
        /**
         * @description Who moves packets in a cluster.
         * @enum {string}
         */
        NetworkDataplane: "azure" | "cilium";
        /**
         * @description How nodes reach the outside. Cannot be changed.
         * @enum {string}
         */
        OutboundType: "loadBalancer" | "userDefinedRouting" | "managedNATGateway" | "userAssignedNATGateway" | "none";
        /**
         * @description The kind of the load balancer.
         * @enum {string}
         */
        LoadBalancerSku: "standard" | "basic";
        /** @description How many addresses Azure makes. */
        ManagedClusterLoadBalancerProfileManagedOutboundIPs: {
            /**
             * Format: int32
             * @default 1
             */
            count?: number;
            /**
             * Format: int32
             * @description 1 by default for dual stack.
             * @default 0
             */
            countIPv6?: number;
        };
        /** @description Names a resource. */
        ResourceReference: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            id?: string;
        };
        /** @description Prefixes from which addresses are taken. */
        ManagedClusterLoadBalancerProfileOutboundIPPrefixes: {
            publicIPPrefixes?: components["schemas"]["ResourceReference"][];
        };
        /** @description Addresses of the user's own. */
        ManagedClusterLoadBalancerProfileOutboundIPs: {
            publicIPs?: components["schemas"]["ResourceReference"][];
        };
        /**
         * @description How nodes stand behind the load balancer.
         * @enum {string}
         */
        BackendPoolType: "NodeIPConfiguration" | "NodeIP";
        /** @description The load balancer for outbound connections. At most one kind of outbound address is given. */
        ManagedClusterLoadBalancerProfile: {
            managedOutboundIPs?: components["schemas"]["ManagedClusterLoadBalancerProfileManagedOutboundIPs"];
            outboundIPPrefixes?: components["schemas"]["ManagedClusterLoadBalancerProfileOutboundIPPrefixes"];
            outboundIPs?: components["schemas"]["ManagedClusterLoadBalancerProfileOutboundIPs"];
            /** @description The addresses in use. */
            effectiveOutboundIPs?: components["schemas"]["ResourceReference"][];
            /**
             * Format: int32
             * @description For each node, in steps of 8. 0 lets Azure choose.
             * @default 0
             */
            allocatedOutboundPorts?: number;
            /**
             * Format: int32
             * @description In minutes.
             * @default 30
             */
            idleTimeoutInMinutes?: number;
            enableMultipleStandardLoadBalancers?: boolean;
            /** @default NodeIPConfiguration */
            backendPoolType?: components["schemas"]["BackendPoolType"];
        };
        /** @description How many addresses Azure makes. */
        ManagedClusterManagedOutboundIPProfile: {
            /**
             * Format: int32
             * @default 1
             */
            count?: number;
            /** Format: int32 */
            countIPv6?: number;
        };
        /** @description The NAT gateway for outbound connections. */
        ManagedClusterNATGatewayProfile: {
            managedOutboundIPProfile?: components["schemas"]["ManagedClusterManagedOutboundIPProfile"];
            /** @description The addresses in use. */
            effectiveOutboundIPs?: components["schemas"]["ResourceReference"][];
            /**
             * Format: int32
             * @description In minutes.
             * @default 4
             */
            idleTimeoutInMinutes?: number;
            /** @description `StandardV2` by default where the region has it. */
            sku?: components["schemas"]["ManagedClusterNATGatewaySku"];
            /** @description Prefixes from which addresses are taken. Only with `StandardV2`. */
            outboundIPPrefixes?: components["schemas"]["ManagedClusterNATGatewayProfileOutboundIpPrefixes"];
            /** @description Addresses of the user's own. */
            outboundIPs?: components["schemas"]["ManagedClusterNATGatewayProfileOutboundIPs"];
        };
        /**
         * @description A version of IP.
         * @enum {string}
         */
        IPFamily: "IPv4" | "IPv6";
        /** @description The network of a cluster. Most of it cannot be changed. */
        ContainerServiceNetworkProfile: {
            /** @default kubenet */
            networkPlugin?: components["schemas"]["NetworkPlugin"];
            networkPluginMode?: components["schemas"]["NetworkPluginMode"];
            networkPolicy?: components["schemas"]["NetworkPolicy"];
            /** @description Only with the plugin `azure`. */
            networkMode?: components["schemas"]["NetworkMode"];
            networkDataplane?: components["schemas"]["NetworkDataplane"];
            /**
             * @description The addresses of pods, unless they are the network's own.
             * @default 10.244.0.0/16
             */
            podCidr?: string;
            /**
             * @description The addresses of services. They overlap no subnet.
             * @default 10.0.0.0/16
             */
            serviceCidr?: string;
            /**
             * @description In `serviceCidr`, but not its first two addresses, nor its last.
             * @default 10.0.0.10
             */
            dnsServiceIP?: string;
            /** @default loadBalancer */
            outboundType?: components["schemas"]["OutboundType"];
            /** @description `standard` by default. */
            loadBalancerSku?: components["schemas"]["LoadBalancerSku"];
            loadBalancerProfile?: components["schemas"]["ManagedClusterLoadBalancerProfile"];
            natGatewayProfile?: components["schemas"]["ManagedClusterNATGatewayProfile"];
            /** @description One for each IP family. */
            podCidrs?: string[];
            /** @description One for each IP family. */
            serviceCidrs?: string[];
            /** @description One, or both for dual stack. `IPv4` by default. */
            ipFamilies?: components["schemas"]["IPFamily"][];
            advancedNetworking?: components["schemas"]["AdvancedNetworking"];
            staticEgressGatewayProfile?: components["schemas"]["ManagedClusterStaticEgressGatewayProfile"];
        };
        /** @description How Entra lets people in. */
        ManagedClusterAADProfile: {
            /** @description Whether Azure keeps the applications. Cannot be turned off. */
            managed?: boolean;
            /** @description Whether Azure's roles hold in Kubernetes. */
            enableAzureRBAC?: boolean;
            /** @description Groups whose members administer the cluster. */
            adminGroupObjectIDs?: string[];
            /** @description Deprecated. */
            clientAppID?: string;
            /** @description Deprecated. */
            serverAppID?: string;
            /** @description Deprecated. Never returned. */
            serverAppSecret?: string;
            /** @description That of the subscription by default. */
            tenantID?: string;
        };
        /**
         * @description How far a cluster is upgraded by itself.
         * @enum {string}
         */
        UpgradeChannel: "rapid" | "stable" | "patch" | "node-image" | "none";
        /**
         * @description How the operating system of nodes is kept new.
         * @enum {string}
         */
        NodeOSUpgradeChannel: "Unmanaged" | "None" | "NodeImage" | "SecurityPatch";
        /** @description What upgrades a cluster by itself. */
        ManagedClusterAutoUpgradeProfile: {
            /** @description `none` by default. */
            upgradeChannel?: components["schemas"]["UpgradeChannel"];
            /** @description `NodeImage` by default. */
            nodeOSUpgradeChannel?: components["schemas"]["NodeOSUpgradeChannel"];
        };
        /** @description What upgrades may ignore. */
        UpgradeOverrideSettings: {
            /** @description Whether checks such as that for removed APIs are skipped. */
            forceUpgrade?: boolean;
            /**
             * Format: date-time
             * @description When upgrades start to be checked again.
             */
            until?: string;
        };
        /** @description How upgrades go. */
        ClusterUpgradeSettings: {
            overrideSettings?: components["schemas"]["UpgradeOverrideSettings"];
        };
        /**
         * @description Which pool grows when several could.
         * @enum {string}
         */
        Expander: "least-waste" | "most-pods" | "priority" | "random";
        /** @description How the cluster autoscaler decides. All values are text, times with their unit. */
        ManagedClusterPropertiesAutoScalerProfile: {
            /** @description `false` by default. */
            "balance-similar-node-groups"?: string;
            /** @description Whether the pods of daemon sets are evicted before an empty node goes. */
            "daemonset-eviction-for-empty-nodes"?: boolean;
            /** @description Whether the pods of daemon sets are evicted before a node with others goes. */
            "daemonset-eviction-for-occupied-nodes"?: boolean;
            /** @description Whether daemon sets do not count as use. */
            "ignore-daemonsets-utilization"?: boolean;
            /** @description `random` by default. */
            expander?: components["schemas"]["Expander"];
            /** @description `10` by default. */
            "max-empty-bulk-delete"?: string;
            /** @description In seconds, without a unit. `600` by default. */
            "max-graceful-termination-sec"?: string;
            /** @description In minutes. `15m` by default. */
            "max-node-provision-time"?: string;
            /** @description 0 to 100. `45` by default. */
            "max-total-unready-percentage"?: string;
            /** @description `0s` by default. */
            "new-pod-scale-up-delay"?: string;
            /** @description `3` by default. */
            "ok-total-unready-count"?: string;
            /** @description In seconds. `10s` by default. */
            "scan-interval"?: string;
            /** @description In minutes. `10m` by default. */
            "scale-down-delay-after-add"?: string;
            /** @description `scan-interval` by default. */
            "scale-down-delay-after-delete"?: string;
            /** @description In minutes. `3m` by default. */
            "scale-down-delay-after-failure"?: string;
            /** @description In minutes. `10m` by default. */
            "scale-down-unneeded-time"?: string;
            /** @description In minutes. `20m` by default. */
            "scale-down-unready-time"?: string;
            /** @description `0.5` by default. */
            "scale-down-utilization-threshold"?: string;
            /** @description `true` by default. */
            "skip-nodes-with-local-storage"?: string;
            /** @description `true` by default. */
            "skip-nodes-with-system-pods"?: string;
        };
        /** @description From where the API server can be reached. */
        ManagedClusterAPIServerAccessProfile: {
            /** @description In CIDR notation. Not for private clusters. */
            authorizedIPRanges?: string[];
            /** @description Whether the API server is in the network only. Cannot be changed. */
            enablePrivateCluster?: boolean;
            /** @description `system`, `none`, or the id of a zone. `system` by default. */
            privateDNSZone?: string;
            /** @description Whether a private cluster has a public name too. */
            enablePrivateClusterPublicFQDN?: boolean;
            /** @description Whether running commands is refused. */
            disableRunCommand?: boolean;
            /** @description Whether the API server has an address in the cluster's network. Cannot be taken back. */
            enableVnetIntegration?: boolean;
            /**
             * Format: arm-id
             * @description The subnet of that address.
             */
            subnetId?: string;
        };
        /** @description Something that private endpoints can reach. */
        PrivateLinkResource: {
            id?: string;
            name?: string;
            type?: string;
            /** @description `management`. */
            groupId?: string;
            requiredMembers?: string[];
            /**
             * Format: arm-id
             * @description The private link service in front of it.
             */
            readonly privateLinkServiceID?: string;
        };
        /** @description The proxy that nodes use. */
        ManagedClusterHTTPProxyConfig: {
            httpProxy?: string;
            httpsProxy?: string;
            /** @description Hosts that are reached without it. */
            noProxy?: string[];
            /** @description Another authority to trust, in PEM as base64. */
            trustedCa?: string;
            /** @description `true` by default. */
            enabled?: boolean;
        };
        /** @description Whether Defender watches. */
        ManagedClusterSecurityProfileDefenderSecurityMonitoring: {
            enabled?: boolean;
        };
        /** @description Microsoft Defender. */
        ManagedClusterSecurityProfileDefender: {
            /**
             * Format: arm-id
             * @description Where findings go. Needed when it is enabled.
             */
            logAnalyticsWorkspaceResourceId?: string;
            securityMonitoring?: components["schemas"]["ManagedClusterSecurityProfileDefenderSecurityMonitoring"];
            securityGating?: components["schemas"]["ManagedClusterSecurityProfileDefenderSecurityGating"];
        };
        /**
         * @description From where the vault can be reached.
         * @enum {string}
         */
        KeyVaultNetworkAccessTypes: "Public" | "Private";
        /** @description Encrypts secrets of Kubernetes with a key of a vault. */
        AzureKeyVaultKms: {
            /** @description `false` by default. */
            enabled?: boolean;
            /** @description The URL of the key with its version. Needed when it is enabled. */
            keyId?: string;
            /** @default Public */
            keyVaultNetworkAccess?: components["schemas"]["KeyVaultNetworkAccessTypes"];
            /**
             * Format: arm-id
             * @description Needed when the vault's access is `Private`.
             */
            keyVaultResourceId?: string;
        };
        /** @description Identities of pods by tokens of service accounts. */
        ManagedClusterSecurityProfileWorkloadIdentity: {
            enabled?: boolean;
        };
        /** @description Removes unused images from nodes. */
        ManagedClusterSecurityProfileImageCleaner: {
            enabled?: boolean;
            /**
             * Format: int32
             * @description In hours.
             */
            intervalHours?: number;
        };
        /** @description What watches over a cluster. */
        ManagedClusterSecurityProfile: {
            defender?: components["schemas"]["ManagedClusterSecurityProfileDefender"];
            azureKeyVaultKms?: components["schemas"]["AzureKeyVaultKms"];
            workloadIdentity?: components["schemas"]["ManagedClusterSecurityProfileWorkloadIdentity"];
            imageCleaner?: components["schemas"]["ManagedClusterSecurityProfileImageCleaner"];
            /** @description More authorities that nodes trust, in PEM as base64. */
            customCATrustCertificates?: string[];
            kubernetesResourceObjectEncryptionProfile?: components["schemas"]["KubernetesResourceObjectEncryptionProfile"];
        };
        /** @description Volumes on disks. */
        ManagedClusterStorageProfileDiskCSIDriver: {
            /** @description `true` by default. */
            enabled?: boolean;
        };
        /** @description Volumes on file shares. */
        ManagedClusterStorageProfileFileCSIDriver: {
            /** @description `true` by default. */
            enabled?: boolean;
        };
        /** @description Snapshots of volumes. */
        ManagedClusterStorageProfileSnapshotController: {
            /** @description `true` by default. */
            enabled?: boolean;
        };
        /** @description Volumes on blobs. */
        ManagedClusterStorageProfileBlobCSIDriver: {
            /** @description `false` by default. */
            enabled?: boolean;
        };
        /** @description Drivers for volumes. */
        ManagedClusterStorageProfile: {
            diskCSIDriver?: components["schemas"]["ManagedClusterStorageProfileDiskCSIDriver"];
            fileCSIDriver?: components["schemas"]["ManagedClusterStorageProfileFileCSIDriver"];
            snapshotController?: components["schemas"]["ManagedClusterStorageProfileSnapshotController"];
            blobCSIDriver?: components["schemas"]["ManagedClusterStorageProfileBlobCSIDriver"];
        };
        /** @description Application routing. */
        ManagedClusterIngressProfileWebAppRouting: {
            enabled?: boolean;
            /** @description At most five; the public ones in one group, the private ones in one group. */
            dnsZoneResourceIds?: string[];
            /** @description The identity that writes to the zones. */
            readonly identity?: components["schemas"]["UserAssignedIdentity"];
            nginx?: components["schemas"]["ManagedClusterIngressProfileNginx"];
            gatewayAPIImplementations?: components["schemas"]["ManagedClusterWebAppRoutingGatewayAPIImplementations"];
        };
        /** @description How requests come in. */
        ManagedClusterIngressProfile: {
            webAppRouting?: components["schemas"]["ManagedClusterIngressProfileWebAppRouting"];
            gatewayAPI?: components["schemas"]["ManagedClusterIngressProfileGatewayConfiguration"];
        };
        /**
         * @description Whether something can be reached from outside.
         * @enum {string}
         */
        PublicNetworkAccess: "Enabled" | "Disabled";
        /** @description Scales by events. */
        ManagedClusterWorkloadAutoScalerProfileKeda: {
            enabled: boolean;
        };
        /** @description Sets what pods ask for by what they use. */
        ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscaler: {
            enabled: boolean;
        };
        /** @description What scales pods. */
        ManagedClusterWorkloadAutoScalerProfile: {
            keda?: components["schemas"]["ManagedClusterWorkloadAutoScalerProfileKeda"];
            verticalPodAutoscaler?: components["schemas"]["ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscaler"];
        };
        /** @description Labels and annotations that metrics carry. */
        ManagedClusterAzureMonitorProfileKubeStateMetrics: {
            /** @description Kinds and their labels, with commas between, as `pods=[app]`. */
            metricLabelsAllowlist?: string;
            /** @description Kinds and their annotations, with commas between. */
            metricAnnotationsAllowList?: string;
        };
        /** @description Metrics for Prometheus. */
        ManagedClusterAzureMonitorProfileMetrics: {
            enabled: boolean;
            kubeStateMetrics?: components["schemas"]["ManagedClusterAzureMonitorProfileKubeStateMetrics"];
            controlPlane?: components["schemas"]["ManagedClusterAzureMonitorProfileMetricsControlPlane"];
        };
        /** @description What Azure Monitor gathers. */
        ManagedClusterAzureMonitorProfile: {
            metrics?: components["schemas"]["ManagedClusterAzureMonitorProfileMetrics"];
            containerInsights?: components["schemas"]["ManagedClusterAzureMonitorProfileContainerInsights"];
            appMonitoring?: components["schemas"]["ManagedClusterAzureMonitorProfileAppMonitoring"];
        };
        /**
         * @description Which mesh.
         * @enum {string}
         */
        ServiceMeshMode: "Istio" | "Disabled";
        /**
         * @description From where the gateway can be reached.
         * @enum {string}
         */
        IstioIngressGatewayMode: "External" | "Internal";
        /** @description A way in. */
        IstioIngressGateway: {
            mode: components["schemas"]["IstioIngressGatewayMode"];
            enabled: boolean;
        };
        /** @description A way out. */
        IstioEgressGateway: {
            enabled: boolean;
            name: string;
            /** @description `aks-istio-egress` by default. */
            namespace?: string;
            /** @description Of a resource in that namespace. Needed when the gateway is enabled. */
            gatewayConfigurationName?: string;
        };
        /** @description Ways into the mesh and out of it. */
        IstioComponents: {
            ingressGateways?: components["schemas"]["IstioIngressGateway"][];
            egressGateways?: components["schemas"]["IstioEgressGateway"][];
            proxyRedirectionMechanism?: components["schemas"]["ProxyRedirectionMechanism"];
        };
        /** @description An authority that is kept in a vault. */
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
        /** @description Who signs the certificates of the mesh. */
        IstioCertificateAuthority: {
            plugin?: components["schemas"]["IstioPluginCertificateAuthority"];
        };
        /** @description Istio as a mesh. */
        IstioServiceMesh: {
            components?: components["schemas"]["IstioComponents"];
            certificateAuthority?: components["schemas"]["IstioCertificateAuthority"];
            /** @description One; two, one after the other, while a canary upgrade goes on. None twice. */
            revisions?: string[];
        };
        /** @description The service mesh of a cluster. */
        ServiceMeshProfile: {
            mode: components["schemas"]["ServiceMeshMode"];
            istio?: components["schemas"]["IstioServiceMesh"];
        };
        /** @description What the parts of a cluster cost. */
        ManagedClusterCostAnalysis: {
            /** @description `false` by default. Needs the tier `Standard` or `Premium`. */
            enabled?: boolean;
        };
        /** @description What is measured of a cluster. */
        ManagedClusterMetricsProfile: {
            costAnalysis?: components["schemas"]["ManagedClusterCostAnalysis"];
        };
        /** @description What a cluster shall be, and what it is. */
        ManagedClusterProperties: {
            /** @description How far the last change has come. `Succeeded`, `Failed` and `Canceled` are ends. */
            readonly provisioningState?: string;
            /** @description `Running` or `Stopped`. */
            readonly powerState?: components["schemas"]["PowerState"];
            /**
             * Format: int32
             * @description 100.
             */
            readonly maxAgentPools?: number;
            /** @description As asked for: `1.29.4`, or `1.29` for the newest patch. One minor version up at a time, never down. */
            kubernetesVersion?: string;
            /** @description The version that runs, in full. */
            readonly currentKubernetesVersion?: string;
            /** @description Cannot be changed. Needed unless `fqdnSubdomain` is given. */
            dnsPrefix?: string;
            /** @description For private clusters with a DNS zone of their own. Cannot be changed. */
            fqdnSubdomain?: string;
            /** @description The host name of the API server. */
            readonly fqdn?: string;
            /** @description The host name inside the network of a private cluster. */
            readonly privateFQDN?: string;
            /** @description The host name that the portal uses. */
            readonly azurePortalFQDN?: string;
            /** @description The pools. Those that are not listed keep as they are. */
            agentPoolProfiles?: components["schemas"]["ManagedClusterAgentPoolProfile"][];
            linuxProfile?: components["schemas"]["ContainerServiceLinuxProfile"];
            windowsProfile?: components["schemas"]["ManagedClusterWindowsProfile"];
            /** @description The principal by which the cluster calls Azure, when it has no managed identity. */
            servicePrincipalProfile?: components["schemas"]["ManagedClusterServicePrincipalProfile"];
            /** @description Add-ons by name. */
            addonProfiles?: {
                [key: string]: components["schemas"]["ManagedClusterAddonProfile"];
            };
            podIdentityProfile?: components["schemas"]["ManagedClusterPodIdentityProfile"];
            oidcIssuerProfile?: components["schemas"]["ManagedClusterOIDCIssuerProfile"];
            /** @description The group of the nodes, made with the cluster. Cannot be changed. */
            nodeResourceGroup?: string;
            /** @description Whether Kubernetes checks roles. */
            enableRBAC?: boolean;
            /** @description `KubernetesOfficial` by default. */
            supportPlan?: components["schemas"]["KubernetesSupportPlan"];
            /** @description Deprecated: Kubernetes has it no more since 1.25. */
            enablePodSecurityPolicy?: boolean;
            networkProfile?: components["schemas"]["ContainerServiceNetworkProfile"];
            aadProfile?: components["schemas"]["ManagedClusterAADProfile"];
            autoUpgradeProfile?: components["schemas"]["ManagedClusterAutoUpgradeProfile"];
            upgradeSettings?: components["schemas"]["ClusterUpgradeSettings"];
            autoScalerProfile?: components["schemas"]["ManagedClusterPropertiesAutoScalerProfile"];
            apiServerAccessProfile?: components["schemas"]["ManagedClusterAPIServerAccessProfile"];
            /**
             * Format: arm-id
             * @description The keys that encrypt the disks. Cannot be changed.
             */
            diskEncryptionSetID?: string;
            /** @description Identities by name. `kubeletidentity` is that of the nodes. */
            identityProfile?: {
                [key: string]: components["schemas"]["UserAssignedIdentity"];
            };
            /** @description What private endpoints can reach. */
            privateLinkResources?: components["schemas"]["PrivateLinkResource"][];
            /** @description Whether certificates give no access. Only with Entra. */
            disableLocalAccounts?: boolean;
            httpProxyConfig?: components["schemas"]["ManagedClusterHTTPProxyConfig"];
            securityProfile?: components["schemas"]["ManagedClusterSecurityProfile"];
            storageProfile?: components["schemas"]["ManagedClusterStorageProfile"];
            ingressProfile?: components["schemas"]["ManagedClusterIngressProfile"];
            /** @description Whether the API server can be reached from outside. */
            publicNetworkAccess?: components["schemas"]["PublicNetworkAccess"];
            workloadAutoScalerProfile?: components["schemas"]["ManagedClusterWorkloadAutoScalerProfile"];
            azureMonitorProfile?: components["schemas"]["ManagedClusterAzureMonitorProfile"];
            serviceMeshProfile?: components["schemas"]["ServiceMeshProfile"];
            /** @description Tells clusters apart that had the same id one after the other. */
            readonly resourceUID?: string;
            metricsProfile?: components["schemas"]["ManagedClusterMetricsProfile"];
            bootstrapProfile?: components["schemas"]["ManagedClusterBootstrapProfile"];
            aiToolchainOperatorProfile?: components["schemas"]["ManagedClusterAIToolchainOperatorProfile"];
            nodeProvisioningProfile?: components["schemas"]["ManagedClusterNodeProvisioningProfile"];
            nodeResourceGroupProfile?: components["schemas"]["ManagedClusterNodeResourceGroupProfile"];
            readonly status?: components["schemas"]["ManagedClusterStatus"];
            hostedSystemProfile?: components["schemas"]["ManagedClusterHostedSystemProfile"];
            schedulerProfile?: components["schemas"]["SchedulerProfile"];
            /** @description Whether the control plane keeps to FIPS 140. */
            enableFIPS?: boolean;
        };
        /** @description A Kubernetes cluster. */
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
            /** @description Changes with every change of the cluster. */
            readonly eTag?: string;
            /** @description For portals alone. */
            kind?: string;
        };
        /** @description One page of clusters. */
        ManagedClusterListResult: {
            value?: components["schemas"]["ManagedCluster"][];
            readonly nextLink?: string;
        };
        /** @description A version to go to. */
        ManagedClusterPoolUpgradeProfileUpgradesItem: {
            kubernetesVersion?: string;
            isPreview?: boolean;
        };
        /** @description Where a part of a cluster can go. */
        ManagedClusterPoolUpgradeProfile: {
            kubernetesVersion: string;
            /** @description The pool, or `master`. */
            name?: string;
            osType: components["schemas"]["OSType"];
            upgrades?: components["schemas"]["ManagedClusterPoolUpgradeProfileUpgradesItem"][];
        };
        /** @description Where the control plane and each pool can go. */
        ManagedClusterUpgradeProfileProperties: {
            controlPlaneProfile: components["schemas"]["ManagedClusterPoolUpgradeProfile"];
            agentPoolProfiles: components["schemas"]["ManagedClusterPoolUpgradeProfile"][];
        };
        /** @description Where a cluster can go. */
        ManagedClusterUpgradeProfile: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["ManagedClusterUpgradeProfileProperties"];
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description A kubeconfig. */
        AccessProfile: {
            /**
             * Format: byte
             * @description YAML as base64.
             */
            kubeConfig?: string;
        };
        /** @description The kubeconfig of a role. */
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
        /** @description A kubeconfig. */
        CredentialResult: {
            /** @description `clusterUser`, `clusterAdmin` or `clusterMonitoringUser`. */
            readonly name?: string;
            /**
             * Format: byte
             * @description YAML as base64.
             */
            readonly value?: string;
        };
        /** @description Kubeconfigs. */
        CredentialResults: {
            readonly kubeconfigs?: components["schemas"]["CredentialResult"][];
        };
        /**
         * @description How a kubeconfig asks for tokens.
         * @enum {string}
         */
        CredentialFormat: "exec" | "azure";
        /** @description All tags that the resource shall have. */
        TagsObject: {
            tags?: {
                [key: string]: string;
            };
        };
        /** @description What came of a command. */
        CommandResultProperties: {
            readonly provisioningState?: string;
            /**
             * Format: int32
             * @description Another than 0 is a success of the call all the same.
             */
            readonly exitCode?: number;
            /** Format: date-time */
            readonly startedAt?: string;
            /** Format: date-time */
            readonly finishedAt?: string;
            /** @description What the command wrote. */
            readonly logs?: string;
            /** @description Why the command could not run. */
            readonly reason?: string;
        };
        /** @description What came of a command. */
        RunCommandResult: {
            readonly id?: string;
            properties?: components["schemas"]["CommandResultProperties"];
        };
        /** @description A command to run in the cluster. */
        RunCommandRequest: {
            /** @description For a shell that has kubectl and helm. */
            command: string;
            /** @description Files for the command: a zip as base64. */
            context?: string;
            /** @description A token of the caller for a cluster with Entra. */
            clusterToken?: string;
        };
        /** @description A port of such a host. */
        EndpointDetail: {
            ipAddress?: string;
            /** Format: int32 */
            port?: number;
            /** @description Such as `Https` or `UDP`. */
            protocol?: string;
            description?: string;
        };
        /** @description A host that nodes have to reach. */
        EndpointDependency: {
            domainName?: string;
            endpointDetails?: components["schemas"]["EndpointDetail"][];
        };
        /** @description Hosts of one purpose. */
        OutboundEnvironmentEndpoint: {
            /** @description Such as `apiserver` or `images`. */
            category?: string;
            endpoints?: components["schemas"]["EndpointDependency"][];
        };
        /** @description One page of hosts that nodes have to reach. */
        OutboundEnvironmentEndpointCollection: {
            value: components["schemas"]["OutboundEnvironmentEndpoint"][];
            readonly nextLink?: string;
        };
        /** @description Versions of another product that fit. */
        CompatibleVersions: {
            /** @description Such as `kubernetes`. */
            name?: string;
            versions?: string[];
        };
        /** @description A revision of a mesh. */
        MeshRevision: {
            /** @description Such as `asm-1-20`. */
            revision?: string;
            /** @description Revisions that can follow. */
            upgrades?: string[];
            compatibleWith?: components["schemas"]["CompatibleVersions"][];
        };
        /** @description The revisions of a mesh. */
        MeshRevisionProfileProperties: {
            meshRevisions?: components["schemas"]["MeshRevision"][];
        };
        /** @description The revisions of a mesh. */
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
        /** @description One page of meshes. */
        MeshRevisionProfileList: {
            value?: components["schemas"]["MeshRevisionProfile"][];
            readonly nextLink?: string;
        };
        /** @description The revision that runs and those that can follow. */
        MeshUpgradeProfileProperties: {
            /** @description Such as `asm-1-20`. */
            revision?: string;
            /** @description Revisions that can follow. */
            upgrades?: string[];
            compatibleWith?: components["schemas"]["CompatibleVersions"][];
        };
        /** @description Where the mesh of a cluster can go. */
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
        /** @description One page of meshes. */
        MeshUpgradeProfileList: {
            value?: components["schemas"]["MeshUpgradeProfile"][];
            readonly nextLink?: string;
        };
        /** @description What a pool shall be, and what it is. */
        ManagedClusterAgentPoolProfileProperties: {
            /**
             * Format: int32
             * @description 0 to 1000 nodes, at least 1 for a system pool. 1 by default.
             */
            count?: number;
            /** @description Cannot be changed. */
            vmSize?: string;
            /**
             * Format: int32
             * @description The size of a disk in GB. 0 takes the size that the machine's kind suggests.
             */
            osDiskSizeGB?: number;
            /** @description `Ephemeral` where it fits, else `Managed`. */
            osDiskType?: components["schemas"]["OSDiskType"];
            kubeletDiskType?: components["schemas"]["KubeletDiskType"];
            workloadRuntime?: components["schemas"]["WorkloadRuntime"];
            /**
             * Format: arm-id
             * @description The subnet of the nodes. One is made without it.
             */
            vnetSubnetID?: string;
            /**
             * Format: arm-id
             * @description The subnet of the pods. By default that of the nodes.
             */
            podSubnetID?: string;
            /**
             * Format: int32
             * @description For each node, 10 to 250; at least 30 in a system pool.
             */
            maxPods?: number;
            /** @default Linux */
            osType?: components["schemas"]["OSType"];
            osSKU?: components["schemas"]["OSSKU"];
            /**
             * Format: int32
             * @description The most nodes that the autoscaler makes.
             */
            maxCount?: number;
            /**
             * Format: int32
             * @description The fewest nodes that the autoscaler leaves.
             */
            minCount?: number;
            enableAutoScaling?: boolean;
            /** @description `Delete` by default. */
            scaleDownMode?: components["schemas"]["ScaleDownMode"];
            type?: components["schemas"]["AgentPoolType"];
            /** @description A cluster has one system pool at least. */
            mode?: components["schemas"]["AgentPoolMode"];
            /** @description The Kubernetes version asked for. Not above the control plane's. */
            orchestratorVersion?: string;
            /** @description The Kubernetes version that runs, in full. */
            readonly currentOrchestratorVersion?: string;
            readonly nodeImageVersion?: string;
            upgradeSettings?: components["schemas"]["AgentPoolUpgradeSettings"];
            /** @description How far the last change has come. */
            readonly provisioningState?: string;
            /** @description `Stopped` deallocates the nodes of a user pool. */
            powerState?: components["schemas"]["PowerState"];
            /** @description Only for scale sets. Cannot be changed. */
            availabilityZones?: string[];
            /** @description `false` by default. */
            enableNodePublicIP?: boolean;
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            nodePublicIPPrefixID?: string;
            /**
             * @description Cannot be changed.
             * @default Regular
             */
            scaleSetPriority?: components["schemas"]["ScaleSetPriority"];
            /**
             * @description Only for spot pools.
             * @default Delete
             */
            scaleSetEvictionPolicy?: components["schemas"]["ScaleSetEvictionPolicy"];
            /**
             * @description US dollars an hour; -1 for up to the usual price.
             * @default -1
             */
            spotMaxPrice?: number;
            tags?: {
                [key: string]: string;
            };
            nodeLabels?: {
                [key: string]: string;
            };
            /** @description Such as `key=value:NoSchedule`. */
            nodeTaints?: string[];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            proximityPlacementGroupID?: string;
            kubeletConfig?: components["schemas"]["KubeletConfig"];
            linuxOSConfig?: components["schemas"]["LinuxOSConfig"];
            /** @description `false` by default. */
            enableEncryptionAtHost?: boolean;
            /** @description `false` by default. */
            enableUltraSSD?: boolean;
            /** @description `false` by default. */
            enableFIPS?: boolean;
            gpuInstanceProfile?: components["schemas"]["GPUInstanceProfile"];
            /** @description The snapshot from which the pool is made. */
            creationData?: components["schemas"]["CreationData"];
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            capacityReservationGroupID?: string;
            /**
             * Format: arm-id
             * @description The dedicated hosts of the nodes. Cannot be changed.
             */
            hostGroupID?: string;
            networkProfile?: components["schemas"]["AgentPoolNetworkProfile"];
            windowsProfile?: components["schemas"]["AgentPoolWindowsProfile"];
            gpuProfile?: components["schemas"]["GPUProfile"];
            /** @description Changes with every change of the pool. */
            readonly eTag?: string;
            securityProfile?: components["schemas"]["AgentPoolSecurityProfile"];
            /** @description What who logs in to a Linux node reads, as base64. Cannot be changed. */
            messageOfTheDay?: string;
            /** @description `DynamicIndividual` by default. */
            podIPAllocationMode?: components["schemas"]["PodIPAllocationMode"];
            /** @description Only for the mode `Gateway`. */
            gatewayProfile?: components["schemas"]["AgentPoolGatewayProfile"];
            /** @description Only for the type `VirtualMachines`. */
            virtualMachinesProfile?: components["schemas"]["VirtualMachinesProfile"];
            /** @description The nodes of each size, of a pool of the type `VirtualMachines`. */
            virtualMachineNodesStatus?: components["schemas"]["VirtualMachineNodes"][];
            readonly status?: components["schemas"]["AgentPoolStatus"];
            localDNSProfile?: components["schemas"]["LocalDNSProfile"];
            artifactStreamingProfile?: components["schemas"]["AgentPoolArtifactStreamingProfile"];
        };
        /** @description A pool of equal nodes. */
        AgentPool: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["ManagedClusterAgentPoolProfileProperties"];
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description One page of pools. */
        AgentPoolListResult: {
            value?: components["schemas"]["AgentPool"][];
            readonly nextLink?: string;
        };
        /** @description A version to go to. */
        AgentPoolUpgradeProfilePropertiesUpgradesItem: {
            kubernetesVersion?: string;
            isPreview?: boolean;
        };
        /** @description The versions to which a pool can go. */
        AgentPoolUpgradeProfileProperties: {
            kubernetesVersion: string;
            osType: components["schemas"]["OSType"];
            upgrades?: components["schemas"]["AgentPoolUpgradeProfilePropertiesUpgradesItem"][];
            /** @description The newest image for the pool. */
            latestNodeImageVersion?: string;
            /** @description What the pool ran before, and can go back to. */
            readonly recentlyUsedVersions?: components["schemas"]["AgentPoolRecentlyUsedVersion"][];
        };
        /** @description Where a pool can go. */
        AgentPoolUpgradeProfile: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["AgentPoolUpgradeProfileProperties"];
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description A version that a new pool can have. */
        AgentPoolAvailableVersionsPropertiesAgentPoolVersionsItem: {
            /** @description Whether a pool gets it without asking. */
            default?: boolean;
            kubernetesVersion?: string;
            isPreview?: boolean;
        };
        /** @description The versions that a new pool can have. */
        AgentPoolAvailableVersionsProperties: {
            agentPoolVersions?: components["schemas"]["AgentPoolAvailableVersionsPropertiesAgentPoolVersionsItem"][];
        };
        /** @description What a new pool can be. */
        AgentPoolAvailableVersions: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["AgentPoolAvailableVersionsProperties"];
        };
        /**
         * @description A day of the week.
         * @enum {string}
         */
        WeekDay: "Sunday" | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday";
        /** @description Hours of a day of the week. */
        TimeInWeek: {
            day?: components["schemas"]["WeekDay"];
            hourSlots?: number[];
        };
        /** @description A time from one moment to another. */
        TimeSpan: {
            /** Format: date-time */
            start?: string;
            /** Format: date-time */
            end?: string;
        };
        /** @description Every so many days. */
        DailySchedule: {
            /** Format: int32 */
            intervalDays: number;
        };
        /** @description Every so many weeks. */
        WeeklySchedule: {
            /** Format: int32 */
            intervalWeeks: number;
            dayOfWeek: components["schemas"]["WeekDay"];
        };
        /** @description Every so many months, on a date. */
        AbsoluteMonthlySchedule: {
            /** Format: int32 */
            intervalMonths: number;
            /** Format: int32 */
            dayOfMonth: number;
        };
        /**
         * @description Which of a month's weeks.
         * @enum {string}
         */
        WeekIndex: "First" | "Second" | "Third" | "Fourth" | "Last";
        /** @description Every so many months, on a day of the week. */
        RelativeMonthlySchedule: {
            /** Format: int32 */
            intervalMonths: number;
            weekIndex: components["schemas"]["WeekIndex"];
            dayOfWeek: components["schemas"]["WeekDay"];
        };
        /** @description How often. Exactly one of the members is given. */
        Schedule: {
            daily?: components["schemas"]["DailySchedule"];
            weekly?: components["schemas"]["WeeklySchedule"];
            absoluteMonthly?: components["schemas"]["AbsoluteMonthlySchedule"];
            relativeMonthly?: components["schemas"]["RelativeMonthlySchedule"];
        };
        /** @description Days from one to another, both included. */
        DateSpan: {
            /** Format: date */
            start: string;
            /** Format: date */
            end: string;
        };
        /** @description A time that comes again and again. */
        MaintenanceWindow: {
            schedule: components["schemas"]["Schedule"];
            /**
             * Format: int32
             * @description In hours.
             */
            durationHours: number;
            /** @description Such as `+05:30`. `+00:00` by default. */
            utcOffset?: string;
            /**
             * Format: date
             * @description The first day on which it holds. Today by default.
             */
            startDate?: string;
            /** @description Such as `02:00`, at the offset. */
            startTime: string;
            /** @description Days without maintenance, at the offset. */
            notAllowedDates?: components["schemas"]["DateSpan"][];
        };
        /** @description Either hours of the week or a window. */
        MaintenanceConfigurationProperties: {
            /** @description Only in the configuration named `default`. Entries of one day add up. */
            timeInWeek?: components["schemas"]["TimeInWeek"][];
            /** @description Only in the configuration named `default`. */
            notAllowedTime?: components["schemas"]["TimeSpan"][];
            maintenanceWindow?: components["schemas"]["MaintenanceWindow"];
        };
        /** @description When a cluster may be maintained. */
        MaintenanceConfiguration: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
            properties?: components["schemas"]["MaintenanceConfigurationProperties"];
        };
        /** @description One page of maintenance configurations. */
        MaintenanceConfigurationListResult: {
            value?: components["schemas"]["MaintenanceConfiguration"][];
            readonly nextLink?: string;
        };
        /**
         * @description How far the last change has come.
         * @enum {string}
         */
        PrivateEndpointConnectionProvisioningState: "Canceled" | "Creating" | "Deleting" | "Failed" | "Succeeded";
        /** @description Names a private endpoint. */
        PrivateEndpoint: {
            id?: string;
        };
        /**
         * @description Whether an endpoint may connect.
         * @enum {string}
         */
        ConnectionStatus: "Pending" | "Approved" | "Rejected" | "Disconnected";
        /** @description Whether an endpoint may connect. */
        PrivateLinkServiceConnectionState: {
            status?: components["schemas"]["ConnectionStatus"];
            description?: string;
        };
        /** @description Which endpoint it is, and whether it may. */
        PrivateEndpointConnectionProperties: {
            readonly provisioningState?: components["schemas"]["PrivateEndpointConnectionProvisioningState"];
            privateEndpoint?: components["schemas"]["PrivateEndpoint"];
            privateLinkServiceConnectionState: components["schemas"]["PrivateLinkServiceConnectionState"];
        };
        /** @description A private endpoint that asks for a way to the cluster. */
        PrivateEndpointConnection: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["PrivateEndpointConnectionProperties"];
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description The private endpoint connections of a cluster. */
        PrivateEndpointConnectionListResult: {
            value?: components["schemas"]["PrivateEndpointConnection"][];
        };
        /** @description What private endpoints can reach. */
        PrivateLinkResourcesListResult: {
            value?: components["schemas"]["PrivateLinkResource"][];
        };
        /**
         * @description What a snapshot is taken of.
         * @enum {string}
         */
        SnapshotType: "NodePool";
        /** @description What a node pool was made of. */
        SnapshotProperties: {
            /** @description The pool that the snapshot is taken of. */
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
        /** @description What a node pool was made of at one moment. */
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
        /** @description One page of snapshots. */
        SnapshotListResult: {
            value?: components["schemas"]["Snapshot"][];
            readonly nextLink?: string;
        };
        /**
         * @description How far the last change has come.
         * @enum {string}
         */
        TrustedAccessRoleBindingProvisioningState: "Canceled" | "Deleting" | "Failed" | "Succeeded" | "Updating";
        /** @description Who is trusted with which roles. */
        TrustedAccessRoleBindingProperties: {
            readonly provisioningState?: components["schemas"]["TrustedAccessRoleBindingProvisioningState"];
            /**
             * Format: arm-id
             * @description The resource that is trusted.
             */
            sourceResourceId: string;
            /** @description Such as `Microsoft.MachineLearningServices/workspaces/reader`. */
            roles: string[];
        };
        /** @description Rights in the cluster for a resource outside it. */
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
        /** @description One page of trusted access role bindings. */
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
        /** @description What a role allows, as in a role of Kubernetes. */
        TrustedAccessRoleRule: {
            readonly verbs?: string[];
            readonly apiGroups?: string[];
            readonly resources?: string[];
            readonly resourceNames?: string[];
            readonly nonResourceURLs?: string[];
        };
        /** @description A role that trusted access can give. */
        TrustedAccessRole: {
            /** @description The type of resources that can have it. */
            readonly sourceResourceType?: string;
            readonly name?: string;
            readonly rules?: components["schemas"]["TrustedAccessRoleRule"][];
        };
        /** @description One page of roles. */
        TrustedAccessRoleListResult: {
            readonly value?: components["schemas"]["TrustedAccessRole"][];
            readonly nextLink?: string;
        };
        /** @description A version of Kubernetes. */
        OrchestratorProfile: {
            /** @description `Kubernetes`. */
            orchestratorType: string;
            /** @description Such as `1.29.4`. */
            orchestratorVersion: string;
            isPreview?: boolean;
        };
        /** @description A version, and where it leads. */
        OrchestratorVersionProfile: {
            /** @description `Kubernetes`. */
            orchestratorType: string;
            /** @description Such as `1.29.4`. */
            orchestratorVersion: string;
            isPreview?: boolean;
            /** @description Whether a cluster gets it without asking. */
            default?: boolean;
            upgrades?: components["schemas"]["OrchestratorProfile"][];
        };
        /** @description What there is to choose from. */
        OrchestratorVersionProfileProperties: {
            orchestrators: components["schemas"]["OrchestratorVersionProfile"][];
        };
        /** @description The versions of a region. */
        OrchestratorVersionProfileListResult: {
            id?: string;
            name?: string;
            type?: string;
            properties: components["schemas"]["OrchestratorVersionProfileProperties"];
        };
        /**
         * @description What becomes of a node that cannot be drained.
         * @enum {string}
         */
        UndrainableNodeBehavior: "Cordon" | "Schedule";
        /**
         * @description Who manages a part of the nodes.
         * @enum {string}
         */
        ManagementMode: "Unmanaged" | "Managed";
        /** @description Network devices that pods ask for by claims. */
        DRANETProfile: {
            mode?: components["schemas"]["ManagementMode"];
        };
        /**
         * @description Whether AKS installs the driver.
         * @enum {string}
         */
        GPUDriver: "Install" | "None";
        /** @description What nodes with GPUs of NVIDIA get. */
        NvidiaGPUProfile: {
            managementMode?: components["schemas"]["ManagementMode"];
        };
        /** @description What nodes with GPUs get. */
        GPUProfile: {
            /** @description `Install` by default. Cannot be changed. */
            driver?: components["schemas"]["GPUDriver"];
            nvidia?: components["schemas"]["NvidiaGPUProfile"];
        };
        /**
         * @description How nodes can be logged in to.
         * @enum {string}
         */
        AgentPoolSSHAccess: "LocalUser" | "Disabled" | "EntraId";
        /** @description What guards the nodes of a pool. */
        AgentPoolSecurityProfile: {
            /** @description A virtual TPM. `false` by default. */
            enableVTPM?: boolean;
            /** @description Only signed systems start. `false` by default. */
            enableSecureBoot?: boolean;
            sshAccess?: components["schemas"]["AgentPoolSSHAccess"];
        };
        /**
         * @description How the pods of a node get their addresses from the subnet.
         * @enum {string}
         */
        PodIPAllocationMode: "DynamicIndividual" | "StaticBlock";
        /** @description Nodes by which pods reach the outside with fixed addresses. */
        AgentPoolGatewayProfile: {
            /**
             * Format: int32
             * @description The length of the prefix of public addresses. 31 by default.
             */
            publicIPPrefixSize?: number;
        };
        /** @description So many of a size. */
        ManualScaleProfile: {
            size?: string;
            /** Format: int32 */
            count?: number;
        };
        /** @description As many of a size as are needed. */
        AutoScaleProfile: {
            size?: string;
            /** Format: int32 */
            minCount?: number;
            /** Format: int32 */
            maxCount?: number;
        };
        /** @description How many of which size there are. */
        ScaleProfile: {
            manual?: components["schemas"]["ManualScaleProfile"][];
            autoscale?: components["schemas"]["AutoScaleProfile"][];
        };
        /** @description The machines of a pool of the type `VirtualMachines`. */
        VirtualMachinesProfile: {
            scale?: components["schemas"]["ScaleProfile"];
        };
        /** @description How many of a size there are. */
        VirtualMachineNodes: {
            size?: string;
            /** Format: int32 */
            count?: number;
        };
        /** @description What became of the last change of a pool. */
        AgentPoolStatus: {
            /** @description Absent when nothing went wrong. */
            readonly provisioningError?: components["schemas"]["ErrorDetail"];
        };
        /**
         * @description Whether it is wanted.
         * @enum {string}
         */
        LocalDNSMode: "Preferred" | "Required" | "Disabled";
        /**
         * @description Whether it runs.
         * @enum {string}
         */
        LocalDNSState: "Enabled" | "Disabled";
        /**
         * @description What is logged.
         * @enum {string}
         */
        LocalDNSQueryLogging: "Error" | "Log";
        /**
         * @description How the server behind is asked.
         * @enum {string}
         */
        LocalDNSProtocol: "PreferUDP" | "ForceTCP";
        /**
         * @description The server behind.
         * @enum {string}
         */
        LocalDNSForwardDestination: "ClusterCoreDNS" | "VnetDNS";
        /**
         * @description Which of several is asked.
         * @enum {string}
         */
        LocalDNSForwardPolicy: "Sequential" | "RoundRobin" | "Random";
        /**
         * @description When an answer is given that is too old.
         * @enum {string}
         */
        LocalDNSServeStale: "Verify" | "Immediate" | "Disable";
        /** @description How questions about a zone are answered. */
        LocalDNSOverride: {
            queryLogging?: components["schemas"]["LocalDNSQueryLogging"];
            protocol?: components["schemas"]["LocalDNSProtocol"];
            forwardDestination?: components["schemas"]["LocalDNSForwardDestination"];
            forwardPolicy?: components["schemas"]["LocalDNSForwardPolicy"];
            /**
             * Format: int32
             * @description Questions at once.
             */
            maxConcurrent?: number;
            /** Format: int32 */
            cacheDurationInSeconds?: number;
            /** Format: int32 */
            serveStaleDurationInSeconds?: number;
            serveStale?: components["schemas"]["LocalDNSServeStale"];
        };
        /** @description A DNS server on each node. */
        LocalDNSProfile: {
            mode?: components["schemas"]["LocalDNSMode"];
            readonly state?: components["schemas"]["LocalDNSState"];
            /** @description By zone, for what asks as the node does. */
            vnetDNSOverrides?: {
                [key: string]: components["schemas"]["LocalDNSOverride"];
            };
            /** @description By zone, for what asks the cluster. */
            kubeDNSOverrides?: {
                [key: string]: components["schemas"]["LocalDNSOverride"];
            };
        };
        /** @description Whether images are loaded as far as containers read them. */
        AgentPoolArtifactStreamingProfile: {
            /** @description `false` by default. */
            enabled?: boolean;
        };
        /**
         * @description The kind of the NAT gateway.
         * @enum {string}
         */
        ManagedClusterNATGatewaySku: "Standard" | "StandardV2";
        /** @description Prefixes of public addresses. */
        ManagedClusterNATGatewayProfileOutboundIpPrefixes: {
            publicIPPrefixes?: string[];
        };
        /** @description Public addresses. */
        ManagedClusterNATGatewayProfileOutboundIPs: {
            publicIPs?: string[];
        };
        /** @description Whether traffic is measured and logged. */
        AdvancedNetworkingObservability: {
            /** @description `false` by default. */
            enabled?: boolean;
        };
        /**
         * @description What network policies can speak of.
         * @enum {string}
         */
        AdvancedNetworkPolicies: "L7" | "FQDN" | "None";
        /**
         * @description By what.
         * @enum {string}
         */
        TransitEncryptionType: "WireGuard" | "None";
        /** @description Whether pods' traffic is encrypted between nodes. */
        AdvancedNetworkingSecurityTransitEncryption: {
            /** @description `None` by default. */
            type?: components["schemas"]["TransitEncryptionType"];
        };
        /** @description Whether traffic can be let through by the names of hosts. */
        AdvancedNetworkingSecurity: {
            /** @description `false` by default. */
            enabled?: boolean;
            advancedNetworkPolicies?: components["schemas"]["AdvancedNetworkPolicies"];
            transitEncryption?: components["schemas"]["AdvancedNetworkingSecurityTransitEncryption"];
        };
        /**
         * @description How packets get past the node's own network.
         * @enum {string}
         */
        AccelerationMode: "BpfVeth" | "None";
        /** @description What makes it quicker. */
        AdvancedNetworkingPerformance: {
            /** @description `None` by default. */
            accelerationMode?: components["schemas"]["AccelerationMode"];
        };
        /** @description What watches and guards the network of containers. Only with the data plane `cilium`. */
        AdvancedNetworking: {
            /** @description Without it the others have no effect. */
            enabled?: boolean;
            observability?: components["schemas"]["AdvancedNetworkingObservability"];
            security?: components["schemas"]["AdvancedNetworkingSecurity"];
            performance?: components["schemas"]["AdvancedNetworkingPerformance"];
        };
        /** @description Whether pods can reach the outside with fixed addresses. */
        ManagedClusterStaticEgressGatewayProfile: {
            enabled?: boolean;
        };
        /** @description By which identity a registry is asked. */
        ManagedClusterSecurityProfileDefenderSecurityGatingIdentity: {
            azureContainerRegistry?: string;
            identity?: components["schemas"]["UserAssignedIdentity"];
        };
        /** @description Whether images with known faults start. */
        ManagedClusterSecurityProfileDefenderSecurityGating: {
            enabled?: boolean;
            /** @description By which registries are asked. */
            identities?: components["schemas"]["ManagedClusterSecurityProfileDefenderSecurityGatingIdentity"][];
            /** @description Whether secrets of the cluster are read for it. `false` by default. */
            allowSecretAccess?: boolean;
        };
        /**
         * @description Whether they are.
         * @enum {string}
         */
        InfrastructureEncryption: "Enabled";
        /** @description Encrypts objects of Kubernetes with keys that AKS has. */
        KubernetesResourceObjectEncryptionProfile: {
            infrastructureEncryption?: components["schemas"]["InfrastructureEncryption"];
        };
        /**
         * @description From where the default controller can be reached.
         * @enum {string}
         */
        NginxIngressControllerType: "AnnotationControlled" | "External" | "Internal" | "None";
        /** @description The ingress controller that application routing brings. */
        ManagedClusterIngressProfileNginx: {
            /** @description `AnnotationControlled` by default. */
            defaultIngressControllerType?: components["schemas"]["NginxIngressControllerType"];
        };
        /**
         * @description Whether it is used.
         * @enum {string}
         */
        GatewayAPIIstioEnabled: "Enabled" | "Disabled";
        /** @description Istio without sidecars. */
        ManagedClusterAppRoutingIstio: {
            mode?: components["schemas"]["GatewayAPIIstioEnabled"];
        };
        /** @description What stands behind the Gateway API. */
        ManagedClusterWebAppRoutingGatewayAPIImplementations: {
            appRoutingIstio?: components["schemas"]["ManagedClusterAppRoutingIstio"];
        };
        /**
         * @description Which kinds are installed.
         * @enum {string}
         */
        ManagedGatewayType: "Disabled" | "Standard";
        /** @description Kinds of the Gateway API. */
        ManagedClusterIngressProfileGatewayConfiguration: {
            /** @description `Disabled` by default. */
            installation?: components["schemas"]["ManagedGatewayType"];
        };
        /** @description Whether the control plane is measured. */
        ManagedClusterAzureMonitorProfileMetricsControlPlane: {
            /** @description `false` by default. */
            enabled?: boolean;
        };
        /**
         * @description Whether logs of the network are kept.
         * @enum {string}
         */
        ContainerNetworkLogs: "Disabled" | "Enabled";
        /** @description Events, inventory and logs of containers. */
        ManagedClusterAzureMonitorProfileContainerInsights: {
            enabled?: boolean;
            /**
             * Format: arm-id
             * @description Where the logs go.
             */
            logAnalyticsWorkspaceResourceId?: string;
            /**
             * Format: int32
             * @description 28330 by default.
             */
            syslogPort?: number;
            /** @description `false` by default. */
            disablePrometheusMetricsScraping?: boolean;
            /** @description `Disabled` by default. */
            containerNetworkLogs?: components["schemas"]["ContainerNetworkLogs"];
        };
        /** @description Whether workloads are instrumented as they start. */
        ManagedClusterAzureMonitorProfileAppMonitoringAutoInstrumentation: {
            enabled?: boolean;
        };
        /** @description Where metrics are taken in. */
        ManagedClusterAzureMonitorProfileAppMonitoringOpenTelemetryMetrics: {
            enabled?: boolean;
            /**
             * Format: int32
             * @description 28333 by default.
             */
            httpPort?: number;
            /**
             * Format: int32
             * @description 28334 by default.
             */
            grpcPort?: number;
        };
        /** @description Where logs and traces are taken in. */
        ManagedClusterAzureMonitorProfileAppMonitoringOpenTelemetryLogsAndTraces: {
            enabled?: boolean;
            /**
             * Format: int32
             * @description 28331 by default.
             */
            httpPort?: number;
            /**
             * Format: int32
             * @description 28332 by default.
             */
            grpcPort?: number;
        };
        /** @description Application monitoring. */
        ManagedClusterAzureMonitorProfileAppMonitoring: {
            autoInstrumentation?: components["schemas"]["ManagedClusterAzureMonitorProfileAppMonitoringAutoInstrumentation"];
            openTelemetryMetrics?: components["schemas"]["ManagedClusterAzureMonitorProfileAppMonitoringOpenTelemetryMetrics"];
            openTelemetryLogsAndTraces?: components["schemas"]["ManagedClusterAzureMonitorProfileAppMonitoringOpenTelemetryLogsAndTraces"];
        };
        /**
         * @description How traffic of pods gets into the mesh.
         * @enum {string}
         */
        ProxyRedirectionMechanism: "InitContainers" | "CNIChaining";
        /**
         * @description Where images and binaries of the system come from.
         * @enum {string}
         */
        ArtifactSource: "Cache" | "Direct";
        /** @description Whence a cluster takes what its nodes need to start. */
        ManagedClusterBootstrapProfile: {
            /** @description `Direct` by default. */
            artifactSource?: components["schemas"]["ArtifactSource"];
            /**
             * Format: arm-id
             * @description The registry that caches. Only with `Cache`.
             */
            containerRegistryId?: string;
        };
        /** @description Runs models on the cluster. */
        ManagedClusterAIToolchainOperatorProfile: {
            /** @description `false` by default. */
            enabled?: boolean;
        };
        /**
         * @description Whether nodes come as pods need them.
         * @enum {string}
         */
        NodeProvisioningMode: "Manual" | "Auto";
        /**
         * @description Whether nodes may come without pools of the user's own.
         * @enum {string}
         */
        NodeProvisioningDefaultNodePools: "None" | "Auto";
        /** @description Who decides which nodes there are. */
        ManagedClusterNodeProvisioningProfile: {
            /** @description `Manual` by default. */
            mode?: components["schemas"]["NodeProvisioningMode"];
            /** @description `Auto` by default. */
            defaultNodePools?: components["schemas"]["NodeProvisioningDefaultNodePools"];
        };
        /**
         * @description Who may change what AKS made.
         * @enum {string}
         */
        RestrictionLevel: "Unrestricted" | "ReadOnly";
        /** @description What may be done in the group of the nodes. */
        ManagedClusterNodeResourceGroupProfile: {
            /** @description `Unrestricted` by default. */
            restrictionLevel?: components["schemas"]["RestrictionLevel"];
        };
        /** @description What became of the last change of a cluster. */
        ManagedClusterStatus: {
            /** @description Absent when nothing went wrong. */
            readonly provisioningError?: components["schemas"]["ErrorDetail"];
        };
        /** @description Add-ons of the system on nodes that AKS has. */
        ManagedClusterHostedSystemProfile: {
            enabled?: boolean;
            /**
             * Format: arm-id
             * @description The subnet of those nodes.
             */
            systemNodeSubnetID?: string;
            /**
             * Format: arm-id
             * @description The subnet of the nodes that come as pods need them.
             */
            nodeSubnetID?: string;
        };
        /**
         * @description Where its settings are.
         * @enum {string}
         */
        SchedulerConfigMode: "Default" | "ManagedByCRD";
        /** @description A scheduler. */
        SchedulerInstanceProfile: {
            schedulerConfigMode?: components["schemas"]["SchedulerConfigMode"];
        };
        /** @description What places pods on nodes. */
        SchedulerProfile: {
            /** @description The scheduler of Kubernetes. */
            upstream?: components["schemas"]["SchedulerInstanceProfile"];
        };
        /** @description What is done with machines of a pool by their names. */
        AgentPoolDeleteMachinesParameter: {
            /** @description Of the machines to delete. */
            machineNames: string[];
        };
        /** @description What a pool ran before. */
        AgentPoolRecentlyUsedVersion: {
            orchestratorVersion?: string;
            nodeImageVersion?: string;
            /** Format: date-time */
            timestamp?: string;
        };
        /** @description One address. */
        MachineIpAddress: {
            /** @description `IPv4` or `IPv6`. */
            readonly family?: string;
            readonly ip?: string;
        };
        /** @description The addresses of a node. */
        MachineNetworkProperties: {
            readonly ipAddresses?: components["schemas"]["MachineIpAddress"][];
        };
        /** @description What a machine is made of. */
        MachineHardwareProfile: {
            /** @description That of its pool by default. */
            vmSize?: string;
        };
        /** @description What the node of a machine is in its cluster. */
        MachineKubernetesProfile: {
            nodeLabels?: {
                [key: string]: string;
            };
            /** @description `key=value:Effect`. */
            nodeTaints?: string[];
            /** @description That of its pool by default. */
            orchestratorVersion?: string;
            readonly currentOrchestratorVersion?: string;
            /** Format: int32 */
            maxPods?: number;
            readonly nodeName?: string;
        };
        /** @description Where a node is. */
        MachineProperties: {
            readonly network?: components["schemas"]["MachineNetworkProperties"];
            /** @description Of the virtual machine. */
            readonly resourceId?: string;
            /** @description Of a machine that was made by itself, as all that follows. */
            hardware?: components["schemas"]["MachineHardwareProfile"];
            kubernetes?: components["schemas"]["MachineKubernetesProfile"];
            /** @description `System` or `User`. */
            mode?: string;
            readonly nodeImageVersion?: string;
            readonly provisioningState?: string;
            tags?: {
                [key: string]: string;
            };
            readonly eTag?: string;
        };
        /** @description A node of a pool. */
        Machine: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            zones?: string[];
            properties?: components["schemas"]["MachineProperties"];
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description One page of machines. */
        MachineListResult: {
            value?: components["schemas"]["Machine"][];
            readonly nextLink?: string;
        };
        /** @description An image for nodes. */
        NodeImageVersion: {
            /** @description `AKSUbuntu`. */
            os?: string;
            /** @description `2204gen2containerd`. */
            sku?: string;
            /** @description `202407.29.0`. */
            version?: string;
            /** @description The three together. */
            fullName?: string;
        };
        /** @description One page of images. */
        NodeImageVersionsListResult: {
            value?: components["schemas"]["NodeImageVersion"][];
            readonly nextLink?: string;
        };
        /** @description A resource that only newer versions have below a cluster. */
        NewerChild: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
        };
        /** @description One page of what only newer versions have below a cluster. */
        NewerChildListResult: {
            value?: components["schemas"]["NewerChild"][];
            readonly nextLink?: string;
        };
        /**
         * @description How far the work on a namespace is.
         * @enum {string}
         */
        NamespaceProvisioningState: "Updating" | "Deleting" | "Creating" | "Succeeded" | "Failed" | "Canceled";
        /** @description What the pods of a namespace may ask for together. */
        ResourceQuota: {
            /** @description Thousandths of a core. */
            cpuRequest?: string;
            /** @description Thousandths of a core. */
            cpuLimit?: string;
            /** @description Such as `1Gi`. */
            memoryRequest?: string;
            /** @description Such as `1Gi`. */
            memoryLimit?: string;
        };
        /**
         * @description Which traffic is allowed.
         * @enum {string}
         */
        PolicyRule: "DenyAll" | "AllowAll" | "AllowSameNamespace";
        /** @description The peers that pods of a namespace may talk to. */
        NetworkPolicies: {
            ingress?: components["schemas"]["PolicyRule"];
            egress?: components["schemas"]["PolicyRule"];
        };
        /**
         * @description What becomes of a namespace that the cluster has already.
         * @enum {string}
         */
        AdoptionPolicy: "Never" | "IfIdentical" | "Always";
        /**
         * @description What a deletion leaves in the cluster.
         * @enum {string}
         */
        DeletePolicy: "Keep" | "Delete";
        /** @description What a namespace has. */
        NamespaceProperties: {
            readonly provisioningState?: components["schemas"]["NamespaceProvisioningState"];
            labels?: {
                [key: string]: string;
            };
            annotations?: {
                [key: string]: string;
            };
            /** @description The name by which Azure's portal reaches the API server. */
            readonly portalFqdn?: string;
            defaultResourceQuota?: components["schemas"]["ResourceQuota"];
            defaultNetworkPolicy?: components["schemas"]["NetworkPolicies"];
            adoptionPolicy?: components["schemas"]["AdoptionPolicy"];
            deletePolicy?: components["schemas"]["DeletePolicy"];
        };
        /** @description A namespace that is managed from Resource Manager. */
        ManagedNamespace: {
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
            /** @description The version of the resource. */
            readonly eTag?: string;
            properties?: components["schemas"]["NamespaceProperties"];
        };
        /** @description One page of namespaces. */
        ManagedNamespaceListResult: {
            value?: components["schemas"]["ManagedNamespace"][];
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
                /** @description `clusterUser` or `clusterAdmin`. */
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
                /** @description Which host name the kubeconfig shall use: `public` or `private`. */
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
                /** @description Which host name the kubeconfig shall use: `public` or `private`. */
                "server-fqdn"?: string;
                /** @description Only for clusters with Entra. `exec` asks kubelogin for tokens, `azure` is the older way. */
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
                /** @description Which host name the kubeconfig shall use: `public` or `private`. */
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
            header?: {
                /** @description Act only on a resource with this ETag, or, with `*`, on any that is there. */
                "If-Match"?: string;
                /** @description `*`: act only where the resource is not there yet. */
                "If-None-Match"?: string;
            };
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
            header?: {
                /** @description Act only on a resource with this ETag, or, with `*`, on any that is there. */
                "If-Match"?: string;
            };
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
            header?: {
                /** @description Act only on a resource with this ETag, or, with `*`, on any that is there. */
                "If-Match"?: string;
            };
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
                /** @description The id that running the command answered with. */
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
                /** @description The kind of mesh: `istio`. */
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
                /** @description The kind of mesh: `istio`. */
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
            header?: {
                /** @description Act only on a resource with this ETag, or, with `*`, on any that is there. */
                "If-Match"?: string;
                /** @description `*`: act only where the resource is not there yet. */
                "If-None-Match"?: string;
            };
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
            header?: {
                /** @description Act only on a resource with this ETag, or, with `*`, on any that is there. */
                "If-Match"?: string;
            };
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
                /** @description `default`, `aksManagedAutoUpgradeSchedule` or `aksManagedNodeOSUpgradeSchedule`. */
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
                /** @description `default`, `aksManagedAutoUpgradeSchedule` or `aksManagedNodeOSUpgradeSchedule`. */
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
                /** @description `default`, `aksManagedAutoUpgradeSchedule` or `aksManagedNodeOSUpgradeSchedule`. */
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
    ContainerServices_ListOrchestrators: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description For which type of resource: `managedClusters`. */
                "resource-type"?: string;
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
                    "application/json": components["schemas"]["OrchestratorVersionProfileListResult"];
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
    AgentPools_DeleteMachines: {
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
                "application/json": components["schemas"]["AgentPoolDeleteMachinesParameter"];
            };
        };
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
    Machines_List: {
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
                    "application/json": components["schemas"]["MachineListResult"];
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
    Machines_Get: {
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
                /** @description Such as `aks-nodepool1-12345678-vmss000000`. */
                machineName: string;
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
                    "application/json": components["schemas"]["Machine"];
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
    Machines_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: {
                /** @description Act only on a resource with this ETag, or, with `*`, on any that is there. */
                "If-Match"?: string;
                /** @description `*`: act only where the resource is not there yet. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-` and `_`; the first and the last are a letter or digit. */
                resourceName: string;
                /** @description Lower-case letters and digits, a letter first. */
                agentPoolName: string;
                /** @description Such as `aks-nodepool1-12345678-vmss000000`. */
                machineName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Machine"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Machine"];
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
                    "application/json": components["schemas"]["Machine"];
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
    NodeImageVersions_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description A region. */
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
                    "application/json": components["schemas"]["NodeImageVersionsListResult"];
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
    IdentityBindings_ListByManagedCluster: {
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
                    "application/json": components["schemas"]["NewerChildListResult"];
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
    IdentityBindings_Get: {
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
                /** @description Of the binding. */
                identityBindingName: string;
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
                    "application/json": components["schemas"]["NewerChild"];
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
    ManagedNamespaces_ListByManagedCluster: {
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
                    "application/json": components["schemas"]["ManagedNamespaceListResult"];
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
    ManagedNamespaces_Get: {
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
                /** @description Of the namespace. */
                managedNamespaceName: string;
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
                    "application/json": components["schemas"]["ManagedNamespace"];
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
    ManagedNamespaces_CreateOrUpdate: {
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
                /** @description Of the namespace. */
                managedNamespaceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManagedNamespace"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedNamespace"];
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
                    "application/json": components["schemas"]["ManagedNamespace"];
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
    ManagedNamespaces_Delete: {
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
                /** @description Of the namespace. */
                managedNamespaceName: string;
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
    ManagedNamespaces_Update: {
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
                /** @description Of the namespace. */
                managedNamespaceName: string;
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
                    "application/json": components["schemas"]["ManagedNamespace"];
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
    ManagedNamespaces_ListCredential: {
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
                /** @description Of the namespace. */
                managedNamespaceName: string;
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
}
