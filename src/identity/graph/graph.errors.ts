import { type AzureError, type Basis, type Catalogue, errorsOf } from '#kernel/catalogue.ts'

/** Programs of others test for exactly these words, or quote them from an answer. */
const QUOTED: Basis = { recorded: 'quoted in public programs that test for the words' }
const FROM_MEMORY: Basis = { assumed: 'code and words are from memory: no source was looked up' }

/** What Graph refuses. */
export const graphCatalogue = {
  InvalidAuthenticationToken: {
    status: 401,
    message: 'Access token is empty.',
    basis: FROM_MEMORY,
  },
  'InvalidAuthenticationToken:wrong': {
    status: 401,
    message: 'Access token validation failure. {reason}',
    basis: FROM_MEMORY,
  },
  Authorization_RequestDenied: {
    status: 403,
    message: 'Insufficient privileges to complete the operation.',
    basis: FROM_MEMORY,
  },
  Request_ResourceNotFound: {
    status: 404,
    message:
      "Resource '{id}' does not exist or one of its queried reference-property objects are not present.",
    basis: QUOTED,
  },
  Request_BadRequest: {
    status: 400,
    message: '{reason}',
    basis: FROM_MEMORY,
  },
  'Request_BadRequest:value': {
    status: 400,
    message: "Invalid value specified for property '{property}' of resource '{resource}'.",
    basis: { recorded: 'microsoft-graph-docs issue 5777, with its details' },
  },
  'Request_BadRequest:required': {
    status: 400,
    message: "A value is required for property '{property}' of resource '{resource}'.",
    basis: { recorded: 'msgraph-sdk-dotnet issue 2561' },
  },
  'Request_BadRequest:unknown': {
    status: 400,
    message: "Invalid property '{property}'.",
    basis: FROM_MEMORY,
  },
  'Request_BadRequest:mail': {
    status: 400,
    message:
      'The service does not currently support writes of mail-enabled groups. Please ensure that ' +
      'the mail-enablement property is unset and the security-enablement property is set.',
    basis: QUOTED,
  },
  'Request_BadRequest:taken': {
    status: 400,
    message: 'Another object with the same value for property {property} already exists.',
    basis: QUOTED,
  },
  'Request_BadRequest:domain': {
    status: 400,
    message:
      'The domain portion of the userPrincipalName property is invalid. You must use one of the ' +
      'verified domain names in your organization.',
    basis: QUOTED,
  },
  'Request_BadRequest:password': {
    status: 400,
    message:
      'The specified password does not comply with password complexity requirements. Please ' +
      'provide a different password.',
    basis: QUOTED,
  },
  'Request_BadRequest:member': {
    status: 400,
    message:
      "One or more added object references already exist for the following modified properties: 'members'.",
    basis: QUOTED,
  },
  'Request_BadRequest:application': {
    status: 400,
    message:
      "The appId '{id}' of the service principal does not reference a valid application object.",
    basis: QUOTED,
  },
  BadRequest: {
    status: 400,
    message: '{reason}',
    basis: FROM_MEMORY,
  },
  'BadRequest:filter': {
    status: 400,
    message: "Invalid filter clause: {reason} in '{filter}'.",
    basis: FROM_MEMORY,
  },
  'BadRequest:segment': {
    status: 400,
    message: "Resource not found for the segment '{segment}'.",
    basis: FROM_MEMORY,
  },
  MethodNotAllowed: {
    status: 405,
    message: 'Specified HTTP method is not allowed for the request target.',
    basis: FROM_MEMORY,
  },
  RequestEntityTooLarge: {
    status: 413,
    message: 'The request is larger than {limit} bytes.',
    basis: { assumed: 'no answer to so large a body is published' },
  },
  TooManyRequests: {
    status: 429,
    message: 'Too many requests.',
    basis: FROM_MEMORY,
  },
  NotImplemented: {
    status: 501,
    message: '{operation} is not served.',
    basis: FROM_MEMORY,
  },
  InternalServerError: {
    status: 500,
    message: 'An internal server error occurred.',
    basis: FROM_MEMORY,
  },
} as const satisfies Catalogue

export const graphError = errorsOf('graph', graphCatalogue)

/** What is wrong with a property, and of which kind of object: `User`. */
interface PropertyOf {
  readonly property: string
  readonly resource: string
}

export const invalidValue = ({ property, resource }: PropertyOf): AzureError =>
  graphError('Request_BadRequest:value', { property, resource }, { target: property })

export const required = (property: string, resource: string): AzureError =>
  graphError('Request_BadRequest:required', { property, resource })
