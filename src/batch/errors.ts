// Every error that Batch's data plane answers, each with how we know it. Which one an operation
// answers is the business of machines and handlers.
import { type Basis, type CatalogueEntry, errorsOf } from '#kernel/catalogue.ts'

type Entries<M> = { readonly [Code in keyof M]: CatalogueEntry }

/** Errors of one status that are known in the same way. */
function group<const M extends Readonly<Record<string, string>>>(
  status: number,
  basis: Basis,
  messages: M,
): Entries<M> {
  const entries = Object.entries(messages).map(([code, message]) => [
    code,
    { status, message, basis } satisfies CatalogueEntry,
  ])
  return Object.fromEntries(entries) as Entries<M>
}

const PAGE: Basis = { documented: 'learn.microsoft.com batch-status-and-error-codes' }
const RECORDED: Basis = { recorded: 'test recordings of the Azure SDK for Python and of Azure CLI' }
const CONSTANT: Basis = { assumed: 'a constant of the SDKs; status and words are ours' }

export const batchErrors = {
  ...group(304, PAGE, {
    'ConditionNotMet:read': 'The condition specified using HTTP conditional header(s) is not met.',
  }),
  ...group(412, RECORDED, {
    ConditionNotMet: 'The condition specified using HTTP conditional header(s) is not met.',
  }),
  ...group(400, PAGE, {
    MissingRequiredHeader: 'A required HTTP header was not specified.',
    UnsupportedHeader: 'One of the HTTP headers specified in the request is not supported.',
    MissingRequiredProperty: 'A required property was not specified in the request body.',
    UnsupportedProperty: 'One of the properties specified in the request body is not supported.',
    InvalidPropertyValue:
      'The value provided for one of the properties in the request body is invalid.',
    UnsupportedQueryParameter:
      'One of the query parameters specified in the request URI is not supported.',
    InvalidQueryParameterValue:
      'Value for one of the query parameters specified in the request URI is invalid.',
    OutOfRangeQueryParameterValue:
      'A query parameter specified in the request URI is outside the permissible range.',
    RequestUrlFailedToParse: 'The url in the request could not be parsed.',
    InvalidUri: 'The requested URI does not represent any resource on the server.',
    InvalidHttpVerb: 'The HTTP verb specified was not recognized by the server.',
    InvalidRequestBody: 'The specified Request Body is not syntactically valid.',
    InvalidInput: 'One of the request inputs is not valid.',
    OutOfRangeInput: 'One of the request inputs is out of range.',
    InvalidAuthenticationInfo:
      'The authentication information was not provided in the correct format. Verify the value of Authorization header.',
    InvalidMetadata:
      'The specified metadata is invalid. It includes characters that are not permitted.',
    EmptyMetadataKey: 'The key for one of the metadata key-value pairs is empty.',
    MetadataTooLarge: 'The size of the specified metadata exceeds the maximum size permitted.',
    MultipleConditionHeadersNotSupported: 'Multiple condition headers are not supported.',
    UnsupportedRequestVersion: 'The specified request version is not supported.',
  }),
  ...group(
    400,
    {
      assumed:
        "of accounts on nodes: names, passwords and SSH keys that no node's system takes. Published are twenty characters at most, and the form of keys; where Azure refuses the others was not found",
    },
    {
      'InvalidPropertyValue:account':
        'The value provided for one of the properties in the request body is invalid.',
    },
  ),
  ...group(400, RECORDED, {
    MissingRequiredQueryParameter:
      "A query parameter that's mandatory for this request is not specified.",
    InvalidHeaderValue: 'The value for one of the HTTP headers is not in the correct format.',
  }),
  ...group(403, PAGE, {
    AuthenticationFailed:
      'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
    InsufficientAccountPermissions:
      'The account being accessed does not have sufficient permissions to execute this operation.',
    AccountIsDisabled: 'The specified account is disabled.',
  }),
  ...group(
    401,
    { recorded: 'AzureAD/microsoft-authentication-library-for-js#1735, for a wrong audience' },
    {
      'AuthenticationFailed:bearer':
        'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
    },
  ),
  ...group(
    403,
    { documented: 'tests of the Azure SDK for JavaScript expect the code; the words are ours' },
    { Forbidden: 'The operation is not allowed with this kind of authentication.' },
  ),
  ...group(404, PAGE, { ResourceNotFound: 'The specified resource does not exist.' }),
  ...group(405, PAGE, {
    UnsupportedHttpVerb: "The resource doesn't support the specified HTTP verb.",
  }),
  ...group(409, CONSTANT, {
    ResourceAlreadyExists: 'The specified resource already exists.',
    ResourceTypeMismatch: 'The specified resource is of another type than the request expects.',
  }),
  ...group(411, PAGE, {
    MissingContentLengthHeader: 'The Content-Length header was not specified.',
  }),
  ...group(
    413,
    { recorded: 'Azure/BatchExplorer#1286' },
    {
      RequestBodyTooLarge:
        'The request body is too large and exceeds the maximum permissible limit.',
    },
  ),
  ...group(416, PAGE, {
    InvalidRange: 'The range specified is invalid for the current size of the resource.',
  }),
  ...group(
    429,
    { recorded: 'Azure SDK for Python, rapid changes of a job schedule; the words are ours' },
    { TooManyRequests: 'Too many requests were made in a short time. Please retry later.' },
  ),
  ...group(500, PAGE, {
    InternalError: 'The server encountered an internal error. Please retry the request.',
  }),
  ...group(500, RECORDED, {
    OperationTimedOut: 'Operation could not be completed within the specified time.',
  }),
  ...group(501, CONSTANT, { NotImplemented: '{what}.' }),
  ...group(503, PAGE, {
    ServerBusy: 'The server is currently unable to receive requests. Please retry your request.',
  }),
  ...group(400, CONSTANT, {
    HostInformationNotPresent: 'The host information is not present in the request.',
    InvalidConstraintValue: 'The value of one of the constraints is not valid.',
    UnsupportedConstraint: 'One of the constraints is not supported.',
    UnsupportedHttpVersion: 'The HTTP version of the request is not supported.',
    InvalidRestAPIForAccountSetting:
      "The operation is not allowed with the account's present settings.",
    OutOfRangePriority: 'The priority is outside the permissible range.',
    NodeCountsMismatch: 'The node counts of the request do not match those of the pool.',
    PathNotFound: 'The specified path does not exist.',
    StorageAccountNotFound: 'The specified storage account does not exist.',
    InvalidCertificateReferences:
      'One or more certificates specified for the pool are invalid or not available.',
  }),

  ...group(404, PAGE, {
    PoolNotFound: 'The specified pool does not exist.',
    NodeAgentSKUNotFound: 'The specified Node Agent SKU does not exist.',
    ApplicationNotFound: 'The specified application does not exist.',
    NodeNotFound: 'The specified node does not exist.',
    NodeUserNotFound: 'The specified node user does not exist.',
    JobNotFound: 'The specified job does not exist.',
    JobPreparationTaskNotRunOnNode: 'The job preparation task did not run on the specified node.',
    JobReleaseTaskNotRunOnNode: 'The job release task did not run on the specified node.',
    JobScheduleNotFound: 'The specified job schedule does not exist.',
    TaskNotFound: 'The specified task does not exist.',
    FileNotFound: 'The specified file does not exist.',
    CertificateNotFound: 'The specified certificate does not exist.',
  }),
  ...group(
    404,
    { recorded: 'Azure/azure-powershell#23809' },
    {
      ApplicationPackageNotFound: 'The specified application package does not exist.',
    },
  ),
  ...group(
    409,
    { assumed: 'made like PoolQuotaReached: no answer was found' },
    {
      ApplicationQuotaReached: 'Application quota for the account has been reached.',
      ApplicationPackageQuotaReached:
        'Application package quota for the application has been reached.',
    },
  ),
  ...group(
    409,
    {
      documented:
        "codes and statuses that the tests of Azure's older client for JavaScript await (arm-batch); the words are ours",
    },
    {
      ApplicationPackageBlobNotFound: 'The file of the application package was not found.',
      ApplicationPackagesNotEmpty: 'The application still has application packages.',
      RequestedDefaultVersionNotActive:
        'The application package that is to be the default version is not active.',
    },
  ),
  ...group(
    409,
    { assumed: 'the words are those of Azure PowerShell, the code is ours: none was found' },
    {
      ApplicationPackageUpdatesNotAllowed:
        'The package already exists and the application does not allow existing packages to be updated.',
    },
  ),
  ...group(400, PAGE, {
    InvalidAutoScalingSettings: 'The specified auto-scaling settings are not valid.',
    AutoScalingFormulaSyntaxError: 'The specified auto-scaling formula has a syntax error.',
    AutoScalingFormulaTooLong: 'The specified auto-scaling formula exceeds lengths limit.',
    OSVersionNotFound: 'The specified OS Version does not exists.',
    OSVersionDisabled: 'The specified OS Version is disabled.',
    OSVersionExpired: 'The specified OS Version is expired.',
    PoolVersionEqualsUpgradeVersion: 'The pool is already with the given version.',
    PoolNotEligibleForOSVersionUpgrade:
      'The specified pool is not eligible for OS Version upgrade.',
    TaskDependencyListTooLong:
      'A task was specified as depending on other tasks, but the list of dependencies was too long to be stored.',
    TaskDependencyRangesTooLong:
      'A task was specified as depending on multiple ranges of task ids, and the list of ranges was too long to be stored.',
  }),
  ...group(
    400,
    {
      recorded:
        'Azure/azure-sdk-for-python#27859 and #42399, against the page of codes, which has TaskDependenciesNotSpecifiedOnJob',
    },
    {
      'UnsupportedProperty:dependencies':
        'One of the properties specified in the request body is not supported.',
    },
  ),
  ...group(
    400,
    { recorded: 'Azure/Batch#85, on ARM; the words are ours' },
    { PropertyCannotBeUpdated: 'One of the properties specified cannot be updated.' },
  ),
  ...group(503, PAGE, {
    TooManyEnableAutoScaleRequests:
      'Too many Enable Pool AutoScale requests are issued on the pool.',
  }),
  ...group(409, PAGE, {
    OperationInvalidForCurrentState:
      'The specified operation is not valid for the current state of the resource.',
    PoolExists: 'The specified pool already exists.',
    PoolBeingCreated: 'The specified pool is being created.',
    PoolBeingDeleted: 'The specified pool has been marked for deletion and is being reclaimed.',
    PoolBeingResized: 'The specified pool is being resized.',
    PoolQuotaReached: 'Pool quota for the account has been reached.',
    OperationNotValidOnPool: 'The specified operation is not valid on the pool.',
    InvalidApplicationPackageReferences:
      'One or more application package references could not be satisfied. This occurs if the application id or version does not exist or is not active, or if the reference did not specify a version and there is no default version configured.',
    UpgradePoolVersionConflict: 'The pool is already upgrading to a different version.',
    NodeBeingCreated: 'The specified node is being created.',
    NodeBeingStarted: 'The specified node is being started.',
    NodeBeingRebooted: 'The specified node is being rebooted.',
    NodeBeingReimaged: 'The specified node is being reimaged.',
    NodeStateUnusable: 'The state of the specified node is unusable.',
    NodeAlreadyInTargetSchedulingState:
      'The specified node is already in the target scheduling state.',
    NodeUserExists: 'The specified node user already exists.',
    OperationNotValidOnNode: 'The specified operation is not valid on the node.',
    JobExists: 'The specified job already exists.',
    JobWithSameIdExists:
      'A job with the specified job schedule id exists. Job and job schedule cannot have the same id.',
    JobBeingTerminated: 'The specified job is being terminated.',
    JobBeingDeleted:
      'The specified job has been marked for deletion and is being garbage collected.',
    JobDisabled: 'The specified job is disabled.',
    JobCompleted: 'The specified job is already in a completed state.',
    JobNotActive: 'The specified job is not in active state.',
    ActiveJobAndScheduleQuotaReached:
      'Active job and schedule quota for the account has been reached.',
    JobPreparationTaskNotSpecified: 'The specified job does not have job preparation task.',
    JobReleaseTaskNotSpecified: 'The specified job does not have job release task.',
    JobScheduleExists: 'The specified job schedule already exists.',
    JobScheduleWithSameIdExists:
      'A job schedule with the specified job id exists. Job and job schedule cannot have the same id.',
    JobScheduleDisabled: 'The specified job schedule is disabled.',
    JobScheduleCompleted: 'The specified job schedule is already in completed state.',
    JobScheduleBeingTerminated: 'The specified job schedule is being terminated.',
    JobScheduleBeingDeleted:
      'The specified job schedule has been marked for deletion and is being reclaimed.',
    TaskExists: 'The specified task already exists.',
    TaskCompleted: 'The specified task is already in a completed state.',
    TaskNotCompleted:
      'The specified task is not in a completed state, and the requested operation can be performed only on completed tasks.',
    TaskSucceeded:
      'The specified task has already completed successfully, and the requested operation cannot be performed on successful tasks.',
    TaskFilesUnavailable: 'The files of the specified task are unavailable.',
    TaskFilesCleanedup: 'The files of the specified task are cleanedup.',
    TaskIdSameAsJobPreparationTask: 'The specified task id is same as the job preparation task.',
    TaskIdSameAsJobReleaseTask: 'The specified task id is same as the job release task.',
    CertificateExists: 'The specified certificate already exists.',
    CertificateBeingDeleted:
      'The specified certificate has been marked for deletion and is being deleted.',
  }),
  ...group(
    409,
    { documented: 'tests of the Azure SDK for JavaScript expect the code; the words are ours' },
    {
      NodeNotReady: 'The specified node is not ready for the operation.',
      JobPreparationTaskOrReleaseTaskNotSpecified:
        'The specified job has neither a job preparation task nor a job release task.',
    },
  ),
  ...group(
    409,
    { recorded: 'code and status in recordings of Azure CLI; the words are ours' },
    { CertificateStateActive: 'The specified certificate is in active state.' },
  ),
  ...group(409, CONSTANT, {
    CertificateStateDeleteFailed: 'The deletion of the specified certificate has failed.',
  }),
  ...group(
    400,
    { recorded: 'Azure/azure-sdk-for-go#24713; the words are ours' },
    { CertificateRetired: 'Certificates have been retired and are no longer supported.' },
  ),
  ...group(403, PAGE, {
    IOError: 'An I/O error occurred when accessing the specified resource.',
  }),
}

export type BatchErrorCode = keyof typeof batchErrors

/** `batchError('TaskNotFound')`; facts about the error go into `extras.values`. */
export const batchError = errorsOf('batch', batchErrors)
