// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /** @description An image: of the Marketplace, of a compute gallery, or of the user's own. */
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
             * @description ARM id of a gallery image of the account's region and subscription.
             *     Excludes the other properties.
             */
            virtualMachineImageId?: string;
            /**
             * @description The version that the node really got. Differs from `version` only where
             *     that is `latest`.
             */
            readonly exactVersion?: string;
            /** @description Id of an image in a shared gallery. Excludes the other properties. */
            sharedGalleryImageId?: string;
            /** @description Id of an image in a community gallery. Excludes the other properties. */
            communityGalleryImageId?: string;
        };
        /**
         * @description An operating system.
         * @enum {string}
         */
        OSType: "linux" | "windows";
        /**
         * @description Whether the service tests an image.
         * @enum {string}
         */
        VerificationType: "verified" | "unverified";
        /** @description An image that pools can use. */
        ImageInformation: {
            /** @description The kind of node agent that fits. */
            nodeAgentSKUId: string;
            imageReference: components["schemas"]["ImageReference"];
            osType: components["schemas"]["OSType"];
            /** @description What the image can do beyond the common, not complete. */
            capabilities?: string[];
            /**
             * Format: date-time
             * @description When new pools with this image will no longer be accepted.
             */
            batchSupportEndOfLife?: string;
            verificationType: components["schemas"]["VerificationType"];
        };
        /** @description A page of images. */
        AccountListSupportedImagesResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["ImageInformation"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description The text of an error in one language. */
        ErrorMessage: {
            /** @description Language of the text, such as `en-US`. */
            lang?: string;
            /** @description The text, then a line with the request id and a line with the time. */
            value?: string;
        };
        /** @description One more fact about an error. */
        BatchErrorDetail: {
            /** @description What the value is about, such as `Reason` or `PropertyName`. */
            key?: string;
            value?: string;
        };
        /** @description The body of every failed call. */
        BatchError: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description What went wrong, for programs. Codes are stable; the text is not. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: components["schemas"]["ErrorMessage"];
            /** @description Further facts. Absent when there are none. */
            values?: components["schemas"]["BatchErrorDetail"][];
        };
        /** @description How many nodes are in which state. */
        NodeCounts: {
            /** Format: int32 */
            creating: number;
            /** Format: int32 */
            idle: number;
            /** Format: int32 */
            offline: number;
            /** Format: int32 */
            preempted: number;
            /** Format: int32 */
            rebooting: number;
            /** Format: int32 */
            reimaging: number;
            /** Format: int32 */
            running: number;
            /** Format: int32 */
            starting: number;
            /** Format: int32 */
            startTaskFailed: number;
            /** Format: int32 */
            leavingPool: number;
            /** Format: int32 */
            unknown: number;
            /** Format: int32 */
            unusable: number;
            /** Format: int32 */
            waitingForStartTask: number;
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            upgradingOS: number;
            /** Format: int32 */
            deallocated: number;
            /** Format: int32 */
            deallocating: number;
        };
        /** @description How many nodes of a pool are in which state. */
        PoolNodeCounts: {
            poolId: string;
            /** @description Dedicated nodes. */
            dedicated?: components["schemas"]["NodeCounts"];
            /** @description Spot or low-priority nodes. */
            lowPriority?: components["schemas"]["NodeCounts"];
        };
        /** @description A page of pools with their node counts. */
        PoolNodeCountsListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["PoolNodeCounts"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description An application and its versions. */
        ApplicationSummary: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Unique in the account. */
            id: string;
            displayName: string;
            versions: string[];
        };
        /** @description A page of applications. */
        ApplicationListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["ApplicationSummary"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /**
         * @description How a certificate is encoded.
         * @enum {string}
         */
        CertificateFormat: "pfx" | "cer";
        /** @description A certificate to be added. */
        CertificateAddParameter: {
            /** @description Up to 40 hex digits. Spaces are dropped. */
            thumbprint: string;
            /** @description Must be `sha1`. */
            thumbprintAlgorithm: string;
            /** @description Base64 of the certificate, at most 10 KB. */
            data: string;
            certificateFormat?: components["schemas"]["CertificateFormat"];
            /** @description Password of a `pfx`. Not allowed with `cer`. */
            password?: string;
        };
        /**
         * @description Where a certificate is in its life.
         * @enum {string}
         */
        CertificateState: "active" | "deleting" | "deletefailed";
        /** @description A name and its value. */
        NameValuePair: {
            name?: string;
            value?: string;
        };
        /** @description Why a certificate could not be deleted. */
        DeleteCertificateError: {
            /** @description What went wrong, for programs. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: string;
            /** @description Pools and nodes that use it, the first hundred or so. */
            values?: components["schemas"]["NameValuePair"][];
        };
        /** @description A certificate that can be installed on nodes. */
        Certificate: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Up to 40 hex digits. */
            thumbprint?: string;
            thumbprintAlgorithm?: string;
            url?: string;
            state?: components["schemas"]["CertificateState"];
            /**
             * Format: date-time
             * @description When it entered its state.
             */
            stateTransitionTime?: string;
            /** @description Absent while it is in its first state. */
            previousState?: components["schemas"]["CertificateState"];
            /**
             * Format: date-time
             * @description When it entered its previous state.
             */
            previousStateTransitionTime?: string;
            /** @description Base64 of its public part. */
            publicData?: string;
            /** @description Present only in state `deletefailed`. */
            deleteCertificateError?: components["schemas"]["DeleteCertificateError"];
        };
        /** @description A page of certificates. */
        CertificateListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["Certificate"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description Facts about a file. */
        FileProperties: {
            /**
             * Format: date-time
             * @description Absent on Linux.
             */
            creationTime?: string;
            /** Format: date-time */
            lastModified: string;
            /**
             * Format: int64
             * @description Length in bytes.
             */
            contentLength: number;
            contentType?: string;
            /** @description Octal mode. Only on Linux. */
            fileMode?: string;
        };
        /** @description A file or folder on a node. */
        NodeFile: {
            /** @description Its path. */
            name?: string;
            url?: string;
            isDirectory?: boolean;
            /** @description Absent for a folder. */
            properties?: components["schemas"]["FileProperties"];
        };
        /** @description A page of files. */
        NodeFileListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["NodeFile"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description When a job schedule makes jobs. All times are UTC. */
        Schedule: {
            /**
             * Format: date-time
             * @description No job before this time. Default is at once.
             */
            doNotRunUntil?: string;
            /**
             * Format: date-time
             * @description No job after this time. Default is for ever.
             */
            doNotRunAfter?: string;
            /**
             * Format: duration
             * @description How late a job may be made; later, the turn is lost. At least 1 minute.
             *     Default is no limit.
             */
            startWindow?: string;
            /**
             * Format: duration
             * @description Time from one job to the next, at least 1 minute. Without it there is one
             *     job only.
             */
            recurrenceInterval?: string;
        };
        /**
         * @description What happens when all tasks of a job are completed. A job without tasks
         *     counts.
         * @enum {string}
         */
        OnAllTasksComplete: "noaction" | "terminatejob";
        /**
         * @description What happens when a task fails, that is, gets failure information.
         * @enum {string}
         */
        OnTaskFailure: "noaction" | "performexitoptionsjobaction";
        /** @description The virtual network that a job's nodes join. */
        JobNetworkConfiguration: {
            /** @description ARM id of the subnet, in the account's region and subscription. */
            subnetId: string;
            /** @description Whether nodes stay in the network when the job ends. Default false. */
            skipWithdrawFromVNet?: boolean;
        };
        /** @description Limits for a job. */
        JobConstraints: {
            /**
             * Format: duration
             * @description How long the job may take. After that it is ended with reason
             *     `MaxWallClockTimeExpiry`. Default is no limit.
             */
            maxWallClockTime?: string;
            /**
             * Format: int32
             * @description Retries of each task after a nonzero exit code. Default 0; -1 retries for
             *     ever.
             */
            maxTaskRetryCount?: number;
        };
        /** @description The user-assigned identity that a node takes on when it fetches something. */
        ComputeNodeIdentityReference: {
            /** @description ARM id of the identity. The pool must have it. */
            resourceId?: string;
        };
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
        /**
         * @description Where a container starts.
         * @enum {string}
         */
        ContainerWorkingDirectory: "taskWorkingDirectory" | "containerImageDefault";
        /** @description The container that a task runs in. */
        TaskContainerSettings: {
            /** @description Further options for creating the container. */
            containerRunOptions?: string;
            /** @description The image, named as for `docker pull`. The default tag is `latest`. */
            imageName: string;
            /** @description The registry of the image, if the pool does not name it. */
            registry?: components["schemas"]["ContainerRegistry"];
            /** @description Default `taskWorkingDirectory`. */
            workingDirectory?: components["schemas"]["ContainerWorkingDirectory"];
            /** @description Folders to mount. Left out, the whole root folder of the node; empty, none. */
            containerHostBatchBindMounts?: components["schemas"]["ContainerHostBatchBindMountEntry"][];
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
        /** @description A header to send with an upload. */
        HttpHeader: {
            name: string;
            value?: string;
        };
        /** @description A blob container that files go to. */
        OutputFileBlobContainerDestination: {
            /**
             * @description Name of the blob, or with wildcards the folder before the names. Default is
             *     the root of the container.
             */
            path?: string;
            /**
             * @description URL of the container. Without an identity it needs a shared access
             *     signature that may write.
             */
            containerUrl: string;
            /** @description Identity that may write to the container. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
            /** @description Headers to send with each upload. */
            uploadHeaders?: components["schemas"]["HttpHeader"][];
        };
        /** @description Where files go. */
        OutputFileDestination: {
            container?: components["schemas"]["OutputFileBlobContainerDestination"];
        };
        /**
         * @description When files are uploaded.
         * @enum {string}
         */
        OutputFileUploadCondition: "tasksuccess" | "taskfailure" | "taskcompletion";
        /** @description When files go there. */
        OutputFileUploadOptions: {
            /** @description Default `taskcompletion`. */
            uploadCondition: components["schemas"]["OutputFileUploadCondition"];
        };
        /** @description Files to upload when a task ends. */
        OutputFile: {
            /**
             * @description Path from the working directory, or a pattern with `*`, `**`, `?` and
             *     `[abc]`. Environment variables are expanded.
             */
            filePattern: string;
            destination: components["schemas"]["OutputFileDestination"];
            uploadOptions: components["schemas"]["OutputFileUploadOptions"];
        };
        /** @description An environment variable for a task's process. */
        EnvironmentSetting: {
            name: string;
            value?: string;
        };
        /** @description Limits for a task. */
        TaskConstraints: {
            /**
             * Format: duration
             * @description How long each run may take. Default is no limit.
             */
            maxWallClockTime?: string;
            /**
             * Format: duration
             * @description How long its files stay on the node after it completes. Default 7 days.
             */
            retentionTime?: string;
            /**
             * Format: int32
             * @description Retries after a nonzero exit code. Default 0; -1 retries for ever. Reruns
             *     after trouble with the node do not count.
             */
            maxTaskRetryCount?: number;
        };
        /**
         * @description The owner of an automatic user.
         * @enum {string}
         */
        AutoUserScope: "task" | "pool";
        /**
         * @description What a user may do on a node.
         * @enum {string}
         */
        ElevationLevel: "nonadmin" | "admin";
        /** @description An automatic user. */
        AutoUserSpecification: {
            /** @description Default `pool`. */
            scope?: components["schemas"]["AutoUserScope"];
            /** @description Default `nonadmin`. */
            elevationLevel?: components["schemas"]["ElevationLevel"];
        };
        /** @description The user that a task runs as. One of the two is given, not both. */
        UserIdentity: {
            /** @description A user account of the pool. */
            username?: string;
            /** @description A user that the service provides. */
            autoUser?: components["schemas"]["AutoUserSpecification"];
        };
        /** @description A package to install on nodes. */
        ApplicationPackageReference: {
            /** @description Name of the application. For a pool, its full ARM id. */
            applicationId: string;
            /**
             * @description Default is the application's default version. Without one a pool is refused
             *     with `InvalidApplicationPackageReferences`, and a task fails.
             */
            version?: string;
        };
        /**
         * @description What a task's token may do.
         * @enum {string}
         */
        AccessScope: "job";
        /**
         * @description A token in `AZ_BATCH_AUTHENTICATION_TOKEN` with which a task can call the
         *     service.
         */
        AuthenticationTokenSettings: {
            access?: components["schemas"]["AccessScope"][];
        };
        /**
         * @description A task that starts with its job and is scheduled before the job's other
         *     tasks.
         */
        JobManagerTask: {
            /** @description Unique in the job. */
            id: string;
            /** @description A name for people. */
            displayName?: string;
            /** @description Not run by a shell. */
            commandLine: string;
            /** @description Required if and only if the pool has a container configuration. */
            containerSettings?: components["schemas"]["TaskContainerSettings"];
            /** @description Files to fetch before it starts. */
            resourceFiles?: components["schemas"]["ResourceFile"][];
            /** @description Files to upload when it ends. */
            outputFiles?: components["schemas"]["OutputFile"][];
            environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            constraints?: components["schemas"]["TaskConstraints"];
            /**
             * Format: int32
             * @description Slots that it takes. Default 1.
             */
            requiredSlots?: number;
            /** @description Whether the job ends with it. Default true. */
            killJobOnCompletion?: boolean;
            /** @description Who it runs as. Default is an ordinary user of its own. */
            userIdentity?: components["schemas"]["UserIdentity"];
            /** @description Whether the node runs nothing beside it. Default true. */
            runExclusive?: boolean;
            /** @description Packages to install first. */
            applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /** @description Gives it a token for calling the service. */
            authenticationTokenSettings?: components["schemas"]["AuthenticationTokenSettings"];
            /** @description Whether it may run on a Spot or low-priority node. Default true. */
            allowLowPriorityNode?: boolean;
        };
        /** @description A task that runs on a node before the job's first task there. */
        JobPreparationTask: {
            /** @description Default `jobpreparation`. No other task of the job may have it. */
            id?: string;
            /** @description Not run by a shell. */
            commandLine: string;
            /** @description Runs the task in a container. */
            containerSettings?: components["schemas"]["TaskContainerSettings"];
            /** @description Files to fetch before it starts. */
            resourceFiles?: components["schemas"]["ResourceFile"][];
            environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            constraints?: components["schemas"]["TaskConstraints"];
            /**
             * @description Whether other tasks wait for it. Default true: a node where it fails takes
             *     no tasks of the job until it is reimaged.
             */
            waitForSuccess?: boolean;
            /** @description Who it runs as. Default is an ordinary user. */
            userIdentity?: components["schemas"]["UserIdentity"];
            /**
             * @description Whether it runs again after a restart of the node. Default true. After a
             *     reimage it always does.
             */
            rerunOnNodeRebootAfterSuccess?: boolean;
        };
        /**
         * @description A task that runs at the end of a job, on each node where the preparation task
         *     ran. It takes no slot, and the job waits for it.
         */
        JobReleaseTask: {
            /** @description Default `jobrelease`. No other task of the job may have it. */
            id?: string;
            /** @description Not run by a shell. */
            commandLine: string;
            /** @description Runs the task in a container. */
            containerSettings?: components["schemas"]["TaskContainerSettings"];
            /** @description Files to fetch before it starts. */
            resourceFiles?: components["schemas"]["ResourceFile"][];
            environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /**
             * Format: duration
             * @description How long it may run. Default and maximum 15 minutes.
             */
            maxWallClockTime?: string;
            /**
             * Format: duration
             * @description How long its files stay on the node. Default 7 days.
             */
            retentionTime?: string;
            /** @description Who it runs as. Default is an ordinary user. */
            userIdentity?: components["schemas"]["UserIdentity"];
        };
        /**
         * @description What an automatic pool lives as long as.
         * @enum {string}
         */
        PoolLifetimeOption: "jobschedule" | "job";
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
        /** @description Windows settings. */
        WindowsConfiguration: {
            /** @description Default true. */
            enableAutomaticUpdates?: boolean;
        };
        /**
         * @description How a disk is cached.
         * @enum {string}
         */
        CachingType: "none" | "readonly" | "readwrite";
        /**
         * @description The kind of storage behind a disk.
         * @enum {string}
         */
        StorageAccountType: "standard_lrs" | "premium_lrs" | "standardssd_lrs";
        /** @description An empty disk for each node. It has to be mounted and formatted there. */
        DataDisk: {
            /**
             * Format: int32
             * @description Number of the disk, different for each: 0 to 63.
             */
            lun: number;
            /** @description Default `readwrite`. */
            caching?: components["schemas"]["CachingType"];
            /**
             * Format: int32
             * @description Size in gigabytes.
             */
            diskSizeGB: number;
            /** @description Default `standard_lrs`. */
            storageAccountType?: components["schemas"]["StorageAccountType"];
            /** @description The kind of storage, and how it is encrypted. */
            managedDisk?: components["schemas"]["ManagedDisk"];
        };
        /**
         * @description The container technology.
         * @enum {string}
         */
        ContainerType: "dockerCompatible" | "criCompatible";
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
        DiskEncryptionTarget: "osdisk" | "temporarydisk";
        /** @description Which disks are encrypted. Not supported on Linux with a gallery image. */
        DiskEncryptionConfiguration: {
            /** @description The disks to encrypt. */
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
        NodePlacementPolicyType: "regional" | "zonal";
        /** @description Where the nodes of a pool are placed. */
        NodePlacementConfiguration: {
            /** @description Default `regional`. */
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
            /** @description Whether newer versions are taken as they appear. */
            enableAutomaticUpgrade?: boolean;
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
        /** @description The disk of the operating system. */
        OSDisk: {
            /** @description Makes the disk ephemeral. */
            ephemeralOSDiskSettings?: components["schemas"]["DiffDiskSettings"];
            /** @description Default is none for standard storage and `readonly` for premium. */
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
        /** @description What the virtual machines of a pool are made of. */
        VirtualMachineConfiguration: {
            /** @description The image that the machines start from. */
            imageReference: components["schemas"]["ImageReference"];
            /**
             * @description The kind of node agent. It must fit the image; the supported images tell
             *     which.
             */
            nodeAgentSKUId: string;
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
        /**
         * @description Which node a task goes to.
         * @enum {string}
         */
        ComputeNodeFillType: "spread" | "pack";
        /** @description How tasks spread over nodes. */
        TaskSchedulingPolicy: {
            nodeFillType: components["schemas"]["ComputeNodeFillType"];
            /** @description Which of several jobs of one priority comes first. Default `none`. */
            jobDefaultOrder?: components["schemas"]["JobDefaultOrder"];
        };
        /**
         * @description Whether nodes join a virtual network with a job.
         * @enum {string}
         */
        DynamicVNetAssignmentScope: "none" | "job";
        /**
         * @description The protocol of an endpoint.
         * @enum {string}
         */
        InboundEndpointProtocol: "tcp" | "udp";
        /**
         * @description Whether a rule lets in or keeps out.
         * @enum {string}
         */
        NetworkSecurityGroupRuleAccess: "allow" | "deny";
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
        InboundNATPool: {
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
            inboundNATPools: components["schemas"]["InboundNATPool"][];
        };
        /**
         * @description Where public addresses come from.
         * @enum {string}
         */
        IPAddressProvisioningType: "batchmanaged" | "usermanaged" | "nopublicipaddresses";
        /** @description Public addresses of a pool. */
        PublicIPAddressConfiguration: {
            /** @description Default `batchmanaged`. */
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
            dynamicVNetAssignmentScope?: components["schemas"]["DynamicVNetAssignmentScope"];
            /** @description Ports that are reached from outside. */
            endpointConfiguration?: components["schemas"]["PoolEndpointConfiguration"];
            /** @description Public addresses of the nodes. */
            publicIPAddressConfiguration?: components["schemas"]["PublicIPAddressConfiguration"];
            /** @description Whether nodes get SR-IOV. */
            enableAcceleratedNetworking?: boolean;
        };
        /**
         * @description A task that runs when a node joins the pool, restarts or is reimaged. It may
         *     run more than once.
         */
        StartTask: {
            /** @description Not run by a shell. */
            commandLine: string;
            /** @description Runs the task in a container. */
            containerSettings?: components["schemas"]["TaskContainerSettings"];
            resourceFiles?: components["schemas"]["ResourceFile"][];
            environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Who it runs as. Default is an ordinary user of its own. */
            userIdentity?: components["schemas"]["UserIdentity"];
            /**
             * Format: int32
             * @description Retries after a nonzero exit code. Default 0; -1 retries for ever.
             */
            maxTaskRetryCount?: number;
            /**
             * @description Whether other tasks wait for it. Default true: a node where it fails takes
             *     no tasks.
             */
            waitForSuccess?: boolean;
        };
        /**
         * @description A certificate store of Windows.
         * @enum {string}
         */
        CertificateStoreLocation: "currentuser" | "localmachine";
        /**
         * @description Who can use a certificate on a node.
         * @enum {string}
         */
        CertificateVisibility: "starttask" | "task" | "remoteuser";
        /**
         * @description A certificate to install on the nodes of a pool. Announced to end after
         *     February 2024.
         */
        CertificateReference: {
            thumbprint: string;
            /** @description Must be `sha1`. */
            thumbprintAlgorithm: string;
            /**
             * @description Default `currentuser`. Only on Windows; on Linux the files are in
             *     `AZ_BATCH_CERTIFICATES_DIR`.
             */
            storeLocation?: components["schemas"]["CertificateStoreLocation"];
            /** @description Name of the store. Default `My`. Only on Windows. */
            storeName?: string;
            /** @description Default is all of them. */
            visibility?: components["schemas"]["CertificateVisibility"][];
        };
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
        LoginMode: "batch" | "interactive";
        /** @description A user account on Windows. */
        WindowsUserConfiguration: {
            /** @description Default `batch`. */
            loginMode?: components["schemas"]["LoginMode"];
        };
        /** @description A user account that tasks can run as. */
        UserAccount: {
            /** @description At most 20 characters. */
            name: string;
            /** @description It is never told again. */
            password: string;
            /** @description Default `nonadmin`. */
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
            username: string;
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
        NodeCommunicationMode: "default" | "classic" | "simplified";
        /** @description What a new pool shall be. */
        PoolSpecification: {
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /** @description Size of the virtual machines. All nodes of a pool have the same. */
            vmSize: string;
            /** @description Makes the nodes of cloud services. Excludes `virtualMachineConfiguration`. */
            cloudServiceConfiguration?: components["schemas"]["CloudServiceConfiguration"];
            /**
             * @description Makes the nodes of virtual machines. Required from 2024-07-01.20.0 on;
             *     before, exactly one of this and `cloudServiceConfiguration`.
             */
            virtualMachineConfiguration?: components["schemas"]["VirtualMachineConfiguration"];
            /**
             * Format: int32
             * @description Slots for tasks on each node. Default 1, at most four per core and never
             *     more than 256.
             */
            taskSlotsPerNode?: number;
            /** @description How tasks spread over nodes. Default is to spread evenly. */
            taskSchedulingPolicy?: components["schemas"]["TaskSchedulingPolicy"];
            /**
             * Format: duration
             * @description How long an allocation may take when sized by hand. Default 15 minutes, at
             *     least 5.
             */
            resizeTimeout?: string;
            /**
             * Format: int32
             * @description Wanted number of dedicated nodes. Not allowed with autoscale; without it,
             *     at least one of the two targets is needed.
             */
            targetDedicatedNodes?: number;
            /**
             * Format: int32
             * @description Wanted number of Spot or low-priority nodes. Not allowed with autoscale.
             */
            targetLowPriorityNodes?: number;
            /** @description Whether a formula sets the size. Default false. */
            enableAutoScale?: boolean;
            /**
             * @description The formula. Required with `enableAutoScale`, else not allowed. It is
             *     checked before the pool is made.
             */
            autoScaleFormula?: string;
            /**
             * Format: duration
             * @description Time between evaluations. Default 15 minutes, from 5 minutes to 168 hours.
             */
            autoScaleEvaluationInterval?: string;
            /**
             * @description Whether nodes may talk to each other directly. Default false. It limits the
             *     size of the pool.
             */
            enableInterNodeCommunication?: boolean;
            /** @description The network of the nodes. */
            networkConfiguration?: components["schemas"]["NetworkConfiguration"];
            /** @description A task that runs on each node when it joins the pool or restarts. */
            startTask?: components["schemas"]["StartTask"];
            /**
             * @description Certificates to install on each node. A change reaches a node when it
             *     restarts.
             */
            certificateReferences?: components["schemas"]["CertificateReference"][];
            /**
             * @description Packages to install on each node, at most 10. A change reaches a node when
             *     it restarts or is reimaged.
             */
            applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /**
             * @description Application licences that nodes use. A licence that the service does not
             *     offer fails the request.
             */
            applicationLicenses?: string[];
            /** @description User accounts to create on each node. */
            userAccounts?: components["schemas"]["UserAccount"][];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
            /** @description File systems to mount on each node. */
            mountConfiguration?: components["schemas"]["MountConfiguration"][];
            /** @description Wanted way of communication. Default is `default`. */
            targetNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"];
            /**
             * @description Tags for the Azure resources behind the pool. Only for accounts that
             *     allocate pools in the user's subscription.
             */
            resourceTags?: {
                [key: string]: string;
            };
            /** @description How the operating system of the nodes is upgraded. */
            upgradePolicy?: components["schemas"]["UpgradePolicy"];
        };
        /** @description A pool that lives and dies with a job or a schedule. */
        AutoPoolSpecification: {
            /** @description Start of the pool's id, at most 20 characters. */
            autoPoolIdPrefix?: string;
            poolLifetimeOption: components["schemas"]["PoolLifetimeOption"];
            /** @description Whether the pool outlives its job or schedule. Default false. */
            keepAlive?: boolean;
            /** @description What the pool shall be. */
            pool?: components["schemas"]["PoolSpecification"];
        };
        /** @description The pool of a job: one that is named, or an automatic one. Not both. */
        PoolInformation: {
            /** @description Name of the pool. It need not exist yet; tasks wait until it does. */
            poolId?: string;
            /**
             * @description The automatic pool. If it cannot be made, the job completes with a
             *     scheduling error.
             */
            autoPoolSpecification?: components["schemas"]["AutoPoolSpecification"];
        };
        /** @description What a job shall be. */
        JobSpecification: {
            /**
             * Format: int32
             * @description From -1000, the lowest, to 1000. Default 0.
             */
            priority?: number;
            /** @description Whether jobs of higher priority may requeue its tasks. Default false. */
            allowTaskPreemption?: boolean;
            /**
             * Format: int32
             * @description Tasks that may run at once. -1, the default, means no limit; 0 is not
             *     allowed.
             * @default -1
             */
            maxParallelTasks?: number;
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /** @description Whether tasks may depend on each other. Default false. */
            usesTaskDependencies?: boolean;
            /** @description Default `noaction`. */
            onAllTasksComplete?: components["schemas"]["OnAllTasksComplete"];
            /** @description Default `noaction`. */
            onTaskFailure?: components["schemas"]["OnTaskFailure"];
            /** @description The network that its nodes join. */
            networkConfiguration?: components["schemas"]["JobNetworkConfiguration"];
            /** @description Limits for the job. */
            constraints?: components["schemas"]["JobConstraints"];
            /** @description A task that starts with the job and steers it. */
            jobManagerTask?: components["schemas"]["JobManagerTask"];
            /** @description A task that runs on each node before the job's first task there. */
            jobPreparationTask?: components["schemas"]["JobPreparationTask"];
            /**
             * @description A task that runs at the end, on each node where the preparation task ran.
             *     Needs a preparation task.
             */
            jobReleaseTask?: components["schemas"]["JobReleaseTask"];
            /**
             * @description Environment of all tasks of the job. A task's own setting of the same name
             *     wins.
             */
            commonEnvironmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Where the tasks run. */
            poolInfo: components["schemas"]["PoolInformation"];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
        };
        /**
         * @description Where a job schedule is in its life.
         * @enum {string}
         */
        JobScheduleState: "active" | "completed" | "disabled" | "terminating" | "deleting";
        /** @description The last job of a schedule. */
        RecentJob: {
            id?: string;
            url?: string;
        };
        /** @description What a schedule did and will do. */
        JobScheduleExecutionInformation: {
            /**
             * Format: date-time
             * @description When the next job is due. It is made only if the schedule is active then.
             */
            nextRunTime?: string;
            /** @description Absent before the first job. */
            recentJob?: components["schemas"]["RecentJob"];
            /**
             * Format: date-time
             * @description Present only when the schedule is completed.
             */
            endTime?: string;
        };
        /** @description What all jobs of a schedule used together. */
        JobScheduleStatistics: {
            /** @description Where the statistics are found. */
            url: string;
            /**
             * Format: date-time
             * @description Start of the time covered.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the time covered.
             */
            lastUpdateTime: string;
            /**
             * Format: duration
             * @description Processor time in user mode, over all cores and nodes.
             */
            userCPUTime: string;
            /**
             * Format: duration
             * @description Processor time in kernel mode, over all cores and nodes.
             */
            kernelCPUTime: string;
            /**
             * Format: duration
             * @description Time from start to end, retries included.
             */
            wallClockTime: string;
            /**
             * Format: int64
             * @description Number of disk reads.
             */
            readIOps: number;
            /**
             * Format: int64
             * @description Number of disk writes.
             */
            writeIOps: number;
            /**
             * Format: double
             * @description Data read from disk, in GiB.
             */
            readIOGiB: number;
            /**
             * Format: double
             * @description Data written to disk, in GiB.
             */
            writeIOGiB: number;
            /**
             * Format: duration
             * @description Time from creation to the start of the last run.
             */
            waitTime: string;
            /**
             * Format: int64
             * @description Tasks that ended with exit code 0.
             */
            numSucceededTasks: number;
            /**
             * Format: int64
             * @description Tasks that failed after all retries.
             */
            numFailedTasks: number;
            /**
             * Format: int64
             * @description Number of retries.
             */
            numTaskRetries: number;
        };
        /** @description Makes jobs again and again, one at a time. */
        CloudJobSchedule: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Name of the schedule, unique in the account. */
            readonly id: string;
            /** @description A name for people. It need not be unique. */
            readonly displayName?: string;
            /** @description When jobs are made. */
            schedule?: components["schemas"]["Schedule"];
            /** @description What the jobs shall be. */
            jobSpecification: components["schemas"]["JobSpecification"];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
            /** @description Where the schedule is found. */
            readonly url: string;
            /** @description Changes with every change of the schedule's own settings. */
            readonly eTag: string;
            /**
             * Format: date-time
             * @description When the schedule's own settings last changed. Changes of jobs do not
             *     count.
             */
            readonly lastModified: string;
            /**
             * Format: date-time
             * @description When the schedule was added.
             */
            readonly creationTime: string;
            readonly state: components["schemas"]["JobScheduleState"];
            /**
             * Format: date-time
             * @description When the schedule entered its state.
             */
            readonly stateTransitionTime: string;
            /** @description Absent while the schedule is in its first state. */
            readonly previousState?: components["schemas"]["JobScheduleState"];
            /**
             * Format: date-time
             * @description When it entered its previous state.
             */
            readonly previousStateTransitionTime?: string;
            readonly executionInfo: components["schemas"]["JobScheduleExecutionInformation"];
            /** @description Present only when asked for with `$expand=stats`. About 30 minutes old. */
            readonly stats?: components["schemas"]["JobScheduleStatistics"];
        };
        /** @description Changes to a job schedule. What is left out stays as it is. */
        JobSchedulePatchParameter: {
            /** @description Replaces the timetable. */
            schedule?: components["schemas"]["Schedule"];
            /** @description Counts for jobs that are made afterwards. */
            jobSpecification?: components["schemas"]["JobSpecification"];
            /** @description Replaces all metadata. */
            metadata?: components["schemas"]["MetadataItem"][];
        };
        /** @description New values for all settings of a job schedule that can be replaced. */
        JobScheduleUpdateParameter: {
            schedule: components["schemas"]["Schedule"];
            /** @description Counts for jobs that are made afterwards. */
            jobSpecification: components["schemas"]["JobSpecification"];
            /** @description Left out, all metadata goes. */
            metadata?: components["schemas"]["MetadataItem"][];
        };
        /** @description A job schedule to be added. */
        JobScheduleAddParameter: {
            /** @description Name of the schedule, unique in the account. */
            id: string;
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /** @description When jobs are made. */
            schedule: components["schemas"]["Schedule"];
            /** @description What the jobs shall be. */
            jobSpecification: components["schemas"]["JobSpecification"];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
        };
        /** @description A page of job schedules. */
        CloudJobScheduleListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["CloudJobSchedule"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description What all tasks of a job used together. */
        JobStatistics: {
            /** @description URL that says what the body is. Absent inside a resource. */
            "odata.metadata"?: string;
            /** @description Where the statistics are found. */
            url: string;
            /**
             * Format: date-time
             * @description Start of the time covered.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the time covered.
             */
            lastUpdateTime: string;
            /**
             * Format: duration
             * @description Processor time in user mode, over all cores and nodes.
             */
            userCPUTime: string;
            /**
             * Format: duration
             * @description Processor time in kernel mode, over all cores and nodes.
             */
            kernelCPUTime: string;
            /**
             * Format: duration
             * @description Time from start to end, retries included.
             */
            wallClockTime: string;
            /**
             * Format: int64
             * @description Number of disk reads.
             */
            readIOps: number;
            /**
             * Format: int64
             * @description Number of disk writes.
             */
            writeIOps: number;
            /**
             * Format: double
             * @description Data read from disk, in GiB.
             */
            readIOGiB: number;
            /**
             * Format: double
             * @description Data written to disk, in GiB.
             */
            writeIOGiB: number;
            /**
             * Format: duration
             * @description Time from creation to the start of the last run.
             */
            waitTime: string;
            /**
             * Format: int64
             * @description Tasks that ended with exit code 0.
             */
            numSucceededTasks: number;
            /**
             * Format: int64
             * @description Tasks that failed after all retries.
             */
            numFailedTasks: number;
            /**
             * Format: int64
             * @description Number of retries.
             */
            numTaskRetries: number;
        };
        /**
         * @description Where a job is in its life.
         * @enum {string}
         */
        JobState: "active" | "disabling" | "disabled" | "enabling" | "terminating" | "completed" | "deleting";
        /**
         * @description Whose fault an error is.
         * @enum {string}
         */
        ErrorCategory: "usererror" | "servererror";
        /** @description Why a job could not be started. */
        JobSchedulingError: {
            category: components["schemas"]["ErrorCategory"];
            /** @description What went wrong, for programs. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: string;
            details?: components["schemas"]["NameValuePair"][];
        };
        /** @description How a job goes. */
        JobExecutionInformation: {
            /**
             * Format: date-time
             * @description When the job was added.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description Present only when the job is completed.
             */
            endTime?: string;
            /** @description The pool that the job runs on, also when it is an automatic one. */
            poolId?: string;
            /** @description Present only when the job could not be started. */
            schedulingError?: components["schemas"]["JobSchedulingError"];
            /**
             * @description Why the job ended: `JMComplete`, `MaxWallClockTimeExpiry`,
             *     `TerminateJobSchedule`, `AllTasksComplete`, `TaskFailed`, or what the user
             *     said.
             */
            terminateReason?: string;
        };
        /** @description A job: tasks and how they run. */
        CloudJob: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Name of the job, unique in the account. */
            readonly id: string;
            /**
             * Format: int32
             * @description From -1000, the lowest, to 1000. Default 0.
             */
            priority?: number;
            /** @description Whether jobs of higher priority may requeue its tasks. Default false. */
            allowTaskPreemption?: boolean;
            /**
             * Format: int32
             * @description Tasks that may run at once. -1, the default, means no limit; 0 is not
             *     allowed.
             * @default -1
             */
            maxParallelTasks?: number;
            /** @description A name for people. It need not be unique. */
            readonly displayName?: string;
            /** @description Whether tasks may depend on each other. Default false. */
            readonly usesTaskDependencies?: boolean;
            /** @description Default `noaction`. */
            onAllTasksComplete?: components["schemas"]["OnAllTasksComplete"];
            /** @description Default `noaction`. */
            readonly onTaskFailure?: components["schemas"]["OnTaskFailure"];
            /** @description The network that its nodes join. */
            readonly networkConfiguration?: components["schemas"]["JobNetworkConfiguration"];
            /** @description Limits for the job. */
            constraints?: components["schemas"]["JobConstraints"];
            /** @description A task that starts with the job and steers it. */
            readonly jobManagerTask?: components["schemas"]["JobManagerTask"];
            /** @description A task that runs on each node before the job's first task there. */
            readonly jobPreparationTask?: components["schemas"]["JobPreparationTask"];
            /**
             * @description A task that runs at the end, on each node where the preparation task ran.
             *     Needs a preparation task.
             */
            readonly jobReleaseTask?: components["schemas"]["JobReleaseTask"];
            /**
             * @description Environment of all tasks of the job. A task's own setting of the same name
             *     wins.
             */
            readonly commonEnvironmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Where the tasks run. */
            poolInfo: components["schemas"]["PoolInformation"];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
            /** @description Where the job is found. */
            readonly url: string;
            /** @description Changes with every change of the job's own settings. */
            readonly eTag: string;
            /**
             * Format: date-time
             * @description When the job's own settings last changed. Changes of tasks do not count.
             */
            readonly lastModified: string;
            /**
             * Format: date-time
             * @description When the job was added.
             */
            readonly creationTime: string;
            readonly state: components["schemas"]["JobState"];
            /**
             * Format: date-time
             * @description When the job entered its state.
             */
            readonly stateTransitionTime: string;
            /** @description Absent while the job is in its first state. */
            readonly previousState?: components["schemas"]["JobState"];
            /**
             * Format: date-time
             * @description When it entered its previous state.
             */
            readonly previousStateTransitionTime?: string;
            readonly executionInfo?: components["schemas"]["JobExecutionInformation"];
            /** @description Present only when asked for with `$expand=stats`. About 30 minutes old. */
            readonly stats?: components["schemas"]["JobStatistics"];
        };
        /** @description Changes to a job. What is left out stays as it is. */
        JobPatchParameter: {
            /**
             * Format: int32
             * @description From -1000, the lowest, to 1000.
             */
            priority?: number;
            /**
             * Format: int32
             * @description -1 or more than 0.
             */
            maxParallelTasks?: number;
            allowTaskPreemption?: boolean;
            /** @description May not go back from `terminatejob` to `noaction`. */
            onAllTasksComplete?: components["schemas"]["OnAllTasksComplete"];
            /** @description Replaces all limits. */
            constraints?: components["schemas"]["JobConstraints"];
            /**
             * @description May change only while the job is disabled. Of an automatic pool only
             *     `keepAlive` can change.
             */
            poolInfo?: components["schemas"]["PoolInformation"];
            /** @description Replaces all metadata. */
            metadata?: components["schemas"]["MetadataItem"][];
            networkConfiguration?: components["schemas"]["JobNetworkConfiguration"];
        };
        /** @description New values for all settings of a job that can be replaced. */
        JobUpdateParameter: {
            /**
             * Format: int32
             * @description Left out, it becomes 0.
             */
            priority?: number;
            /**
             * Format: int32
             * @description Left out, it becomes -1.
             * @default -1
             */
            maxParallelTasks?: number;
            allowTaskPreemption?: boolean;
            /** @description Left out, all limits go. */
            constraints?: components["schemas"]["JobConstraints"];
            /**
             * @description May change only while the job is disabled. Of an automatic pool only
             *     `keepAlive` can change.
             */
            poolInfo: components["schemas"]["PoolInformation"];
            /** @description Left out, all metadata goes. */
            metadata?: components["schemas"]["MetadataItem"][];
            /**
             * @description Left out, it becomes `noaction`. May not go back from `terminatejob` to
             *     `noaction`.
             */
            onAllTasksComplete?: components["schemas"]["OnAllTasksComplete"];
        };
        /**
         * @description What becomes of a job's running tasks when it is disabled.
         * @enum {string}
         */
        DisableJobOption: "requeue" | "terminate" | "wait";
        /** @description How to disable a job. */
        JobDisableParameter: {
            disableTasks: components["schemas"]["DisableJobOption"];
        };
        /** @description How to end a job. */
        JobTerminateParameter: {
            /** @description Why. Default `UserTerminate`. */
            terminateReason?: string;
            /**
             * Format: int32
             * @description Seconds after which the service forces the end. Default is to wait without
             *     limit.
             */
            forceAfterSeconds?: number;
        };
        /** @description A job to be added. */
        JobAddParameter: {
            /** @description Name of the job, unique in the account. */
            id: string;
            /**
             * Format: int32
             * @description From -1000, the lowest, to 1000. Default 0.
             */
            priority?: number;
            /** @description Whether jobs of higher priority may requeue its tasks. Default false. */
            allowTaskPreemption?: boolean;
            /**
             * Format: int32
             * @description Tasks that may run at once. -1, the default, means no limit; 0 is not
             *     allowed.
             * @default -1
             */
            maxParallelTasks?: number;
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /** @description Whether tasks may depend on each other. Default false. */
            usesTaskDependencies?: boolean;
            /** @description Default `noaction`. */
            onAllTasksComplete?: components["schemas"]["OnAllTasksComplete"];
            /** @description Default `noaction`. */
            onTaskFailure?: components["schemas"]["OnTaskFailure"];
            /** @description The network that its nodes join. */
            networkConfiguration?: components["schemas"]["JobNetworkConfiguration"];
            /** @description Limits for the job. */
            constraints?: components["schemas"]["JobConstraints"];
            /** @description A task that starts with the job and steers it. */
            jobManagerTask?: components["schemas"]["JobManagerTask"];
            /** @description A task that runs on each node before the job's first task there. */
            jobPreparationTask?: components["schemas"]["JobPreparationTask"];
            /**
             * @description A task that runs at the end, on each node where the preparation task ran.
             *     Needs a preparation task.
             */
            jobReleaseTask?: components["schemas"]["JobReleaseTask"];
            /**
             * @description Environment of all tasks of the job. A task's own setting of the same name
             *     wins.
             */
            commonEnvironmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Where the tasks run. */
            poolInfo: components["schemas"]["PoolInformation"];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
        };
        /** @description A page of jobs. */
        CloudJobListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["CloudJob"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /**
         * @description Whether a preparation task still runs.
         * @enum {string}
         */
        JobPreparationTaskState: "running" | "completed";
        /** @description The container that a task runs in. */
        TaskContainerExecutionInformation: {
            containerId?: string;
            /** @description Its state, as the container engine tells it. */
            state?: string;
            /** @description Its error, as the container engine tells it. */
            error?: string;
        };
        /** @description Why a task failed. */
        TaskFailureInformation: {
            category: components["schemas"]["ErrorCategory"];
            /** @description What went wrong, for programs. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: string;
            details?: components["schemas"]["NameValuePair"][];
        };
        /**
         * @description Whether a task went well.
         * @enum {string}
         */
        TaskExecutionResult: "success" | "failure";
        /** @description How a preparation task went on a node. */
        JobPreparationTaskExecutionInformation: {
            /**
             * Format: date-time
             * @description When its last run began.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description Present only when it is completed.
             */
            endTime?: string;
            state: components["schemas"]["JobPreparationTaskState"];
            /** @description Its folder on the node. */
            taskRootDirectory?: string;
            taskRootDirectoryUrl?: string;
            /**
             * Format: int32
             * @description Present only when it is completed.
             */
            exitCode?: number;
            /** @description Present only when it runs in a container. */
            containerInfo?: components["schemas"]["TaskContainerExecutionInformation"];
            /** @description Present only when it failed. */
            failureInfo?: components["schemas"]["TaskFailureInformation"];
            /**
             * Format: int32
             * @description How often it was retried after a nonzero exit code.
             */
            retryCount: number;
            /**
             * Format: date-time
             * @description When it was last retried.
             */
            lastRetryTime?: string;
            result?: components["schemas"]["TaskExecutionResult"];
        };
        /**
         * @description Whether a release task still runs.
         * @enum {string}
         */
        JobReleaseTaskState: "running" | "completed";
        /** @description How a release task went on a node. */
        JobReleaseTaskExecutionInformation: {
            /**
             * Format: date-time
             * @description When its last run began.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description Present only when it is completed.
             */
            endTime?: string;
            state: components["schemas"]["JobReleaseTaskState"];
            /** @description Its folder on the node. */
            taskRootDirectory?: string;
            taskRootDirectoryUrl?: string;
            /**
             * Format: int32
             * @description Present only when it is completed.
             */
            exitCode?: number;
            /** @description Present only when it runs in a container. */
            containerInfo?: components["schemas"]["TaskContainerExecutionInformation"];
            /** @description Present only when it failed. */
            failureInfo?: components["schemas"]["TaskFailureInformation"];
            result?: components["schemas"]["TaskExecutionResult"];
        };
        /** @description How the preparation and release tasks of a job went on a node. */
        JobPreparationAndReleaseTaskExecutionInformation: {
            poolId?: string;
            nodeId?: string;
            nodeUrl?: string;
            jobPreparationTaskExecutionInfo?: components["schemas"]["JobPreparationTaskExecutionInformation"];
            /** @description Present only when the release task ran there. */
            jobReleaseTaskExecutionInfo?: components["schemas"]["JobReleaseTaskExecutionInformation"];
        };
        /** @description A page of nodes with their preparation and release tasks. */
        CloudJobListPreparationAndReleaseTaskStatusResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["JobPreparationAndReleaseTaskExecutionInformation"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description How many tasks of a job are where. */
        TaskCounts: {
            /** Format: int32 */
            active: number;
            /**
             * Format: int32
             * @description Tasks in preparation count too.
             */
            running: number;
            /** Format: int32 */
            completed: number;
            /**
             * Format: int32
             * @description Completed tasks with result `success`.
             */
            succeeded: number;
            /**
             * Format: int32
             * @description Completed tasks with result `failure`.
             */
            failed: number;
        };
        /** @description How many slots the tasks of a job need, by where the tasks are. */
        TaskSlotCounts: {
            /** Format: int32 */
            active: number;
            /** Format: int32 */
            running: number;
            /** Format: int32 */
            completed: number;
            /** Format: int32 */
            succeeded: number;
            /** Format: int32 */
            failed: number;
        };
        /** @description Counts of a job's tasks. They may lag behind. */
        TaskCountsResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            taskCounts: components["schemas"]["TaskCounts"];
            taskSlotCounts: components["schemas"]["TaskSlotCounts"];
        };
        /**
         * @description What a task's exit does to its job.
         * @enum {string}
         */
        JobAction: "none" | "disable" | "terminate";
        /**
         * @description What a task's exit does to the tasks that wait for it.
         * @enum {string}
         */
        DependencyAction: "satisfy" | "block";
        /** @description What happens after an exit. */
        ExitOptions: {
            /**
             * @description Default `none` for exit code 0 and `terminate` else. Refused if the job's
             *     `onTaskFailure` is `noaction`.
             */
            jobAction?: components["schemas"]["JobAction"];
            /** @description Default `satisfy` for exit code 0 and `block` else. */
            dependencyAction?: components["schemas"]["DependencyAction"];
        };
        /** @description What happens after one exit code. */
        ExitCodeMapping: {
            /** Format: int32 */
            code: number;
            exitOptions: components["schemas"]["ExitOptions"];
        };
        /** @description What happens after a range of exit codes, both ends included. */
        ExitCodeRangeMapping: {
            /** Format: int32 */
            start: number;
            /** Format: int32 */
            end: number;
            exitOptions: components["schemas"]["ExitOptions"];
        };
        /** @description What happens after which exit. */
        ExitConditions: {
            exitCodes?: components["schemas"]["ExitCodeMapping"][];
            exitCodeRanges?: components["schemas"]["ExitCodeRangeMapping"][];
            /** @description The task could not be started. */
            preProcessingError?: components["schemas"]["ExitOptions"];
            /** @description Output files could not be uploaded. What is said for the exit code wins. */
            fileUploadError?: components["schemas"]["ExitOptions"];
            /**
             * @description Any other nonzero exit code, and the two errors above if nothing is said
             *     for them.
             */
            default?: components["schemas"]["ExitOptions"];
        };
        /** @description Which node a task would like. */
        AffinityInformation: {
            /** @description Affinity id of the node. The task goes elsewhere if that is busy. */
            affinityId: string;
        };
        /** @description Makes a task run on several nodes at once. If one instance fails, all do. */
        MultiInstanceSettings: {
            /**
             * Format: int32
             * @description Number of nodes. Default 1.
             */
            numberOfInstances?: number;
            /** @description Runs on every node first, before the task's own command line runs on one. */
            coordinationCommandLine: string;
            /** @description Files to fetch to every node, into the task's root folder. */
            commonResourceFiles?: components["schemas"]["ResourceFile"][];
        };
        /** @description A range of task ids, read as numbers, both ends included. */
        TaskIdRange: {
            /** Format: int32 */
            start: number;
            /** Format: int32 */
            end: number;
        };
        /** @description The tasks that must succeed before this one starts. */
        TaskDependencies: {
            /** @description Their ids, at most 64000 characters together. */
            taskIds?: string[];
            /** @description Ranges of their ids. */
            taskIdRanges?: components["schemas"]["TaskIdRange"][];
        };
        /** @description A task to be added. */
        TaskAddParameter: {
            /** @description Unique in the job. */
            id: string;
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /**
             * @description Not run by a shell. Of a multi-instance task, it runs on the first node
             *     after coordination.
             */
            commandLine: string;
            /** @description Required if and only if the pool has a container configuration. */
            containerSettings?: components["schemas"]["TaskContainerSettings"];
            /** @description What happens after which exit. */
            exitConditions?: components["schemas"]["ExitConditions"];
            /**
             * @description Files to fetch before it starts. Of a multi-instance task, only on the
             *     first node.
             */
            resourceFiles?: components["schemas"]["ResourceFile"][];
            /**
             * @description Files to upload when it ends. Of a multi-instance task, only from the first
             *     node.
             */
            outputFiles?: components["schemas"]["OutputFile"][];
            /** @description Its environment. */
            environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Which node it would like. */
            affinityInfo?: components["schemas"]["AffinityInformation"];
            /**
             * @description Default is the job's number of retries, no time limit and 7 days of
             *     retention.
             */
            constraints?: components["schemas"]["TaskConstraints"];
            /**
             * Format: int32
             * @description Slots that it takes. Default 1, and always 1 for a multi-instance task.
             */
            requiredSlots?: number;
            /** @description Who it runs as. Default is an ordinary user. */
            userIdentity?: components["schemas"]["UserIdentity"];
            /** @description Makes it a multi-instance task. */
            multiInstanceSettings?: components["schemas"]["MultiInstanceSettings"];
            /** @description The tasks that it waits for. Refused unless the job uses dependencies. */
            dependsOn?: components["schemas"]["TaskDependencies"];
            /** @description Packages to install first. If one cannot be installed, the task fails. */
            applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /** @description Gives it a token for calling the service. */
            authenticationTokenSettings?: components["schemas"]["AuthenticationTokenSettings"];
        };
        /**
         * @description Where a task is in its life.
         * @enum {string}
         */
        TaskState: "active" | "preparing" | "running" | "completed";
        /** @description How a task goes. */
        TaskExecutionInformation: {
            /**
             * Format: date-time
             * @description When its last run began, fetching of files included.
             */
            startTime?: string;
            /**
             * Format: date-time
             * @description Present only when it is completed.
             */
            endTime?: string;
            /**
             * Format: int32
             * @description Present only when it is completed and its process ran.
             */
            exitCode?: number;
            /** @description Present only when it runs in a container. */
            containerInfo?: components["schemas"]["TaskContainerExecutionInformation"];
            /** @description Present only when it is completed and failed. */
            failureInfo?: components["schemas"]["TaskFailureInformation"];
            /**
             * Format: int32
             * @description How often it was retried after a nonzero exit code.
             */
            retryCount: number;
            /**
             * Format: date-time
             * @description When it was last retried.
             */
            lastRetryTime?: string;
            /**
             * Format: int32
             * @description How often it was queued again because its node was removed or its job
             *     disabled.
             */
            requeueCount: number;
            /**
             * Format: date-time
             * @description When it was last queued again.
             */
            lastRequeueTime?: string;
            result?: components["schemas"]["TaskExecutionResult"];
        };
        /** @description The node that a task runs on. */
        ComputeNodeInformation: {
            /** @description Lets another task ask for the same node. */
            affinityId?: string;
            nodeUrl?: string;
            poolId?: string;
            nodeId?: string;
            /** @description The task's folder on the node. */
            taskRootDirectory?: string;
            taskRootDirectoryUrl?: string;
        };
        /** @description What a task used. */
        TaskStatistics: {
            /** @description Where the statistics are found. */
            url: string;
            /**
             * Format: date-time
             * @description Start of the time covered.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the time covered.
             */
            lastUpdateTime: string;
            /**
             * Format: duration
             * @description Processor time in user mode, over all cores and nodes.
             */
            userCPUTime: string;
            /**
             * Format: duration
             * @description Processor time in kernel mode, over all cores and nodes.
             */
            kernelCPUTime: string;
            /**
             * Format: duration
             * @description Time from start to end, retries included.
             */
            wallClockTime: string;
            /**
             * Format: int64
             * @description Number of disk reads.
             */
            readIOps: number;
            /**
             * Format: int64
             * @description Number of disk writes.
             */
            writeIOps: number;
            /**
             * Format: double
             * @description Data read from disk, in GiB.
             */
            readIOGiB: number;
            /**
             * Format: double
             * @description Data written to disk, in GiB.
             */
            writeIOGiB: number;
            /**
             * Format: duration
             * @description Time from creation to the start of the last run.
             */
            waitTime: string;
        };
        /** @description A task: a command line that runs on a node. */
        CloudTask: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Unique in the job. */
            readonly id: string;
            /** @description A name for people. It need not be unique. */
            readonly displayName?: string;
            /**
             * @description Not run by a shell. Of a multi-instance task, it runs on the first node
             *     after coordination.
             */
            readonly commandLine: string;
            /** @description Required if and only if the pool has a container configuration. */
            readonly containerSettings?: components["schemas"]["TaskContainerSettings"];
            /** @description What happens after which exit. */
            readonly exitConditions?: components["schemas"]["ExitConditions"];
            /**
             * @description Files to fetch before it starts. Of a multi-instance task, only on the
             *     first node.
             */
            readonly resourceFiles?: components["schemas"]["ResourceFile"][];
            /**
             * @description Files to upload when it ends. Of a multi-instance task, only from the first
             *     node.
             */
            readonly outputFiles?: components["schemas"]["OutputFile"][];
            /** @description Its environment. */
            readonly environmentSettings?: components["schemas"]["EnvironmentSetting"][];
            /** @description Which node it would like. */
            readonly affinityInfo?: components["schemas"]["AffinityInformation"];
            /**
             * @description Default is the job's number of retries, no time limit and 7 days of
             *     retention.
             */
            constraints?: components["schemas"]["TaskConstraints"];
            /**
             * Format: int32
             * @description Slots that it takes. Default 1, and always 1 for a multi-instance task.
             */
            readonly requiredSlots?: number;
            /** @description Who it runs as. Default is an ordinary user. */
            readonly userIdentity?: components["schemas"]["UserIdentity"];
            /** @description Makes it a multi-instance task. */
            readonly multiInstanceSettings?: components["schemas"]["MultiInstanceSettings"];
            /** @description The tasks that it waits for. Refused unless the job uses dependencies. */
            readonly dependsOn?: components["schemas"]["TaskDependencies"];
            /** @description Packages to install first. If one cannot be installed, the task fails. */
            readonly applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /** @description Gives it a token for calling the service. */
            readonly authenticationTokenSettings?: components["schemas"]["AuthenticationTokenSettings"];
            /** @description Where the task is found. */
            readonly url: string;
            /** @description Changes when the task is changed by a call, not by its own progress. */
            readonly eTag: string;
            /** Format: date-time */
            readonly lastModified: string;
            /** Format: date-time */
            readonly creationTime: string;
            readonly state: components["schemas"]["TaskState"];
            /**
             * Format: date-time
             * @description When the task entered its state.
             */
            readonly stateTransitionTime: string;
            /** @description Absent while the task is in its first state. */
            readonly previousState?: components["schemas"]["TaskState"];
            /**
             * Format: date-time
             * @description When it entered its previous state.
             */
            readonly previousStateTransitionTime?: string;
            /** @description How it goes. */
            readonly executionInfo?: components["schemas"]["TaskExecutionInformation"];
            /** @description Where it runs. */
            readonly nodeInfo?: components["schemas"]["ComputeNodeInformation"];
            /** @description Present only when asked for with `$expand=stats`. */
            readonly stats?: components["schemas"]["TaskStatistics"];
        };
        /** @description A page of tasks. */
        CloudTaskListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["CloudTask"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /**
         * @description Whether a task of a collection was added.
         * @enum {string}
         */
        TaskAddStatus: "success" | "clienterror" | "servererror";
        /** @description What became of one task of a collection. */
        TaskAddResult: {
            status: components["schemas"]["TaskAddStatus"];
            taskId: string;
            eTag?: string;
            /** Format: date-time */
            lastModified?: string;
            /** @description URL of the task, if it was added. */
            location?: string;
            /** @description Why it was not added. */
            error?: components["schemas"]["BatchError"];
        };
        /** @description What became of the tasks of a collection, in any order. */
        TaskAddCollectionResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["TaskAddResult"][];
        };
        /** @description Tasks to be added together. */
        TaskAddCollectionParameter: {
            /** @description At most 100 tasks and less than 1 MB. */
            value: components["schemas"]["TaskAddParameter"][];
        };
        /** @description Changes to a task. */
        TaskUpdateParameter: {
            /** @description Left out, the task gets the default limits. */
            constraints?: components["schemas"]["TaskConstraints"];
        };
        /**
         * @description Where a subtask is in its life.
         * @enum {string}
         */
        SubtaskState: "preparing" | "running" | "completed";
        /** @description A subtask of a multi-instance task. */
        SubtaskInformation: {
            /** Format: int32 */
            id?: number;
            nodeInfo?: components["schemas"]["ComputeNodeInformation"];
            /**
             * Format: date-time
             * @description When its last run began.
             */
            startTime?: string;
            /**
             * Format: date-time
             * @description Present only when it is completed.
             */
            endTime?: string;
            /**
             * Format: int32
             * @description Present only when it is completed.
             */
            exitCode?: number;
            /** @description Present only when it runs in a container. */
            containerInfo?: components["schemas"]["TaskContainerExecutionInformation"];
            /** @description Present only when it failed. */
            failureInfo?: components["schemas"]["TaskFailureInformation"];
            state?: components["schemas"]["SubtaskState"];
            /** Format: date-time */
            stateTransitionTime?: string;
            /** @description Absent while it is in its first state. */
            previousState?: components["schemas"]["SubtaskState"];
            /** Format: date-time */
            previousStateTransitionTime?: string;
            result?: components["schemas"]["TaskExecutionResult"];
        };
        /** @description All subtasks of a task. There are no pages. */
        CloudTaskListSubtasksResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["SubtaskInformation"][];
        };
        /** @description A user account for remote login. */
        ComputeNodeUser: {
            /** @description Required on Windows. */
            password?: string;
            /**
             * Format: date-time
             * @description When the account ends. Default is a day from now; on Linux it is exact to a
             *     day.
             */
            expiryTime?: string;
            /** @description Base64 of an OpenSSH public key. Only on Linux. */
            sshPublicKey?: string;
            /** @description Name of the account. */
            name: string;
            /** @description Default false. */
            isAdmin?: boolean;
        };
        /** @description New settings of a user account for remote login. What is left out is reset. */
        NodeUpdateUserParameter: {
            /** @description Required on Windows. */
            password?: string;
            /**
             * Format: date-time
             * @description When the account ends. Default is a day from now; on Linux it is exact to a
             *     day.
             */
            expiryTime?: string;
            /** @description Base64 of an OpenSSH public key. Only on Linux. */
            sshPublicKey?: string;
        };
        /**
         * @description What a node is doing.
         * @enum {string}
         */
        ComputeNodeState: "idle" | "rebooting" | "reimaging" | "running" | "unusable" | "creating" | "starting" | "waitingforstarttask" | "starttaskfailed" | "unknown" | "leavingpool" | "offline" | "preempted" | "upgradingos" | "deallocated" | "deallocating";
        /**
         * @description Whether tasks can be scheduled on a node.
         * @enum {string}
         */
        SchedulingState: "enabled" | "disabled";
        /** @description A task on a node. */
        TaskInformation: {
            taskUrl?: string;
            jobId?: string;
            taskId?: string;
            /**
             * Format: int32
             * @description Number of the subtask, of a multi-instance task only.
             */
            subtaskId?: number;
            taskState: components["schemas"]["TaskState"];
            executionInfo?: components["schemas"]["TaskExecutionInformation"];
        };
        /**
         * @description Whether a start task still runs.
         * @enum {string}
         */
        StartTaskState: "running" | "completed";
        /** @description How a start task went on a node. */
        StartTaskInformation: {
            state: components["schemas"]["StartTaskState"];
            /**
             * Format: date-time
             * @description When its last run began.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description When its last run ended. Absent while it runs.
             */
            endTime?: string;
            /**
             * Format: int32
             * @description Present only when it is completed.
             */
            exitCode?: number;
            /** @description Present only when it runs in a container. */
            containerInfo?: components["schemas"]["TaskContainerExecutionInformation"];
            /** @description Present only when it failed. */
            failureInfo?: components["schemas"]["TaskFailureInformation"];
            /**
             * Format: int32
             * @description How often it was retried.
             */
            retryCount: number;
            /**
             * Format: date-time
             * @description When it was last retried.
             */
            lastRetryTime?: string;
            result?: components["schemas"]["TaskExecutionResult"];
        };
        /** @description Something wrong with a node. */
        ComputeNodeError: {
            /** @description What is wrong, for programs. */
            code?: string;
            /** @description What is wrong, for people. */
            message?: string;
            errorDetails?: components["schemas"]["NameValuePair"][];
        };
        /** @description A port of a node that is reached from outside. */
        InboundEndpoint: {
            /** @description Name of the endpoint, such as `SSHRule.0`. */
            name: string;
            protocol: components["schemas"]["InboundEndpointProtocol"];
            /** @description Public address of the node. */
            publicIPAddress: string;
            /** @description Public name of the node. */
            publicFQDN: string;
            /**
             * Format: int32
             * @description The port outside.
             */
            frontendPort: number;
            /**
             * Format: int32
             * @description The port on the node.
             */
            backendPort: number;
        };
        /** @description How a node is reached from outside. */
        ComputeNodeEndpointConfiguration: {
            inboundEndpoints: components["schemas"]["InboundEndpoint"][];
        };
        /** @description The agent on a node. */
        NodeAgentInformation: {
            /** @description Its version. */
            version: string;
            /**
             * Format: date-time
             * @description When it was last updated.
             */
            lastUpdateTime: string;
        };
        /** @description The machine behind a node. */
        VirtualMachineInfo: {
            imageReference?: components["schemas"]["ImageReference"];
            /**
             * @description ARM id of the machine. Only for accounts that allocate pools in the user's
             *     subscription.
             */
            scaleSetVmResourceId?: string;
        };
        /** @description A node of a pool. */
        ComputeNode: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Unique in the pool. An id may come back after a node was removed. */
            readonly id: string;
            /** @description Where the node is found. */
            readonly url: string;
            readonly state: components["schemas"]["ComputeNodeState"];
            readonly schedulingState?: components["schemas"]["SchedulingState"];
            /**
             * Format: date-time
             * @description When the node entered its state.
             */
            readonly stateTransitionTime: string;
            /**
             * Format: date-time
             * @description When it last started.
             */
            readonly lastBootTime: string;
            /**
             * Format: date-time
             * @description When it was first allocated. It never changes.
             */
            readonly allocationTime: string;
            /** @description Address that other nodes use. */
            readonly ipAddress: string;
            /** @description Lets a task ask for this node. */
            readonly affinityId: string;
            readonly vmSize: string;
            /**
             * Format: int32
             * @description Tasks that were completed here, job managers included.
             */
            readonly totalTasksRun: number;
            /**
             * Format: int32
             * @description Tasks that run now, job managers included.
             */
            readonly runningTasksCount?: number;
            /**
             * Format: int32
             * @description Slots in use now.
             */
            readonly runningTaskSlotsCount?: number;
            /**
             * Format: int32
             * @description Tasks that ended with exit code 0.
             */
            readonly totalTasksSucceeded?: number;
            /** @description Tasks whose state changed of late. Absent before the first. */
            readonly recentTasks?: components["schemas"]["TaskInformation"][];
            readonly startTask?: components["schemas"]["StartTask"];
            /** @description How the start task went. */
            readonly startTaskInfo?: components["schemas"]["StartTaskInformation"];
            certificateReferences?: components["schemas"]["CertificateReference"][];
            /** @description What is wrong with the node now. */
            readonly errors?: components["schemas"]["ComputeNodeError"][];
            /** @description False for a Spot or low-priority node. */
            readonly isDedicated?: boolean;
            readonly endpointConfiguration?: components["schemas"]["ComputeNodeEndpointConfiguration"];
            /** @description Which agent runs here. */
            readonly nodeAgentInfo?: components["schemas"]["NodeAgentInformation"];
            readonly virtualMachineInfo: components["schemas"]["VirtualMachineInfo"];
            /** @description The same of IPv6. Only with both kinds of addresses. */
            readonly ipv6Address: string;
        };
        /**
         * @description What becomes of running tasks when a node restarts.
         * @enum {string}
         */
        ComputeNodeRebootOption: "requeue" | "terminate" | "taskcompletion" | "retaineddata";
        /** @description How to restart a node. */
        NodeRebootParameter: {
            /** @description Default `requeue`. */
            nodeRebootOption?: components["schemas"]["ComputeNodeRebootOption"];
        };
        /**
         * @description What becomes of running tasks when a node is reimaged.
         * @enum {string}
         */
        ComputeNodeReimageOption: "requeue" | "terminate" | "taskcompletion" | "retaineddata";
        /** @description How to reimage a node. */
        NodeReimageParameter: {
            /** @description Default `requeue`. */
            nodeReimageOption?: components["schemas"]["ComputeNodeReimageOption"];
        };
        /**
         * @description What becomes of running tasks when a node takes no more.
         * @enum {string}
         */
        DisableComputeNodeSchedulingOption: "requeue" | "terminate" | "taskcompletion";
        /** @description How to stop scheduling on a node. */
        NodeDisableSchedulingParameter: {
            /** @description Default `requeue`. */
            nodeDisableSchedulingOption?: components["schemas"]["DisableComputeNodeSchedulingOption"];
        };
        /** @description Where to log in to a node. */
        ComputeNodeGetRemoteLoginSettingsResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            remoteLoginIPAddress: string;
            /** Format: int32 */
            remoteLoginPort: number;
            /** @description The same of IPv6. Only with both kinds of addresses. */
            ipv6RemoteLoginIPAddress?: string;
            /** Format: int32 */
            ipv6RemoteLoginPort?: number;
        };
        /** @description What is being uploaded. */
        UploadBatchServiceLogsResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Folder in the container, made of pool, node and a unique id. */
            virtualDirectoryName: string;
            /**
             * Format: int32
             * @description Number of files.
             */
            numberOfFilesUploaded: number;
        };
        /** @description Which logs to upload, and where to. */
        UploadBatchServiceLogsConfiguration: {
            /**
             * @description URL of the blob container. Without an identity it needs a shared access
             *     signature that may write.
             */
            containerUrl: string;
            /**
             * Format: date-time
             * @description Files with messages from this time on are uploaded whole.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description Up to this time. Default is everything after `startTime`.
             */
            endTime?: string;
            /** @description Identity that may write to the container. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
        };
        /** @description A page of nodes. */
        ComputeNodeListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["ComputeNode"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /**
         * @description How grave a status is.
         * @enum {string}
         */
        StatusLevelTypes: "Error" | "Info" | "Warning";
        /** @description A status of an extension. */
        InstanceViewStatus: {
            /** @description The status, for programs. */
            code?: string;
            /** @description The status, for people. */
            displayStatus?: string;
            level?: components["schemas"]["StatusLevelTypes"];
            message?: string;
            /** @description When it was so. */
            time?: string;
        };
        /** @description What an extension says of itself. */
        VMExtensionInstanceView: {
            name?: string;
            statuses?: components["schemas"]["InstanceViewStatus"][];
            subStatuses?: components["schemas"]["InstanceViewStatus"][];
        };
        /** @description An extension on a node. */
        NodeVMExtension: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            provisioningState?: string;
            vmExtension?: components["schemas"]["VMExtension"];
            instanceView?: components["schemas"]["VMExtensionInstanceView"];
        };
        /** @description A page of extensions. */
        NodeVMExtensionList: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["NodeVMExtension"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description What a pool used in one interval. */
        PoolUsageMetrics: {
            poolId: string;
            /**
             * Format: date-time
             * @description Start of the interval.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the interval.
             */
            endTime: string;
            vmSize: string;
            /**
             * Format: double
             * @description Core hours used in the interval.
             */
            totalCoreHours: number;
        };
        /** @description A page of usage metrics. */
        PoolListUsageMetricsResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["PoolUsageMetrics"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description How much core time a pool used. */
        UsageStatistics: {
            /**
             * Format: date-time
             * @description Start of the time covered.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the time covered.
             */
            lastUpdateTime: string;
            /**
             * Format: duration
             * @description Wall-clock time of all dedicated cores while they were in the pool.
             */
            dedicatedCoreTime: string;
        };
        /** @description What the nodes of a pool consumed, over all nodes. */
        ResourceStatistics: {
            /**
             * Format: date-time
             * @description Start of the time covered.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the time covered.
             */
            lastUpdateTime: string;
            /**
             * Format: double
             * @description Mean processor use in percent per node.
             */
            avgCPUPercentage: number;
            /**
             * Format: double
             * @description Mean memory in use, in GiB.
             */
            avgMemoryGiB: number;
            /**
             * Format: double
             * @description Most memory in use, in GiB.
             */
            peakMemoryGiB: number;
            /**
             * Format: double
             * @description Mean disk space in use, in GiB.
             */
            avgDiskGiB: number;
            /**
             * Format: double
             * @description Most disk space in use, in GiB.
             */
            peakDiskGiB: number;
            /**
             * Format: int64
             * @description Number of disk reads.
             */
            diskReadIOps: number;
            /**
             * Format: int64
             * @description Number of disk writes.
             */
            diskWriteIOps: number;
            /**
             * Format: double
             * @description Data read from disk, in GiB.
             */
            diskReadGiB: number;
            /**
             * Format: double
             * @description Data written to disk, in GiB.
             */
            diskWriteGiB: number;
            /**
             * Format: double
             * @description Data received, in GiB.
             */
            networkReadGiB: number;
            /**
             * Format: double
             * @description Data sent, in GiB.
             */
            networkWriteGiB: number;
        };
        /** @description What a pool used in its lifetime. */
        PoolStatistics: {
            /** @description URL that says what the body is. Absent inside a resource. */
            "odata.metadata"?: string;
            /** @description Where the statistics are found. */
            url: string;
            /**
             * Format: date-time
             * @description Start of the time covered.
             */
            startTime: string;
            /**
             * Format: date-time
             * @description End of the time covered.
             */
            lastUpdateTime: string;
            usageStats?: components["schemas"]["UsageStatistics"];
            resourceStats?: components["schemas"]["ResourceStatistics"];
        };
        /** @description A pool to be made. */
        PoolAddParameter: {
            /** @description Name of the pool, unique in the account. */
            id: string;
            /** @description A name for people. It need not be unique. */
            displayName?: string;
            /** @description Size of the virtual machines. All nodes of a pool have the same. */
            vmSize: string;
            /** @description Makes the nodes of cloud services. Excludes `virtualMachineConfiguration`. */
            cloudServiceConfiguration?: components["schemas"]["CloudServiceConfiguration"];
            /**
             * @description Makes the nodes of virtual machines. Required from 2024-07-01.20.0 on;
             *     before, exactly one of this and `cloudServiceConfiguration`.
             */
            virtualMachineConfiguration?: components["schemas"]["VirtualMachineConfiguration"];
            /**
             * Format: int32
             * @description Slots for tasks on each node. Default 1, at most four per core and never
             *     more than 256.
             */
            taskSlotsPerNode?: number;
            /** @description How tasks spread over nodes. Default is to spread evenly. */
            taskSchedulingPolicy?: components["schemas"]["TaskSchedulingPolicy"];
            /**
             * Format: duration
             * @description How long an allocation may take when sized by hand. Default 15 minutes, at
             *     least 5.
             */
            resizeTimeout?: string;
            /**
             * Format: int32
             * @description Wanted number of dedicated nodes. Not allowed with autoscale; without it,
             *     at least one of the two targets is needed.
             */
            targetDedicatedNodes?: number;
            /**
             * Format: int32
             * @description Wanted number of Spot or low-priority nodes. Not allowed with autoscale.
             */
            targetLowPriorityNodes?: number;
            /** @description Whether a formula sets the size. Default false. */
            enableAutoScale?: boolean;
            /**
             * @description The formula. Required with `enableAutoScale`, else not allowed. It is
             *     checked before the pool is made.
             */
            autoScaleFormula?: string;
            /**
             * Format: duration
             * @description Time between evaluations. Default 15 minutes, from 5 minutes to 168 hours.
             */
            autoScaleEvaluationInterval?: string;
            /**
             * @description Whether nodes may talk to each other directly. Default false. It limits the
             *     size of the pool.
             */
            enableInterNodeCommunication?: boolean;
            /** @description The network of the nodes. */
            networkConfiguration?: components["schemas"]["NetworkConfiguration"];
            /** @description A task that runs on each node when it joins the pool or restarts. */
            startTask?: components["schemas"]["StartTask"];
            /**
             * @description Certificates to install on each node. A change reaches a node when it
             *     restarts.
             */
            certificateReferences?: components["schemas"]["CertificateReference"][];
            /**
             * @description Packages to install on each node, at most 10. A change reaches a node when
             *     it restarts or is reimaged.
             */
            applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /**
             * @description Application licences that nodes use. A licence that the service does not
             *     offer fails the request.
             */
            applicationLicenses?: string[];
            /** @description User accounts to create on each node. */
            userAccounts?: components["schemas"]["UserAccount"][];
            /** @description Names and values of the user's own. */
            metadata?: components["schemas"]["MetadataItem"][];
            /** @description File systems to mount on each node. */
            mountConfiguration?: components["schemas"]["MountConfiguration"][];
            /** @description Wanted way of communication. Default is `default`. */
            targetNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"];
            /**
             * @description Tags for the Azure resources behind the pool. Only for accounts that
             *     allocate pools in the user's subscription.
             */
            resourceTags?: {
                [key: string]: string;
            };
            /** @description How the operating system of the nodes is upgraded. */
            upgradePolicy?: components["schemas"]["UpgradePolicy"];
        };
        /**
         * @description Whether a pool lives.
         * @enum {string}
         */
        PoolState: "active" | "deleting";
        /**
         * @description Whether a pool's size is changing.
         * @enum {string}
         */
        AllocationState: "steady" | "resizing" | "stopping";
        /** @description Something that went wrong in a resize. */
        ResizeError: {
            /** @description What went wrong, for programs. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: string;
            values?: components["schemas"]["NameValuePair"][];
        };
        /** @description Why an autoscale formula could not be evaluated. */
        AutoScaleRunError: {
            /** @description What went wrong, for programs. */
            code?: string;
            /** @description What went wrong, for people. */
            message?: string;
            values?: components["schemas"]["NameValuePair"][];
        };
        /** @description Outcome of evaluating an autoscale formula. */
        AutoScaleRun: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /**
             * Format: date-time
             * @description When the formula was evaluated.
             */
            timestamp: string;
            /** @description The variables as `$name=value`, separated by semicolons. */
            results?: string;
            /** @description Present only when the evaluation failed. */
            error?: components["schemas"]["AutoScaleRunError"];
        };
        /**
         * @description What kind of identity a pool has.
         * @enum {string}
         */
        PoolIdentityType: "UserAssigned" | "None";
        /** @description An identity that the user assigned to the pool. */
        UserAssignedIdentity: {
            /** @description ARM id of the identity. */
            resourceId: string;
            readonly clientId?: string;
            readonly principalId?: string;
        };
        /** @description The identities of a pool. */
        BatchPoolIdentity: {
            type: components["schemas"]["PoolIdentityType"];
            userAssignedIdentities?: components["schemas"]["UserAssignedIdentity"][];
        };
        /** @description A pool: nodes of one kind on which tasks run. */
        CloudPool: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            /** @description Name of the pool, unique in the account. */
            readonly id: string;
            /** @description A name for people. It need not be unique. */
            readonly displayName?: string;
            /** @description Size of the virtual machines. All nodes of a pool have the same. */
            readonly vmSize: string;
            /** @description Makes the nodes of cloud services. Excludes `virtualMachineConfiguration`. */
            cloudServiceConfiguration?: components["schemas"]["CloudServiceConfiguration"];
            /**
             * @description Makes the nodes of virtual machines. Required from 2024-07-01.20.0 on;
             *     before, exactly one of this and `cloudServiceConfiguration`.
             */
            readonly virtualMachineConfiguration?: components["schemas"]["VirtualMachineConfiguration"];
            /**
             * Format: int32
             * @description Slots for tasks on each node. Default 1, at most four per core and never
             *     more than 256.
             */
            readonly taskSlotsPerNode?: number;
            /** @description How tasks spread over nodes. Default is to spread evenly. */
            readonly taskSchedulingPolicy?: components["schemas"]["TaskSchedulingPolicy"];
            /**
             * Format: duration
             * @description How long an allocation may take when sized by hand. Default 15 minutes, at
             *     least 5.
             */
            readonly resizeTimeout?: string;
            /**
             * Format: int32
             * @description Wanted number of dedicated nodes. Not allowed with autoscale; without it,
             *     at least one of the two targets is needed.
             */
            readonly targetDedicatedNodes?: number;
            /**
             * Format: int32
             * @description Wanted number of Spot or low-priority nodes. Not allowed with autoscale.
             */
            readonly targetLowPriorityNodes?: number;
            /** @description Whether a formula sets the size. Default false. */
            readonly enableAutoScale?: boolean;
            /**
             * @description The formula. Required with `enableAutoScale`, else not allowed. It is
             *     checked before the pool is made.
             */
            readonly autoScaleFormula?: string;
            /**
             * Format: duration
             * @description Time between evaluations. Default 15 minutes, from 5 minutes to 168 hours.
             */
            readonly autoScaleEvaluationInterval?: string;
            /**
             * @description Whether nodes may talk to each other directly. Default false. It limits the
             *     size of the pool.
             */
            readonly enableInterNodeCommunication?: boolean;
            /** @description The network of the nodes. */
            readonly networkConfiguration?: components["schemas"]["NetworkConfiguration"];
            /** @description A task that runs on each node when it joins the pool or restarts. */
            startTask?: components["schemas"]["StartTask"];
            /**
             * @description Certificates to install on each node. A change reaches a node when it
             *     restarts.
             */
            certificateReferences?: components["schemas"]["CertificateReference"][];
            /**
             * @description Packages to install on each node, at most 10. A change reaches a node when
             *     it restarts or is reimaged.
             */
            readonly applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /**
             * @description Application licences that nodes use. A licence that the service does not
             *     offer fails the request.
             */
            applicationLicenses?: string[];
            /** @description User accounts to create on each node. */
            readonly userAccounts?: components["schemas"]["UserAccount"][];
            /** @description Names and values of the user's own. */
            readonly metadata?: components["schemas"]["MetadataItem"][];
            /** @description File systems to mount on each node. */
            readonly mountConfiguration?: components["schemas"]["MountConfiguration"][];
            /** @description Wanted way of communication. Default is `default`. */
            targetNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"];
            /** @description Where the pool is found. */
            readonly url: string;
            /** @description Changes with every change of the pool's own settings. */
            readonly eTag: string;
            /**
             * Format: date-time
             * @description When the pool's own settings last changed. Changes of nodes do not count.
             */
            readonly lastModified: string;
            /**
             * Format: date-time
             * @description When the pool was made.
             */
            readonly creationTime: string;
            readonly state: components["schemas"]["PoolState"];
            /**
             * Format: date-time
             * @description When the pool entered its state.
             */
            readonly stateTransitionTime: string;
            readonly allocationState?: components["schemas"]["AllocationState"];
            /**
             * Format: date-time
             * @description When the pool entered its allocation state.
             */
            readonly allocationStateTransitionTime?: string;
            /** @description What went wrong in the last resize. Present only while the pool is steady. */
            readonly resizeErrors?: components["schemas"]["ResizeError"][];
            /**
             * Format: int32
             * @description Dedicated nodes that the pool has now.
             */
            readonly currentDedicatedNodes: number;
            /**
             * Format: int32
             * @description Spot or low-priority nodes that the pool has now. Preempted ones count too.
             */
            readonly currentLowPriorityNodes: number;
            /** @description Outcome of the last evaluation. Present only with autoscale. */
            readonly autoScaleRun?: components["schemas"]["AutoScaleRun"];
            /** @description Present only when asked for with `$expand=stats`. About 30 minutes old. */
            readonly stats?: components["schemas"]["PoolStatistics"];
            /** @description The identities of the pool, if any. They are set through Resource Manager. */
            readonly identity?: components["schemas"]["BatchPoolIdentity"];
            /** @description Way of communication in use. Null until nodes are allocated. */
            readonly currentNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"] | null;
            /**
             * @description Tags for the Azure resources behind the pool. Only for accounts that
             *     allocate pools in the user's subscription.
             */
            resourceTags?: {
                [key: string]: string;
            };
            /** @description How the operating system of the nodes is upgraded. */
            upgradePolicy?: components["schemas"]["UpgradePolicy"];
        };
        /** @description A page of pools. */
        CloudPoolListResult: {
            /** @description URL that says what the body is. Only on the outermost object of an answer. */
            "odata.metadata"?: string;
            value?: components["schemas"]["CloudPool"][];
            /** @description URL of the next page. Absent on the last. */
            "odata.nextLink"?: string;
        };
        /** @description Changes to a pool. What is left out stays as it is. */
        PoolPatchParameter: {
            /** @description Replaces the start task. */
            startTask?: components["schemas"]["StartTask"];
            /** @description Replaces all certificate references. */
            certificateReferences?: components["schemas"]["CertificateReference"][];
            /** @description Replaces all package references. An empty list removes them. */
            applicationPackageReferences?: components["schemas"]["ApplicationPackageReference"][];
            /** @description Replaces all metadata. An empty list removes it. */
            metadata?: components["schemas"]["MetadataItem"][];
            /** @description Replaces the wanted way of communication. */
            targetNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"];
            /** @description Replaces the name for people. Only while the pool is empty. */
            displayName?: string;
            /** @description Replaces the size of the virtual machines. Only while the pool is empty. */
            vmSize?: string;
            /**
             * Format: int32
             * @description Replaces the number of task slots per node. Only while the pool is empty.
             */
            taskSlotsPerNode?: number;
            /** @description Replaces how tasks spread over nodes. Only while the pool is empty. */
            taskSchedulingPolicy?: components["schemas"]["TaskSchedulingPolicy"];
            /**
             * @description Replaces whether nodes may talk to each other. Only while the pool is
             *     empty.
             */
            enableInterNodeCommunication?: boolean;
            /** @description Replaces what the nodes are made of. Only while the pool is empty. */
            virtualMachineConfiguration?: components["schemas"]["VirtualMachineConfiguration"];
            /** @description Replaces the network of the nodes. Only while the pool is empty. */
            networkConfiguration?: components["schemas"]["NetworkConfiguration"];
            /** @description Replaces the user accounts. Only while the pool is empty. */
            userAccounts?: components["schemas"]["UserAccount"][];
            /** @description Replaces the mounted file systems. Only while the pool is empty. */
            mountConfiguration?: components["schemas"]["MountConfiguration"][];
            /** @description Replaces the upgrade policy. Only while the pool is empty. */
            upgradePolicy?: components["schemas"]["UpgradePolicy"];
            /** @description Replaces the tags. Only while the pool is empty. */
            resourceTags?: {
                [key: string]: string;
            };
        };
        /** @description The formula and interval of autoscale. */
        PoolEnableAutoScaleParameter: {
            /** @description Required if autoscale is off. It is checked before it is taken over. */
            autoScaleFormula?: string;
            /**
             * Format: duration
             * @description Default 15 minutes, from 5 minutes to 168 hours. A new interval starts the
             *     timetable afresh.
             */
            autoScaleEvaluationInterval?: string;
        };
        /** @description A formula to try. */
        PoolEvaluateAutoScaleParameter: {
            /** @description It is evaluated and not applied. */
            autoScaleFormula: string;
        };
        /**
         * @description What becomes of a node's running tasks when the node is removed.
         * @enum {string}
         */
        ComputeNodeDeallocationOption: "requeue" | "terminate" | "taskcompletion" | "retaineddata";
        /** @description A new size for a pool. */
        PoolResizeParameter: {
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
             * @description How long the resize may take. Default 15 minutes, at least 5.
             */
            resizeTimeout?: string;
            /** @description What becomes of tasks on removed nodes. Default is `requeue`. */
            nodeDeallocationOption?: components["schemas"]["ComputeNodeDeallocationOption"];
        };
        /** @description New values for all settings of a pool that can be replaced. */
        PoolUpdatePropertiesParameter: {
            /** @description Left out, the start task is removed. */
            startTask?: components["schemas"]["StartTask"];
            /** @description An empty list removes them all. */
            certificateReferences?: components["schemas"]["CertificateReference"][];
            /** @description An empty list removes them all. At most 10. */
            applicationPackageReferences: components["schemas"]["ApplicationPackageReference"][];
            /** @description An empty list removes it all. */
            metadata: components["schemas"]["MetadataItem"][];
            /** @description Left out, it becomes `default`. */
            targetNodeCommunicationMode?: components["schemas"]["NodeCommunicationMode"];
        };
        /** @description The nodes to remove from a pool. */
        NodeRemoveParameter: {
            /** @description Ids of the nodes, at most 100. */
            nodeList: string[];
            /**
             * Format: duration
             * @description How long the removal may take. Default 15 minutes, at least 5.
             */
            resizeTimeout?: string;
            /** @description What becomes of tasks on the nodes. Default is `requeue`. */
            nodeDeallocationOption?: components["schemas"]["ComputeNodeDeallocationOption"];
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
            /**
             * Format: duration
             * @description Wait between two batches.
             */
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
        /**
         * @description A folder of the node that can be mounted into a container.
         * @enum {string}
         */
        ContainerHostDataPath: "Shared" | "Startup" | "VfsMounts" | "Task" | "JobPrep" | "Applications";
        /** @description A folder of the node to mount into a container. */
        ContainerHostBatchBindMountEntry: {
            source?: components["schemas"]["ContainerHostDataPath"];
            /** @description Whether it is read-only in the container. */
            isReadOnly?: boolean;
        };
        /**
         * @description What of a confidential machine's disk is encrypted.
         * @enum {string}
         */
        SecurityEncryptionTypes: "NonPersistedTPM" | "VMGuestStateOnly" | "DiskWithVMGuestState";
        /** @description Security of a managed disk. Only for confidential machines, which need it. */
        VMDiskSecurityProfile: {
            securityEncryptionType?: components["schemas"]["SecurityEncryptionTypes"];
        };
        /** @description How to end a job schedule. */
        JobScheduleTerminateParameter: {
            /**
             * Format: int32
             * @description Seconds after which the service forces the end. Default is to wait without
             *     limit.
             */
            forceAfterSeconds?: number;
        };
        /**
         * @description What becomes of running tasks when a node is switched off.
         * @enum {string}
         */
        ComputeNodeDeallocateOption: "requeue" | "terminate" | "taskcompletion" | "retaineddata";
        /** @description How to switch a node off. */
        NodeDeallocateParameter: {
            /** @description Default `requeue`. */
            nodeDeallocateOption?: components["schemas"]["ComputeNodeDeallocateOption"];
        };
        /** @description Names a disk encryption set. */
        DiskEncryptionSetParameters: {
            /** @description ARM id of the set, in the account's subscription. */
            id?: string;
        };
        /** @description A key of the user's own for disks. */
        DiskCustomerManagedKey: {
            /** @description Identity of the pool that reads the key. */
            identityReference?: components["schemas"]["ComputeNodeIdentityReference"];
            /** @description URL of the key with its version. */
            keyUrl?: string;
            /** @description Whether the newest version of the key is always taken. Default false. */
            rotationToLatestKeyVersionEnabled?: boolean;
        };
        /**
         * @description What becomes of a call that is not allowed.
         * @enum {string}
         */
        HostEndpointSettingsModeTypes: "Audit" | "Enforce";
        /** @description Who may reach an endpoint of the host. */
        HostEndpointSettings: {
            /** @description ARM id of a version of an access control profile. */
            inVMAccessControlProfileReferenceId?: string;
            mode?: components["schemas"]["HostEndpointSettingsModeTypes"];
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
         * @description In which order jobs of one priority are served.
         * @enum {string}
         */
        JobDefaultOrder: "none" | "creationtime";
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    Account_ListSupportedImages: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountListSupportedImagesResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Account_ListPoolNodeCounts: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolNodeCountsListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Application_List: {
        parameters: {
            query: {
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Application_Get: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the application. */
                applicationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationSummary"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Certificate_List: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Certificate_Add: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateAddParameter"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    /** @description URL of what was added. */
                    Location?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Certificate_CancelDeletion: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Always `sha1`. */
                thumbprintAlgorithm: string;
                /** @description Hex digits of the thumbprint. */
                thumbprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Certificate_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Always `sha1`. */
                thumbprintAlgorithm: string;
                /** @description Hex digits of the thumbprint. */
                thumbprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Certificate_Delete: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Always `sha1`. */
                thumbprintAlgorithm: string;
                /** @description Hex digits of the thumbprint. */
                thumbprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The deletion goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_GetFromTask: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description `bytes=first-last`. Default is the whole file. */
                "ocp-range"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
                /** @description Path of the file from the task's root folder, as one segment. */
                filePath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content of a file. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description When the file was made. Absent on Linux. */
                    "ocp-creation-time"?: string;
                    /** @description Whether it is a folder. */
                    "ocp-batch-file-isdirectory"?: boolean;
                    /** @description URL of the file. */
                    "ocp-batch-file-url"?: string;
                    /** @description Octal mode of the file. Only on Linux. */
                    "ocp-batch-file-mode"?: string;
                    /** @description Length in bytes. */
                    "Content-Length"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_DeleteFromTask: {
        parameters: {
            query: {
                /** @description Whether what is inside a folder is meant too. Without it, only an empty folder can be deleted. */
                recursive?: boolean;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
                /** @description Path of the file from the task's root folder, as one segment. */
                filePath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_GetPropertiesFromTask: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
                /** @description Path of the file from the task's root folder, as one segment. */
                filePath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Facts about a file. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description When the file was made. Absent on Linux. */
                    "ocp-creation-time"?: string;
                    /** @description Whether it is a folder. */
                    "ocp-batch-file-isdirectory"?: boolean;
                    /** @description URL of the file. */
                    "ocp-batch-file-url"?: string;
                    /** @description Octal mode of the file. Only on Linux. */
                    "ocp-batch-file-mode"?: string;
                    /** @description Length in bytes. */
                    "Content-Length"?: number;
                    /** @description Media type of the file. */
                    "Content-Type"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_GetFromComputeNode: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description `bytes=first-last`. Default is the whole file. */
                "ocp-range"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
                /** @description Path of the file from the node's root folder, as one segment. */
                filePath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content of a file. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description When the file was made. Absent on Linux. */
                    "ocp-creation-time"?: string;
                    /** @description Whether it is a folder. */
                    "ocp-batch-file-isdirectory"?: boolean;
                    /** @description URL of the file. */
                    "ocp-batch-file-url"?: string;
                    /** @description Octal mode of the file. Only on Linux. */
                    "ocp-batch-file-mode"?: string;
                    /** @description Length in bytes. */
                    "Content-Length"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_DeleteFromComputeNode: {
        parameters: {
            query: {
                /** @description Whether what is inside a folder is meant too. Without it, only an empty folder can be deleted. */
                recursive?: boolean;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
                /** @description Path of the file from the node's root folder, as one segment. */
                filePath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_GetPropertiesFromComputeNode: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
                /** @description Path of the file from the node's root folder, as one segment. */
                filePath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Facts about a file. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description When the file was made. Absent on Linux. */
                    "ocp-creation-time"?: string;
                    /** @description Whether it is a folder. */
                    "ocp-batch-file-isdirectory"?: boolean;
                    /** @description URL of the file. */
                    "ocp-batch-file-url"?: string;
                    /** @description Octal mode of the file. Only on Linux. */
                    "ocp-batch-file-mode"?: string;
                    /** @description Length in bytes. */
                    "Content-Length"?: number;
                    /** @description Media type of the file. */
                    "Content-Type"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_ListFromTask: {
        parameters: {
            query: {
                /** @description Whether what is inside a folder is meant too. Without it, only an empty folder can be deleted. */
                recursive?: boolean;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeFileListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    File_ListFromComputeNode: {
        parameters: {
            query: {
                /** @description Whether what is inside a folder is meant too. Without it, only an empty folder can be deleted. */
                recursive?: boolean;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeFileListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudJobSchedule"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Update: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloudJobSchedule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Delete: {
        parameters: {
            query: {
                /** @description Whether the end does not wait for nodes. Default false. */
                force?: boolean;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The deletion goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Exists: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It exists. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It does not exist. Newer api-versions declare the headers of any answer. */
            404: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Patch: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobSchedulePatchParameter"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Disable: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Enable: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Terminate: {
        parameters: {
            query: {
                /** @description Whether the end does not wait for nodes. Default false. */
                force?: boolean;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_List: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudJobScheduleListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    JobSchedule_Add: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobScheduleAddParameter"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    /** @description URL of what was added. */
                    Location?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_GetAllLifetimeStatistics: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStatistics"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudJob"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Update: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloudJob"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Delete: {
        parameters: {
            query: {
                /** @description Whether the end does not wait for nodes. Default false. */
                force?: boolean;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The deletion goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Patch: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobPatchParameter"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Disable: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobDisableParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Enable: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Terminate: {
        parameters: {
            query: {
                /** @description Whether the end does not wait for nodes. Default false. */
                force?: boolean;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["JobTerminateParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_List: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudJobListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_Add: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobAddParameter"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    /** @description URL of what was added. */
                    Location?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_ListFromJobSchedule: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job schedule. */
                jobScheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudJobListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_ListPreparationAndReleaseTaskStatus: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudJobListPreparationAndReleaseTaskStatusResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Job_GetTaskCounts: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCountsResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_List: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudTaskListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_Add: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskAddParameter"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    /** @description URL of what was added. */
                    Location?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_AddCollection: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. More than 120 counts as 120. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskAddCollectionParameter"];
            };
        };
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAddCollectionResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came out. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudTask"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_Update: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloudTask"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_Delete: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_ListSubtasks: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudTaskListSubtasksResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_Terminate: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Task_Reactivate: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the job. */
                jobId: string;
                /** @description Id of the task. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_AddUser: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComputeNodeUser"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    /** @description URL of what was added. */
                    Location?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_UpdateUser: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
                /** @description Name of the account. */
                userName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodeUpdateUserParameter"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_DeleteUser: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
                /** @description Name of the account. */
                userName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputeNode"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_Reboot: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NodeRebootParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_Reimage: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NodeReimageParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_DisableScheduling: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NodeDisableSchedulingParameter"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_EnableScheduling: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_GetRemoteLoginSettings: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputeNodeGetRemoteLoginSettingsResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_GetRemoteDesktop: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A Remote Desktop file. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_UploadBatchServiceLogs: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadBatchServiceLogsConfiguration"];
            };
        };
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadBatchServiceLogsResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_List: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputeNodeListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNodeExtension_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
                /** @description Name of the extension. */
                extensionName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVMExtension"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNodeExtension_List: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeVMExtensionList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_ListUsageMetrics: {
        parameters: {
            query: {
                /** @description At least two and a half hours ago. Default is the start of the last interval available. */
                starttime?: string;
                /** @description At least two hours ago. Default is the end of the last interval available. */
                endtime?: string;
                /** @description An OData condition. */
                $filter?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolListUsageMetricsResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_GetAllLifetimeStatistics: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolStatistics"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_List: {
        parameters: {
            query: {
                /** @description An OData condition. */
                $filter?: string;
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Most members of a page. */
                maxresults?: number;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudPoolListResult"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_Add: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolAddParameter"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    /** @description URL of what was added. */
                    Location?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_Get: {
        parameters: {
            query: {
                /** @description The properties to answer with, separated by commas. */
                $select?: string;
                /** @description Only `stats` is known. */
                $expand?: string;
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource, or a page of a list. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudPool"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_Delete: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The deletion goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_Exists: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It exists. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It does not exist. Newer api-versions declare the headers of any answer. */
            404: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_Patch: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolPatchParameter"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_DisableAutoScale: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_EnableAutoScale: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolEnableAutoScaleParameter"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_EvaluateAutoScale: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolEvaluateAutoScaleParameter"];
            };
        };
        responses: {
            /** @description What came out. */
            200: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoScaleRun"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_Resize: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolResizeParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_StopResize: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_UpdateProperties: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolUpdatePropertiesParameter"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    Pool_RemoveNodes: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description Act only if the ETag is this one. */
                "If-Match"?: string;
                /** @description Act only if the ETag is another one. */
                "If-None-Match"?: string;
                /** @description Act only if it changed since. */
                "If-Modified-Since"?: string;
                /** @description Act only if it did not change since. */
                "If-Unmodified-Since"?: string;
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodeRemoveParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_Start: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
    ComputeNode_Deallocate: {
        parameters: {
            query: {
                /** @description Seconds that the service may take. From 2024-02-01.19.0 on, more than 30 counts as 30. */
                timeout?: number;
                /** @description The api-version of the call. */
                "api-version": string;
            };
            header?: {
                /** @description The caller's own id for the call, a GUID without braces. */
                "client-request-id"?: string;
                /** @description Whether the answer shall repeat the caller's id. */
                "return-client-request-id"?: boolean;
                /** @description When the call was made, for clients that cannot set `Date`. */
                "ocp-date"?: string;
            };
            path: {
                /** @description Id of the pool. */
                poolId: string;
                /** @description Id of the node. */
                nodeId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NodeDeallocateParameter"];
            };
        };
        responses: {
            /** @description Accepted. The work goes on. */
            202: {
                headers: {
                    /** @description The caller's own id, if it asked for it. */
                    "client-request-id"?: string;
                    /** @description The service's id for the call. */
                    "request-id"?: string;
                    /** @description The resource's version, without quotes. */
                    ETag?: string;
                    /** @description When the resource last changed. */
                    "Last-Modified"?: string;
                    /** @description URL of the call's resource. */
                    DataServiceId?: string;
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
                    "application/json": components["schemas"]["BatchError"];
                };
            };
        };
    };
}
