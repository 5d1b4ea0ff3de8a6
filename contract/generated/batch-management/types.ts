// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /**
         * @description Where an account is in its life.
         * @enum {string}
         */
        ProvisioningState: "Invalid" | "Creating" | "Deleting" | "Succeeded" | "Failed" | "Cancelled";
        /**
         * @description In whose subscription pools are.
         * @enum {string}
         */
        PoolAllocationMode: "BatchService" | "UserSubscription";
        /** @description A key vault. */
        KeyVaultReference: {
            /**
             * Format: arm-id
             * @description ARM id of the vault.
             */
            id: string;
            /** @description Where the vault is reached. */
            url: string;
        };
        /**
         * @description Whether an account is reached publicly.
         * @enum {string}
         */
        PublicNetworkAccessType: "Enabled" | "Disabled" | "SecuredByPerimeter";
        /**
         * @description What happens to clients that no rule names.
         * @enum {string}
         */
        EndpointAccessDefaultAction: "Allow" | "Deny";
        /**
         * @description What happens to a client that a rule names.
         * @enum {string}
         */
        IPRuleAction: "Allow";
        /** @description A rule for clients' addresses. */
        IPRule: {
            action: components["schemas"]["IPRuleAction"];
            /** @description An IPv4 address, or a range in CIDR form. */
            value: string;
        };
        /** @description Who may reach an endpoint. */
        EndpointAccessProfile: {
            /** @description Counts only with public access. */
            defaultAction: components["schemas"]["EndpointAccessDefaultAction"];
            /** @description Addresses that are treated differently. */
            ipRules?: components["schemas"]["IPRule"][];
        };
        /** @description Who may reach an account. */
        NetworkProfile: {
            /** @description Who may reach the data plane. */
            accountAccess?: components["schemas"]["EndpointAccessProfile"];
            /** @description Who may reach the endpoint for nodes. */
            nodeManagementAccess?: components["schemas"]["EndpointAccessProfile"];
        };
        /**
         * @description Where a connection is in its life.
         * @enum {string}
         */
        PrivateEndpointConnectionProvisioningState: "Creating" | "Updating" | "Deleting" | "Succeeded" | "Failed" | "Cancelled";
        /** @description A private endpoint. */
        PrivateEndpoint: {
            /** @description Its ARM id. */
            readonly id?: string;
        };
        /**
         * @description Whether a connection is allowed.
         * @enum {string}
         */
        PrivateLinkServiceConnectionStatus: "Approved" | "Pending" | "Rejected" | "Disconnected";
        /** @description Whether a connection is allowed. */
        PrivateLinkServiceConnectionState: {
            status: components["schemas"]["PrivateLinkServiceConnectionStatus"];
            /** @description Why, for people. */
            description?: string;
            /** @description What the user has to do. */
            readonly actionsRequired?: string;
        };
        /** @description A private endpoint's way to an account. */
        PrivateEndpointConnectionProperties: {
            readonly provisioningState?: components["schemas"]["PrivateEndpointConnectionProvisioningState"];
            readonly privateEndpoint?: components["schemas"]["PrivateEndpoint"];
            /** @description Exactly one. */
            readonly groupIds?: string[];
            privateLinkServiceConnectionState?: components["schemas"]["PrivateLinkServiceConnectionState"];
        };
        /** @description A private endpoint's way to an account. */
        PrivateEndpointConnection: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["PrivateEndpointConnectionProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /**
         * @description How the service gets into the storage account.
         * @enum {string}
         */
        AutoStorageAuthenticationMode: "StorageKeys" | "BatchAccountManagedIdentity";
        /** @description The user-assigned identity that a node takes on when it fetches something. */
        ComputeNodeIdentityReference: {
            /** @description ARM id of the identity. The pool must have it. */
            resourceId?: string;
        };
        /** @description The storage account of a Batch account, as it is. */
        AutoStorageProperties: {
            /**
             * Format: arm-id
             * @description ARM id of the storage account.
             */
            storageAccountId: string;
            /**
             * @description How the service gets in.
             * @default StorageKeys
             */
            authenticationMode?: components["schemas"]["AutoStorageAuthenticationMode"];
            /** @description Identity with which nodes get in. Their pools must have it. */
            nodeIdentityReference?: components["schemas"]["ComputeNodeIdentityReference"];
            /**
             * Format: date-time
             * @description When the keys were last read.
             */
            lastKeySync: string;
        };
        /**
         * @description Whose keys encrypt the account's data.
         * @enum {string}
         */
        KeySource: "Microsoft.Batch" | "Microsoft.KeyVault";
        /** @description A key in a vault. */
        KeyVaultProperties: {
            /**
             * @description URL of the key, with or without its version. The vault needs soft delete
             *     and purge protection.
             */
            keyIdentifier?: string;
        };
        /** @description How the account's data is encrypted. */
        EncryptionProperties: {
            keySource?: components["schemas"]["KeySource"];
            /** @description Only with a key of the user's. */
            keyVaultProperties?: components["schemas"]["KeyVaultProperties"];
        };
        /** @description How many cores of one family the account may use. */
        VirtualMachineFamilyCoreQuota: {
            /** @description Name of the family. */
            readonly name?: string;
            /**
             * Format: int32
             * @description Number of cores.
             */
            readonly coreQuota?: number;
        };
        /**
         * @description A way for clients of the data plane to prove who they are.
         * @enum {string}
         */
        AuthenticationMode: "SharedKey" | "AAD" | "TaskAuthenticationToken";
        /** @description A Batch account, as it is. */
        BatchAccountProperties: {
            /** @description Host name of the data plane, without scheme. */
            readonly accountEndpoint?: string;
            /** @description Host name that nodes use. */
            readonly nodeManagementEndpoint?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
            readonly poolAllocationMode?: components["schemas"]["PoolAllocationMode"];
            readonly keyVaultReference?: components["schemas"]["KeyVaultReference"];
            /** @description Whether the account is reached publicly. */
            publicNetworkAccess?: components["schemas"]["PublicNetworkAccessType"] | null;
            /** @description Who may reach it. Counts only with public access. */
            networkProfile?: components["schemas"]["NetworkProfile"] | null;
            readonly privateEndpointConnections?: components["schemas"]["PrivateEndpointConnection"][] | null;
            readonly autoStorage?: components["schemas"]["AutoStorageProperties"];
            readonly encryption?: components["schemas"]["EncryptionProperties"];
            /**
             * Format: int32
             * @description Dedicated cores. Absent when pools are in the user's subscription.
             */
            readonly dedicatedCoreQuota?: number | null;
            /**
             * Format: int32
             * @description Spot or low-priority cores. Absent when pools are in the user's
             *     subscription.
             */
            readonly lowPriorityCoreQuota?: number | null;
            /**
             * @description Dedicated cores by family of machines. Absent when pools are in the user's
             *     subscription.
             */
            readonly dedicatedCoreQuotaPerVMFamily?: components["schemas"]["VirtualMachineFamilyCoreQuota"][] | null;
            /** @description Whether the quota by family counts beside the whole. */
            readonly dedicatedCoreQuotaPerVMFamilyEnforced?: boolean;
            /**
             * Format: int32
             * @description How many pools there may be.
             */
            readonly poolQuota?: number;
            /**
             * Format: int32
             * @description How many active jobs and job schedules there may be.
             */
            readonly activeJobAndJobScheduleQuota?: number;
            readonly allowedAuthenticationModes?: components["schemas"]["AuthenticationMode"][] | null;
        };
        /**
         * @description What kind of identity an account has.
         * @enum {string}
         */
        ResourceIdentityType: "SystemAssigned" | "UserAssigned" | "None";
        /** @description An identity that the user assigned. */
        UserAssignedIdentities: {
            readonly principalId?: string;
            readonly clientId?: string;
        };
        /** @description The identity of a Batch account. */
        BatchAccountIdentity: {
            /** @description Only of a system-assigned identity. */
            readonly principalId?: string;
            /** @description Only of a system-assigned identity. */
            readonly tenantId?: string;
            type: components["schemas"]["ResourceIdentityType"];
            /** @description The identities by their ARM ids. */
            userAssignedIdentities?: {
                [key: string]: components["schemas"]["UserAssignedIdentities"];
            };
        };
        /** @description A Batch account. */
        BatchAccount: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            readonly location: string;
            readonly tags?: {
                [key: string]: string;
            };
            properties?: components["schemas"]["BatchAccountProperties"];
            identity?: components["schemas"]["BatchAccountIdentity"];
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description What went wrong. */
        CloudErrorBody: {
            /** @description What went wrong, for programs. Codes are stable; the text is not. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: string;
            /** @description The part of the request at fault. */
            target?: string;
            /** @description Further errors behind this one. */
            details?: components["schemas"]["CloudErrorBody"][];
        };
        /** @description The body of a failed call. */
        CloudError: {
            error?: components["schemas"]["CloudErrorBody"];
        };
        /** @description The storage account for packages and files of a Batch account. */
        AutoStorageBaseProperties: {
            /**
             * Format: arm-id
             * @description ARM id of the storage account.
             */
            storageAccountId: string;
            /**
             * @description How the service gets in.
             * @default StorageKeys
             */
            authenticationMode?: components["schemas"]["AutoStorageAuthenticationMode"];
            /** @description Identity with which nodes get in. Their pools must have it. */
            nodeIdentityReference?: components["schemas"]["ComputeNodeIdentityReference"];
        };
        /** @description What a new Batch account shall be. */
        BatchAccountCreateProperties: {
            /** @description Its storage account. */
            autoStorage?: components["schemas"]["AutoStorageBaseProperties"];
            /** @description In whose subscription pools are. Default `BatchService`. */
            poolAllocationMode?: components["schemas"]["PoolAllocationMode"];
            /** @description The key vault for pools in the user's subscription. */
            keyVaultReference?: components["schemas"]["KeyVaultReference"];
            /**
             * @description Whether the account is reached publicly. Default `Enabled`.
             * @default Enabled
             */
            publicNetworkAccess?: components["schemas"]["PublicNetworkAccessType"];
            /** @description Who may reach it. Counts only with public access. */
            networkProfile?: components["schemas"]["NetworkProfile"];
            /** @description How its data is encrypted. Default is with keys of the service. */
            encryption?: components["schemas"]["EncryptionProperties"];
            /** @description How clients of the data plane may prove who they are. */
            allowedAuthenticationModes?: components["schemas"]["AuthenticationMode"][] | null;
        };
        /** @description A Batch account to be made. */
        BatchAccountCreateParameters: {
            /** @description The region. */
            location: string;
            tags?: {
                [key: string]: string;
            };
            properties?: components["schemas"]["BatchAccountCreateProperties"];
            identity?: components["schemas"]["BatchAccountIdentity"];
        };
        /** @description Changes to a Batch account. What is left out stays as it is. */
        BatchAccountUpdateProperties: {
            /** @description Its storage account. */
            autoStorage?: components["schemas"]["AutoStorageBaseProperties"];
            /** @description How its data is encrypted. */
            encryption?: components["schemas"]["EncryptionProperties"];
            /** @description How clients of the data plane may prove who they are. */
            allowedAuthenticationModes?: components["schemas"]["AuthenticationMode"][] | null;
            /** @description Whether the account is reached publicly. */
            publicNetworkAccess?: components["schemas"]["PublicNetworkAccessType"];
            /** @description Who may reach it. Counts only with public access. */
            networkProfile?: components["schemas"]["NetworkProfile"];
        };
        /** @description Changes to a Batch account. */
        BatchAccountUpdateParameters: {
            tags?: {
                [key: string]: string;
            };
            properties?: components["schemas"]["BatchAccountUpdateProperties"];
            identity?: components["schemas"]["BatchAccountIdentity"];
        };
        /** @description A page of Batch accounts. */
        BatchAccountListResult: {
            value?: components["schemas"]["BatchAccount"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description The keys of an account. */
        BatchAccountKeys: {
            readonly accountName?: string;
            readonly primary?: string;
            readonly secondary?: string;
        };
        /**
         * @description Which of the two keys.
         * @enum {string}
         */
        AccountKeyType: "Primary" | "Secondary";
        /** @description The key to make anew. */
        BatchAccountRegenerateKeyParameters: {
            keyName: components["schemas"]["AccountKeyType"];
        };
        /** @description What a detector found. */
        DetectorResponseProperties: {
            /** @description Base64 of the finding. */
            value?: string;
        };
        /** @description What a detector found. */
        DetectorResponse: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["DetectorResponseProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description A page of detectors. */
        DetectorListResult: {
            value?: components["schemas"]["DetectorResponse"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description How nodes reach a host. */
        EndpointDetail: {
            /** Format: int32 */
            readonly port?: number;
        };
        /** @description A host that nodes must be able to reach. */
        EndpointDependency: {
            /** @description Its name. `*` stands for any part. */
            readonly domainName?: string;
            readonly description?: string;
            readonly endpointDetails?: components["schemas"]["EndpointDetail"][];
        };
        /** @description Endpoints that nodes must be able to reach. */
        OutboundEnvironmentEndpoint: {
            /** @description The service that they belong to. */
            readonly category?: string;
            readonly endpoints?: components["schemas"]["EndpointDependency"][];
        };
        /** @description A page of endpoints. */
        OutboundEnvironmentEndpointCollection: {
            value?: components["schemas"]["OutboundEnvironmentEndpoint"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /**
         * @description Whether a pool lives.
         * @enum {string}
         */
        PoolProvisioningState: "Succeeded" | "Deleting";
        /**
         * @description Whether a pool's size is changing.
         * @enum {string}
         */
        AllocationState: "Steady" | "Resizing" | "Stopping";
        /** @description What the nodes of a cloud-service pool are made of. */
        CloudServiceConfiguration: {
            /**
             * @description Windows Server release: 2 is 2008 R2 SP1, 3 is 2012, 4 is 2012 R2, 5 is
             *     2016, 6 is 2019.
             */
            osFamily: string;
            /**
             * @description Version of the guest operating system. Default `*`, the latest of the
             *     family.
             */
            osVersion?: string;
        };
        /** @description An image: of the Marketplace or of a compute gallery. */
        ImageReference: {
            /** @description Who publishes it, such as `Canonical`. */
            publisher?: string;
            /** @description The offer, such as `UbuntuServer`. */
            offer?: string;
            /** @description The variant, such as `18.04-LTS`. */
            sku?: string;
            /** @description The version. Default `latest`. */
            version?: string;
            /**
             * @description ARM id of a gallery image of the account's region. Excludes the other
             *     properties.
             */
            id?: string;
            /** @description Id of an image of a gallery that is shared directly. Excludes the other properties. */
            sharedGalleryImageId?: string;
            /** @description Id of an image of a gallery that is public. Excludes the other properties. */
            communityGalleryImageId?: string;
        };
        /** @description Windows settings. */
        WindowsConfiguration: {
            /** @description Default true. */
            enableAutomaticUpdates?: boolean;
        };
        /**
         * @description How a disk is cached.
         * @enum {string}
         */
        CachingType: "None" | "ReadOnly" | "ReadWrite";
        /**
         * @description The kind of storage behind a disk.
         * @enum {string}
         */
        StorageAccountType: "Standard_LRS" | "Premium_LRS" | "StandardSSD_LRS";
        /** @description An empty disk for each node. It has to be mounted and formatted there. */
        DataDisk: {
            /**
             * Format: int32
             * @description Number of the disk, different for each: 0 to 63.
             */
            lun: number;
            /** @description Default is none. */
            caching?: components["schemas"]["CachingType"];
            /**
             * Format: int32
             * @description Size in gigabytes.
             */
            diskSizeGB: number;
            /** @description Default `Standard_LRS`. */
            storageAccountType?: components["schemas"]["StorageAccountType"];
            /** @description The kind of storage, and how it is encrypted. */
            managedDisk?: components["schemas"]["ManagedDisk"];
        };
        /**
         * @description The container technology.
         * @enum {string}
         */
        ContainerType: "DockerCompatible" | "CriCompatible";
        /** @description A private registry of container images. */
        ContainerRegistry: {
            /** @description Name to log in with. */
            username?: string;
            /** @description Password to log in with. */
            password?: string;
            /** @description Address of the registry. Default `docker.io`. */
            registryServer?: string;
            /** @description Identity to use instead of name and password. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
        };
        /** @description Makes the nodes of a pool ready for containers. */
        ContainerConfiguration: {
            type: components["schemas"]["ContainerType"];
            /** @description Images to fetch in advance, named as for `docker pull`. */
            containerImageNames?: string[];
            /** @description Registries that need credentials. */
            containerRegistries?: components["schemas"]["ContainerRegistry"][];
        };
        /**
         * @description A disk to encrypt.
         * @enum {string}
         */
        DiskEncryptionTarget: "OsDisk" | "TemporaryDisk";
        /** @description Which disks are encrypted. Not supported on Linux with a gallery image. */
        DiskEncryptionConfiguration: {
            /** @description On Linux only the temporary disk; on Windows both. */
            targets?: components["schemas"]["DiskEncryptionTarget"][];
            /**
             * @description A key of the user's own. The pool needs an identity, and the disk of the
             *     operating system must be among the targets.
             */
            customerManagedKey?: components["schemas"]["DiskCustomerManagedKey"];
        };
        /**
         * @description How nodes are placed.
         * @enum {string}
         */
        NodePlacementPolicyType: "Regional" | "Zonal";
        /** @description Where the nodes of a pool are placed. */
        NodePlacementConfiguration: {
            /** @description Default `Regional`. */
            policy?: components["schemas"]["NodePlacementPolicyType"];
        };
        /** @description An extension of a virtual machine. */
        VMExtension: {
            /** @description Name of the extension. */
            name: string;
            /** @description Who publishes its handler. */
            publisher: string;
            /** @description Type of the extension. */
            type: string;
            /** @description Version of its handler. */
            typeHandlerVersion?: string;
            /**
             * @description Whether to take a newer minor version when the machine is made. Later ones
             *     are not taken.
             */
            autoUpgradeMinorVersion?: boolean;
            /** @description Whether newer versions are taken as they appear. */
            enableAutomaticUpgrade?: boolean;
            /** @description Settings that may be seen. */
            settings?: {
                [key: string]: unknown;
            };
            /** @description Settings that must not be seen. */
            protectedSettings?: {
                [key: string]: unknown;
            };
            /** @description Extensions that must be there first. */
            provisionAfterExtensions?: string[];
        };
        /**
         * @description Where an ephemeral disk lies.
         * @enum {string}
         */
        DiffDiskPlacement: "CacheDisk";
        /** @description Settings of an ephemeral disk. */
        DiffDiskSettings: {
            placement?: components["schemas"]["DiffDiskPlacement"];
        };
        /** @description A managed disk. */
        ManagedDisk: {
            storageAccountType?: components["schemas"]["StorageAccountType"];
            /** @description Only for confidential machines, which need it. */
            securityProfile?: components["schemas"]["VMDiskSecurityProfile"];
            /**
             * @description The user's own encryption. Only for accounts that allocate pools in the
             *     user's subscription.
             */
            diskEncryptionSet?: components["schemas"]["DiskEncryptionSetParameters"];
        };
        /** @description The disk of the operating system. */
        OSDisk: {
            /** @description Makes the disk ephemeral. */
            ephemeralOSDiskSettings?: components["schemas"]["DiffDiskSettings"];
            /** @description Default is none for standard storage and `ReadOnly` for premium. */
            caching?: components["schemas"]["CachingType"];
            managedDisk?: components["schemas"]["ManagedDisk"];
            /**
             * Format: int32
             * @description Size in gigabytes.
             */
            diskSizeGB?: number;
            /** @description Whether writes are accelerated. */
            writeAcceleratorEnabled?: boolean;
        };
        /**
         * @description The kind of protection of a machine.
         * @enum {string}
         */
        SecurityTypes: "trustedLaunch" | "confidentialVM";
        /** @description Settings of the machine's firmware. */
        UefiSettings: {
            /** @description Whether only signed code starts. */
            secureBootEnabled?: boolean;
            /** @description Whether there is a virtual TPM. */
            vTpmEnabled?: boolean;
        };
        /** @description Security settings of virtual machines. */
        SecurityProfile: {
            /** @description The kind of protection. UEFI settings need it. */
            securityType?: components["schemas"]["SecurityTypes"];
            /** @description Whether the host encrypts all disks, the temporary one too. */
            encryptionAtHost?: boolean;
            uefiSettings?: components["schemas"]["UefiSettings"];
            /** @description Guards the endpoints of the host that a machine can reach. */
            proxyAgentSettings?: components["schemas"]["ProxyAgentSettings"];
        };
        /** @description Names a service artifact of a gallery. */
        ServiceArtifactReference: {
            /** @description ARM id of the artifact's profile. */
            id: string;
        };
        /** @description What the virtual machines of a pool are made of. */
        VirtualMachineConfiguration: {
            /** @description The image that the machines start from. */
            imageReference: components["schemas"]["ImageReference"];
            /**
             * @description The kind of node agent. It must fit the image; the supported images tell
             *     which.
             */
            nodeAgentSkuId: string;
            /** @description Only for Windows images. */
            windowsConfiguration?: components["schemas"]["WindowsConfiguration"];
            /** @description Empty disks to attach to each node. They go with the node. */
            dataDisks?: components["schemas"]["DataDisk"][];
            /**
             * @description `Windows_Server` or `Windows_Client`, for those who hold licences of their
             *     own. Only for Windows.
             */
            licenseType?: string;
            /**
             * @description Prepares nodes for containers. Tasks and job manager tasks must then have
             *     container settings.
             */
            containerConfiguration?: components["schemas"]["ContainerConfiguration"];
            /** @description Encrypts disks while nodes are made. */
            diskEncryptionConfiguration?: components["schemas"]["DiskEncryptionConfiguration"];
            /** @description Where nodes are placed. */
            nodePlacementConfiguration?: components["schemas"]["NodePlacementConfiguration"];
            /** @description Extensions to install on each node. */
            extensions?: components["schemas"]["VMExtension"][];
            /** @description The disk of the operating system. */
            osDisk?: components["schemas"]["OSDisk"];
            /** @description Security settings of the machines. */
            securityProfile?: components["schemas"]["SecurityProfile"];
            /** @description Keeps one image version for all machines when the image says `latest`. */
            serviceArtifactReference?: components["schemas"]["ServiceArtifactReference"];
        };
        /** @description What nodes are made of. Exactly one of the two is given. */
        DeploymentConfiguration: {
            /** @description Not for accounts that allocate pools in the user's subscription. */
            cloudServiceConfiguration?: components["schemas"]["CloudServiceConfiguration"];
            virtualMachineConfiguration?: components["schemas"]["VirtualMachineConfiguration"];
        };
        /**
         * @description What becomes of a node's running tasks when the node is removed.
         * @enum {string}
         */
        ComputeNodeDeallocationOption: "Requeue" | "Terminate" | "TaskCompletion" | "RetainedData";
        /** @description The user sets the size. */
        FixedScaleSettings: {
            /**
             * Format: duration
             * @description How long a resize may take. Default 15 minutes, at least 5.
             * @default PT15M
             */
            resizeTimeout?: string;
            /**
             * Format: int32
             * @description Wanted number of dedicated nodes. At least one of the two targets is
             *     needed.
             */
            targetDedicatedNodes?: number;
            /**
             * Format: int32
             * @description Wanted number of Spot or low-priority nodes.
             */
            targetLowPriorityNodes?: number;
            /** @description What becomes of tasks on removed nodes. Default `Requeue`. */
            nodeDeallocationOption?: components["schemas"]["ComputeNodeDeallocationOption"];
        };
        /** @description A formula sets the size. */
        AutoScaleSettings: {
            formula: string;
            /**
             * Format: duration
             * @description Time between evaluations. Default 15 minutes.
             */
            evaluationInterval?: string;
        };
        /** @description How many nodes there shall be. One of the two is given. */
        ScaleSettings: {
            fixedScale?: components["schemas"]["FixedScaleSettings"];
            autoScale?: components["schemas"]["AutoScaleSettings"];
        };
        /** @description Why an autoscale formula could not be evaluated. */
        AutoScaleRunError: {
            /** @description What went wrong, for programs. */
            code: string;
            /** @description What went wrong, for people. */
            message: string;
            details?: components["schemas"]["AutoScaleRunError"][];
        };
        /** @description Outcome of evaluating an autoscale formula. */
        AutoScaleRun: {
            /**
             * Format: date-time
             * @description When the formula was evaluated.
             */
            evaluationTime: string;
            /** @description The variables as `$name=value`, separated by semicolons. */
            results?: string;
            /** @description Present only when the evaluation failed. */
            error?: components["schemas"]["AutoScaleRunError"];
        };
        /**
         * @description Whether nodes may talk to each other directly.
         * @enum {string}
         */
        InterNodeCommunicationState: "Enabled" | "Disabled";
        /**
         * @description Whether nodes join a virtual network with a job.
         * @enum {string}
         */
        DynamicVNetAssignmentScope: "none" | "job";
        /**
         * @description The protocol of an endpoint.
         * @enum {string}
         */
        InboundEndpointProtocol: "TCP" | "UDP";
        /**
         * @description Whether a rule lets in or keeps out.
         * @enum {string}
         */
        NetworkSecurityGroupRuleAccess: "Allow" | "Deny";
        /** @description Lets an address in or keeps it out. */
        NetworkSecurityGroupRule: {
            /**
             * Format: int32
             * @description Lower numbers come first: 150 to 4096, unique in the pool.
             */
            priority: number;
            access: components["schemas"]["NetworkSecurityGroupRuleAccess"];
            /** @description An address, a subnet, a tag, or `*` for all. */
            sourceAddressPrefix: string;
            /** @description Ports or ranges of ports from 0 to 65535. Default `*`. */
            sourcePortRanges?: string[];
        };
        /** @description Maps a range of outside ports to one port of every node. */
        InboundNatPool: {
            /** @description Unique in the pool, at most 77 characters. */
            name: string;
            protocol: components["schemas"]["InboundEndpointProtocol"];
            /**
             * Format: int32
             * @description Port on the node, unique in the pool, 1 to 65535. Not 22, 3389, 29876 or
             *     29877.
             */
            backendPort: number;
            /**
             * Format: int32
             * @description First outside port, 1 to 65534, outside 50000 to 55000. Ranges have 40
             *     ports or more and do not overlap.
             */
            frontendPortRangeStart: number;
            /**
             * Format: int32
             * @description Last outside port, 1 to 65534, outside 50000 to 55000.
             */
            frontendPortRangeEnd: number;
            /** @description Who may come in, at most 25 rules in a pool. Without rules every caller may. */
            networkSecurityGroupRules?: components["schemas"]["NetworkSecurityGroupRule"][];
        };
        /** @description Which ports of the nodes are reached from outside. */
        PoolEndpointConfiguration: {
            /** @description At most 5. Not allowed without public addresses. */
            inboundNatPools: components["schemas"]["InboundNatPool"][];
        };
        /**
         * @description Where public addresses come from.
         * @enum {string}
         */
        IPAddressProvisioningType: "BatchManaged" | "UserManaged" | "NoPublicIPAddresses";
        /** @description Public addresses of a pool. */
        PublicIPAddressConfiguration: {
            /** @description Default `BatchManaged`. */
            provision?: components["schemas"]["IPAddressProvisioningType"];
            /** @description ARM ids of the addresses. Each serves 100 dedicated or 100 Spot nodes. */
            ipAddressIds?: string[];
            /** @description `IPv4`, or both for nodes that have addresses of both kinds. */
            ipFamilies?: components["schemas"]["IPFamily"][];
            /** @description Tags of the addresses. */
            ipTags?: components["schemas"]["IPTag"][];
        };
        /** @description The network of a pool's nodes. */
        NetworkConfiguration: {
            /**
             * @description ARM id of the subnet, in the account's region and subscription. Too few
             *     free addresses give a resize error.
             */
            subnetId?: string;
            /** @default none */
            dynamicVnetAssignmentScope?: components["schemas"]["DynamicVNetAssignmentScope"];
            /** @description Ports that are reached from outside. */
            endpointConfiguration?: components["schemas"]["PoolEndpointConfiguration"];
            /** @description Public addresses of the nodes. */
            publicIPAddressConfiguration?: components["schemas"]["PublicIPAddressConfiguration"];
            /** @description Whether nodes get SR-IOV. */
            enableAcceleratedNetworking?: boolean;
        };
        /**
         * @description Which node a task goes to.
         * @enum {string}
         */
        ComputeNodeFillType: "Spread" | "Pack";
        /** @description How tasks spread over nodes. */
        TaskSchedulingPolicy: {
            /** @default Spread */
            nodeFillType: components["schemas"]["ComputeNodeFillType"];
            /** @description Which of two jobs of the same priority comes first. Default `None`. */
            jobDefaultOrder?: components["schemas"]["JobDefaultOrder"];
        };
        /**
         * @description What a user may do on a node.
         * @enum {string}
         */
        ElevationLevel: "NonAdmin" | "Admin";
        /** @description A user account on Linux. */
        LinuxUserConfiguration: {
            /**
             * Format: int32
             * @description User id. Given together with `gid` or not at all.
             */
            uid?: number;
            /**
             * Format: int32
             * @description Group id. Given together with `uid` or not at all.
             */
            gid?: number;
            /**
             * @description Private key for SSH between nodes, without a password. Used only with
             *     inter-node communication.
             */
            sshPrivateKey?: string;
        };
        /**
         * @description How a user logs in on Windows.
         * @enum {string}
         */
        LoginMode: "Batch" | "Interactive";
        /** @description A user account on Windows. */
        WindowsUserConfiguration: {
            /** @description Default `Interactive`, and `Batch` in cloud-service pools. */
            loginMode?: components["schemas"]["LoginMode"];
        };
        /** @description A user account that tasks can run as. */
        UserAccount: {
            /** @description At most 20 characters. */
            name: string;
            /** @description It is never told again. */
            password: string;
            /** @description Default `NonAdmin`. */
            elevationLevel?: components["schemas"]["ElevationLevel"];
            /** @description Ignored on Windows. */
            linuxUserConfiguration?: components["schemas"]["LinuxUserConfiguration"];
            /** @description Not allowed on Linux. */
            windowsUserConfiguration?: components["schemas"]["WindowsUserConfiguration"];
        };
        /**
         * @description A name and value that users attach to a resource. The service gives them no
         *     meaning.
         */
        MetadataItem: {
            name: string;
            value: string;
        };
        /**
         * @description Files to fetch to a node. Exactly one of `autoStorageContainerName`,
         *     `storageContainerUrl` and `httpUrl` is given.
         */
        ResourceFile: {
            /** @description A container in the account's own storage. */
            autoStorageContainerName?: string;
            /** @description URL of a blob container that nodes can read and list. */
            storageContainerUrl?: string;
            /** @description URL of one file that nodes can read. */
            httpUrl?: string;
            /** @description Only blobs whose names start so. Not with `httpUrl`. */
            blobPrefix?: string;
            /**
             * @description With `httpUrl` required: the path of the file. Else the folder for the
             *     files. It may not leave the working directory.
             */
            filePath?: string;
            /** @description Octal mode of the file on Linux. Default 0770. Ignored on Windows. */
            fileMode?: string;
            /** @description Identity that may read the files. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
        };
        /** @description An environment variable for a task's process. */
        EnvironmentSetting: {
            name: string;
            value?: string;
        };
        /**
         * @description The owner of an automatic user.
         * @enum {string}
         */
        AutoUserScope: "Task" | "Pool";
        /** @description An automatic user. */
        AutoUserSpecification: {
            /** @description Default `Pool`. */
            scope?: components["schemas"]["AutoUserScope"];
            /** @description Default `NonAdmin`. */
            elevationLevel?: components["schemas"]["ElevationLevel"];
        };
        /** @description The user that a task runs as. One of the two is given, not both. */
        UserIdentity: {
            /** @description A user account of the pool. */
            userName?: string;
            /** @description A user that the service provides. */
            autoUser?: components["schemas"]["AutoUserSpecification"];
        };
        /**
         * @description Where a container starts.
         * @enum {string}
         */
        ContainerWorkingDirectory: "TaskWorkingDirectory" | "ContainerImageDefault";
        /** @description The container that a task runs in. */
        TaskContainerSettings: {
            /** @description Further options for creating the container. */
            containerRunOptions?: string;
            /** @description The image, named as for `docker pull`. The default tag is `latest`. */
            imageName: string;
            /** @description The registry of the image, if the pool does not name it. */
            registry?: components["schemas"]["ContainerRegistry"];
            /** @description Default `TaskWorkingDirectory`. */
            workingDirectory?: components["schemas"]["ContainerWorkingDirectory"];
            /** @description What of the node is mounted in the container. Absent: everything; empty: nothing. */
            containerHostBatchBindMounts?: components["schemas"]["ContainerHostBatchBindMountEntry"][];
        };
        /**
         * @description A task that runs when a node joins the pool, restarts or is reimaged. It may
         *     run more than once.
         */
        StartTask: {
            /** @description Not run by a shell. Required unless the whole object is empty. */
            commandLine?: string;
            resourceFiles?: components["schemas"]["ResourceFile"][];
            environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Who it runs as. Default is an ordinary user of its own. */
            userIdentity?: components["schemas"]["UserIdentity"];
            /**
             * Format: int32
             * @description Retries after a nonzero exit code. Default 0; -1 retries for ever.
             * @default 0
             */
            maxTaskRetryCount?: number;
            /**
             * @description Whether other tasks wait for it. Default true: a node where it fails takes
             *     no tasks.
             */
            waitForSuccess?: boolean;
            /** @description Runs the task in a container. */
            containerSettings?: components["schemas"]["TaskContainerSettings"];
        };
        /**
         * @description A certificate store of Windows.
         * @enum {string}
         */
        CertificateStoreLocation: "CurrentUser" | "LocalMachine";
        /**
         * @description Who can use a certificate on a node.
         * @enum {string}
         */
        CertificateVisibility: "StartTask" | "Task" | "RemoteUser";
        /**
         * @description A certificate to install on the nodes of a pool. Announced to end after
         *     February 2024.
         */
        CertificateReference: {
            /** @description ARM id of the certificate, of the same account. */
            id: string;
            /**
             * @description Default `CurrentUser`. Only on Windows; on Linux the files are in
             *     `AZ_BATCH_CERTIFICATES_DIR`.
             */
            storeLocation?: components["schemas"]["CertificateStoreLocation"];
            /** @description Name of the store. Default `My`. Only on Windows. */
            storeName?: string;
            visibility?: components["schemas"]["CertificateVisibility"][];
        };
        /** @description A package to install on nodes. */
        ApplicationPackageReference: {
            /** @description ARM id of the application or of one version, of the same account. */
            id: string;
            /**
             * @description Default is the application's default version. Without one the call fails
             *     with `InvalidApplicationPackageReferences`.
             */
            version?: string;
        };
        /** @description Something that went wrong in a resize. */
        ResizeError: {
            /** @description What went wrong, for programs. */
            code: string;
            /** @description What went wrong, for people. */
            message: string;
            details?: components["schemas"]["ResizeError"][];
        };
        /** @description The resize that runs, or the last one. */
        ResizeOperationStatus: {
            /**
             * Format: int32
             * @description Wanted number of dedicated nodes.
             */
            targetDedicatedNodes?: number;
            /**
             * Format: int32
             * @description Wanted number of Spot or low-priority nodes.
             */
            targetLowPriorityNodes?: number;
            /**
             * Format: duration
             * @description How long it may take. Default 15 minutes, at least 5.
             */
            resizeTimeout?: string;
            /** @description What becomes of tasks on removed nodes. Default `Requeue`. */
            nodeDeallocationOption?: components["schemas"]["ComputeNodeDeallocationOption"];
            /**
             * Format: date-time
             * @description When it started.
             */
            startTime?: string;
            /** @description What went wrong. Present only while the pool is steady. */
            errors?: components["schemas"]["ResizeError"][];
        };
        /**
         * @description A blob container, mounted with Blobfuse. One of `accountKey`, `sasKey` and
         *     `identityReference` is needed.
         */
        AzureBlobFileSystemConfiguration: {
            accountName: string;
            containerName: string;
            /** @description Key of the storage account. */
            accountKey?: string;
            /** @description Shared access signature. */
            sasKey?: string;
            /** @description Options for the mount command. */
            blobfuseOptions?: string;
            /** @description Where to mount it, below `AZ_BATCH_NODE_MOUNTS_DIR`. */
            relativeMountPath: string;
            /** @description Identity that may read the container. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
        };
        /** @description An NFS file system. */
        NFSMountConfiguration: {
            /** @description URI of the file system. */
            source: string;
            /** @description Where to mount it, below `AZ_BATCH_NODE_MOUNTS_DIR`. */
            relativeMountPath: string;
            /** @description Options for the mount command. */
            mountOptions?: string;
        };
        /** @description A CIFS file system. */
        CIFSMountConfiguration: {
            /** @description User to log in as. */
            userName: string;
            /** @description URI of the file system. */
            source: string;
            /** @description Where to mount it, below `AZ_BATCH_NODE_MOUNTS_DIR`. */
            relativeMountPath: string;
            /** @description Options for the mount command. */
            mountOptions?: string;
            /** @description Password to log in with. */
            password: string;
        };
        /** @description An Azure file share. */
        AzureFileShareConfiguration: {
            accountName: string;
            /** @description URL of the share, as `https://{account}.file.core.windows.net/`. */
            azureFileUrl: string;
            /** @description Key of the storage account. */
            accountKey: string;
            /** @description Where to mount it, below `AZ_BATCH_NODE_MOUNTS_DIR`. */
            relativeMountPath: string;
            /** @description Options for the mount command. */
            mountOptions?: string;
        };
        /** @description A file system to mount. Exactly one of its properties is given. */
        MountConfiguration: {
            azureBlobFileSystemConfiguration?: components["schemas"]["AzureBlobFileSystemConfiguration"];
            nfsMountConfiguration?: components["schemas"]["NFSMountConfiguration"];
            cifsMountConfiguration?: components["schemas"]["CIFSMountConfiguration"];
            azureFileShareConfiguration?: components["schemas"]["AzureFileShareConfiguration"];
        };
        /**
         * @description How nodes and the service reach each other.
         * @enum {string}
         */
        NodeCommunicationMode: "Default" | "Classic" | "Simplified";
        /**
         * @description How upgrades happen.
         * @enum {string}
         */
        UpgradeMode: "automatic" | "manual" | "rolling";
        /** @description Settings of automatic upgrades. */
        AutomaticOSUpgradePolicy: {
            /** @description Whether a failed image stays. */
            disableAutomaticRollback?: boolean;
            /**
             * @description Whether new images are taken by themselves. Excludes automatic updates of
             *     Windows.
             */
            enableAutomaticOSUpgrade?: boolean;
            /** @description Whether to upgrade batch by batch, as the rolling policy says. */
            useRollingUpgradePolicy?: boolean;
            /** @description Whether to wait while a node runs tasks. */
            osRollingUpgradeDeferral?: boolean;
        };
        /** @description Settings of upgrades that go batch by batch. */
        RollingUpgradePolicy: {
            /** @description Whether a batch may cross availability zones. Only with zonal placement. */
            enableCrossZoneUpgrade?: boolean;
            /**
             * Format: int32
             * @description Largest share of machines in one batch, 5 to 100 percent. Not above
             *     `maxUnhealthyInstancePercent`.
             */
            maxBatchInstancePercent?: number;
            /**
             * Format: int32
             * @description Largest share of machines that may be unhealthy at a time, 5 to 100
             *     percent.
             */
            maxUnhealthyInstancePercent?: number;
            /**
             * Format: int32
             * @description Share of upgraded machines that may be unhealthy before the upgrade stops,
             *     0 to 100 percent.
             */
            maxUnhealthyUpgradedInstancePercent?: number;
            /** @description Wait between two batches. */
            pauseTimeBetweenBatches?: string;
            /** @description Whether unhealthy machines come first. */
            prioritizeUnhealthyInstances?: boolean;
            /** @description Whether failed machines go back when the policy is broken. */
            rollbackFailedInstancesOnPolicyBreach?: boolean;
        };
        /** @description How the operating system of the nodes is upgraded. */
        UpgradePolicy: {
            mode: components["schemas"]["UpgradeMode"];
            automaticOSUpgradePolicy?: components["schemas"]["AutomaticOSUpgradePolicy"];
            rollingUpgradePolicy?: components["schemas"]["RollingUpgradePolicy"];
        };
        /** @description Settings and state of a pool. */
        PoolProperties: {
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /**
             * Format: date-time
             * @description When the pool's own settings last changed. Changes of nodes do not count.
             */
            readonly lastModified?: string;
            /**
             * Format: date-time
             * @description When the pool was made.
             */
            readonly creationTime?: string;
            readonly provisioningState?: components["schemas"]["PoolProvisioningState"];
            /**
             * Format: date-time
             * @description When the pool entered its state.
             */
            readonly provisioningStateTransitionTime?: string;
            readonly allocationState?: components["schemas"]["AllocationState"];
            /**
             * Format: date-time
             * @description When the pool entered its allocation state.
             */
            readonly allocationStateTransitionTime?: string;
            /** @description Size of the virtual machines. All nodes of a pool have the same. */
            vmSize?: string;
            /** @description What the nodes are made of. */
            deploymentConfiguration?: components["schemas"]["DeploymentConfiguration"];
            /**
             * Format: int32
             * @description Dedicated nodes that the pool has now.
             */
            readonly currentDedicatedNodes?: number;
            /**
             * Format: int32
             * @description Spot or low-priority nodes that the pool has now.
             */
            readonly currentLowPriorityNodes?: number;
            /** @description How many nodes there shall be. Default is a fixed size of 0. */
            scaleSettings?: components["schemas"]["ScaleSettings"];
            /** @description Outcome of the last evaluation. Present only with autoscale. */
            readonly autoScaleRun?: components["schemas"]["AutoScaleRun"];
            /** @description Default `Disabled`. It limits the size of the pool. */
            interNodeCommunication?: components["schemas"]["InterNodeCommunicationState"];
            networkConfiguration?: components["schemas"]["NetworkConfiguration"];
            /**
             * Format: int32
             * @description Slots for tasks on each node. Default 1, at most four per core and never
             *     more than 256.
             * @default 1
             */
            taskSlotsPerNode?: number;
            /** @description How tasks spread over nodes. Default is to spread evenly. */
            taskSchedulingPolicy?: components["schemas"]["TaskSchedulingPolicy"];
            /** @description User accounts to create on each node. */
            userAccounts?: components["schemas"]["UserAccount"][];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
            /**
             * @description A task that runs on each node when it joins the pool or restarts. On an
             *     update, an empty object removes it.
             */
            startTask?: components["schemas"]["StartTask"];
            /**
             * @description Certificates to install on each node. A change reaches a node when it
             *     restarts.
             */
            certificates?: components["schemas"]["CertificateReference"][];
            /**
             * @description Packages to install on each node, at most 10. A change reaches a node when
             *     it restarts or is reimaged.
             */
            applicationPackages?: components["schemas"]["ApplicationPackageReference"][];
            /**
             * @description Application licences that nodes use. A licence that the service does not
             *     offer fails the request.
             */
            applicationLicenses?: string[];
            /** @description The resize that runs, or the last one. */
            readonly resizeOperationStatus?: components["schemas"]["ResizeOperationStatus"];
            /** @description File systems to mount on each node. */
            mountConfiguration?: components["schemas"]["MountConfiguration"][];
            /** @description Wanted way of communication. Default is `Default`. */
            targetNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"];
            /** @description Way of communication in use. */
            readonly currentNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"] | null;
            upgradePolicy?: components["schemas"]["UpgradePolicy"];
            /**
             * @description Tags for the Azure resources behind the pool. Only for accounts that
             *     allocate pools in the user's subscription.
             */
            resourceTags?: {
                [key: string]: string;
            };
        };
        /**
         * @description What kind of identity a pool has.
         * @enum {string}
         */
        PoolIdentityType: "UserAssigned" | "None";
        /**
         * @description The identity of a pool. A change counts for machines made after the pool was
         *     empty.
         */
        BatchPoolIdentity: {
            type: components["schemas"]["PoolIdentityType"];
            /** @description The identities by their ARM ids. */
            userAssignedIdentities?: {
                [key: string]: components["schemas"]["UserAssignedIdentities"];
            };
        };
        /** @description A pool: nodes of one kind on which tasks run. */
        Pool: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["PoolProperties"];
            identity?: components["schemas"]["BatchPoolIdentity"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description A page of pools. */
        ListPoolsResult: {
            value?: components["schemas"]["Pool"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description Settings of an application. */
        ApplicationProperties: {
            /** @description A name for people. */
            displayName?: string;
            /** @description Whether a version may be uploaded again. */
            allowUpdates?: boolean;
            /** @description The version for those who name none. It must exist. */
            defaultVersion?: string;
        };
        /** @description An application of a Batch account. */
        Application: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["ApplicationProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description A page of applications. */
        ListApplicationsResult: {
            value?: components["schemas"]["Application"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /**
         * @description Whether a package can be used.
         * @enum {string}
         */
        PackageState: "Pending" | "Active";
        /** @description A package, as it is. */
        ApplicationPackageProperties: {
            readonly state?: components["schemas"]["PackageState"];
            /** @description Format of its file. Only of an active package. */
            readonly format?: string;
            /** @description Where to upload its file. */
            readonly storageUrl?: string;
            /**
             * Format: date-time
             * @description Until when that URL can be used.
             */
            readonly storageUrlExpiry?: string;
            /**
             * Format: date-time
             * @description When it was last activated.
             */
            readonly lastActivationTime?: string;
        };
        /** @description One version of an application. */
        ApplicationPackage: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["ApplicationPackageProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description What was uploaded. */
        ActivateApplicationPackageParameters: {
            /** @description Format of the file, such as `zip`. */
            format: string;
        };
        /** @description A page of packages. */
        ListApplicationPackagesResult: {
            value?: components["schemas"]["ApplicationPackage"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /**
         * @description How a certificate is encoded.
         * @enum {string}
         */
        CertificateFormat: "Pfx" | "Cer";
        /**
         * @description Where a certificate is in its life.
         * @enum {string}
         */
        CertificateProvisioningState: "Succeeded" | "Deleting" | "Failed";
        /** @description Why a certificate could not be deleted. */
        DeleteCertificateError: {
            code: string;
            message: string;
            /** @description What the error is about. */
            target?: string;
            /** @description Pools and nodes that use it. */
            details?: components["schemas"]["DeleteCertificateError"][];
        };
        /** @description A certificate, as it is. */
        CertificateProperties: {
            /** @description First part of the certificate's name. Must be `SHA1`. */
            thumbprintAlgorithm?: string;
            /** @description Second part of the certificate's name. */
            thumbprint?: string;
            /** @description Default `Pfx`. */
            format?: components["schemas"]["CertificateFormat"];
            readonly provisioningState?: components["schemas"]["CertificateProvisioningState"];
            /**
             * Format: date-time
             * @description When it entered its state.
             */
            readonly provisioningStateTransitionTime?: string;
            /** @description Absent while it is in its first state. */
            readonly previousProvisioningState?: components["schemas"]["CertificateProvisioningState"];
            /**
             * Format: date-time
             * @description When it entered its previous state.
             */
            readonly previousProvisioningStateTransitionTime?: string;
            /** @description Base64 of its public part. */
            readonly publicData?: string;
            /** @description Present only in state `Failed`. */
            readonly deleteCertificateError?: components["schemas"]["DeleteCertificateError"];
        };
        /** @description A certificate that can be installed on nodes. */
        Certificate: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["CertificateProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description A page of certificates. */
        ListCertificatesResult: {
            value?: components["schemas"]["Certificate"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description A certificate to be added or replaced. */
        CertificateCreateOrUpdateProperties: {
            /** @description First part of the certificate's name. Must be `SHA1`. */
            thumbprintAlgorithm?: string;
            /** @description Second part of the certificate's name. */
            thumbprint?: string;
            /** @description Default `Pfx`. */
            format?: components["schemas"]["CertificateFormat"];
            /** @description Base64 of the certificate, at most 10 KB. */
            data: string;
            /** @description Password of a `Pfx`. Not allowed with `Cer`. */
            password?: string;
        };
        /** @description A certificate to be added or replaced. */
        CertificateCreateOrUpdateParameters: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["CertificateCreateOrUpdateProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description Something that a private endpoint can reach. */
        PrivateLinkResourceProperties: {
            /** @description Its name in a private link. */
            readonly groupId?: string;
            readonly requiredMembers?: string[];
            /** @description DNS zones that it needs. */
            readonly requiredZoneNames?: string[];
        };
        /** @description Something that a private endpoint can reach. */
        PrivateLinkResource: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            /** @description Changes with every change of the resource. */
            readonly etag?: string;
            properties?: components["schemas"]["PrivateLinkResourceProperties"];
            /** @description Names and values of the user's own. */
            tags?: {
                [key: string]: string;
            };
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description A page of private link resources. */
        ListPrivateLinkResourcesResult: {
            value?: components["schemas"]["PrivateLinkResource"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description A page of private endpoint connections. */
        ListPrivateEndpointConnectionsResult: {
            value?: components["schemas"]["PrivateEndpointConnection"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description What a subscription may have in a region. */
        BatchLocationQuota: {
            /**
             * Format: int32
             * @description Number of Batch accounts.
             */
            readonly accountQuota?: number;
        };
        /** @description Something that a size of machine has, such as a number of cores. */
        SkuCapability: {
            readonly name?: string;
            readonly value?: string;
        };
        /** @description A size of machine. */
        SupportedSku: {
            readonly name?: string;
            readonly familyName?: string;
            readonly capabilities?: components["schemas"]["SkuCapability"][];
            /**
             * Format: date-time
             * @description When the service will stop supporting it.
             */
            readonly batchSupportEndOfLife?: string;
        };
        /** @description A page of sizes. */
        SupportedSkusResult: {
            value: components["schemas"]["SupportedSku"][];
            readonly nextLink?: string;
        };
        /**
         * @description Why a name cannot be had.
         * @enum {string}
         */
        NameAvailabilityReason: "Invalid" | "AlreadyExists";
        /** @description Whether a name can be had. */
        CheckNameAvailabilityResult: {
            readonly nameAvailable?: boolean;
            /** @description Present only when it cannot be had. */
            readonly reason?: components["schemas"]["NameAvailabilityReason"];
            /** @description The reason in words. */
            readonly message?: string;
        };
        /**
         * @description The kind of resource whose name is checked.
         * @enum {string}
         */
        ResourceType: "Microsoft.Batch/batchAccounts";
        /** @description The name to check. */
        CheckNameAvailabilityParameters: {
            name: string;
            type: components["schemas"]["ResourceType"];
        };
        /** @description An operation in words for people. */
        OperationDisplay: {
            provider?: string;
            operation?: string;
            resource?: string;
            description?: string;
        };
        /** @description One thing that the provider can do, and that a role can allow. */
        Operation: {
            /** @description Such as `Microsoft.Batch/batchAccounts/read`. */
            name?: string;
            /** @description Whether it works on data rather than on resources. */
            isDataAction?: boolean;
            display?: components["schemas"]["OperationDisplay"];
            /** @description Who is expected to call it. */
            origin?: string;
            properties?: {
                [key: string]: unknown;
            };
        };
        /** @description A page of operations. */
        OperationListResult: {
            value?: components["schemas"]["Operation"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /**
         * @description What of a confidential machine's disk is encrypted.
         * @enum {string}
         */
        SecurityEncryptionTypes: "NonPersistedTPM" | "VMGuestStateOnly" | "DiskWithVMGuestState";
        /** @description Security of a managed disk. Only for confidential machines, which need it. */
        VMDiskSecurityProfile: {
            securityEncryptionType?: components["schemas"]["SecurityEncryptionTypes"];
            /** @description The set whose key encrypts the disk or the guest state. */
            diskEncryptionSet?: components["schemas"]["DiskEncryptionSetParameters"];
        };
        /**
         * @description A directory of the node.
         * @enum {string}
         */
        ContainerHostDataPath: "Shared" | "Startup" | "VfsMounts" | "Task" | "JobPrep" | "Applications";
        /** @description A directory of the node in a container. */
        ContainerHostBatchBindMountEntry: {
            source?: components["schemas"]["ContainerHostDataPath"];
            /** @description Default false: on Linux it can be written to. */
            isReadOnly?: boolean;
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
         * @description Where a configuration is in its life.
         * @enum {string}
         */
        NetworkSecurityPerimeterConfigurationProvisioningState: "Succeeded" | "Creating" | "Updating" | "Deleting" | "Accepted" | "Failed" | "Canceled";
        /**
         * @description The kind of an issue.
         * @enum {string}
         */
        IssueType: "Unknown" | "ConfigurationPropagationFailure" | "MissingPerimeterConfiguration" | "MissingIdentityConfiguration";
        /**
         * @description How bad an issue is.
         * @enum {string}
         */
        Severity: "Warning" | "Error";
        /**
         * @description Calls in or out.
         * @enum {string}
         */
        AccessRuleDirection: "Inbound" | "Outbound";
        /** @description A subscription in a rule. */
        AccessRulePropertiesSubscription: {
            id?: string;
        };
        /** @description A perimeter. */
        NetworkSecurityPerimeter: {
            /** @description Its ARM id. */
            id?: string;
            perimeterGuid?: string;
            location?: string;
        };
        /** @description The callers that a rule is about. */
        AccessRuleProperties: {
            direction?: components["schemas"]["AccessRuleDirection"];
            addressPrefixes?: string[];
            subscriptions?: components["schemas"]["AccessRulePropertiesSubscription"][];
            networkSecurityPerimeters?: components["schemas"]["NetworkSecurityPerimeter"][];
            fullyQualifiedDomainNames?: string[];
            emailAddresses?: string[];
            phoneNumbers?: string[];
        };
        /** @description A rule of a perimeter. */
        AccessRule: {
            name?: string;
            properties?: components["schemas"]["AccessRuleProperties"];
        };
        /** @description What is wrong with a configuration. */
        ProvisioningIssueProperties: {
            readonly issueType?: components["schemas"]["IssueType"];
            readonly severity?: components["schemas"]["Severity"];
            readonly description?: string;
            /** @description ARM ids of resources that could join the perimeter. */
            readonly suggestedResourceIds?: string[];
            readonly suggestedAccessRules?: components["schemas"]["AccessRule"][];
        };
        /** @description Something that is wrong with a configuration. */
        ProvisioningIssue: {
            readonly name?: string;
            readonly properties?: components["schemas"]["ProvisioningIssueProperties"];
        };
        /**
         * @description What a perimeter does with calls.
         * @enum {string}
         */
        ResourceAssociationAccessMode: "Enforced" | "Learning" | "Audit";
        /** @description How an account is in a perimeter. */
        ResourceAssociation: {
            name?: string;
            accessMode?: components["schemas"]["ResourceAssociationAccessMode"];
        };
        /** @description Rules of a perimeter. */
        NetworkSecurityProfile: {
            name?: string;
            /** Format: int32 */
            accessRulesVersion?: number;
            accessRules?: components["schemas"]["AccessRule"][];
            /** Format: int32 */
            diagnosticSettingsVersion?: number;
            enabledLogCategories?: string[];
        };
        /** @description What a perimeter asks of an account. */
        NetworkSecurityPerimeterConfigurationProperties: {
            readonly provisioningState?: components["schemas"]["NetworkSecurityPerimeterConfigurationProvisioningState"];
            readonly provisioningIssues?: components["schemas"]["ProvisioningIssue"][];
            networkSecurityPerimeter?: components["schemas"]["NetworkSecurityPerimeter"];
            resourceAssociation?: components["schemas"]["ResourceAssociation"];
            profile?: components["schemas"]["NetworkSecurityProfile"];
        };
        /** @description What a perimeter asks of an account. */
        NetworkSecurityPerimeterConfiguration: {
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
            properties?: components["schemas"]["NetworkSecurityPerimeterConfigurationProperties"];
        };
        /** @description A page of what perimeters ask. */
        NetworkSecurityPerimeterConfigurationListResult: {
            value?: components["schemas"]["NetworkSecurityPerimeterConfiguration"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description Names a disk encryption set. */
        DiskEncryptionSetParameters: {
            /** @description ARM id of the set, in the account's subscription. */
            id: string;
        };
        /** @description A key of the user's own for disks. */
        DiskCustomerManagedKey: {
            /** @description URL of the key with its version. */
            keyUrl?: string;
            /** @description Whether newer versions of the key are taken as they appear. */
            rotationToLatestKeyVersionEnabled?: boolean;
            /** @description Identity of the pool that reads the key. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
        };
        /**
         * @description What becomes of a call that is not allowed.
         * @enum {string}
         */
        HostEndpointSettingsModeTypes: "Audit" | "Enforce";
        /** @description Who may reach an endpoint of the host. */
        HostEndpointSettings: {
            mode?: components["schemas"]["HostEndpointSettingsModeTypes"];
            /** @description ARM id of a version of an access control profile. */
            inVMAccessControlProfileReferenceId?: string;
        };
        /** @description Guards the endpoints of the host that a machine can reach. */
        ProxyAgentSettings: {
            /** @description Default false. */
            enabled?: boolean;
            /** @description The metadata service. */
            imds?: components["schemas"]["HostEndpointSettings"];
            /** @description The wire server. */
            wireServer?: components["schemas"]["HostEndpointSettings"];
        };
        /**
         * @description A kind of address.
         * @enum {string}
         */
        IPFamily: "IPv4" | "IPv6";
        /** @description A tag of a public address. */
        IPTag: {
            /** @description What kind of tag it is. */
            ipTagType?: string;
            tag?: string;
        };
        /**
         * @description Which of two jobs of the same priority comes first.
         * @enum {string}
         */
        JobDefaultOrder: "None" | "CreationTime";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    BatchAccount_Get: {
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
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["BatchAccount"];
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
    BatchAccount_Create: {
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
                /** @description Small letters and digits, unique in the region. */
                accountName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchAccountCreateParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAccount"];
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
    BatchAccount_Delete: {
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
                /** @description Name of the account. */
                accountName: string;
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
    BatchAccount_Update: {
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
                /** @description Name of the account. */
                accountName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchAccountUpdateParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAccount"];
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
    BatchAccount_List: {
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
                    "application/json": components["schemas"]["BatchAccountListResult"];
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
    BatchAccount_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["BatchAccountListResult"];
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
    BatchAccount_SynchronizeAutoStorageKeys: {
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
                /** @description Name of the account. */
                accountName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
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
    BatchAccount_RegenerateKey: {
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
                /** @description Name of the account. */
                accountName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchAccountRegenerateKeyParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAccountKeys"];
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
    BatchAccount_GetKeys: {
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
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["BatchAccountKeys"];
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
    BatchAccount_ListDetectors: {
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
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["DetectorListResult"];
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
    BatchAccount_GetDetector: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the detector. */
                detectorId: string;
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
                    "application/json": components["schemas"]["DetectorResponse"];
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
    BatchAccount_ListOutboundNetworkDependenciesEndpoints: {
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
                /** @description Name of the account. */
                accountName: string;
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
    Pool_ListByBatchAccount: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Properties to answer with, such as `properties/provisioningState`, separated by commas. */
                $select?: string;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["ListPoolsResult"];
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
    Pool_Get: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the pool. */
                poolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    Pool_Create: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one, or, with `*`, only if the resource exists. */
                "If-Match"?: string;
                /** @description With `*`, act only if the resource does not exist. Other values do not count. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the pool. */
                poolName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pool"];
            };
        };
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    Pool_Delete: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the pool. */
                poolName: string;
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
    Pool_Update: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one, or, with `*`, only if the resource exists. */
                "If-Match"?: string;
            };
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the pool. */
                poolName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pool"];
            };
        };
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    Pool_DisableAutoScale: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the pool. */
                poolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    Pool_StopResize: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the pool. */
                poolName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    Application_Get: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
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
                    "application/json": components["schemas"]["Application"];
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
    Application_Create: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
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
    Application_Delete: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
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
    Application_Update: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
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
    Application_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["ListApplicationsResult"];
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
    ApplicationPackage_Activate: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
                /** @description The version. */
                versionName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateApplicationPackageParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationPackage"];
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
    ApplicationPackage_Get: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
                /** @description The version. */
                versionName: string;
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
                    "application/json": components["schemas"]["ApplicationPackage"];
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
    ApplicationPackage_Create: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
                /** @description The version. */
                versionName: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApplicationPackage"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationPackage"];
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
    ApplicationPackage_Delete: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
                /** @description The version. */
                versionName: string;
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
    ApplicationPackage_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Name of the application. */
                applicationName: string;
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
                    "application/json": components["schemas"]["ListApplicationPackagesResult"];
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
    Certificate_ListByBatchAccount: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Properties to answer with, such as `properties/provisioningState`, separated by commas. */
                $select?: string;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["ListCertificatesResult"];
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
    Certificate_Get: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description The algorithm and the thumbprint, such as `sha1-0a0e4f50d51beadeac1d35afc5116098e7902e6e`. */
                certificateName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
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
    Certificate_Create: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one, or, with `*`, only if the resource exists. */
                "If-Match"?: string;
                /** @description With `*`, act only if the resource does not exist. Other values do not count. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description The algorithm and the thumbprint, such as `sha1-0a0e4f50d51beadeac1d35afc5116098e7902e6e`. */
                certificateName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateCreateOrUpdateParameters"];
            };
        };
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
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
    Certificate_Delete: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description The algorithm and the thumbprint, such as `sha1-0a0e4f50d51beadeac1d35afc5116098e7902e6e`. */
                certificateName: string;
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
    Certificate_Update: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one, or, with `*`, only if the resource exists. */
                "If-Match"?: string;
            };
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description The algorithm and the thumbprint, such as `sha1-0a0e4f50d51beadeac1d35afc5116098e7902e6e`. */
                certificateName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateCreateOrUpdateParameters"];
            };
        };
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
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
    Certificate_CancelDeletion: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description The algorithm and the thumbprint, such as `sha1-0a0e4f50d51beadeac1d35afc5116098e7902e6e`. */
                certificateName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 200 with a resource and its version. */
            200: {
                headers: {
                    /** @description The resource's version, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
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
    PrivateLinkResource_ListByBatchAccount: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["ListPrivateLinkResourcesResult"];
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
    PrivateLinkResource_Get: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Its name. */
                privateLinkResourceName: string;
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
    PrivateEndpointConnection_ListByBatchAccount: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["ListPrivateEndpointConnectionsResult"];
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
    PrivateEndpointConnection_Get: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Its name. */
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
    PrivateEndpointConnection_Delete: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Its name. */
                privateEndpointConnectionName: string;
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
    PrivateEndpointConnection_Update: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one, or, with `*`, only if the resource exists. */
                "If-Match"?: string;
            };
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Its name. */
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
    Location_GetQuotas: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Name of the region, such as `westeurope`. */
                locationName: string;
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
                    "application/json": components["schemas"]["BatchLocationQuota"];
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
    Location_ListSupportedVirtualMachineSkus: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Name of the region, such as `westeurope`. */
                locationName: string;
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
                    "application/json": components["schemas"]["SupportedSkusResult"];
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
    Location_ListSupportedCloudServiceSkus: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Name of the region, such as `westeurope`. */
                locationName: string;
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
                    "application/json": components["schemas"]["SupportedSkusResult"];
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
    Location_CheckNameAvailability: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Name of the region, such as `westeurope`. */
                locationName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckNameAvailabilityParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckNameAvailabilityResult"];
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
    NetworkSecurityPerimeter_ListConfigurations: {
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
                /** @description Name of the account. */
                accountName: string;
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
                    "application/json": components["schemas"]["NetworkSecurityPerimeterConfigurationListResult"];
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
    NetworkSecurityPerimeter_GetConfiguration: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Its name. */
                networkSecurityPerimeterConfigurationName: string;
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
                    "application/json": components["schemas"]["NetworkSecurityPerimeterConfiguration"];
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
    NetworkSecurityPerimeter_ReconcileConfiguration: {
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
                /** @description Name of the account. */
                accountName: string;
                /** @description Its name. */
                networkSecurityPerimeterConfigurationName: string;
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
