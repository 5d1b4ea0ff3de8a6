// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /**
         * @description Why a name cannot be taken.
         * @enum {string}
         */
        Reason: "AccountNameInvalid" | "AlreadyExists";
        /** @description Whether a name can be taken. */
        CheckNameAvailabilityResult: {
            readonly nameAvailable?: boolean;
            /** @description Why not. */
            readonly reason?: components["schemas"]["Reason"];
            readonly message?: string;
        };
        /** @description What went wrong. */
        CloudErrorBody: {
            /** @description A word for programs to compare. */
            code?: string;
            /** @description A sentence for people. */
            message?: string;
            /** @description The part of the request at fault. */
            target?: string;
            details?: components["schemas"]["CloudErrorBody"][];
        };
        /** @description The body of a failed request: an error, or its code and message alone. */
        CloudError: {
            error?: components["schemas"]["CloudErrorBody"];
        };
        /** @description A name to be checked. */
        StorageAccountCheckNameAvailabilityParameters: {
            name: string;
            /**
             * @description `Microsoft.Storage/storageAccounts`.
             * @enum {string}
             */
            type: "Microsoft.Storage/storageAccounts";
        };
        /**
         * @description How an account keeps its data.
         * @enum {string}
         */
        SkuName: "Standard_LRS" | "Standard_GRS" | "Standard_RAGRS" | "Standard_ZRS" | "Premium_LRS" | "Premium_ZRS" | "Standard_GZRS" | "Standard_RAGZRS";
        /**
         * @description How fast an account is.
         * @enum {string}
         */
        SkuTier: "Standard" | "Premium";
        /** @description What an account is made of. */
        Sku: {
            name: components["schemas"]["SkuName"];
            readonly tier?: components["schemas"]["SkuTier"];
        };
        /**
         * @description What an account is for.
         * @enum {string}
         */
        Kind: "Storage" | "StorageV2" | "BlobStorage" | "FileStorage" | "BlockBlobStorage";
        /**
         * @description Which identities an account has.
         * @enum {string}
         */
        IdentityType: "None" | "SystemAssigned" | "UserAssigned" | "SystemAssigned,UserAssigned";
        /** @description An identity that is a resource of its own. */
        UserAssignedIdentity: {
            readonly principalId?: string;
            readonly clientId?: string;
        };
        /** @description The identities of an account. */
        Identity: {
            readonly principalId?: string;
            readonly tenantId?: string;
            type: components["schemas"]["IdentityType"];
            userAssignedIdentities?: {
                [key: string]: components["schemas"]["UserAssignedIdentity"];
            };
        };
        /** @description An edge zone. */
        ExtendedLocation: {
            name?: string;
            type?: string;
        };
        /** @description How long a SAS may be good. */
        SasPolicy: {
            /** @description `DD.HH:MM:SS`. */
            sasExpirationPeriod: string;
            /**
             * @description `Log` or `Block`.
             * @default Log
             */
            expirationAction: string;
        };
        /** @description How old a key may be. */
        KeyPolicy: {
            /** Format: int32 */
            keyExpirationPeriodInDays: number;
        };
        /** @description A name of one's own for an account. */
        CustomDomain: {
            name: string;
            useSubDomainName?: boolean;
        };
        /** @description How a service's data is encrypted. */
        EncryptionService: {
            enabled?: boolean;
            /** Format: date-time */
            readonly lastEnabledTime?: string;
            /** @description `Service` or `Account`. */
            keyType?: string;
        };
        /** @description The services whose data is encrypted. */
        EncryptionServices: {
            blob?: components["schemas"]["EncryptionService"];
            file?: components["schemas"]["EncryptionService"];
            table?: components["schemas"]["EncryptionService"];
            queue?: components["schemas"]["EncryptionService"];
        };
        /** @description A key of a vault. */
        KeyVaultProperties: {
            keyname?: string;
            keyversion?: string;
            keyvaulturi?: string;
            readonly currentVersionedKeyIdentifier?: string;
            /** Format: date-time */
            readonly lastKeyRotationTimestamp?: string;
            /** Format: date-time */
            readonly currentVersionedKeyExpirationTimestamp?: string;
        };
        /** @description Who reads the key of a vault. */
        EncryptionIdentity: {
            userAssignedIdentity?: string;
            federatedIdentityClientId?: string;
        };
        /** @description How data is encrypted where it lies. */
        Encryption: {
            services?: components["schemas"]["EncryptionServices"];
            /** @description `Microsoft.Storage` or `Microsoft.Keyvault`. */
            keySource?: string;
            requireInfrastructureEncryption?: boolean;
            keyvaultproperties?: components["schemas"]["KeyVaultProperties"];
            identity?: components["schemas"]["EncryptionIdentity"];
        };
        /** @description A resource from which an account can be reached. */
        ResourceAccessRule: {
            tenantId?: string;
            resourceId?: string;
        };
        /** @description A subnet from which an account can be reached. */
        VirtualNetworkRule: {
            /** @description The subnet's id. */
            id: string;
            action?: string;
            state?: string;
        };
        /** @description Addresses from which an account can be reached. */
        IPRule: {
            /** @description An IPv4 address or range. */
            value: string;
            action?: string;
        };
        /**
         * @description What happens to a call that no rule fits.
         * @enum {string}
         */
        DefaultAction: "Allow" | "Deny";
        /** @description From where an account can be reached. */
        NetworkRuleSet: {
            /** @description `None`, or of `Logging`, `Metrics` and `AzureServices`. */
            bypass?: string;
            resourceAccessRules?: components["schemas"]["ResourceAccessRule"][];
            virtualNetworkRules?: components["schemas"]["VirtualNetworkRule"][];
            ipRules?: components["schemas"]["IPRule"][];
            /**
             * @description What happens to a call that no rule fits.
             * @default Allow
             */
            defaultAction?: components["schemas"]["DefaultAction"];
        };
        /**
         * @description How soon blobs are wanted.
         * @enum {string}
         */
        AccessTier: "Hot" | "Cool" | "Premium" | "Cold";
        /** @description The domain in which people are known. */
        ActiveDirectoryProperties: {
            domainName: string;
            netBiosDomainName?: string;
            forestName?: string;
            domainGuid: string;
            domainSid?: string;
            azureStorageSid?: string;
            samAccountName?: string;
            accountType?: string;
        };
        /** @description How people sign in to file shares. */
        AzureFilesIdentityBasedAuthentication: {
            directoryServiceOptions: string;
            activeDirectoryProperties?: components["schemas"]["ActiveDirectoryProperties"];
            defaultSharePermission?: string;
        };
        /**
         * @description Whether large file shares are possible.
         * @enum {string}
         */
        LargeFileSharesState: "Disabled" | "Enabled";
        /** @description Which way calls take. */
        RoutingPreference: {
            routingChoice?: string;
            publishMicrosoftEndpoints?: boolean;
            publishInternetEndpoints?: boolean;
        };
        /** @description How long they are kept from change. */
        AccountImmutabilityPolicyProperties: {
            /** Format: int32 */
            immutabilityPeriodSinceCreationInDays?: number;
            state?: string;
            allowProtectedAppendWrites?: boolean;
        };
        /** @description Whether versions of blobs are kept from change. */
        ImmutableStorageAccount: {
            enabled?: boolean;
            immutabilityPolicy?: components["schemas"]["AccountImmutabilityPolicyProperties"];
        };
        /**
         * @description How far an account is.
         * @enum {string}
         */
        ProvisioningState: "Creating" | "ResolvingDNS" | "Succeeded" | "Canceled" | "Deleting" | "Failed" | "ValidateSubscriptionQuotaBegin" | "ValidateSubscriptionQuotaEnd";
        /** @description Where the services are reached by Microsoft's network. */
        MicrosoftEndpoints: {
            readonly blob?: string;
            readonly queue?: string;
            readonly table?: string;
            readonly file?: string;
            readonly web?: string;
            readonly dfs?: string;
        };
        /** @description Where the services are reached by the Internet. */
        InternetEndpoints: {
            readonly blob?: string;
            readonly file?: string;
            readonly web?: string;
            readonly dfs?: string;
        };
        /** @description Where the services of an account are reached. */
        Endpoints: {
            readonly blob?: string;
            readonly queue?: string;
            readonly table?: string;
            readonly file?: string;
            readonly web?: string;
            readonly dfs?: string;
            /** @description Where a preference of routing leads. */
            microsoftEndpoints?: components["schemas"]["MicrosoftEndpoints"];
            /** @description Where a preference of routing leads. */
            internetEndpoints?: components["schemas"]["InternetEndpoints"];
        };
        /**
         * @description Whether a region answers.
         * @enum {string}
         */
        AccountStatus: "available" | "unavailable";
        /** @description When the keys were made. */
        KeyCreationTime: {
            /** Format: date-time */
            key1?: string;
            /** Format: date-time */
            key2?: string;
        };
        /** @description How far the other region is behind. */
        GeoReplicationStats: {
            readonly status?: string;
            /** Format: date-time */
            readonly lastSyncTime?: string;
            readonly canFailover?: boolean;
            readonly canPlannedFailover?: boolean;
            readonly postFailoverRedundancy?: string;
            readonly postPlannedFailoverRedundancy?: string;
        };
        /** @description A private endpoint. */
        PrivateEndpoint: {
            readonly id?: string;
        };
        /** @description Whether a private endpoint may lead to an account. */
        PrivateLinkServiceConnectionState: {
            status?: string;
            description?: string;
            actionRequired?: string;
        };
        /** @description Which endpoint it is, and whether it may. */
        PrivateEndpointConnectionProperties: {
            privateEndpoint?: components["schemas"]["PrivateEndpoint"];
            privateLinkServiceConnectionState?: components["schemas"]["PrivateLinkServiceConnectionState"];
            readonly provisioningState?: string;
        };
        /** @description A private endpoint that leads to an account. */
        PrivateEndpointConnection: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            properties?: components["schemas"]["PrivateEndpointConnectionProperties"];
        };
        /** @description Names of blobs from one to another. */
        BlobRestoreRange: {
            startRange: string;
            endRange: string;
        };
        /** @description What is to come back. */
        BlobRestoreParameters: {
            /** Format: date-time */
            timeToRestore: string;
            blobRanges: components["schemas"]["BlobRestoreRange"][];
        };
        /** @description How far earlier blobs are back. */
        BlobRestoreStatus: {
            readonly status?: string;
            readonly failureReason?: string;
            readonly restoreId?: string;
            readonly parameters?: components["schemas"]["BlobRestoreParameters"];
        };
        /** @description How far another redundancy is. */
        StorageAccountSkuConversionStatus: {
            readonly skuConversionStatus?: string;
            targetSkuName?: string;
            readonly startTime?: string;
            readonly endTime?: string;
        };
        /** @description What is known of an account. */
        StorageAccountProperties: {
            allowedCopyScope?: string;
            publicNetworkAccess?: string;
            sasPolicy?: components["schemas"]["SasPolicy"];
            keyPolicy?: components["schemas"]["KeyPolicy"];
            customDomain?: components["schemas"]["CustomDomain"];
            encryption?: components["schemas"]["Encryption"];
            networkAcls?: components["schemas"]["NetworkRuleSet"];
            accessTier?: components["schemas"]["AccessTier"];
            azureFilesIdentityBasedAuthentication?: components["schemas"]["AzureFilesIdentityBasedAuthentication"];
            supportsHttpsTrafficOnly?: boolean;
            isSftpEnabled?: boolean;
            isLocalUserEnabled?: boolean;
            enableExtendedGroups?: boolean;
            largeFileSharesState?: components["schemas"]["LargeFileSharesState"];
            routingPreference?: components["schemas"]["RoutingPreference"];
            allowBlobPublicAccess?: boolean;
            minimumTlsVersion?: string;
            allowSharedKeyAccess?: boolean;
            allowCrossTenantReplication?: boolean;
            defaultToOAuthAuthentication?: boolean;
            immutableStorageWithVersioning?: components["schemas"]["ImmutableStorageAccount"];
            dnsEndpointType?: string;
            readonly provisioningState?: components["schemas"]["ProvisioningState"];
            readonly primaryEndpoints?: components["schemas"]["Endpoints"];
            readonly primaryLocation?: string;
            readonly statusOfPrimary?: components["schemas"]["AccountStatus"];
            /** Format: date-time */
            readonly lastGeoFailoverTime?: string;
            readonly secondaryLocation?: string;
            readonly statusOfSecondary?: components["schemas"]["AccountStatus"];
            /** Format: date-time */
            readonly creationTime?: string;
            readonly keyCreationTime?: components["schemas"]["KeyCreationTime"];
            readonly secondaryEndpoints?: components["schemas"]["Endpoints"];
            isHnsEnabled?: boolean;
            isNfsV3Enabled?: boolean;
            readonly geoReplicationStats?: components["schemas"]["GeoReplicationStats"];
            readonly failoverInProgress?: boolean;
            readonly privateEndpointConnections?: components["schemas"]["PrivateEndpointConnection"][];
            readonly isSkuConversionBlocked?: boolean;
            readonly blobRestoreStatus?: components["schemas"]["BlobRestoreStatus"];
            storageAccountSkuConversionStatus?: components["schemas"]["StorageAccountSkuConversionStatus"];
            readonly accountMigrationInProgress?: boolean;
        };
        /** @description A storage account. */
        StorageAccount: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            tags?: {
                [key: string]: string;
            };
            /** @description The region in which the account lives. */
            location: string;
            readonly sku?: components["schemas"]["Sku"];
            readonly kind?: components["schemas"]["Kind"];
            identity?: components["schemas"]["Identity"];
            extendedLocation?: components["schemas"]["ExtendedLocation"];
            readonly properties?: components["schemas"]["StorageAccountProperties"];
        };
        /** @description What can be said of an account when it is made. */
        StorageAccountPropertiesCreateParameters: {
            allowedCopyScope?: string;
            publicNetworkAccess?: string;
            sasPolicy?: components["schemas"]["SasPolicy"];
            keyPolicy?: components["schemas"]["KeyPolicy"];
            customDomain?: components["schemas"]["CustomDomain"];
            encryption?: components["schemas"]["Encryption"];
            networkAcls?: components["schemas"]["NetworkRuleSet"];
            accessTier?: components["schemas"]["AccessTier"];
            azureFilesIdentityBasedAuthentication?: components["schemas"]["AzureFilesIdentityBasedAuthentication"];
            supportsHttpsTrafficOnly?: boolean;
            isSftpEnabled?: boolean;
            isLocalUserEnabled?: boolean;
            enableExtendedGroups?: boolean;
            largeFileSharesState?: components["schemas"]["LargeFileSharesState"];
            routingPreference?: components["schemas"]["RoutingPreference"];
            allowBlobPublicAccess?: boolean;
            minimumTlsVersion?: string;
            allowSharedKeyAccess?: boolean;
            allowCrossTenantReplication?: boolean;
            defaultToOAuthAuthentication?: boolean;
            immutableStorageWithVersioning?: components["schemas"]["ImmutableStorageAccount"];
            dnsEndpointType?: string;
            isHnsEnabled?: boolean;
            isNfsV3Enabled?: boolean;
        };
        /** @description An account that is to be made. */
        StorageAccountCreateParameters: {
            sku: components["schemas"]["Sku"];
            kind: components["schemas"]["Kind"];
            location: string;
            extendedLocation?: components["schemas"]["ExtendedLocation"];
            tags?: {
                [key: string]: string;
            };
            identity?: components["schemas"]["Identity"];
            properties?: components["schemas"]["StorageAccountPropertiesCreateParameters"];
        };
        /** @description What can be said of an account later. */
        StorageAccountPropertiesUpdateParameters: {
            allowedCopyScope?: string;
            publicNetworkAccess?: string;
            sasPolicy?: components["schemas"]["SasPolicy"];
            keyPolicy?: components["schemas"]["KeyPolicy"];
            customDomain?: components["schemas"]["CustomDomain"];
            encryption?: components["schemas"]["Encryption"];
            networkAcls?: components["schemas"]["NetworkRuleSet"];
            accessTier?: components["schemas"]["AccessTier"];
            azureFilesIdentityBasedAuthentication?: components["schemas"]["AzureFilesIdentityBasedAuthentication"];
            supportsHttpsTrafficOnly?: boolean;
            isSftpEnabled?: boolean;
            isLocalUserEnabled?: boolean;
            enableExtendedGroups?: boolean;
            largeFileSharesState?: components["schemas"]["LargeFileSharesState"];
            routingPreference?: components["schemas"]["RoutingPreference"];
            allowBlobPublicAccess?: boolean;
            minimumTlsVersion?: string;
            allowSharedKeyAccess?: boolean;
            allowCrossTenantReplication?: boolean;
            defaultToOAuthAuthentication?: boolean;
            immutableStorageWithVersioning?: components["schemas"]["ImmutableStorageAccount"];
            dnsEndpointType?: string;
        };
        /** @description What is to change of an account. */
        StorageAccountUpdateParameters: {
            sku?: components["schemas"]["Sku"];
            tags?: {
                [key: string]: string;
            };
            identity?: components["schemas"]["Identity"];
            properties?: components["schemas"]["StorageAccountPropertiesUpdateParameters"];
            kind?: components["schemas"]["Kind"];
        };
        /** @description A page of accounts. */
        StorageAccountListResult: {
            value?: components["schemas"]["StorageAccount"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /**
         * @description What a key permits.
         * @enum {string}
         */
        KeyPermission: "Read" | "Full";
        /** @description A key of an account. */
        StorageAccountKey: {
            readonly keyName?: string;
            /** @description In base64. */
            readonly value?: string;
            readonly permissions?: components["schemas"]["KeyPermission"];
            /** Format: date-time */
            readonly creationTime?: string;
        };
        /** @description The keys of an account. */
        StorageAccountListKeysResult: {
            readonly keys?: components["schemas"]["StorageAccountKey"][];
        };
        /** @description Which key to make anew. */
        StorageAccountRegenerateKeyParameters: {
            /** @description `key1` or `key2`. */
            keyName: string;
        };
        /** @description A SAS of an account. */
        ListAccountSasResponse: {
            readonly accountSasToken?: string;
        };
        /**
         * @description Over what a SAS may be used.
         * @enum {string}
         */
        HttpProtocol: "https,http" | "https";
        /** @description What an account's SAS is to permit. */
        AccountSasParameters: {
            /** @description Of `b`, `q`, `t` and `f`. */
            signedServices: string;
            /** @description Of `s`, `c` and `o`. */
            signedResourceTypes: string;
            /** @description Of `r`, `w`, `d`, `l`, `a`, `c`, `u`, `p` and more. */
            signedPermission: string;
            /** @description An address or a range of addresses. */
            signedIp?: string;
            signedProtocol?: components["schemas"]["HttpProtocol"];
            /** Format: date-time */
            signedStart?: string;
            /** Format: date-time */
            signedExpiry: string;
            /** @description The key that signs: the first one if absent. */
            keyToSign?: string;
        };
        /** @description A SAS of a service. */
        ListServiceSasResponse: {
            readonly serviceSasToken?: string;
        };
        /** @description What a service's SAS is to permit. */
        ServiceSasParameters: {
            /** @description `/blob/ACCOUNT/CONTAINER/BLOB` and the like. */
            canonicalizedResource: string;
            /** @description `b`, `c`, `f` or `s`. */
            signedResource?: string;
            signedPermission?: string;
            signedIp?: string;
            signedProtocol?: components["schemas"]["HttpProtocol"];
            /** Format: date-time */
            signedStart?: string;
            /** Format: date-time */
            signedExpiry?: string;
            /** @description A stored access policy of the container. */
            signedIdentifier?: string;
            startPk?: string;
            endPk?: string;
            startRk?: string;
            endRk?: string;
            keyToSign?: string;
            /** @description What `Cache-Control` is answered. */
            rscc?: string;
            /** @description What `Content-Disposition` is answered. */
            rscd?: string;
            /** @description What `Content-Encoding` is answered. */
            rsce?: string;
            /** @description What `Content-Language` is answered. */
            rscl?: string;
            /** @description What `Content-Type` is answered. */
            rsct?: string;
        };
        /** @description Pages that may call a service. */
        CorsRule: {
            allowedOrigins: string[];
            allowedMethods: string[];
            /** Format: int32 */
            maxAgeInSeconds: number;
            exposedHeaders: string[];
            allowedHeaders: string[];
        };
        /** @description Which pages may call a service. */
        CorsRules: {
            corsRules?: components["schemas"]["CorsRule"][];
        };
        /** @description How long what is deleted can be had back. */
        DeleteRetentionPolicy: {
            enabled?: boolean;
            /** Format: int32 */
            days?: number;
            allowPermanentDelete?: boolean;
        };
        /** @description Whether changes are written down. */
        ChangeFeed: {
            enabled?: boolean;
            /** Format: int32 */
            retentionInDays?: number;
        };
        /** @description Whether an earlier state can be had back. */
        RestorePolicyProperties: {
            enabled: boolean;
            /** Format: int32 */
            days?: number;
            /** Format: date-time */
            readonly lastEnabledTime?: string;
            /** Format: date-time */
            readonly minRestoreTime?: string;
        };
        /** @description Whether reads are written down. */
        LastAccessTimeTrackingPolicy: {
            enable: boolean;
            name?: string;
            /** Format: int32 */
            trackingGranularityInDays?: number;
            blobType?: string[];
        };
        /** @description How a blob service works. */
        BlobServicePropertiesProperties: {
            cors?: components["schemas"]["CorsRules"];
            /** @description The version of the API for calls that name none. */
            defaultServiceVersion?: string;
            deleteRetentionPolicy?: components["schemas"]["DeleteRetentionPolicy"];
            isVersioningEnabled?: boolean;
            automaticSnapshotPolicyEnabled?: boolean;
            changeFeed?: components["schemas"]["ChangeFeed"];
            restorePolicy?: components["schemas"]["RestorePolicyProperties"];
            containerDeleteRetentionPolicy?: components["schemas"]["DeleteRetentionPolicy"];
            lastAccessTimeTrackingPolicy?: components["schemas"]["LastAccessTimeTrackingPolicy"];
        };
        /** @description How a blob service works. */
        BlobServiceProperties: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            properties?: components["schemas"]["BlobServicePropertiesProperties"];
            readonly sku?: components["schemas"]["Sku"];
        };
        /** @description The blob services of an account. */
        BlobServiceItems: {
            readonly value?: components["schemas"]["BlobServiceProperties"][];
        };
        /**
         * @description Who can read without signing in.
         * @enum {string}
         */
        PublicAccess: "Container" | "Blob" | "None";
        /** @description A change of such a policy. */
        UpdateHistoryProperty: {
            readonly update?: string;
            /** Format: int32 */
            readonly immutabilityPeriodSinceCreationInDays?: number;
            /** Format: date-time */
            readonly timestamp?: string;
            readonly objectIdentifier?: string;
            readonly tenantId?: string;
            readonly upn?: string;
            allowProtectedAppendWrites?: boolean;
            allowProtectedAppendWritesAll?: boolean;
        };
        /** @description How long, and what may be added. */
        ImmutabilityPolicySettings: {
            /** Format: int32 */
            immutabilityPeriodSinceCreationInDays?: number;
            readonly state?: string;
            allowProtectedAppendWrites?: boolean;
            allowProtectedAppendWritesAll?: boolean;
        };
        /** @description How long blobs of a container are kept from change. */
        ImmutabilityPolicyProperties: {
            readonly etag?: string;
            readonly updateHistory?: components["schemas"]["UpdateHistoryProperty"][];
            properties?: components["schemas"]["ImmutabilityPolicySettings"];
        };
        /** @description One reason for it. */
        TagProperty: {
            readonly tag?: string;
            /** Format: date-time */
            readonly timestamp?: string;
            readonly objectIdentifier?: string;
            readonly tenantId?: string;
            readonly upn?: string;
        };
        /** @description Since when appends are let through all the same. */
        ProtectedAppendWritesHistory: {
            allowProtectedAppendWritesAll?: boolean;
            /** Format: date-time */
            readonly timestamp?: string;
        };
        /** @description Whether blobs of a container are kept for a case of law. */
        LegalHoldProperties: {
            readonly hasLegalHold?: boolean;
            tags?: components["schemas"]["TagProperty"][];
            protectedAppendWritesHistory?: components["schemas"]["ProtectedAppendWritesHistory"];
        };
        /** @description Whether versions of blobs are kept from change. */
        ImmutableStorageWithVersioning: {
            enabled?: boolean;
            /** Format: date-time */
            readonly timeStamp?: string;
            readonly migrationState?: string;
        };
        /** @description What is known of a container. */
        ContainerProperties: {
            readonly version?: string;
            readonly deleted?: boolean;
            /** Format: date-time */
            readonly deletedTime?: string;
            /** Format: int32 */
            readonly remainingRetentionDays?: number;
            defaultEncryptionScope?: string;
            denyEncryptionScopeOverride?: boolean;
            /** @description Who can read without signing in. */
            publicAccess?: components["schemas"]["PublicAccess"];
            /** Format: date-time */
            readonly lastModifiedTime?: string;
            readonly leaseStatus?: string;
            readonly leaseState?: string;
            readonly leaseDuration?: string;
            readonly immutabilityPolicy?: components["schemas"]["ImmutabilityPolicyProperties"];
            readonly legalHold?: components["schemas"]["LegalHoldProperties"];
            metadata?: {
                [key: string]: string;
            };
            readonly hasImmutabilityPolicy?: boolean;
            readonly hasLegalHold?: boolean;
            immutableStorageWithVersioning?: components["schemas"]["ImmutableStorageWithVersioning"];
            enableNfsV3RootSquash?: boolean;
            enableNfsV3AllSquash?: boolean;
        };
        /** @description A container in a list. */
        ListContainerItem: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            readonly etag?: string;
            properties?: components["schemas"]["ContainerProperties"];
        };
        /** @description A page of containers. */
        ListContainerItems: {
            readonly value?: components["schemas"]["ListContainerItem"][];
            readonly nextLink?: string;
        };
        /** @description A container. */
        BlobContainer: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            readonly etag?: string;
            properties?: components["schemas"]["ContainerProperties"];
        };
        /** @description Whether a client may use several connections at once. */
        Multichannel: {
            enabled?: boolean;
        };
        /** @description How shares are reached by SMB. */
        SmbSetting: {
            multichannel?: components["schemas"]["Multichannel"];
            versions?: string;
            authenticationMethods?: string;
            kerberosTicketEncryption?: string;
            channelEncryption?: string;
        };
        /** @description How shares are reached. */
        ProtocolSettings: {
            smb?: components["schemas"]["SmbSetting"];
        };
        /** @description How a file service works. */
        FileServicePropertiesProperties: {
            cors?: components["schemas"]["CorsRules"];
            shareDeleteRetentionPolicy?: components["schemas"]["DeleteRetentionPolicy"];
            protocolSettings?: components["schemas"]["ProtocolSettings"];
        };
        /** @description How a file service works. */
        FileServiceProperties: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            properties?: components["schemas"]["FileServicePropertiesProperties"];
            readonly sku?: components["schemas"]["Sku"];
        };
        /** @description The file services of an account. */
        FileServiceItems: {
            readonly value?: components["schemas"]["FileServiceProperties"][];
        };
        /** @description What a SAS that names it may. */
        AccessPolicy: {
            /** Format: date-time */
            startTime?: string;
            /** Format: date-time */
            expiryTime?: string;
            permission?: string;
        };
        /** @description A stored access policy. */
        SignedIdentifier: {
            id?: string;
            accessPolicy?: components["schemas"]["AccessPolicy"];
        };
        /** @description What is known of a file share. */
        FileShareProperties: {
            /** Format: date-time */
            readonly lastModifiedTime?: string;
            metadata?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description In GiB.
             */
            shareQuota?: number;
            enabledProtocols?: string;
            rootSquash?: string;
            readonly version?: string;
            readonly deleted?: boolean;
            /** Format: date-time */
            readonly deletedTime?: string;
            /** Format: int32 */
            readonly remainingRetentionDays?: number;
            accessTier?: string;
            /** Format: date-time */
            readonly accessTierChangeTime?: string;
            readonly accessTierStatus?: string;
            /**
             * Format: int64
             * @description Only with `$expand=stats`.
             */
            readonly shareUsageBytes?: number;
            readonly leaseStatus?: string;
            readonly leaseState?: string;
            readonly leaseDuration?: string;
            signedIdentifiers?: components["schemas"]["SignedIdentifier"][];
            /** Format: date-time */
            readonly snapshotTime?: string;
        };
        /** @description A file share in a list. */
        FileShareItem: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            readonly etag?: string;
            properties?: components["schemas"]["FileShareProperties"];
        };
        /** @description A page of file shares. */
        FileShareItems: {
            readonly value?: components["schemas"]["FileShareItem"][];
            readonly nextLink?: string;
        };
        /** @description A file share. */
        FileShare: {
            /**
             * Format: arm-id
             * @description The complete id of the resource.
             */
            readonly id?: string;
            /** @description The last segment of the id. */
            readonly name?: string;
            /** @description Such as `Microsoft.Storage/storageAccounts`. */
            readonly type?: string;
            readonly etag?: string;
            properties?: components["schemas"]["FileShareProperties"];
        };
        /** @description One thing that a SKU can do. */
        SKUCapability: {
            readonly name?: string;
            readonly value?: string;
        };
        /** @description Why a SKU cannot be used. */
        Restriction: {
            readonly type?: string;
            readonly values?: string[];
            reasonCode?: string;
        };
        /** @description A SKU with what it can do and where. */
        SkuInformation: {
            name: components["schemas"]["SkuName"];
            readonly tier?: components["schemas"]["SkuTier"];
            readonly resourceType?: string;
            readonly kind?: components["schemas"]["Kind"];
            readonly locations?: string[];
            readonly capabilities?: components["schemas"]["SKUCapability"][];
            restrictions?: components["schemas"]["Restriction"][];
        };
        /** @description The SKUs of a subscription. */
        StorageSkuListResult: {
            readonly value?: components["schemas"]["SkuInformation"][];
        };
        /** @description The name of a quota. */
        UsageName: {
            readonly value?: string;
            readonly localizedValue?: string;
        };
        /** @description One quota. */
        Usage: {
            readonly unit?: string;
            /** Format: int32 */
            readonly currentValue?: number;
            /** Format: int32 */
            readonly limit?: number;
            readonly name?: components["schemas"]["UsageName"];
        };
        /** @description The quotas of a region. */
        UsageListResult: {
            value?: components["schemas"]["Usage"][];
        };
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    StorageAccounts_CheckNameAvailability: {
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["StorageAccountCheckNameAvailabilityParameters"];
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
    StorageAccounts_GetProperties: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `geoReplicationStats` or `blobRestoreStatus`. */
                $expand?: string;
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
                    "application/json": components["schemas"]["StorageAccount"];
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
    StorageAccounts_Create: {
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
                "application/json": components["schemas"]["StorageAccountCreateParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageAccount"];
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
    StorageAccounts_Delete: {
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
    StorageAccounts_Update: {
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
                "application/json": components["schemas"]["StorageAccountUpdateParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageAccount"];
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
    StorageAccounts_List: {
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
                    "application/json": components["schemas"]["StorageAccountListResult"];
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
    StorageAccounts_ListByResourceGroup: {
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
                    "application/json": components["schemas"]["StorageAccountListResult"];
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
    StorageAccounts_ListKeys: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `kerb`. */
                $expand?: string;
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
                    "application/json": components["schemas"]["StorageAccountListKeysResult"];
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
    StorageAccounts_RegenerateKey: {
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
                "application/json": components["schemas"]["StorageAccountRegenerateKeyParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageAccountListKeysResult"];
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
    StorageAccounts_ListAccountSAS: {
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
                "application/json": components["schemas"]["AccountSasParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccountSasResponse"];
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
    StorageAccounts_ListServiceSAS: {
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
                "application/json": components["schemas"]["ServiceSasParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListServiceSasResponse"];
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
    StorageAccounts_RevokeUserDelegationKeys: {
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
    BlobServices_List: {
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
                    "application/json": components["schemas"]["BlobServiceItems"];
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
    BlobServices_GetServiceProperties: {
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
                    "application/json": components["schemas"]["BlobServiceProperties"];
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
    BlobServices_SetServiceProperties: {
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
                "application/json": components["schemas"]["BlobServiceProperties"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlobServiceProperties"];
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
    BlobContainers_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description How many of them a page has at most. */
                $maxpagesize?: string;
                /** @description What the names begin with. */
                $filter?: string;
                /** @description `deleted`. */
                $include?: string;
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
                    "application/json": components["schemas"]["ListContainerItems"];
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
    BlobContainers_Get: {
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
                /** @description Small letters, digits and single dashes. */
                containerName: string;
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
                    "application/json": components["schemas"]["BlobContainer"];
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
    BlobContainers_Create: {
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
                /** @description Small letters, digits and single dashes. */
                containerName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlobContainer"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlobContainer"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlobContainer"];
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
    BlobContainers_Delete: {
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
                /** @description Small letters, digits and single dashes. */
                containerName: string;
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
    BlobContainers_Update: {
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
                /** @description Small letters, digits and single dashes. */
                containerName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlobContainer"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlobContainer"];
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
    FileServices_List: {
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
                    "application/json": components["schemas"]["FileServiceItems"];
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
    FileServices_GetServiceProperties: {
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
                    "application/json": components["schemas"]["FileServiceProperties"];
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
    FileServices_SetServiceProperties: {
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
                "application/json": components["schemas"]["FileServiceProperties"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileServiceProperties"];
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
    FileShares_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description How many of them a page has at most. */
                $maxpagesize?: string;
                /** @description What the names begin with. */
                $filter?: string;
                /** @description `deleted` or `snapshots`. */
                $expand?: string;
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
                    "application/json": components["schemas"]["FileShareItems"];
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
    FileShares_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `stats`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Small letters, digits and single dashes. */
                shareName: string;
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
                    "application/json": components["schemas"]["FileShare"];
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
    FileShares_Create: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `snapshots`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Small letters, digits and single dashes. */
                shareName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileShare"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileShare"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileShare"];
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
    FileShares_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description What else is deleted. */
                $include?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Small letters, digits and single dashes. */
                shareName: string;
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
    FileShares_Update: {
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
                /** @description Small letters, digits and single dashes. */
                shareName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileShare"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileShare"];
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
    Skus_List: {
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
                    "application/json": components["schemas"]["StorageSkuListResult"];
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
    Usages_ListByLocation: {
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
                    "application/json": components["schemas"]["UsageListResult"];
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
