// What Microsoft.Storage refuses on Resource Manager.
import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

const UNRECORDED = { assumed: 'not recorded; code, status and words are ours' }
const REPORTED_NAME = {
  documented: 'quoted in pulumi/templates#274 and Azure/AzureMonitorStarterPacks#171',
}

export const storageErrors = {
  StorageAccountAlreadyTaken: {
    status: 409,
    message: 'The storage account named {name} is already taken.',
    basis: { documented: 'quoted in hashicorp/terraform#11485' },
  },
  StorageAccountInAnotherResourceGroup: {
    status: 409,
    message: 'The account {name} is already in another resource group in this subscription.',
    basis: { assumed: 'from memory of reports; none was opened' },
  },
  StorageAccountOperationInProgress: {
    status: 409,
    message:
      'An operation is currently performing on this storage account that requires exclusive access.',
    basis: {
      documented: 'quoted in openshift/openshift-azure#1332 and radius-project/radius#8172',
    },
  },
  AccountNameInvalid: {
    status: 400,
    message:
      '{name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.',
    basis: REPORTED_NAME,
  },
  InvalidValuesForRequestParameters: {
    status: 400,
    message: 'Values for request parameters are invalid: {names}.',
    basis: { documented: 'quoted in hashicorp/terraform-provider-azurerm#8089' },
  },
  MissingRequiredAccountProperty: {
    status: 400,
    message: 'Account property {property} is required for the request.',
    basis: {
      documented:
        'azure-ts-msi-keyvault-rbac of pulumi/examples; the words in Azure/azure-cli#4861',
    },
  },
  AccountPropertyCannotBeUpdated: {
    status: 400,
    message:
      "The property '{property}' was specified in the input, but it cannot be updated as it is read-only. For more information, see - https://aka.ms/storageaccountupdate",
    basis: {
      documented:
        'quoted in jenkins-infra/azure#125 and Azure-Samples/azure-search-openai-demo#1826',
    },
  },
  MaxStorageAccountsCountPerSubscriptionExceeded: {
    status: 409,
    message:
      'Subscription {subscription} already contains {count} storage accounts in location {location} and the maximum allowed is {count}.',
    basis: { assumed: 'from memory of reports; none was opened' },
  },
  PublicAccessNotPermitted: {
    status: 409,
    message: 'Public access is not permitted on this storage account.',
    basis: { assumed: "the data plane's code and words" },
  },
  OperationNotAllowedOnKind: {
    status: 400,
    message: "The operation is not allowed on the account's kind '{kind}'.",
    basis: {
      assumed:
        'the code is in hashicorp/terraform-provider-azurerm#11772; status and words are ours',
    },
  },
  ContainerNotFound: {
    status: 404,
    message: 'The specified container does not exist.',
    basis: { assumed: "the data plane's code and words, which ARM hands on" },
  },
  ShareNotFound: {
    status: 404,
    message: 'The specified share does not exist.',
    basis: { assumed: "the data plane's code and words, which ARM hands on" },
  },
  InvalidResourceName: {
    status: 400,
    message: 'The specified resource name contains invalid characters.',
    basis: { assumed: "the data plane's code and words, which ARM hands on" },
  },
  InvalidMetadata: {
    status: 400,
    message: 'The metadata specified is invalid. It has characters that are not permitted.',
    basis: { assumed: "the data plane's code and words, which ARM hands on" },
  },
  MetadataTooLarge: {
    status: 400,
    message: 'The size of the specified metadata exceeds the maximum size permitted.',
    basis: { assumed: "the data plane's code and words, which ARM hands on" },
  },
  InvalidSkuChange: {
    status: 409,
    message: 'The SKU {from} of the account {name} cannot be changed to {to}.',
    basis: UNRECORDED,
  },
} as const satisfies Catalogue

export const storageError = errorsOf('arm', storageErrors)
