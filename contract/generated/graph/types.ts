// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /** @description A person who can sign in. A text that is empty is refused: `null` takes it away. */
        User: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            displayName?: string;
            userPrincipalName?: string;
            accountEnabled?: boolean;
            /** @description All but `@ ( ) \ [ ] " ; : < > ,` and spaces; not with a full stop at its end. */
            mailNickname?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            /** @description Two letters, as ISO 3166 has them. */
            usageLocation?: string | null;
            /** @description One at most. */
            businessPhones?: string[];
            userType?: string | null;
            ageGroup?: string | null;
            city?: string | null;
            companyName?: string | null;
            consentProvidedForMinor?: string | null;
            country?: string | null;
            department?: string | null;
            employeeHireDate?: string | null;
            employeeId?: string | null;
            employeeLeaveDateTime?: string | null;
            employeeOrgData?: {
                [key: string]: unknown;
            } | null;
            employeeType?: string | null;
            faxNumber?: string | null;
            identities?: {
                [key: string]: unknown;
            }[];
            onPremisesImmutableId?: string | null;
            onPremisesExtensionAttributes?: {
                [key: string]: unknown;
            } | null;
            otherMails?: string[];
            passwordPolicies?: string | null;
            postalCode?: string | null;
            preferredDataLocation?: string | null;
            showInAddressList?: boolean | null;
            state?: string | null;
            streetAddress?: string | null;
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
            /** @description Kept, and without effect: no user is asked for another password here. */
            forceChangePasswordNextSignIn?: boolean;
            forceChangePasswordNextSignInWithMfa?: boolean;
        };
        /** @description A person who can sign in. A text that is empty is refused: `null` takes it away. */
        UserCreate: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            displayName?: string;
            userPrincipalName?: string;
            accountEnabled?: boolean;
            /** @description All but `@ ( ) \ [ ] " ; : < > ,` and spaces; not with a full stop at its end. */
            mailNickname?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            /** @description Two letters, as ISO 3166 has them. */
            usageLocation?: string | null;
            /** @description One at most. */
            businessPhones?: string[];
            userType?: string | null;
            ageGroup?: string | null;
            city?: string | null;
            companyName?: string | null;
            consentProvidedForMinor?: string | null;
            country?: string | null;
            department?: string | null;
            employeeHireDate?: string | null;
            employeeId?: string | null;
            employeeLeaveDateTime?: string | null;
            employeeOrgData?: {
                [key: string]: unknown;
            } | null;
            employeeType?: string | null;
            faxNumber?: string | null;
            identities?: {
                [key: string]: unknown;
            }[];
            onPremisesImmutableId?: string | null;
            onPremisesExtensionAttributes?: {
                [key: string]: unknown;
            } | null;
            otherMails?: string[];
            passwordPolicies?: string | null;
            postalCode?: string | null;
            preferredDataLocation?: string | null;
            showInAddressList?: boolean | null;
            state?: string | null;
            streetAddress?: string | null;
            passwordProfile?: components["schemas"]["PasswordProfile"];
        };
        /** @description A person who can sign in. A text that is empty is refused: `null` takes it away. */
        UserUpdate: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            displayName?: string;
            userPrincipalName?: string;
            accountEnabled?: boolean;
            /** @description All but `@ ( ) \ [ ] " ; : < > ,` and spaces; not with a full stop at its end. */
            mailNickname?: string;
            mail?: string | null;
            givenName?: string | null;
            surname?: string | null;
            jobTitle?: string | null;
            mobilePhone?: string | null;
            officeLocation?: string | null;
            preferredLanguage?: string | null;
            /** @description Two letters, as ISO 3166 has them. */
            usageLocation?: string | null;
            /** @description One at most. */
            businessPhones?: string[];
            userType?: string | null;
            ageGroup?: string | null;
            city?: string | null;
            companyName?: string | null;
            consentProvidedForMinor?: string | null;
            country?: string | null;
            department?: string | null;
            employeeHireDate?: string | null;
            employeeId?: string | null;
            employeeLeaveDateTime?: string | null;
            employeeOrgData?: {
                [key: string]: unknown;
            } | null;
            employeeType?: string | null;
            faxNumber?: string | null;
            identities?: {
                [key: string]: unknown;
            }[];
            onPremisesImmutableId?: string | null;
            onPremisesExtensionAttributes?: {
                [key: string]: unknown;
            } | null;
            otherMails?: string[];
            passwordPolicies?: string | null;
            postalCode?: string | null;
            preferredDataLocation?: string | null;
            showInAddressList?: boolean | null;
            state?: string | null;
            streetAddress?: string | null;
            passwordProfile?: components["schemas"]["PasswordProfile"];
        };
        /** @description People and programs that hold roles together. A text that is empty is refused. */
        Group: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            readonly id?: string;
            readonly deletedDateTime?: string | null;
            displayName?: string;
            description?: string | null;
            mailEnabled?: boolean;
            /** @description All but `@ ( ) \ [ ] " ; : < > ,` and spaces. */
            mailNickname?: string;
            securityEnabled?: boolean;
            groupTypes?: string[];
            classification?: string | null;
            isAssignableToRole?: boolean | null;
            membershipRule?: string | null;
            membershipRuleProcessingState?: string | null;
            preferredLanguage?: string | null;
            resourceBehaviorOptions?: string[];
            resourceProvisioningOptions?: string[];
            theme?: string | null;
            uniqueName?: string | null;
            visibility?: string | null;
            readonly createdDateTime?: string;
        };
        /** @description People and programs that hold roles together. A text that is empty is refused. */
        GroupCreate: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            displayName?: string;
            description?: string | null;
            mailEnabled?: boolean;
            /** @description All but `@ ( ) \ [ ] " ; : < > ,` and spaces. */
            mailNickname?: string;
            securityEnabled?: boolean;
            groupTypes?: string[];
            classification?: string | null;
            isAssignableToRole?: boolean | null;
            membershipRule?: string | null;
            membershipRuleProcessingState?: string | null;
            preferredLanguage?: string | null;
            resourceBehaviorOptions?: string[];
            resourceProvisioningOptions?: string[];
            theme?: string | null;
            uniqueName?: string | null;
            visibility?: string | null;
            /** @description Links to the first members: of a new group only. */
            "members@odata.bind"?: string[];
            /** @description Taken, and without effect: who owns a group is not kept. */
            "owners@odata.bind"?: string[];
        };
        /** @description People and programs that hold roles together. A text that is empty is refused. */
        GroupUpdate: {
            "@odata.context"?: string;
            /** @description `#microsoft.graph.user`, where objects of several kinds are in one list. */
            "@odata.type"?: string;
            displayName?: string;
            description?: string | null;
            mailEnabled?: boolean;
            /** @description All but `@ ( ) \ [ ] " ; : < > ,` and spaces. */
            mailNickname?: string;
            securityEnabled?: boolean;
            groupTypes?: string[];
            classification?: string | null;
            isAssignableToRole?: boolean | null;
            membershipRule?: string | null;
            membershipRuleProcessingState?: string | null;
            preferredLanguage?: string | null;
            resourceBehaviorOptions?: string[];
            resourceProvisioningOptions?: string[];
            theme?: string | null;
            uniqueName?: string | null;
            visibility?: string | null;
            /** @description Links to the first members: of a new group only. */
            "members@odata.bind"?: string[];
            /** @description Taken, and without effect: who owns a group is not kept. */
            "owners@odata.bind"?: string[];
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
        /** @enum {string} */
        SignInAudience: "AzureADMyOrg" | "AzureADMultipleOrgs" | "AzureADandPersonalMicrosoftAccount" | "PersonalMicrosoftAccount";
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
        PermissionScope: {
            /**
             * Format: uuid
             * @description A GUID in its usual form.
             */
            id: string;
            adminConsentDescription?: string | null;
            adminConsentDisplayName?: string | null;
            isEnabled?: boolean;
            origin?: string | null;
            type?: string | null;
            userConsentDescription?: string | null;
            userConsentDisplayName?: string | null;
            value?: string | null;
        };
        PreAuthorizedApplication: {
            /**
             * Format: uuid
             * @description A GUID in its usual form.
             */
            appId?: string;
            delegatedPermissionIds?: string[];
            permissionIds?: string[];
        };
        ApiApplication: {
            acceptMappedClaims?: boolean | null;
            knownClientApplications?: string[];
            oauth2PermissionScopes?: components["schemas"]["PermissionScope"][];
            preAuthorizedApplications?: components["schemas"]["PreAuthorizedApplication"][];
            /** Format: int32 */
            requestedAccessTokenVersion?: number | null;
        };
        AppRole: {
            /**
             * Format: uuid
             * @description A GUID in its usual form.
             */
            id: string;
            allowedMemberTypes?: string[];
            description?: string | null;
            displayName?: string | null;
            isEnabled?: boolean;
            origin?: string | null;
            value?: string | null;
        };
        ResourceAccess: {
            /**
             * Format: uuid
             * @description A GUID in its usual form.
             */
            id: string;
            /** @description `Role` or `Scope`. */
            type?: string | null;
        };
        RequiredResourceAccess: {
            /**
             * Format: uuid
             * @description A GUID in its usual form.
             */
            resourceAppId?: string;
            resourceAccess?: components["schemas"]["ResourceAccess"][];
        };
        ImplicitGrantSettings: {
            enableAccessTokenIssuance?: boolean | null;
            enableIdTokenIssuance?: boolean | null;
        };
        WebApplication: {
            redirectUris?: string[];
            homePageUrl?: string | null;
            implicitGrantSettings?: components["schemas"]["ImplicitGrantSettings"] | null;
            logoutUrl?: string | null;
            redirectUriSettings?: {
                [key: string]: unknown;
            }[];
        };
        RedirectUris: {
            redirectUris?: string[];
        };
        OptionalClaim: {
            name?: string;
            source?: string | null;
            essential?: boolean;
            additionalProperties?: string[];
        };
        OptionalClaims: {
            accessToken?: components["schemas"]["OptionalClaim"][];
            idToken?: components["schemas"]["OptionalClaim"][];
            saml2Token?: components["schemas"]["OptionalClaim"][];
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
            signInAudience?: components["schemas"]["SignInAudience"];
            readonly publisherDomain?: string;
            readonly passwordCredentials?: components["schemas"]["PasswordCredential"][];
            keyCredentials?: components["schemas"]["KeyCredential"][];
            isFallbackPublicClient?: boolean | null;
            notes?: string | null;
            tags?: string[];
            api?: components["schemas"]["ApiApplication"];
            appRoles?: components["schemas"]["AppRole"][];
            requiredResourceAccess?: components["schemas"]["RequiredResourceAccess"][];
            web?: components["schemas"]["WebApplication"];
            spa?: components["schemas"]["RedirectUris"];
            publicClient?: components["schemas"]["RedirectUris"];
            optionalClaims?: components["schemas"]["OptionalClaims"] | null;
            addIns?: {
                [key: string]: unknown;
            }[];
            description?: string | null;
            defaultRedirectUri?: string | null;
            groupMembershipClaims?: string | null;
            info?: {
                [key: string]: unknown;
            } | null;
            isDeviceOnlyAuthSupported?: boolean | null;
            nativeAuthenticationApisEnabled?: string | null;
            oauth2RequirePostResponse?: boolean;
            parentalControlSettings?: {
                [key: string]: unknown;
            } | null;
            requestSignatureVerification?: {
                [key: string]: unknown;
            } | null;
            samlMetadataUrl?: string | null;
            serviceManagementReference?: string | null;
            servicePrincipalLockConfiguration?: {
                [key: string]: unknown;
            } | null;
            tokenEncryptionKeyId?: string | null;
            uniqueName?: string | null;
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
            addIns?: {
                [key: string]: unknown;
            }[];
            appDescription?: string | null;
            appRoles?: components["schemas"]["AppRole"][];
            customSecurityAttributes?: {
                [key: string]: unknown;
            } | null;
            description?: string | null;
            disabledByMicrosoftStatus?: string | null;
            homepage?: string | null;
            info?: {
                [key: string]: unknown;
            } | null;
            loginUrl?: string | null;
            logoutUrl?: string | null;
            notes?: string | null;
            notificationEmailAddresses?: string[];
            oauth2PermissionScopes?: {
                [key: string]: unknown;
            }[];
            preferredSingleSignOnMode?: string | null;
            preferredTokenSigningKeyThumbprint?: string | null;
            replyUrls?: string[];
            samlSingleSignOnSettings?: {
                [key: string]: unknown;
            } | null;
            tokenEncryptionKeyId?: string | null;
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
                "application/json": components["schemas"]["GroupCreate"];
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
                "application/json": components["schemas"]["GroupUpdate"];
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
                /** @description A condition: `eq`, `ne`, `startswith`, `any`, connected by `and`, `or` and `not`. */
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
