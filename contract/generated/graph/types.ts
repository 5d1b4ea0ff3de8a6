// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /** @description A person who can sign in. */
        User: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            displayName?: string;
            userPrincipalName?: string;
            accountEnabled?: boolean;
            mailNickname?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            usageLocation?: string | null;
            businessPhones?: string[];
            userType?: string;
            readonly createdDateTime?: string;
        };
        GraphErrorBody: {
            /** @description For programs. */
            code: string;
            /** @description For people. */
            message: string;
            innerError?: unknown;
        };
        /** @description What is wrong. */
        GraphError: {
            error: components["schemas"]["GraphErrorBody"];
        };
        /** @description The password of a new user. */
        PasswordProfile: {
            password?: string;
            /** @description Kept, and without effect: nobody is asked for another password here. */
            forceChangePasswordNextSignIn?: boolean;
            forceChangePasswordNextSignInWithMfa?: boolean;
        };
        /** @description A person who can sign in. */
        UserCreate: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            displayName?: string;
            userPrincipalName?: string;
            accountEnabled?: boolean;
            mailNickname?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            usageLocation?: string | null;
            businessPhones?: string[];
            userType?: string;
            passwordProfile?: components["schemas"]["PasswordProfile"];
        };
        /** @description A person who can sign in. */
        UserUpdate: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            displayName?: string;
            userPrincipalName?: string;
            accountEnabled?: boolean;
            mailNickname?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            usageLocation?: string | null;
            businessPhones?: string[];
            userType?: string;
            passwordProfile?: components["schemas"]["PasswordProfile"];
        };
        /** @description People and programs that hold roles together. */
        Group: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            displayName?: string;
            description?: string | null;
            mailEnabled?: boolean;
            mailNickname?: string;
            securityEnabled?: boolean;
            groupTypes?: string[];
            readonly createdDateTime?: string;
        };
        /** @description A user, a group or a service principal: all that the three have. */
        AnyObject: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            displayName?: string;
            userPrincipalName?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            businessPhones?: string[];
            appId?: string;
            appDisplayName?: string;
            servicePrincipalType?: string;
            servicePrincipalNames?: string[];
            accountEnabled?: boolean;
            description?: string | null;
            mailEnabled?: boolean;
            mailNickname?: string;
            securityEnabled?: boolean;
            groupTypes?: string[];
        };
        /** @description An object, as a link to it. */
        Reference: {
            "@odata.id": string;
        };
        /** @description A secret, of which only the first letters are told again. */
        PasswordCredential: {
            displayName?: string | null;
            startDateTime?: string;
            endDateTime?: string;
            readonly keyId?: string;
            readonly hint?: string;
            /** @description Only in the answer to the call that made it. */
            readonly secretText?: string | null;
            readonly customKeyIdentifier?: string | null;
        };
        /** @description A certificate. */
        KeyCredential: {
            displayName?: string | null;
            startDateTime?: string;
            endDateTime?: string;
            keyId?: string;
            /** @description `AsymmetricX509Cert`. */
            type?: string;
            /** @description `Verify`. */
            usage?: string;
            customKeyIdentifier?: string | null;
            /** @description The certificate in base64; told never again. */
            key?: string | null;
        };
        /** @description A program that can get tokens, as its owner registered it. */
        Application: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            readonly appId?: string;
            displayName?: string;
            identifierUris?: string[];
            signInAudience?: string;
            readonly publisherDomain?: string;
            readonly passwordCredentials?: components["schemas"]["PasswordCredential"][];
            keyCredentials?: components["schemas"]["KeyCredential"][];
            isFallbackPublicClient?: boolean | null;
            notes?: string | null;
            tags?: string[];
            api?: {
                [key: string]: unknown;
            };
            appRoles?: {
                [key: string]: unknown;
            }[];
            requiredResourceAccess?: {
                [key: string]: unknown;
            }[];
            web?: {
                [key: string]: unknown;
            };
            spa?: {
                [key: string]: unknown;
            };
            publicClient?: {
                [key: string]: unknown;
            };
            optionalClaims?: {
                [key: string]: unknown;
            } | null;
            readonly createdDateTime?: string;
        };
        AddPasswordRequest: {
            passwordCredential?: components["schemas"]["PasswordCredential"];
        };
        RemovePasswordRequest: {
            keyId: string;
        };
        /** @description What every object has. */
        DirectoryObject: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
        };
        /** @description A program or a managed identity in this tenant: what holds roles. */
        ServicePrincipal: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            appId?: string;
            displayName?: string;
            accountEnabled?: boolean;
            readonly appDisplayName?: string;
            readonly appOwnerOrganizationId?: string | null;
            readonly servicePrincipalNames?: string[];
            readonly servicePrincipalType?: string;
            readonly alternativeNames?: string[];
            readonly passwordCredentials?: components["schemas"]["PasswordCredential"][];
            readonly keyCredentials?: components["schemas"]["KeyCredential"][];
            readonly createdDateTime?: string;
            appRoleAssignmentRequired?: boolean;
            tags?: string[];
        };
        ByIdsRequest: {
            ids: string[];
            /** @description `user`, `group`, `servicePrincipal`; absent or `directoryObject`: all. */
            types?: string[];
        };
        /** @description A text that is the whole answer. */
        Texts: {
            "@odata.context"?: string;
            value: string[];
        };
        MemberGroupsRequest: {
            groupIds: string[];
        };
        SecurityOnly: {
            securityEnabledOnly?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    Users_List: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["User"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Users_Create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreate"];
            };
        };
        responses: {
            /** @description The request has succeeded and a new resource has been created as a result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Users_Get: {
        parameters: {
            query?: {
                $select?: string;
            };
            header?: never;
            path: {
                /** @description The object id or the principal name. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Users_Delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The object id or the principal name. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Users_Update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The object id or the principal name. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Users_Me: {
        parameters: {
            query?: {
                $select?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_List: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["Group"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_Create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Group"];
            };
        };
        responses: {
            /** @description The request has succeeded and a new resource has been created as a result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_Get: {
        parameters: {
            query?: {
                $select?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_Delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_Update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Group"];
            };
        };
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_ListMembers: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["AnyObject"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_AddMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reference"];
            };
        };
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Groups_RemoveMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_List: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["Application"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_Create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description The request has succeeded and a new resource has been created as a result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_Get: {
        parameters: {
            query?: {
                $select?: string;
            };
            header?: never;
            path: {
                /** @description The object id, which is not the client id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_Delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The object id, which is not the client id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_Update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The object id, which is not the client id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
            };
        };
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_AddPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The object id, which is not the client id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPasswordRequest"];
            };
        };
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordCredential"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_RemovePassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The object id, which is not the client id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovePasswordRequest"];
            };
        };
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    Applications_ListOwners: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path: {
                /** @description The object id, which is not the client id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["DirectoryObject"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    ServicePrincipals_List: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["ServicePrincipal"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    ServicePrincipals_Create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServicePrincipal"];
            };
        };
        responses: {
            /** @description The request has succeeded and a new resource has been created as a result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServicePrincipal"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    ServicePrincipals_Get: {
        parameters: {
            query?: {
                $select?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServicePrincipal"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    ServicePrincipals_Delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    ServicePrincipals_Update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServicePrincipal"];
            };
        };
        responses: {
            /** @description There is no content to send for this request, but the headers may be useful. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    ServicePrincipals_ListOwners: {
        parameters: {
            query?: {
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, joined by `and`, `or` and `not`. */
                $filter?: string;
                /** @description The members that are wanted, with commas between. */
                $select?: string;
                /** @description How many to a page: 1 to 999, by default 100. */
                $top?: string;
                /** @description Where to go on, as the link of the page before says. */
                $skiptoken?: string;
                /** @description Accepted, and without effect: the number of all is in no answer. */
                $count?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["DirectoryObject"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    DirectoryObjects_Get: {
        parameters: {
            query?: {
                $select?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnyObject"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    DirectoryObjects_GetByIds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ByIdsRequest"];
            };
        };
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        "@odata.context"?: string;
                        value: components["schemas"]["AnyObject"][];
                        "@odata.nextLink"?: string;
                    };
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    DirectoryObjects_CheckMemberGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberGroupsRequest"];
            };
        };
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Texts"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    DirectoryObjects_GetMemberGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecurityOnly"];
            };
        };
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Texts"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    DirectoryObjects_GetMemberGroupsOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecurityOnly"];
            };
        };
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Texts"];
                };
            };
            /** @description unknown */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description unknown */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
}
