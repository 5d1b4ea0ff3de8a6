import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

/** What ARM's gate answers a caller that it does not know, or that may not do what it asks. */
export const gateCatalogue = {
  AuthenticationFailed: {
    status: 401,
    message: "Authentication failed. The 'Authorization' header is missing.",
    basis: { recorded: 'the challenges in Azure/azure-sdk-for-go sdk/azcore/arm/runtime' },
  },
  AuthenticationFailedInvalidHeader: {
    status: 401,
    message: "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    basis: { assumed: 'clients test for the code; the words are from memory' },
  },
  InvalidAuthenticationToken: {
    status: 401,
    message: 'The access token is invalid.',
    basis: { assumed: 'clients test for the code; no recorded answer was found' },
  },
  InvalidAuthenticationTokenAudience: {
    status: 401,
    message:
      "The access token has been obtained for wrong audience or resource '{audience}'. It should " +
      'exactly match with one of the allowed audiences {allowed}.',
    basis: { recorded: 'Azure-Samples/active-directory-dotnetcore-daemon-v2#145' },
  },
  InvalidAuthenticationTokenTenant: {
    status: 401,
    message:
      "The access token is from the wrong issuer '{issuer}'. It must match the tenant " +
      "'{expected}' associated with this subscription. Please use the authority (URL) " +
      "'{authority}' to get the token. Note, if the subscription is transferred to another " +
      'tenant there is no impact to the services, but information about new tenant could take ' +
      'time to propagate (up to an hour). If you just transferred your subscription and see this ' +
      'error message, please try back later.',
    basis: { recorded: 'Azure/BatchExplorer#2044' },
  },
  ExpiredAuthenticationToken: {
    status: 401,
    message:
      "The access token expiry UTC time '{expiry}' is earlier than current UTC time '{now}'.",
    basis: { recorded: 'microsoft/AzureNotebooks#586' },
  },
  AuthorizationFailed: {
    status: 403,
    message:
      "The client '{client}' with object id '{objectId}' does not have authorization to perform " +
      "action '{action}' over scope '{scope}' or the scope is invalid. If access was recently " +
      'granted, please refresh your credentials.',
    basis: { recorded: 'Azure/ARO-RP#66' },
  },
} as const satisfies Catalogue

export const gateError = errorsOf('arm', gateCatalogue)
