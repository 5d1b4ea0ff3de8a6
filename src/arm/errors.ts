// The errors that ARM itself answers, of resources of all services.
import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

const recording = (where: string) => ({ recorded: where })
const documented = (where: string) => ({ documented: where })
const assumed = (why: string) => ({ assumed: why })

const UNRECORDED = 'a code of ARM; the wording is widely quoted, no recording was read'

export const armErrors = {
  MissingApiVersionParameter: {
    status: 400,
    message: 'The api-version query parameter (?api-version=) is required for all requests.',
    basis: documented('microsoft/api-guidelines'),
  },
  InvalidApiVersionParameter: {
    status: 400,
    message: "The api-version '{version}' is invalid. The supported versions are '{versions}'.",
    basis: recording('Azure/azure-cli#28038'),
  },
  NoRegisteredProviderFound: {
    status: 400,
    message:
      "No registered resource provider found for location '{location}' and API version '{version}' for type '{type}'. The supported api-versions are '{versions}'. The supported locations are '{locations}'.",
    basis: recording('Azure/azure-cli#28368'),
  },
  InvalidResourceType: {
    status: 404,
    message:
      "The resource type '{type}' could not be found in the namespace '{namespace}' for api version '{version}'. The supported api-versions are '{versions}'.",
    basis: recording('Azure/azure-sdk-for-js#15460'),
  },
  InvalidResourceNamespace: {
    status: 404,
    message: "The resource namespace '{namespace}' is invalid.",
    basis: recording('Azure/aci-connector-k8s#13, the words; the status is assumed'),
  },
  MissingSubscription: {
    status: 404,
    message: 'The request did not have a subscription or a valid tenant level resource provider.',
    basis: assumed(UNRECORDED),
  },
  'NotFound:path': {
    status: 404,
    message: "The requested path '{path}' is not served.",
    basis: assumed('what ARM says of a path below a subscription that is nothing; words are ours'),
  },
  'NotFound:operation': {
    status: 404,
    message: "The operation '{id}' could not be found.",
    basis: assumed('the status that pollers expect; code and words are ours'),
  },
  MethodNotAllowed: {
    status: 405,
    message: "The HTTP method '{method}' is not supported at '{path}'.",
    basis: assumed('the status that HTTP asks for; code and words are ours'),
  },
  InvalidSubscriptionId: {
    status: 400,
    message: "The provided subscription identifier '{id}' is malformed or invalid.",
    basis: recording('hashicorp/terraform-provider-azurerm, error of a providers list'),
  },
  SubscriptionNotFound: {
    status: 404,
    message: "The subscription '{id}' could not be found.",
    basis: assumed(UNRECORDED),
  },
  MissingSubscriptionRegistration: {
    status: 409,
    message:
      "The subscription is not registered to use namespace '{namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    basis: documented(
      'azure-core and azcore parse the code, the last quoted word and details.target',
    ),
  },
  'Conflict:unregister': {
    status: 409,
    message:
      "The resource provider '{namespace}' cannot be unregistered: the subscription still has resources of it.",
    basis: assumed('the documents say that it is refused; code and words are ours'),
  },
  ResourceGroupNotFound: {
    status: 404,
    message: "Resource group '{name}' could not be found.",
    basis: assumed(UNRECORDED),
  },
  ResourceNotFound: {
    status: 404,
    message:
      "The Resource '{resource}' under resource group '{group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    basis: recording('Azure/azure-cli, module acs, test recordings'),
  },
  'ResourceNotFound:subscription': {
    status: 404,
    message:
      "The Resource '{resource}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    basis: assumed('as the recorded one, for a resource without a group'),
  },
  ParentResourceNotFound: {
    status: 404,
    message:
      "Can not perform requested operation on nested resource. Parent resource '{parent}' not found.",
    basis: recording('Azure/sap-automation#121'),
  },
  InvalidRequestContent: {
    status: 400,
    message: "The request content was invalid and could not be deserialized: '{reason}'.",
    basis: documented('learn.microsoft.com, troubleshooting of deployments'),
  },
  // Of a provider whose own words are not recorded, and of ARM's types: as Batch and AKS do, in ARM's words.
  'InvalidRequestContent:member': {
    status: 400,
    message: "The request content was invalid and could not be deserialized: '{reason}'.",
    basis: assumed('members that a body may not have, below the outermost, are not recorded'),
  },
  RequestContentTooLarge: {
    status: 413,
    message: 'The request content size exceeds the maximum size of {limit} MB.',
    basis: assumed(UNRECORDED),
  },
  InvalidParameterValue: {
    status: 400,
    message: "The value '{value}' of the query parameter '{name}' is invalid: {reason}.",
    basis: assumed('the status is certain; code and words are ours'),
  },
  MissingParameter: {
    status: 400,
    message: "The query parameter '{name}' is required.",
    basis: assumed('the status is certain; code and words are ours'),
  },
  InvalidFilterInQueryString: {
    status: 400,
    message: "Invalid $filter '{filter}' specified in the query string. Details: '{reason}'.",
    basis: recording('cloud-custodian and others quote the words; the code is assumed'),
  },
  InvalidSkipToken: {
    status: 400,
    message: "The skip token '{token}' specified in the query string is invalid.",
    basis: assumed('the status is certain; code and words are ours'),
  },
  LocationRequired: {
    status: 400,
    message: 'The location property is required for this definition.',
    basis: recording('Azure/azure-sdk-for-net, comment in the tests of AzureStack'),
  },
  LocationNotAvailableForResourceType: {
    status: 400,
    message:
      "The provided location '{location}' is not available for resource type '{type}'. List of available regions for the resource type is '{locations}'.",
    basis: recording('Azure/pcs-cli#409'),
  },
  LocationNotAvailableForResourceGroup: {
    status: 400,
    message:
      "The provided location '{location}' is not available for resource group. List of available regions is '{locations}'.",
    basis: assumed(UNRECORDED),
  },
  InvalidResourceGroup: {
    status: 400,
    message:
      "The provided resource group name '{name}' has these invalid characters: '{characters}'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.",
    basis: recording('azure-powershell, test of deployment stacks'),
  },
  'InvalidResourceGroup:name': {
    status: 400,
    message:
      "The provided resource group name '{name}' is invalid: it has 1 to 90 characters and does not end with a period.",
    basis: assumed('the rule is documented; the words are ours'),
  },
  LinkedInvalidPropertyId: {
    status: 400,
    message:
      "Property id '{id}' at path '{property}' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.",
    basis: recording('ernestio/ernest#498, of a subnet; ARM checks linked ids of all providers'),
  },
  InvalidResourceName: {
    status: 400,
    message: "The provided resource name '{name}' is invalid: {reason}.",
    basis: assumed('a code of ARM; the words are ours'),
  },
  InvalidResourceGroupLocation: {
    status: 409,
    message:
      "Invalid resource group location '{location}'. The Resource group already exists in location '{existing}'.",
    basis: documented('learn.microsoft.com, Network Watcher blueprint, troubleshooting'),
  },
  InvalidResourceLocation: {
    status: 409,
    message:
      "The resource '{name}' already exists in location '{existing}' in resource group '{group}'. A resource with the same name cannot be created in location '{location}'. Please select a new resource name.",
    basis: assumed(UNRECORDED),
  },
  ResourceGroupBeingDeleted: {
    status: 409,
    message:
      "The resource group '{name}' is in deprovisioning state and cannot perform this operation.",
    basis: recording('Azure/azure-cli#21121'),
  },
  ResourceGroupDeletionBlocked: {
    status: 409,
    message:
      "Deletion of resource group '{name}' failed as resources with identifiers '{resources}' could not be deleted. The provisioning state of the resource group will be rolled back. The tracking Id is '{tracking}'. Please check audit logs for more details.",
    basis: recording('Azure/bicep-registry-modules#1607'),
  },
  'Conflict:canceled': {
    status: 409,
    message: 'The operation was canceled.',
    basis: assumed('the status of a canceled operation at its Location; code and words are ours'),
  },
  ScopeLocked: {
    status: 409,
    message:
      "The scope '{scope}' cannot perform {verb} operation because following scope(s) are locked: '{locks}'. Please remove the lock and try again.",
    basis: assumed(UNRECORDED),
  },
  LockNotFound: {
    status: 404,
    message: "The lock '{name}' could not be found.",
    basis: assumed(UNRECORDED),
  },
  RoleAssignmentNotFound: {
    status: 404,
    message: "The role assignment '{name}' is not found.",
    basis: assumed(UNRECORDED),
  },
  InvalidRoleAssignmentId: {
    status: 400,
    message: "The role assignment ID '{name}' is not valid. The role assignment ID must be a GUID.",
    basis: assumed(UNRECORDED),
  },
  PrincipalNotFound: {
    status: 400,
    message:
      'Principal {id} does not exist in the directory {tenant}. Check that you have the correct ' +
      'principal ID. If you are creating this principal and then immediately assigning a role, ' +
      'this error might be related to a replication delay. In this case, set the role assignment ' +
      'principalType property to a value, such as ServicePrincipal, User, or Group.  See ' +
      'https://aka.ms/docs-principaltype',
    basis: { recorded: 'Azure/HubAndSpokeResearchEnclave#50' },
  },
  UnmatchedPrincipalType: {
    status: 400,
    message:
      "The PrincipalId '{id}' has type '{known}' , which is different from specified " +
      "PrinciaplType '{type}'.",
    basis: { recorded: 'Azure/modern-web-app-pattern-dotnet#129, with its spelling' },
  },
  InvalidPrincipalId: {
    status: 400,
    message: "The Principal ID '{id}' is not valid. Principal ID must be a GUID.",
    basis: assumed(UNRECORDED),
  },
  RoleDefinitionDoesNotExist: {
    status: 404,
    message: "The specified role definition with ID '{id}' does not exist.",
    basis: assumed(UNRECORDED),
  },
  InvalidRoleDefinitionId: {
    status: 400,
    message: "The role definition ID '{name}' is not valid. The role definition ID must be a GUID.",
    basis: assumed('the mirror of the refused assignment id'),
  },
  RoleDefinitionWithSameNameExists: {
    status: 409,
    message: 'A role definition cannot be updated with a name that already exists.',
    basis: recording('Azure/ARO-RP#1346'),
  },
  RoleDefinitionHasAssignments: {
    status: 400,
    message: 'There are existing role assignments referencing role.',
    basis: documented('learn.microsoft.com, troubleshooting of Azure RBAC; the status is assumed'),
  },
  RoleDefinitionCannotBeChanged: {
    status: 400,
    message: "The role definition '{name}' is built in and cannot be changed or deleted.",
    basis: assumed('it is documented that only custom roles change; code and words are ours'),
  },
  InvalidActionOrNotAction: {
    status: 400,
    message: "'{action}' does not match any of the actions supported by the providers.",
    basis: recording('users quote it; Azure looks the action up, Lazuli at its form only'),
  },
  InvalidDataActionOrNotDataAction: {
    status: 400,
    message: "'{action}' does not match any of the actions supported by the providers.",
    basis: recording('users quote it; Azure looks the action up, Lazuli at its form only'),
  },
  InvalidAssignableScope: {
    status: 400,
    message:
      "The assignable scope '{scope}' is not valid: it must be a subscription, a resource group or a resource.",
    basis: assumed('documented: not the root scope; code and words are ours'),
  },
  LinkedAuthorizationFailed: {
    status: 403,
    message:
      "The client '{client}' with object id '{objectId}' does not have permission to perform action '{action}' on the linked scope '{scope}', or the linked subscription '{subscription}' was not found.",
    basis: documented('learn.microsoft.com, troubleshooting of Azure RBAC; the words are abridged'),
  },
  'InvalidAssignableScope:assignment': {
    status: 400,
    message: "The role definition '{name}' cannot be assigned at the scope '{scope}'.",
    basis: assumed('documented: only where the role says so; code and words are ours'),
  },
  RoleAssignmentExists: {
    status: 409,
    message:
      'The role assignment already exists. The ID of the existing role assignment is {name}.',
    basis: assumed(UNRECORDED),
  },
  RoleAssignmentUpdateNotPermitted: {
    status: 400,
    message: 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    basis: assumed(UNRECORDED),
  },
  InvalidConditionFormat: {
    status: 400,
    message: 'Conditions on role assignments are not supported.',
    basis: assumed('Lazuli evaluates no conditions and must not drop one unsaid'),
  },
  InvalidTagName: {
    status: 400,
    message:
      'The tag name must be non-null, non-empty and non-whitespace only. Please provide an actual value.',
    basis: { recorded: 'Azure/azure-cli, recordings of the resource module' },
  },
  InvalidTags: {
    status: 400,
    message: '{reason}',
    basis: assumed('the limits are documented; code and words are ours'),
  },
  InvalidTagNameCharacters: {
    status: 400,
    message:
      "The tag names '{names}' have reserved characters '<,>,%,&,\\,?,/' or control characters.",
    basis: assumed(UNRECORDED),
  },
  TagNotFound: {
    status: 404,
    message: "The tag name '{name}' could not be found.",
    basis: assumed('the status is certain; code and words are ours'),
  },
  'Conflict:tagName': {
    status: 409,
    message: "The tag name '{name}' still has values and cannot be deleted.",
    basis: assumed('the documents say that it is refused; code and words are ours'),
  },
  SubscriptionRequestsThrottled: {
    status: 429,
    message:
      "Number of requests for subscription '{subscription}' and operation '{kind}' exceeded the backend storage limit. Please try again after '{seconds}' seconds.",
    basis: recording('webdevops/azure-metrics-exporter#36, the code; the words are abridged'),
  },
  TenantRequestsThrottled: {
    status: 429,
    message:
      "Number of requests for tenant and operation '{kind}' exceeded the limit. Please try again after '{seconds}' seconds.",
    basis: assumed('the code is documented; the words are ours'),
  },
  TooManyRequests: {
    status: 429,
    message:
      "The caller makes more calls than its share of this server allows. Please try again after '{seconds}' seconds.",
    basis: assumed('the limit is one of this server, so the words are ours'),
  },
  NotImplemented: {
    status: 501,
    message: "The operation '{operation}' is not served.",
    basis: assumed('an operation of the contract that Lazuli leaves out'),
  },
  InternalServerError: {
    status: 500,
    message: 'Encountered internal server error.',
    basis: recording('Azure/bicep-registry-modules#1607, the first sentence'),
  },
} as const satisfies Catalogue

/** Makes an error of ARM's own: `armError('ResourceGroupNotFound', { name })`. */
export const armError = errorsOf('arm', armErrors)
