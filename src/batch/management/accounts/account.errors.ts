// What the account's side on ARM refuses, in ARM's envelope.
import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

const UNRECORDED = { assumed: 'no recording shows it; code, status and words are ours' }

export const accountErrors = {
  AccountAlreadyExists: {
    status: 409,
    message: "An account named '{name}' is already in use.",
    basis: {
      documented: "the words are those of checkNameAvailability, the code is the SDKs' constant",
    },
  },
  AccountBeingDeleted: {
    status: 409,
    message: "The account '{name}' is being deleted.",
    basis: UNRECORDED,
  },
  RegionalAccountQuotaReached: {
    status: 409,
    message:
      'The regional account quota of Batch accounts for the specified subscription has been reached.',
    basis: { assumed: 'the words are quoted in support threads; the code is ours' },
  },
  InvalidRestAPIForAccountSetting: {
    status: 400,
    message: "The operation is not allowed with the account's present settings: {reason}.",
    basis: { assumed: "a constant of the SDKs; the service's own words are not known" },
  },
  CertificateBeingDeleted: {
    status: 409,
    message: "The certificate '{name}' is being deleted.",
    basis: { assumed: "the data plane's code; the words are ours" },
  },
  PreconditionFailed: {
    status: 412,
    message: 'The condition specified in the conditional header(s) was not met.',
    basis: { assumed: 'the status that HTTP asks for; code and words are ours' },
  },
  ResourceNotFound: {
    status: 404,
    message: "The resource '{name}' was not found.",
    basis: UNRECORDED,
  },
} as const satisfies Catalogue

export const accountError = errorsOf('arm', accountErrors)
