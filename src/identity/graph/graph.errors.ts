import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

const PAGE = 'learn.microsoft.com/graph/errors and /graph/resolve-auth-errors'

/** What Graph refuses. */
export const graphCatalogue = {
  InvalidAuthenticationToken: {
    status: 401,
    message: 'Access token is empty.',
    basis: { documented: PAGE },
  },
  'InvalidAuthenticationToken:wrong': {
    status: 401,
    message: 'Access token validation failure. {reason}',
    basis: { documented: PAGE },
  },
  Authorization_RequestDenied: {
    status: 403,
    message: 'Insufficient privileges to complete the operation.',
    basis: { documented: PAGE },
  },
  Request_ResourceNotFound: {
    status: 404,
    message:
      "Resource '{id}' does not exist or one of its queried reference-property objects are not present.",
    basis: { recorded: 'Azure/azure-cli recordings of `az ad`' },
  },
  Request_BadRequest: {
    status: 400,
    message: '{reason}',
    basis: { documented: PAGE },
  },
  'Request_BadRequest:taken': {
    status: 400,
    message: 'Another object with the same value for property {property} already exists.',
    basis: { recorded: 'Azure/azure-cli#21243' },
  },
  'Request_BadRequest:domain': {
    status: 400,
    message:
      'The domain portion of the userPrincipalName property is invalid. You must use one of the ' +
      'verified domain names in your organization.',
    basis: { recorded: 'hashicorp/terraform-provider-azuread#588' },
  },
  'Request_BadRequest:password': {
    status: 400,
    message:
      'The specified password does not comply with password complexity requirements. Please ' +
      'provide a different password.',
    basis: { recorded: 'Azure/azure-cli recordings of `az ad user`' },
  },
  'Request_BadRequest:member': {
    status: 400,
    message:
      "One or more added object references already exist for the following modified properties: 'members'.",
    basis: { recorded: 'hashicorp/terraform-provider-azuread#359' },
  },
  'Request_BadRequest:application': {
    status: 400,
    message:
      "The appId '{id}' of the service principal does not reference a valid application object.",
    basis: { recorded: 'Azure/azure-cli recordings of `az ad sp create`' },
  },
  BadRequest: {
    status: 400,
    message: '{reason}',
    basis: { documented: PAGE },
  },
  'BadRequest:filter': {
    status: 400,
    message: "Invalid filter clause: {reason} in '{filter}'.",
    basis: { assumed: 'the first words are recorded; the reason is ours' },
  },
  'BadRequest:segment': {
    status: 400,
    message: "Resource not found for the segment '{segment}'.",
    basis: { recorded: 'microsoftgraph/microsoft-graph-docs#5432' },
  },
  MethodNotAllowed: {
    status: 405,
    message: 'Specified HTTP method is not allowed for the request target.',
    basis: { documented: PAGE },
  },
  RequestEntityTooLarge: {
    status: 413,
    message: 'The request is larger than {limit} bytes.',
    basis: { assumed: 'no answer to so large a body is published' },
  },
  NotImplemented: {
    status: 501,
    message: '{operation} is not served.',
    basis: { documented: PAGE },
  },
  InternalServerError: {
    status: 500,
    message: 'An internal server error occurred.',
    basis: { documented: PAGE },
  },
} as const satisfies Catalogue

export const graphError = errorsOf('graph', graphCatalogue)
