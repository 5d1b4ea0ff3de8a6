// What the data planes of storage refuse before a call reaches the data.

import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'
import { flagOf } from '#kernel/options.ts'

const LISTED = { assumed: "code, status and words as we know Azure Storage's; no page was opened" }
const OURS = { assumed: 'no code of Azure fits; the words are ours' }

export const dataErrors = {
  AuthenticationFailed: {
    status: 403,
    message:
      'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
    basis: LISTED,
  },
  NoAuthenticationInformation: {
    status: 401,
    message:
      'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    basis: LISTED,
  },
  InvalidAuthenticationInfo: {
    status: 401,
    message:
      'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    basis: LISTED,
  },
  AuthorizationPermissionMismatch: {
    status: 403,
    message: 'This request is not authorized to perform this operation using this permission.',
    basis: LISTED,
  },
  AuthorizationServiceMismatch: {
    status: 403,
    message: 'This request is not authorized to perform this operation using this service.',
    basis: LISTED,
  },
  AuthorizationResourceTypeMismatch: {
    status: 403,
    message: 'This request is not authorized to perform this operation using this resource type.',
    basis: LISTED,
  },
  AuthorizationProtocolMismatch: {
    status: 403,
    message: 'This request is not authorized to perform this operation using this protocol.',
    basis: LISTED,
  },
  AuthorizationSourceIPMismatch: {
    status: 403,
    message:
      'This request is not authorized to perform this operation using this source IP {address}.',
    basis: LISTED,
  },
  KeyBasedAuthenticationNotPermitted: {
    status: 403,
    message: 'Key based authentication is not permitted on this storage account.',
    basis: LISTED,
  },
  PublicAccessNotPermitted: {
    status: 409,
    message: 'Public access is not permitted on this storage account.',
    basis: LISTED,
  },
  AccountRequiresHttps: {
    status: 400,
    message: 'The account being accessed does not support http.',
    basis: LISTED,
  },
  ResourceNotFound: {
    status: 404,
    message: 'The specified resource does not exist.',
    basis: { assumed: 'in Azure the name of an unknown account does not resolve' },
  },
  InvalidUri: {
    status: 400,
    message: 'The requested URI does not represent any resource on the server.',
    basis: LISTED,
  },
  InvalidXmlNodeValue: {
    status: 400,
    message: 'The XML node value is not valid.',
    basis: LISTED,
  },
  UnsupportedHttpVerb: {
    status: 405,
    message: 'The resource does not support the specified HTTP verb.',
    basis: LISTED,
  },
  NotImplemented: {
    status: 501,
    message: 'The requested operation is not implemented here: {what}.',
    basis: OURS,
  },
  NotStarted: {
    status: 501,
    message: `Storage is not served: start Lazuli with ${flagOf('storage')}.`,
    basis: OURS,
  },
  ServerBusy: {
    status: 503,
    message: 'The server is currently unable to receive requests. Please retry your request.',
    basis: LISTED,
  },
  InternalError: {
    status: 500,
    message: 'The server encountered an internal error. Please retry the request.',
    basis: LISTED,
  },
} as const satisfies Catalogue

export const dataError = errorsOf('arm', dataErrors)

const AGAIN_S = '1'

/** Where the data lies is starting again: that takes about as long as clients are told to wait. */
export const serverBusy = () => dataError('ServerBusy', {}, { headers: { 'Retry-After': AGAIN_S } })
