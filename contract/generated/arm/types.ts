// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /**
         * @description How the caller comes to see a tenant.
         * @enum {string}
         */
        TenantCategory: "Home" | "ProjectedBy" | "ManagedBy";
        /** @description A tenant of Entra ID. */
        TenantIdDescription: {
            /** @description `/tenants/` and the tenant's GUID. */
            readonly id?: string;
            readonly tenantId?: string;
            readonly tenantCategory?: components["schemas"]["TenantCategory"];
            readonly country?: string;
            /** @description Two letters, such as `NL`. */
            readonly countryCode?: string;
            readonly displayName?: string;
            readonly domains?: string[];
            readonly defaultDomain?: string;
            /** @description `AAD`. */
            readonly tenantType?: string;
            readonly tenantBrandingLogoUrl?: string;
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
         * @description Whether a subscription can be used.
         * @enum {string}
         */
        SubscriptionState: "Enabled" | "Warned" | "PastDue" | "Disabled" | "Deleted";
        /**
         * @description Whether spending has a limit.
         * @enum {string}
         */
        SpendingLimit: "On" | "Off" | "CurrentPeriodOff";
        /** @description What a subscription may use and spend. */
        SubscriptionPolicies: {
            readonly locationPlacementId?: string;
            readonly quotaId?: string;
            readonly spendingLimit?: components["schemas"]["SpendingLimit"];
        };
        /** @description A tenant that manages a subscription for its owner. */
        ManagedByTenant: {
            readonly tenantId?: string;
        };
        /** @description A subscription: what resource groups and rights belong to. */
        Subscription: {
            /** @description `/subscriptions/` and the subscription's GUID. */
            readonly id?: string;
            readonly subscriptionId?: string;
            readonly displayName?: string;
            readonly tenantId?: string;
            readonly state?: components["schemas"]["SubscriptionState"];
            subscriptionPolicies?: components["schemas"]["SubscriptionPolicies"];
            /** @description `RoleBased`, `Legacy`, `Bypassed`, or several with commas between. */
            authorizationSource?: string;
            managedByTenants?: components["schemas"]["ManagedByTenant"][];
            tags?: {
                [key: string]: string;
            };
        };
        /** @description How many subscriptions a list has. */
        SubscriptionCount: {
            /** @description `Total`. */
            type?: string;
            /** Format: int32 */
            value?: number;
        };
        /** @description One page of subscriptions. */
        SubscriptionListResult: {
            value?: components["schemas"]["Subscription"][];
            /** @description How many there are, on all pages. */
            count?: components["schemas"]["SubscriptionCount"];
            /** @description Where the next page is. Absent on the last one. */
            nextLink?: string;
        };
        /**
         * @description Whether a region has buildings of its own.
         * @enum {string}
         */
        RegionType: "Physical" | "Logical";
        /**
         * @description Whether a region is offered first.
         * @enum {string}
         */
        RegionCategory: "Recommended" | "Extended" | "Other";
        /** @description The region that stands in for another. */
        PairedRegion: {
            readonly name?: string;
            readonly id?: string;
            readonly subscriptionId?: string;
        };
        /** @description Where a region is. */
        LocationMetadata: {
            readonly regionType?: components["schemas"]["RegionType"];
            readonly regionCategory?: components["schemas"]["RegionCategory"];
            readonly geography?: string;
            readonly geographyGroup?: string;
            /** @description Degrees as text. */
            readonly longitude?: string;
            /** @description Degrees as text. */
            readonly latitude?: string;
            readonly physicalLocation?: string;
            pairedRegion?: components["schemas"]["PairedRegion"][];
        };
        /** @description One availability zone under both of its names. */
        AvailabilityZoneMapping: {
            readonly logicalZone?: string;
            readonly physicalZone?: string;
        };
        /** @description A region. */
        Location: {
            readonly id?: string;
            readonly subscriptionId?: string;
            /** @description Lower case without spaces, such as `westeurope`. */
            readonly name?: string;
            /** @description `Region` or `EdgeZone`. */
            readonly type?: string;
            /** @description For people, such as `West Europe`. */
            readonly displayName?: string;
            /** @description The display name with the part of the world before it. */
            readonly regionalDisplayName?: string;
            metadata?: components["schemas"]["LocationMetadata"];
            /** @description Which physical zone this subscription's zones 1, 2 and 3 are. */
            availabilityZoneMappings?: components["schemas"]["AvailabilityZoneMapping"][];
        };
        /** @description The regions of a subscription. */
        LocationListResult: {
            value?: components["schemas"]["Location"][];
        };
        /** @description The state of a resource group. */
        ResourceGroupProperties: {
            /** @description `Succeeded`, or `Deleting` while it is being deleted. */
            readonly provisioningState?: string;
        };
        /** @description A resource group. */
        ResourceGroup: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["ResourceGroupProperties"];
            /** @description The region that keeps the group's own data. It cannot be changed later. */
            location: string;
            /** @description The resource, by id, that manages the group. */
            managedBy?: string;
            tags?: {
                [key: string]: string;
            };
        };
        /** @description What can change of a resource group. */
        ResourceGroupPatchable: {
            /** @description The name that it has. */
            name?: string;
            properties?: components["schemas"]["ResourceGroupProperties"];
            /** @description The resource, by id, that manages the group. */
            managedBy?: string;
            /** @description All tags that the group shall have. */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description A template. */
        ResourceGroupExportResult: {
            template?: unknown;
        };
        /** @description Which resources, and how. */
        ExportTemplateRequest: {
            /** @description Their ids; `*` for all. */
            resources?: string[];
            options?: string;
        };
        /** @description One page of resource groups. */
        ResourceGroupListResult: {
            value?: components["schemas"]["ResourceGroup"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description Extended locations that offer a type beside a region. */
        ProviderExtendedLocation: {
            location?: string;
            type?: string;
            extendedLocations?: string[];
        };
        /** @description A name by which policies reach a property. */
        Alias: {
            name?: string;
            defaultPath?: string;
        };
        /** @description The zones of a region that offer a type. */
        ZoneMapping: {
            location?: string;
            zones?: string[];
        };
        /** @description An api-version under the name of a profile. */
        ApiProfile: {
            readonly profileVersion?: string;
            readonly apiVersion?: string;
        };
        /** @description A type of resource that a provider offers. */
        ProviderResourceType: {
            /** @description Without the namespace, such as `managedClusters/agentPools`. */
            resourceType?: string;
            /** @description Display names of the regions that offer the type. */
            locations?: string[];
            locationMappings?: components["schemas"]["ProviderExtendedLocation"][];
            aliases?: components["schemas"]["Alias"][];
            /** @description The newest first. */
            apiVersions?: string[];
            /** @description The one that tools take when they are not told. */
            readonly defaultApiVersion?: string;
            zoneMappings?: components["schemas"]["ZoneMapping"][];
            readonly apiProfiles?: components["schemas"]["ApiProfile"][];
            /** @description Words with commas between, such as `SupportsTags, SupportsLocation`. */
            capabilities?: string;
            properties?: {
                [key: string]: string;
            };
        };
        /**
         * @description Whether the subscription allowed the provider to act in it.
         * @enum {string}
         */
        ProviderAuthorizationConsentState: "NotSpecified" | "Required" | "NotRequired" | "Consented";
        /** @description A provider and its resource types. */
        Provider: {
            readonly id?: string;
            namespace?: string;
            /** @description `Registered`, `NotRegistered`, `Registering` or `Unregistering`. */
            readonly registrationState?: string;
            /** @description `RegistrationRequired` or `RegistrationFree`. */
            readonly registrationPolicy?: string;
            readonly resourceTypes?: components["schemas"]["ProviderResourceType"][];
            providerAuthorizationConsentState?: components["schemas"]["ProviderAuthorizationConsentState"];
        };
        /** @description One page of providers. */
        ProviderListResult: {
            value?: components["schemas"]["Provider"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description Whether the provider may act in the subscription. */
        ProviderConsentDefinition: {
            consentToAuthorization?: boolean;
        };
        /** @description What a subscription allows a provider when it registers. */
        ProviderRegistrationRequest: {
            thirdPartyProviderConsent?: components["schemas"]["ProviderConsentDefinition"];
        };
        /** @description One application of a provider. */
        ProviderPermission: {
            applicationId?: string;
            providerAuthorizationConsentState?: components["schemas"]["ProviderAuthorizationConsentState"];
        };
        /** @description What a provider may do. Those that are served need no permission. */
        ProviderPermissionListResult: {
            value?: components["schemas"]["ProviderPermission"][];
            readonly nextLink?: string;
        };
        /** @description The types of a provider. */
        ProviderResourceTypeListResult: {
            value?: components["schemas"]["ProviderResourceType"][];
            readonly nextLink?: string;
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
        /** @description What a role can allow, in words for people. */
        ProviderOperation: {
            name?: string;
            displayName?: string;
            description?: string;
            origin?: string;
            properties?: {
                [key: string]: unknown;
            };
            isDataAction?: boolean;
        };
        /** @description What roles can allow of a type. */
        OperationsOfType: {
            /** @description Without the namespace. */
            name?: string;
            displayName?: string;
            operations?: components["schemas"]["ProviderOperation"][];
        };
        /** @description What roles can allow of a provider. */
        ProviderOperations: {
            id?: string;
            name?: string;
            type?: string;
            displayName?: string;
            resourceTypes?: components["schemas"]["OperationsOfType"][];
            /** @description Those of the provider itself. */
            operations?: components["schemas"]["ProviderOperation"][];
        };
        ProviderOperationsListResult: {
            value?: components["schemas"]["ProviderOperations"][];
            readonly nextLink?: string;
        };
        /** @description A resource as lists show it. */
        GenericResourceExpanded: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            location?: string;
            extendedLocation?: {
                [key: string]: unknown;
            };
            tags?: {
                [key: string]: string;
            };
            kind?: string;
            /** @description The resource, by id, that manages this one. */
            managedBy?: string;
            sku?: {
                [key: string]: unknown;
            };
            identity?: {
                [key: string]: unknown;
            };
            plan?: {
                [key: string]: unknown;
            };
            zones?: string[];
            /**
             * Format: date-time
             * @description Only when asked for.
             */
            readonly createdTime?: string;
            /**
             * Format: date-time
             * @description Only when asked for.
             */
            readonly changedTime?: string;
            /** @description Only when asked for. */
            readonly provisioningState?: string;
        };
        /** @description One page of resources. */
        ResourceListResult: {
            value?: components["schemas"]["GenericResourceExpanded"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description Names and values. */
        TagSet: {
            /** @description At most 50. */
            tags?: {
                [key: string]: string;
            };
        };
        /** @description The tags of something, as a resource of their own. */
        TagsResource: {
            readonly id?: string;
            /** @description `default`. */
            readonly name?: string;
            readonly type?: string;
            properties: components["schemas"]["TagSet"];
        };
        /**
         * @description What to do with the tags of the body.
         * @enum {string}
         */
        TagsPatchOperation: "Replace" | "Merge" | "Delete";
        /** @description A change to the tags of something. */
        TagsPatchResource: {
            operation?: components["schemas"]["TagsPatchOperation"];
            properties?: components["schemas"]["TagSet"];
        };
        /** @description How many things have a tag. */
        TagCount: {
            /** @description `Total`. */
            type?: string;
            /** Format: int32 */
            value?: number;
        };
        /** @description A value of a tag name. */
        TagValue: {
            readonly id?: string;
            tagValue?: string;
            count?: components["schemas"]["TagCount"];
        };
        /** @description A tag name and its values. */
        TagDetails: {
            readonly id?: string;
            tagName?: string;
            count?: components["schemas"]["TagCount"];
            values?: components["schemas"]["TagValue"][];
        };
        /** @description One page of tag names. */
        TagsListResult: {
            value?: components["schemas"]["TagDetails"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description Operations that a role allows. `*` stands for any part of a name. */
        Permission: {
            actions?: string[];
            /** @description Taken away from `actions`. */
            notActions?: string[];
            dataActions?: string[];
            /** @description Taken away from `dataActions`. */
            notDataActions?: string[];
            readonly condition?: string;
            readonly conditionVersion?: string;
        };
        /** @description What a role allows, and where it can be assigned. */
        RoleDefinitionProperties: {
            roleName?: string;
            description?: string;
            /** @description `BuiltInRole` or `CustomRole`. */
            type?: string;
            permissions?: components["schemas"]["Permission"][];
            assignableScopes?: string[];
            /** Format: date-time */
            readonly createdOn?: string;
            /** Format: date-time */
            readonly updatedOn?: string;
            readonly createdBy?: string;
            readonly updatedBy?: string;
        };
        /** @description A role. */
        RoleDefinition: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["RoleDefinitionProperties"];
        };
        /** @description One page of roles. */
        RoleDefinitionListResult: {
            value?: components["schemas"]["RoleDefinition"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /**
         * @description What kind of principal has a role.
         * @enum {string}
         */
        PrincipalType: "User" | "Group" | "ServicePrincipal" | "ForeignGroup" | "Device";
        /** @description Who has which role on what. */
        RoleAssignmentProperties: {
            /** @description What the role is given on. */
            readonly scope?: string;
            /** @description The complete id of the role. */
            roleDefinitionId: string;
            /** @description The object id of a user, a group or a service principal. */
            principalId: string;
            principalType?: components["schemas"]["PrincipalType"];
            description?: string;
            /** @description When the role holds, as an expression. */
            condition?: string;
            /** @description `2.0`. */
            conditionVersion?: string;
            /** Format: date-time */
            readonly createdOn?: string;
            /** Format: date-time */
            readonly updatedOn?: string;
            readonly createdBy?: string;
            readonly updatedBy?: string;
            delegatedManagedIdentityResourceId?: string;
        };
        /** @description That a principal has a role on a scope. */
        RoleAssignment: {
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            properties?: components["schemas"]["RoleAssignmentProperties"];
        };
        /** @description One page of role assignments. */
        RoleAssignmentListResult: {
            value?: components["schemas"]["RoleAssignment"][];
            /** @description Where the next page is. Absent on the last one. */
            readonly nextLink?: string;
        };
        /** @description The body that makes a role assignment. */
        RoleAssignmentCreateParameters: {
            properties: components["schemas"]["RoleAssignmentProperties"];
        };
        /** @description The permissions of one role each. */
        PermissionGetResult: {
            value?: components["schemas"]["Permission"][];
            readonly nextLink?: string;
        };
        /**
         * @description What a lock forbids.
         * @enum {string}
         */
        LockLevel: "NotSpecified" | "CanNotDelete" | "ReadOnly";
        /** @description An application that may take a lock away. */
        ManagementLockOwner: {
            applicationId?: string;
        };
        /** @description What a lock forbids. */
        ManagementLockProperties: {
            level: components["schemas"]["LockLevel"];
            /** @description At most 512 characters. */
            notes?: string;
            /** @description Applications that may take the lock away. */
            owners?: components["schemas"]["ManagementLockOwner"][];
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
        /** @description A lock. */
        ManagementLockObject: {
            properties: components["schemas"]["ManagementLockProperties"];
            readonly id?: string;
            readonly name?: string;
            readonly type?: string;
            readonly systemData?: components["schemas"]["SystemData"];
        };
        /** @description One page of locks. */
        ManagementLockListResult: {
            value?: components["schemas"]["ManagementLockObject"][];
            /** @description Where the next page is. Absent on the last one. */
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
    Tenants_List: {
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
                    "application/json": {
                        value?: components["schemas"]["TenantIdDescription"][];
                        /** @description Where the next page is. Absent on the last one. */
                        readonly nextLink?: string;
                    };
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
    Subscriptions_List: {
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
                    "application/json": components["schemas"]["SubscriptionListResult"];
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
    Subscriptions_Get: {
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
                    "application/json": components["schemas"]["Subscription"];
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
    Subscriptions_ListLocations: {
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
                    "application/json": components["schemas"]["LocationListResult"];
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
    ResourceGroups_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Letters and digits of any language, `-`, `_`, `.` and parentheses; the last is not a dot. */
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
                    "application/json": components["schemas"]["ResourceGroup"];
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
    ResourceGroups_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Letters and digits of any language, `-`, `_`, `.` and parentheses; the last is not a dot. */
                resourceGroupName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceGroup"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceGroup"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceGroup"];
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
    ResourceGroups_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Resource types that may be deleted by force, with commas between. */
                forceDeletionTypes?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Letters and digits of any language, `-`, `_`, `.` and parentheses; the last is not a dot. */
                resourceGroupName: string;
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
    ResourceGroups_CheckExistence: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Letters and digits of any language, `-`, `_`, `.` and parentheses; the last is not a dot. */
                resourceGroupName: string;
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
            /** @description 404 without a body. */
            404: {
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
    ResourceGroups_Update: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Letters and digits of any language, `-`, `_`, `.` and parentheses; the last is not a dot. */
                resourceGroupName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceGroupPatchable"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceGroup"];
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
    ResourceGroups_ExportTemplate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Letters and digits of any language, `-`, `_`, `.` and parentheses; the last is not a dot. */
                resourceGroupName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportTemplateRequest"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceGroupExportResult"];
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
    ResourceGroups_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description An expression such as `name eq 'a'`. */
                $filter?: string;
                /** @description How many to answer with at most. */
                $top?: number;
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
                    "application/json": components["schemas"]["ResourceGroupListResult"];
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
    OperationResults_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description As the `Location` header named it. */
                operationId: string;
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    Providers_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `metadata` or `resourceTypes/aliases`. */
                $expand?: string;
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
                    "application/json": components["schemas"]["ProviderListResult"];
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
    Providers_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `metadata` or `resourceTypes/aliases`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
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
                    "application/json": components["schemas"]["Provider"];
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
    Providers_ListAtTenantScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `metadata` or `resourceTypes/aliases`. */
                $expand?: string;
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
                    "application/json": components["schemas"]["ProviderListResult"];
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
    Providers_GetAtTenantScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `metadata` or `resourceTypes/aliases`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
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
                    "application/json": components["schemas"]["Provider"];
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
    Providers_Register: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProviderRegistrationRequest"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
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
    Providers_Unregister: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
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
                    "application/json": components["schemas"]["Provider"];
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
    Providers_ProviderPermissions: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
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
                    "application/json": components["schemas"]["ProviderPermissionListResult"];
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
    ProviderResourceTypes_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `metadata` or `resourceTypes/aliases`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
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
                    "application/json": components["schemas"]["ProviderResourceTypeListResult"];
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
    AuthorizationOperations_List: {
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
    ProviderOperationsMetadata_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `resourceTypes`: those that are of a type come by their types. */
                $expand?: string;
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
                    "application/json": components["schemas"]["ProviderOperationsListResult"];
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
    ProviderOperationsMetadata_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `resourceTypes`: those that are of a type come by their types. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
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
                    "application/json": components["schemas"]["ProviderOperations"];
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
    Resources_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description An expression such as `name eq 'a'`. */
                $filter?: string;
                /** @description How many to answer with at most. */
                $top?: number;
                /** @description `createdTime`, `changedTime`, `provisioningState`, or several with commas between. */
                $expand?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
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
                    "application/json": components["schemas"]["ResourceListResult"];
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
    Resources_ListByResourceGroup: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description An expression such as `name eq 'a'`. */
                $filter?: string;
                /** @description How many to answer with at most. */
                $top?: number;
                /** @description `createdTime`, `changedTime`, `provisioningState`, or several with commas between. */
                $expand?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
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
                    "application/json": components["schemas"]["ResourceListResult"];
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
    Resources_GetById: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A complete resource id, slashes and all. */
                resourceId: string;
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
                    "application/json": unknown;
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
    Resources_CreateOrUpdateById: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A complete resource id, slashes and all. */
                resourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
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
                    "application/json": unknown;
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
    Resources_DeleteById: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A complete resource id, slashes and all. */
                resourceId: string;
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    Resources_CheckExistenceById: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A complete resource id, slashes and all. */
                resourceId: string;
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
            /** @description 404 without a body. */
            404: {
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
    Resources_UpdateById: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A complete resource id, slashes and all. */
                resourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
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
    Tags_GetAtScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
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
                    "application/json": components["schemas"]["TagsResource"];
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
    Tags_CreateOrUpdateAtScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsResource"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagsResource"];
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
    Tags_DeleteAtScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
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
    Tags_UpdateAtScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsPatchResource"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagsResource"];
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
    Tags_List: {
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
                    "application/json": components["schemas"]["TagsListResult"];
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
    Tags_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Upper and lower case are the same. */
                tagName: string;
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
                    "application/json": components["schemas"]["TagDetails"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagDetails"];
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
    Tags_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Upper and lower case are the same. */
                tagName: string;
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
    Tags_CreateOrUpdateValue: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Upper and lower case are the same. */
                tagName: string;
                tagValue: string;
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
                    "application/json": components["schemas"]["TagValue"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagValue"];
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
    Tags_DeleteValue: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Upper and lower case are the same. */
                tagName: string;
                tagValue: string;
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
    RoleDefinitions_List: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Such as `roleName eq 'Contributor'` or `type eq 'CustomRole'`. */
                $filter?: string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
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
                    "application/json": components["schemas"]["RoleDefinitionListResult"];
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
    RoleDefinitions_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                /** @description The GUID of the role. */
                roleDefinitionId: string;
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
                    "application/json": components["schemas"]["RoleDefinition"];
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
    RoleDefinitions_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                /** @description The GUID of the role. */
                roleDefinitionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDefinition"];
            };
        };
        responses: {
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleDefinition"];
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
    RoleDefinitions_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                /** @description The GUID of the role. */
                roleDefinitionId: string;
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
                    "application/json": components["schemas"]["RoleDefinition"];
                };
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
    RoleAssignments_ListForScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description Such as `atScope()`, `principalId eq '...'` or `assignedTo('...')`. */
                $filter?: string;
                tenantId?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skipToken?: string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
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
                    "application/json": components["schemas"]["RoleAssignmentListResult"];
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
    RoleAssignments_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                tenantId?: string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                /** @description A GUID. */
                roleAssignmentName: string;
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
                    "application/json": components["schemas"]["RoleAssignment"];
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
    RoleAssignments_Create: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                /** @description A GUID. */
                roleAssignmentName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleAssignmentCreateParameters"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAssignment"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAssignment"];
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
    RoleAssignments_Delete: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                tenantId?: string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                /** @description A GUID. */
                roleAssignmentName: string;
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
                    "application/json": components["schemas"]["RoleAssignment"];
                };
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
    Permissions_ListForScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
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
                    "application/json": components["schemas"]["PermissionGetResult"];
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
    ManagementLocks_ListByScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `atScope()` leaves out what is locked below. */
                $filter?: string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
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
                    "application/json": components["schemas"]["ManagementLockListResult"];
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
    ManagementLocks_GetByScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                lockName: string;
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
                    "application/json": components["schemas"]["ManagementLockObject"];
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
    ManagementLocks_CreateOrUpdateByScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                lockName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManagementLockObject"];
            };
        };
        responses: {
            /** @description 200 with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagementLockObject"];
                };
            };
            /** @description 201 with the resource as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagementLockObject"];
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
    ManagementLocks_DeleteByScope: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description A resource id, slashes and all. Empty for the tenant. */
                scope: string;
                lockName: string;
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
    OperationStatuses_GetOperation: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
                location: string;
                operationId: string;
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
                    "application/json": unknown;
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
    OperationStatuses_GetOperationStatuses: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
                location: string;
                operationId: string;
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
                    "application/json": unknown;
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
    OperationStatuses_GetTenantOperationStatuses: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
                location: string;
                operationId: string;
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
                    "application/json": unknown;
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
    OperationStatuses_GetOperationStatus: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
                location: string;
                operationId: string;
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
                    "application/json": unknown;
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
    OperationStatuses_GetAsyncOperation: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
                location: string;
                operationId: string;
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
                    "application/json": unknown;
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
    OperationStatuses_GetOperationResults: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description Such as `Microsoft.ContainerService`. */
                resourceProviderNamespace: string;
                location: string;
                operationId: string;
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
                    "application/json": unknown;
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
}
