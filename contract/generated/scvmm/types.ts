// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /** @description An operation in words for people. */
        OperationDisplay: {
            readonly provider?: string;
            readonly resource?: string;
            readonly operation?: string;
            readonly description?: string;
        };
        /**
         * @description Who is expected to call an operation.
         * @enum {string}
         */
        Origin: "user" | "system" | "user,system";
        /**
         * @description Marks an operation that only services call.
         * @enum {string}
         */
        ActionType: "Internal";
        /** @description One thing that a provider can do, and that a role can allow. */
        Operation: {
            /** @description Such as `Microsoft.ScVmm/clouds/read`. */
            readonly name?: string;
            /** @description Whether it works on data rather than on resources. */
            readonly isDataAction?: boolean;
            display?: components["schemas"]["OperationDisplay"];
            readonly origin?: components["schemas"]["Origin"];
            readonly actionType?: components["schemas"]["ActionType"];
        };
        /** @description One page of what a provider can do. */
        OperationListResult: {
            readonly value?: components["schemas"]["Operation"][];
            /**
             * Format: uri
             * @description Where the next page is. Absent on the last one.
             */
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
        /** @description The account that works on the VMM server. */
        VmmCredential: {
            username?: string;
            /** @description Never returned. */
            password?: string;
        };
        /**
         * @description How far the last change of a resource has come.
         * @enum {string}
         */
        ProvisioningState: "Succeeded" | "Failed" | "Canceled" | "Provisioning" | "Updating" | "Deleting" | "Accepted" | "Created";
        /** @description How a VMM server is reached and what is known of it. */
        VmmServerProperties: {
            credentials?: components["schemas"]["VmmCredential"];
            /** @description A host name or an IP address. */
            fqdn: string;
            /**
             * Format: int32
             * @description 8100 by VMM's default.
             */
            port?: number;
            /** @description `Connected` once the server answers. */
            readonly connectionStatus?: string;
            /** @description Why the connection failed. */
            readonly errorMessage?: string;
            /** @description VMM's id of the server. */
            readonly uuid?: string;
            /** @description The version of VMM. */
            readonly version?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description The custom location in which a resource lives. */
        ExtendedLocation: {
            /** @description `customLocation`, in any case. */
            type?: string;
            /**
             * Format: arm-id
             * @description The resource id of the custom location.
             */
            name?: string;
        };
        /** @description A System Center VMM server that is connected to Azure. */
        VmmServer: {
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
            properties?: components["schemas"]["VmmServerProperties"];
            extendedLocation: components["schemas"]["ExtendedLocation"];
        };
        /** @description One page of VMM servers. */
        VmmServerListResult: {
            value: components["schemas"]["VmmServer"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The tags of a VMM server as they shall be. */
        VmmServerTagsUpdate: {
            tags?: {
                [key: string]: string;
            };
        };
        /**
         * @description Whether to delete although the backend cannot be reached.
         * @enum {string}
         */
        ForceDelete: "true" | "false";
        /**
         * @description What kind of thing an inventory item is.
         * @enum {string}
         */
        InventoryType: "Cloud" | "VirtualNetwork" | "VirtualMachine" | "VirtualMachineTemplate";
        /** @description A cloud in the inventory. */
        CloudInventoryItem: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            inventoryType: "Cloud";
            /** @description The Azure resource made from the item. Absent until there is one. */
            readonly managedResourceId?: string;
            /** @description VMM's id of the item. */
            readonly uuid?: string;
            /** @description VMM's name of the item. */
            readonly inventoryItemName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description A virtual network in the inventory. */
        VirtualNetworkInventoryItem: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            inventoryType: "VirtualNetwork";
            /** @description The Azure resource made from the item. Absent until there is one. */
            readonly managedResourceId?: string;
            /** @description VMM's id of the item. */
            readonly uuid?: string;
            /** @description VMM's name of the item. */
            readonly inventoryItemName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /**
         * @description The family of an operating system.
         * @enum {string}
         */
        OsType: "Windows" | "Linux" | "Other";
        /** @description A template in the inventory. */
        VirtualMachineTemplateInventoryItem: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            inventoryType: "VirtualMachineTemplate";
            /** @description The Azure resource made from the item. Absent until there is one. */
            readonly managedResourceId?: string;
            /** @description VMM's id of the item. */
            readonly uuid?: string;
            /** @description VMM's name of the item. */
            readonly inventoryItemName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
            /** Format: int32 */
            readonly cpuCount?: number;
            /**
             * Format: int32
             * @description In MB.
             */
            readonly memoryMB?: number;
            readonly osType?: components["schemas"]["OsType"];
            readonly osName?: string;
        };
        /** @description Names another inventory item. */
        InventoryItemDetails: {
            inventoryItemId?: string;
            inventoryItemName?: string;
        };
        /** @description A machine in the inventory. */
        VirtualMachineInventoryItem: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            inventoryType: "VirtualMachine";
            /** @description The Azure resource made from the item. Absent until there is one. */
            readonly managedResourceId?: string;
            /** @description VMM's id of the item. */
            readonly uuid?: string;
            /** @description VMM's name of the item. */
            readonly inventoryItemName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
            readonly osType?: components["schemas"]["OsType"];
            readonly osName?: string;
            readonly osVersion?: string;
            /** @description Such as `Running` or `Stopped`. */
            readonly powerState?: string;
            /** @description Version 4 and version 6 together. */
            ipAddresses?: string[];
            /** @description The cloud that the machine is in, if any. */
            cloud?: components["schemas"]["InventoryItemDetails"];
            /** @description The GUID that the machine's firmware shows. */
            readonly biosGuid?: string;
            /**
             * Format: arm-id
             * @description The hybrid machine that stands for it in Azure.
             */
            readonly managedMachineResourceId?: string;
            /**
             * Format: int64
             * @description 1 for BIOS, 2 for UEFI.
             */
            readonly generation?: number;
        };
        /** @description What every inventory item tells. */
        InventoryItemProperties: {
            inventoryType: components["schemas"]["InventoryType"];
            /** @description The Azure resource made from the item. Absent until there is one. */
            readonly managedResourceId?: string;
            /** @description VMM's id of the item. */
            readonly uuid?: string;
            /** @description VMM's name of the item. */
            readonly inventoryItemName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        } & (components["schemas"]["CloudInventoryItem"] | components["schemas"]["VirtualNetworkInventoryItem"] | components["schemas"]["VirtualMachineTemplateInventoryItem"] | components["schemas"]["VirtualMachineInventoryItem"]);
        /** @description Something that a VMM server holds. Its name is VMM's id of it. */
        InventoryItem: {
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
            properties?: components["schemas"]["InventoryItemProperties"];
            /** @description The same word as `inventoryType`. */
            kind?: string;
        };
        /** @description One page of inventory items. */
        InventoryItemListResult: {
            value: components["schemas"]["InventoryItem"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The most that machines in a cloud may use together. */
        CloudCapacity: {
            /** Format: int64 */
            readonly cpuCount?: number;
            /**
             * Format: int64
             * @description In MB.
             */
            readonly memoryMB?: number;
            /** Format: int64 */
            readonly vmCount?: number;
            /**
             * Format: int64
             * @description In GB.
             */
            readonly storageGB?: number;
        };
        /** @description A limit on what a disk may read and write. */
        StorageQosPolicy: {
            name?: string;
            id?: string;
            /**
             * Format: int64
             * @description Operations per second at most.
             */
            iopsMaximum?: number;
            /**
             * Format: int64
             * @description Operations per second that are promised.
             */
            iopsMinimum?: number;
            /**
             * Format: int64
             * @description In MB per second.
             */
            bandwidthLimit?: number;
            /** @description The id of the policy on the storage. */
            policyId?: string;
        };
        /** @description Where a cloud comes from and what it offers. */
        CloudProperties: {
            /** @description The inventory item that it is made from. */
            inventoryItemId?: string;
            /** @description VMM's id of the cloud. */
            uuid?: string;
            /**
             * Format: arm-id
             * @description The VMM server that has the cloud.
             */
            vmmServerId?: string;
            /** @description VMM's name of the cloud. */
            readonly cloudName?: string;
            readonly cloudCapacity?: components["schemas"]["CloudCapacity"];
            readonly storageQoSPolicies?: components["schemas"]["StorageQosPolicy"][];
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description A private cloud of a VMM server. */
        Cloud: {
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
            properties?: components["schemas"]["CloudProperties"];
            extendedLocation: components["schemas"]["ExtendedLocation"];
        };
        /** @description One page of clouds. */
        CloudListResult: {
            value: components["schemas"]["Cloud"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The tags of a cloud as they shall be. */
        CloudTagsUpdate: {
            tags?: {
                [key: string]: string;
            };
        };
        /** @description Where a virtual network comes from. */
        VirtualNetworkProperties: {
            /** @description The inventory item that it is made from. */
            inventoryItemId?: string;
            /** @description VMM's id of the network. */
            uuid?: string;
            /**
             * Format: arm-id
             * @description The VMM server that has the network.
             */
            vmmServerId?: string;
            /** @description VMM's name of the network. */
            readonly networkName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description A virtual network of a VMM server. */
        VirtualNetwork: {
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
            properties?: components["schemas"]["VirtualNetworkProperties"];
            extendedLocation: components["schemas"]["ExtendedLocation"];
        };
        /** @description One page of virtual networks. */
        VirtualNetworkListResult: {
            value: components["schemas"]["VirtualNetwork"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The tags of a virtual network as they shall be. */
        VirtualNetworkTagsUpdate: {
            tags?: {
                [key: string]: string;
            };
        };
        /**
         * @description Whether the machine shows fewer processor features so that it can move between hosts.
         * @enum {string}
         */
        LimitCpuForMigration: "true" | "false";
        /**
         * @description Whether the host lends memory as it is needed.
         * @enum {string}
         */
        DynamicMemoryEnabled: "true" | "false";
        /**
         * @description Whether the machine may differ from the template.
         * @enum {string}
         */
        IsCustomizable: "true" | "false";
        /**
         * @description Whether the machine moves to another host when its own fails.
         * @enum {string}
         */
        IsHighlyAvailable: "true" | "false";
        /**
         * @description Whether an address is fixed or given out.
         * @enum {string}
         */
        AllocationMethod: "Dynamic" | "Static";
        /** @description A network interface of a machine. */
        NetworkInterface: {
            name?: string;
            /** @description The name that the host shows. */
            readonly displayName?: string;
            /** @description Absent until they are known. Kept when the machine stops. */
            readonly ipv4Addresses?: string[];
            /** @description Absent until they are known. */
            readonly ipv6Addresses?: string[];
            /** @description Six bytes with colons between. */
            macAddress?: string;
            /**
             * Format: arm-id
             * @description The network it is connected to. Absent: not connected.
             */
            virtualNetworkId?: string;
            /** @description VMM's id of the network. */
            readonly networkName?: string;
            ipv4AddressType?: components["schemas"]["AllocationMethod"];
            ipv6AddressType?: components["schemas"]["AllocationMethod"];
            macAddressType?: components["schemas"]["AllocationMethod"];
            /** @description A GUID. Absent for an interface that is yet to be made. */
            nicId?: string;
        };
        /** @description Names a storage policy. */
        StorageQosPolicyDetails: {
            name?: string;
            id?: string;
        };
        /**
         * @description Whether the disk only keeps what differs from the template's.
         * @enum {string}
         */
        CreateDiffDisk: "true" | "false";
        /** @description A disk of a machine. */
        VirtualDisk: {
            name?: string;
            /** @description The name of the disk's file. */
            readonly displayName?: string;
            diskId?: string;
            /**
             * Format: int32
             * @description Read: the space used on the host. Sent: the capacity wanted.
             */
            diskSizeGB?: number;
            /**
             * Format: int32
             * @description The capacity in GB.
             */
            readonly maxDiskSizeGB?: number;
            /**
             * Format: int32
             * @description The number of the controller.
             */
            bus?: number;
            /**
             * Format: int32
             * @description The place at the controller.
             */
            lun?: number;
            /** @description `IDE` or `SCSI`. */
            busType?: string;
            /** @description `Dynamic`, `Fixed` or, above a checkpoint, `Differencing`. */
            vhdType?: string;
            /** @description `BootAndSystem` or `None`. */
            readonly volumeType?: string;
            /** @description `VHD` or `VHDX`. */
            readonly vhdFormatType?: string;
            /** @description The disk of the template that this one replaces. */
            templateDiskId?: string;
            storageQoSPolicy?: components["schemas"]["StorageQosPolicyDetails"];
            createDiffDisk?: components["schemas"]["CreateDiffDisk"];
        };
        /** @description Where a template comes from and the machine it describes. */
        VirtualMachineTemplateProperties: {
            /** @description The inventory item that it is made from. */
            inventoryItemId?: string;
            /** @description VMM's id of the template. */
            uuid?: string;
            /**
             * Format: arm-id
             * @description The VMM server that has the template.
             */
            vmmServerId?: string;
            readonly osType?: components["schemas"]["OsType"];
            readonly osName?: string;
            readonly computerName?: string;
            /**
             * Format: int32
             * @description In MB.
             */
            readonly memoryMB?: number;
            /** Format: int32 */
            readonly cpuCount?: number;
            readonly limitCpuForMigration?: components["schemas"]["LimitCpuForMigration"];
            readonly dynamicMemoryEnabled?: components["schemas"]["DynamicMemoryEnabled"];
            readonly isCustomizable?: components["schemas"]["IsCustomizable"];
            /** Format: int32 */
            readonly dynamicMemoryMaxMB?: number;
            /** Format: int32 */
            readonly dynamicMemoryMinMB?: number;
            readonly isHighlyAvailable?: components["schemas"]["IsHighlyAvailable"];
            /**
             * Format: int32
             * @description 1 for BIOS, 2 for UEFI.
             */
            readonly generation?: number;
            readonly networkInterfaces?: components["schemas"]["NetworkInterface"][];
            readonly disks?: components["schemas"]["VirtualDisk"][];
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description A template of a VMM server. */
        VirtualMachineTemplate: {
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
            properties?: components["schemas"]["VirtualMachineTemplateProperties"];
            extendedLocation: components["schemas"]["ExtendedLocation"];
        };
        /** @description One page of templates. */
        VirtualMachineTemplateListResult: {
            value: components["schemas"]["VirtualMachineTemplate"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The tags of a template as they shall be. */
        VirtualMachineTemplateTagsUpdate: {
            tags?: {
                [key: string]: string;
            };
        };
        /** @description The name of an availability set in VMM and its server. */
        AvailabilitySetProperties: {
            availabilitySetName?: string;
            /**
             * Format: arm-id
             * @description The VMM server that has the set.
             */
            vmmServerId?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description A set of machines that VMM keeps on different hosts. */
        AvailabilitySet: {
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
            properties?: components["schemas"]["AvailabilitySetProperties"];
            extendedLocation: components["schemas"]["ExtendedLocation"];
        };
        /** @description One page of availability sets. */
        AvailabilitySetListResult: {
            value: components["schemas"]["AvailabilitySet"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The tags of an availability set as they shall be. */
        AvailabilitySetTagsUpdate: {
            tags?: {
                [key: string]: string;
            };
        };
        /** @description Names an availability set. */
        AvailabilitySetListItem: {
            /**
             * Format: arm-id
             * @description A complete resource id: a path of alternating types and names that starts at the root.
             */
            id?: string;
            name?: string;
        };
        /** @description The operating system of a machine. */
        OsProfileForVmInstance: {
            /** @description Never returned. */
            adminPassword?: string;
            /** @description The host name inside the machine. Without one, a random name of 15 characters. */
            computerName?: string;
            readonly osType?: components["schemas"]["OsType"];
            readonly osSku?: string;
            readonly osVersion?: string;
            /** @description The domain that the machine joins. */
            domainName?: string;
            /** @description The account that joins the machine to the domain. */
            domainUsername?: string;
            /** @description Never returned. */
            domainPassword?: string;
            /** @description The workgroup of a machine that joins no domain. */
            workgroup?: string;
            /** @description Never returned. */
            productKey?: string;
            /**
             * Format: int32
             * @description Windows' number of the time zone.
             */
            timezone?: number;
            /** @description Commands for the first logon, with semicolons between. */
            runOnceCommands?: string;
            /** @description The name of the administrator's account. */
            adminUsername?: string;
        };
        /** @description Processors and memory of a machine. Values that are not given come from the template. */
        HardwareProfile: {
            /**
             * Format: int32
             * @description In MB.
             */
            memoryMB?: number;
            /** Format: int32 */
            cpuCount?: number;
            limitCpuForMigration?: components["schemas"]["LimitCpuForMigration"];
            dynamicMemoryEnabled?: components["schemas"]["DynamicMemoryEnabled"];
            /**
             * Format: int32
             * @description In MB. 1048576 when dynamic memory is enabled without a value.
             */
            dynamicMemoryMaxMB?: number;
            /**
             * Format: int32
             * @description In MB. 32 when dynamic memory is enabled without a value.
             */
            dynamicMemoryMinMB?: number;
            readonly isHighlyAvailable?: components["schemas"]["IsHighlyAvailable"];
        };
        /** @description The network interfaces of a machine. */
        NetworkProfile: {
            networkInterfaces?: components["schemas"]["NetworkInterface"][];
        };
        /** @description The disks of a machine. */
        StorageProfile: {
            disks?: components["schemas"]["VirtualDisk"][];
        };
        /** @description A kept state of a machine. */
        Checkpoint: {
            /** @description The checkpoint before it. A first checkpoint names one that is in no list. */
            parentCheckpointID?: string;
            /** @description A GUID in capitals. */
            checkpointID?: string;
            name?: string;
            description?: string;
        };
        /** @description Where a machine comes from, where it runs, and its checkpoints. */
        InfrastructureProfile: {
            /** @description The inventory item to adopt. Such a machine needs no template. */
            inventoryItemId?: string;
            /**
             * Format: arm-id
             * @description The VMM server that has the machine.
             */
            vmmServerId?: string;
            /**
             * Format: arm-id
             * @description The cloud in which a new machine is made.
             */
            cloudId?: string;
            /**
             * Format: arm-id
             * @description The template from which a new machine is made.
             */
            templateId?: string;
            /** @description VMM's name of the machine. By default that of the hybrid machine. */
            vmName?: string;
            /** @description VMM's id of the machine. */
            uuid?: string;
            /** @description The checkpoint that the present state descends from. Empty when there is none. */
            readonly lastRestoredVMCheckpoint?: components["schemas"]["Checkpoint"];
            /** @description All checkpoints of the machine. */
            readonly checkpoints?: components["schemas"]["Checkpoint"][];
            /** @description `Production` by default; also `ProductionOnly`, `Standard` or `Disabled`. */
            checkpointType?: string;
            /**
             * Format: int32
             * @description 1 for BIOS, 2 for UEFI.
             */
            generation?: number;
            /** @description The GUID that the machine's firmware shows. */
            biosGuid?: string;
        };
        /** @description The parts of a virtual machine. */
        VirtualMachineInstanceProperties: {
            /** @description The availability sets that hold the machine. */
            availabilitySets?: components["schemas"]["AvailabilitySetListItem"][];
            osProfile?: components["schemas"]["OsProfileForVmInstance"];
            hardwareProfile?: components["schemas"]["HardwareProfile"];
            networkProfile?: components["schemas"]["NetworkProfile"];
            storageProfile?: components["schemas"]["StorageProfile"];
            infrastructureProfile?: components["schemas"]["InfrastructureProfile"];
            /** @description Such as `Running` or `Stopped`. */
            readonly powerState?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description A virtual machine of a VMM server. */
        VirtualMachineInstance: {
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
            properties?: components["schemas"]["VirtualMachineInstanceProperties"];
            extendedLocation: components["schemas"]["ExtendedLocation"];
        };
        /** @description The virtual machines of a hybrid machine: none or one. */
        VirtualMachineInstanceListResult: {
            value: components["schemas"]["VirtualMachineInstance"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description Processors and memory as they shall be. The machine must be off. */
        HardwareProfileUpdate: {
            /**
             * Format: int32
             * @description In MB.
             */
            memoryMB?: number;
            /** Format: int32 */
            cpuCount?: number;
            limitCpuForMigration?: components["schemas"]["LimitCpuForMigration"];
            dynamicMemoryEnabled?: components["schemas"]["DynamicMemoryEnabled"];
            /**
             * Format: int32
             * @description In MB.
             */
            dynamicMemoryMaxMB?: number;
            /**
             * Format: int32
             * @description In MB.
             */
            dynamicMemoryMinMB?: number;
        };
        /** @description A network interface as it shall be. */
        NetworkInterfaceUpdate: {
            name?: string;
            macAddress?: string;
            /**
             * Format: arm-id
             * @description The network to connect to. Absent: disconnect.
             */
            virtualNetworkId?: string;
            ipv4AddressType?: components["schemas"]["AllocationMethod"];
            ipv6AddressType?: components["schemas"]["AllocationMethod"];
            macAddressType?: components["schemas"]["AllocationMethod"];
            /** @description The interface to change. Absent for a new one. */
            nicId?: string;
        };
        /** @description All network interfaces that the machine shall have. */
        NetworkProfileUpdate: {
            networkInterfaces?: components["schemas"]["NetworkInterfaceUpdate"][];
        };
        /** @description A disk as it shall be. */
        VirtualDiskUpdate: {
            name?: string;
            /** @description The disk to change. Absent for a new one. */
            diskId?: string;
            /**
             * Format: int32
             * @description Grows the disk when it is more than the capacity.
             */
            diskSizeGB?: number;
            /** Format: int32 */
            bus?: number;
            /** Format: int32 */
            lun?: number;
            busType?: string;
            vhdType?: string;
            storageQoSPolicy?: components["schemas"]["StorageQosPolicyDetails"];
        };
        /** @description All disks that the machine shall have. */
        StorageProfileUpdate: {
            disks?: components["schemas"]["VirtualDiskUpdate"][];
        };
        /** @description What can change of a machine's place. */
        InfrastructureProfileUpdate: {
            /** @description `Production`, `ProductionOnly`, `Standard` or `Disabled`. */
            checkpointType?: string;
        };
        /** @description The parts of a machine that can change. */
        VirtualMachineInstanceUpdateProperties: {
            /** @description All availability sets that shall hold the machine. */
            availabilitySets?: components["schemas"]["AvailabilitySetListItem"][];
            hardwareProfile?: components["schemas"]["HardwareProfileUpdate"];
            networkProfile?: components["schemas"]["NetworkProfileUpdate"];
            storageProfile?: components["schemas"]["StorageProfileUpdate"];
            infrastructureProfile?: components["schemas"]["InfrastructureProfileUpdate"];
        };
        /** @description What shall change of a machine. */
        VirtualMachineInstanceUpdate: {
            properties?: components["schemas"]["VirtualMachineInstanceUpdateProperties"];
        };
        /**
         * @description Whether the machine and its disks leave the host too.
         * @enum {string}
         */
        DeleteFromHost: "true" | "false";
        /** @description The name and description of a new checkpoint. */
        VirtualMachineCreateCheckpoint: {
            name?: string;
            description?: string;
        };
        /** @description Names the checkpoint to delete. */
        VirtualMachineDeleteCheckpoint: {
            /** @description A `checkpointID` of the machine. */
            id?: string;
        };
        /** @description Names the checkpoint to go back to. */
        VirtualMachineRestoreCheckpoint: {
            /** @description A `checkpointID` of the machine. */
            id?: string;
        };
        /**
         * @description Whether the operating system is asked to shut down.
         * @enum {string}
         */
        SkipShutdown: "true" | "false";
        /** @description How to stop a machine. */
        StopVirtualMachineOptions: {
            /**
             * @description `true` turns the machine off without asking its operating system.
             * @default false
             */
            skipShutdown?: components["schemas"]["SkipShutdown"];
        };
        /** @description An administrator's account inside the machine. */
        GuestCredential: {
            username: string;
            /** @description Never returned. */
            password: string;
        };
        /** @description How the agent reaches the internet. */
        HttpProxyConfiguration: {
            /** @description The URL of a proxy. */
            httpsProxy?: string;
        };
        /**
         * @description What to do with the agent.
         * @enum {string}
         */
        ProvisioningAction: "install" | "uninstall" | "repair";
        /** @description What shall be done with the agent, and its state. */
        GuestAgentProperties: {
            readonly uuid?: string;
            credentials?: components["schemas"]["GuestCredential"];
            httpProxyConfig?: components["schemas"]["HttpProxyConfiguration"];
            provisioningAction?: components["schemas"]["ProvisioningAction"];
            readonly status?: string;
            /** @description The name of the agent's own resource. */
            readonly customResourceName?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
            /** @description The private link scope through which the agent reaches Azure. */
            privateLinkScopeResourceId?: string;
        };
        /** @description The agent inside a machine. */
        GuestAgent: {
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
            properties?: components["schemas"]["GuestAgentProperties"];
        };
        /** @description The agents of a machine: none or one. */
        GuestAgentListResult: {
            value: components["schemas"]["GuestAgent"][];
            /** Format: uri */
            readonly nextLink?: string;
        };
        /** @description The key by which a machine proves who it is. */
        VmInstanceHybridIdentityMetadataProperties: {
            /** @description A unique id of the machine. */
            resourceUid?: string;
            publicKey?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
        };
        /** @description The identity of a machine. */
        VmInstanceHybridIdentityMetadata: {
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
            properties?: components["schemas"]["VmInstanceHybridIdentityMetadataProperties"];
        };
        /** @description The identities of a machine: none or one. */
        VmInstanceHybridIdentityMetadataListResult: {
            value: components["schemas"]["VmInstanceHybridIdentityMetadata"][];
            /** Format: uri */
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VmmServers_ListBySubscription: {
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
                    "application/json": components["schemas"]["VmmServerListResult"];
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
    VmmServers_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["VmmServerListResult"];
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
    VmmServers_Get: {
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
                vmmServerName: string;
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
                    "application/json": components["schemas"]["VmmServer"];
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
    VmmServers_CreateOrUpdate: {
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
                vmmServerName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VmmServer"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VmmServer"];
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
                    "application/json": components["schemas"]["VmmServer"];
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
    VmmServers_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `true` removes the resource even if its backend cannot be reached. */
                force?: components["schemas"]["ForceDelete"];
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                vmmServerName: string;
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
    VmmServers_Update: {
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
                vmmServerName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VmmServerTagsUpdate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VmmServer"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    InventoryItems_ListByVmmServer: {
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
                vmmServerName: string;
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
                    "application/json": components["schemas"]["InventoryItemListResult"];
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
    InventoryItems_Get: {
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
                vmmServerName: string;
                /** @description VMM's id of the item. */
                inventoryItemResourceName: string;
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
                    "application/json": components["schemas"]["InventoryItem"];
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
    InventoryItems_Create: {
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
                vmmServerName: string;
                /** @description VMM's id of the item. */
                inventoryItemResourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InventoryItem"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryItem"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryItem"];
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
    InventoryItems_Delete: {
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
                vmmServerName: string;
                /** @description VMM's id of the item. */
                inventoryItemResourceName: string;
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    Clouds_ListBySubscription: {
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
                    "application/json": components["schemas"]["CloudListResult"];
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
    Clouds_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["CloudListResult"];
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
    Clouds_Get: {
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
                cloudResourceName: string;
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
                    "application/json": components["schemas"]["Cloud"];
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
    Clouds_CreateOrUpdate: {
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
                cloudResourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cloud"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cloud"];
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
                    "application/json": components["schemas"]["Cloud"];
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
    Clouds_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `true` removes the resource even if its backend cannot be reached. */
                force?: components["schemas"]["ForceDelete"];
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                cloudResourceName: string;
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
    Clouds_Update: {
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
                cloudResourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloudTagsUpdate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cloud"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualNetworks_ListBySubscription: {
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
                    "application/json": components["schemas"]["VirtualNetworkListResult"];
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
    VirtualNetworks_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["VirtualNetworkListResult"];
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
    VirtualNetworks_Get: {
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
                virtualNetworkName: string;
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
                    "application/json": components["schemas"]["VirtualNetwork"];
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
    VirtualNetworks_CreateOrUpdate: {
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
                virtualNetworkName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualNetwork"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VirtualNetwork"];
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
                    "application/json": components["schemas"]["VirtualNetwork"];
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
    VirtualNetworks_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `true` removes the resource even if its backend cannot be reached. */
                force?: components["schemas"]["ForceDelete"];
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                virtualNetworkName: string;
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
    VirtualNetworks_Update: {
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
                virtualNetworkName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualNetworkTagsUpdate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VirtualNetwork"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineTemplates_ListBySubscription: {
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
                    "application/json": components["schemas"]["VirtualMachineTemplateListResult"];
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
    VirtualMachineTemplates_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["VirtualMachineTemplateListResult"];
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
    VirtualMachineTemplates_Get: {
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
                virtualMachineTemplateName: string;
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
                    "application/json": components["schemas"]["VirtualMachineTemplate"];
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
    VirtualMachineTemplates_CreateOrUpdate: {
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
                virtualMachineTemplateName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineTemplate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VirtualMachineTemplate"];
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
                    "application/json": components["schemas"]["VirtualMachineTemplate"];
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
    VirtualMachineTemplates_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `true` removes the resource even if its backend cannot be reached. */
                force?: components["schemas"]["ForceDelete"];
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                virtualMachineTemplateName: string;
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
    VirtualMachineTemplates_Update: {
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
                virtualMachineTemplateName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineTemplateTagsUpdate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VirtualMachineTemplate"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    AvailabilitySets_ListBySubscription: {
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
                    "application/json": components["schemas"]["AvailabilitySetListResult"];
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
    AvailabilitySets_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["AvailabilitySetListResult"];
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
    AvailabilitySets_Get: {
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
                availabilitySetResourceName: string;
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
                    "application/json": components["schemas"]["AvailabilitySet"];
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
    AvailabilitySets_CreateOrUpdate: {
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
                availabilitySetResourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvailabilitySet"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilitySet"];
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
                    "application/json": components["schemas"]["AvailabilitySet"];
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
    AvailabilitySets_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `true` removes the resource even if its backend cannot be reached. */
                force?: components["schemas"]["ForceDelete"];
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                availabilitySetResourceName: string;
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
    AvailabilitySets_Update: {
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
                availabilitySetResourceName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvailabilitySetTagsUpdate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilitySet"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["VirtualMachineInstanceListResult"];
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
    VirtualMachineInstances_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["VirtualMachineInstance"];
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
    VirtualMachineInstances_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineInstance"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VirtualMachineInstance"];
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
                    "application/json": components["schemas"]["VirtualMachineInstance"];
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
    VirtualMachineInstances_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `true` removes the resource even if its backend cannot be reached. */
                force?: components["schemas"]["ForceDelete"];
                /** @description `true` also deletes the machine and its disks on the host. */
                deleteFromHost?: components["schemas"]["DeleteFromHost"];
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
    VirtualMachineInstances_Update: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineInstanceUpdate"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VirtualMachineInstance"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_CreateCheckpoint: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineCreateCheckpoint"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_DeleteCheckpoint: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineDeleteCheckpoint"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_Restart: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_RestoreCheckpoint: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VirtualMachineRestoreCheckpoint"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_Start: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VirtualMachineInstances_Stop: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StopVirtualMachineOptions"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    GuestAgents_ListByVirtualMachineInstance: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["GuestAgentListResult"];
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
    GuestAgents_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["GuestAgent"];
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
    GuestAgents_Create: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuestAgent"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestAgent"];
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
                    "application/json": components["schemas"]["GuestAgent"];
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
    GuestAgents_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    VmInstanceHybridIdentityMetadatas_ListByVirtualMachineInstance: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["VmInstanceHybridIdentityMetadataListResult"];
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
    VmInstanceHybridIdentityMetadatas_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The id of a hybrid machine, slashes and all. */
                resourceUri: string;
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
                    "application/json": components["schemas"]["VmInstanceHybridIdentityMetadata"];
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
}
