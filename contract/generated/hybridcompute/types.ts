// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
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
         * @description Whether a machine has an identity.
         * @enum {string}
         */
        IdentityType: "None" | "SystemAssigned";
        /** @description The identity by which a machine calls Azure. */
        Identity: {
            readonly principalId?: string;
            readonly tenantId?: string;
            type?: components["schemas"]["IdentityType"];
        };
        /** @description Where a machine stands. */
        LocationData: {
            name: string;
            city?: string;
            district?: string;
            countryOrRegion?: string;
        };
        /** @description How the agent is set up, told by the agent. */
        AgentConfiguration: {
            readonly proxyUrl?: string;
            readonly extensionsEnabled?: string;
            readonly guestConfigurationEnabled?: string;
        };
        /** @description The operating system of a machine. */
        OSProfile: {
            readonly computerName?: string;
        };
        /** @description Whether the agent brings itself up to date. */
        AgentUpgrade: {
            enableAutomaticUpgrade?: boolean;
            /** @description The version that is wanted. */
            desiredVersion?: string;
        };
        /**
         * @description Whether an agent reports.
         * @enum {string}
         */
        StatusType: "Connected" | "Disconnected" | "Error";
        /** @description What is known of a machine. */
        MachineProperties: {
            locationData?: components["schemas"]["LocationData"];
            readonly agentConfiguration?: components["schemas"]["AgentConfiguration"];
            osProfile?: components["schemas"]["OSProfile"];
            agentUpgrade?: components["schemas"]["AgentUpgrade"];
            readonly provisioningState?: string;
            /** @description Whether its agent reports. */
            readonly status?: components["schemas"]["StatusType"];
            /** Format: date-time */
            readonly lastStatusChange?: string;
            readonly agentVersion?: string;
            /** @description A GUID of this resource. */
            vmId?: string;
            readonly displayName?: string;
            readonly machineFqdn?: string;
            /** @description The key by which the agent proves who it is. */
            clientPublicKey?: string;
            readonly osName?: string;
            readonly osVersion?: string;
            /** @description `windows` or `linux`. */
            osType?: string;
            /** @description The GUID that the machine's firmware shows. */
            readonly vmUuid?: string;
            readonly osSku?: string;
            readonly domainName?: string;
            /** @description The cluster that the machine is a part of. */
            parentClusterResourceId?: string;
            privateLinkScopeResourceId?: string;
        };
        /** @description A machine outside Azure. */
        Machine: {
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
            /** @description What runs it, in any case: `SCVMM`, `VMware`, `HCI`, `AVS`, `EPS`, `GCP` or `AWS`. */
            kind?: string;
            identity?: components["schemas"]["Identity"];
            properties?: components["schemas"]["MachineProperties"];
        };
        /** @description One page of machines. */
        MachineListResult: {
            value: components["schemas"]["Machine"][];
            /** @description Where the next page is. Absent on the last one. */
            nextLink?: string;
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
        /** @description The properties of a machine that can change. */
        MachineUpdateProperties: {
            locationData?: components["schemas"]["LocationData"];
            osProfile?: components["schemas"]["OSProfile"];
            agentUpgrade?: components["schemas"]["AgentUpgrade"];
            /** @description The cluster that the machine is a part of. */
            parentClusterResourceId?: string;
            privateLinkScopeResourceId?: string;
        };
        /** @description What can change of a machine. */
        MachineUpdate: {
            /** @description All tags that the machine shall have. */
            tags?: {
                [key: string]: string;
            };
            kind?: string;
            identity?: components["schemas"]["Identity"];
            properties?: components["schemas"]["MachineUpdateProperties"];
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    Machines_ListBySubscription: {
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
                    "application/json": components["schemas"]["MachineListResult"];
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
    Machines_ListByResourceGroup: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `instanceView`. */
                $expand?: string;
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
                    "application/json": components["schemas"]["MachineListResult"];
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
    Machines_Get: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `instanceView`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-`, `_` and `.`. */
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
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    Machines_CreateOrUpdate: {
        parameters: {
            query: {
                /** @description The api-version of the request. */
                "api-version": string;
                /** @description `instanceView`. */
                $expand?: string;
            };
            header?: never;
            path: {
                /** @description The subscription, a GUID. */
                subscriptionId: string;
                /** @description The resource group. Upper and lower case are the same. */
                resourceGroupName: string;
                /** @description Letters, digits, `-`, `_` and `.`. */
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
    Machines_Delete: {
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
                /** @description Letters, digits, `-`, `_` and `.`. */
                machineName: string;
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
    Machines_Update: {
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
                /** @description Letters, digits, `-`, `_` and `.`. */
                machineName: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MachineUpdate"];
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
}
