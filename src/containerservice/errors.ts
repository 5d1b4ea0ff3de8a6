// Every refusal of AKS's own. They leave unwrapped; those of ARM's gateway are ARM's.
import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

const recorded = (where: string) => ({ recorded: where })
const assumed = (why: string) => ({ assumed: why })

const PENDING =
  'please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details'
const SUPPORTED =
  'Please use [az aks get-versions] command to get the supported version list in this region. For more information, please check https://aka.ms/supported-version-list'

export const aksCatalogue = {
  'OperationNotAllowed:cluster-busy': {
    status: 409,
    message: `Operation is not allowed: Another operation ({state}) is in progress, ${PENDING}`,
    basis: recorded('github.com/Azure/terraform-azurerm-avm-ptn-aks-production/issues/25'),
  },
  'OperationNotAllowed:pool-busy': {
    status: 409,
    message: `Operation is not allowed: Another agentpool operation ({pool} - {state}) is in progress, ${PENDING}`,
    basis: recorded('github.com/cilium/cilium/issues/25944'),
  },
  'OperationNotAllowed:same-pool-busy': {
    status: 409,
    message: `Operation is not allowed: Another operation ({pool} - {state}) is in progress, ${PENDING}`,
    basis: recorded('github.com/Azure/azure-workload-identity/issues/417'),
  },
  'OperationNotAllowed:already-stopped': {
    status: 409,
    message:
      'managed cluster is in Provisioning State({state}) and Power State(Stopped), stopping cannot be performed',
    basis: recorded('github.com/MicrosoftDocs/azure-docs/issues/85161; the status is assumed'),
  },
  'OperationNotAllowed:already-running': {
    status: 409,
    message:
      'managed cluster is in Provisioning State({state}) and Power State(Running), starting cannot be performed',
    basis: assumed('the mirror of the refused stop'),
  },
  'OperationNotAllowed:stopped': {
    status: 409,
    message:
      'Operation is not allowed: managed cluster is in Power State(Stopped), only start and delete can be performed',
    basis: assumed('documented: a stopped cluster only starts or is deleted; the words are ours'),
  },
  'OperationNotAllowed:availability-set': {
    status: 409,
    message: 'Client Error: Availability Sets Not Supported',
    basis: recorded('github.com/Azure/AKS/issues/2349'),
  },
  'OperationNotAllowed:node-provisioning': {
    status: 409,
    message:
      'Operation is not allowed: a managed cluster with node auto-provisioning cannot be stopped.',
    basis: assumed('documented: such clusters cannot be stopped; the words are ours'),
  },
  'OperationNotAllowed:canceling': {
    status: 409,
    message:
      'Operation is not allowed: The current status is Canceling, operation is not allowed until the cancellation has finished.',
    basis: assumed('after github.com/Azure/azure-rest-api-specs-examples/issues/3381'),
  },
  'OperationNotAllowed:nothing-to-abort': {
    status: 409,
    message:
      'Operation is not allowed: There is no operation to abort, the latest operation has finished with state {state}.',
    basis: assumed('documented: 409 when the operation ended first; the words are ours'),
  },
  'OperationNotAllowed:too-late-to-abort': {
    status: 409,
    message:
      'Operation is not allowed: The current operation ({state}) can no longer be aborted, please wait for it to finish.',
    basis: assumed('a delete whose resources are gone cannot be taken back'),
  },
  'OperationNotAllowed:cluster-owns-pool': {
    status: 409,
    message:
      'Operation is not allowed: The current operation on agent pool {pool} belongs to managed cluster operation ({state}), please abort that instead.',
    basis: assumed('a pool does not abort what its cluster does'),
  },
  'OperationNotAllowed:last-pool': {
    status: 400,
    message: 'There has to be at least one agent pool.',
    basis: recorded('github.com/Azure/AKS/issues/2560; the status is assumed'),
  },
  'OperationNotAllowed:last-system-pool': {
    status: 400,
    message: 'There has to be at least one system agent pool.',
    basis: assumed('the mirror of the last pool'),
  },
  'OperationNotAllowed:version': {
    status: 400,
    message:
      'Upgrading Kubernetes version {from} to {to} is not allowed. Available upgrades: [{upgrades}]. Please see https://aka.ms/aks-supported-k8s-ver for version details.',
    basis: recorded('github.com/rancher/dashboard/issues/11884; the status is assumed'),
  },
  'OperationNotAllowed:pool-stop': {
    status: 400,
    message: 'Agent pool {pool} cannot be stopped: {reason}',
    basis: assumed('documented: only user pools of a running cluster stop; the words are ours'),
  },
  InvalidParameter: {
    status: 400,
    message: 'The value of parameter {name} is invalid. Error details: {reason}',
    basis: recorded('github.com/Azure/AKS/issues/3300'),
  },
  'InvalidParameter:id': {
    status: 400,
    message: 'The value of parameter {name} is invalid.',
    basis: recorded('github.com/Azure/AKS/issues/695'),
  },
  'InvalidParameter:naming': {
    status: 400,
    message:
      'The value of parameter {name} is invalid. Error details: {reason} Please see https://aka.ms/aks-naming-rules for more details.',
    basis: recorded('github.com/Azure/AKS/issues/3300'),
  },
  'InvalidParameter:ssh-key': {
    status: 400,
    message:
      'The value of parameter {name} is invalid. Please see https://aka.ms/aks-naming-rules for more details.',
    basis: recorded('github.com/Azure/AKS/issues/1172'),
  },
  'InvalidParameter:os-disk': {
    status: 400,
    message: 'The OSDiskSize for Agent {pool} cannot be less than 30GB or larger than 2048GB.',
    basis: recorded('github.com/pulumi/pulumi-azure-native/issues/663'),
  },
  'InvalidParameter:missing': {
    status: 400,
    message: 'Required parameter {name} is missing (null).',
    basis: recorded('github.com/pulumi/pulumi-azure-native/issues/2943'),
  },
  'InvalidParameter:maintenance-name': {
    status: 400,
    message:
      "Only 'default', 'aksManagedAutoUpgradeSchedule' and 'aksManagedNodeOSUpgradeSchedule' are allowed configNames for maintenance configuration.",
    basis: recorded('github.com/Azure/ARO-HCP/pull/3260'),
  },
  'InvalidParameter:maintenance-weekly': {
    status: 400,
    message:
      'Only weekly schedule is supported for control plane upgrade maintenance configuration: default.',
    basis: recorded('github.com/Azure/AgentBaker/pull/6529'),
  },
  PropertyChangeNotAllowed: {
    status: 400,
    message: "Changing property '{name}' is not allowed.",
    basis: recorded('github.com/pulumi/pulumi-azure-native/issues/959'),
  },
  BadRequest: {
    status: 400,
    message: '{reason}',
    basis: assumed('for refusals that AKS words case by case'),
  },
  'BadRequest:vm-size': {
    status: 400,
    message:
      "The VM size of AgentPoolProfile:{pool} is not allowed in your subscription in location '{location}'. For more details, please visit https://aka.ms/aks/quotas-skus-regions",
    basis: recorded('github.com/dotnet/core/issues/8000'),
  },
  SystemPoolSkuTooLow: {
    status: 400,
    message:
      'System node pool must use VM sku with more than 2 cores and 4GB memory. Nodepool name: {pool}.',
    basis: recorded(
      'github.com/MicrosoftDocs/azure-dev-docs/issues/213; two cores were enough there, and users have B series against the documentation: MicrosoftDocs/azure-docs/issues/121181',
    ),
  },
  'BadRequest:reserved-label': {
    status: 400,
    message:
      "Invalid node label key {key}. The 'kubernetes.azure.com' prefix is preserved by aks system labels",
    basis: recorded('github.com/ams0/aks-nvme-ssd-provisioner/issues/5'),
  },
  'BadRequest:new-pool': {
    status: 400,
    message:
      'A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api',
    basis: recorded('github.com/microsoft/tyger/issues/121'),
  },
  'BadRequest:system-pool': {
    status: 400,
    message: 'Must define at least one system pool.',
    basis: recorded('github.com/Azure/AKS/issues/1602'),
  },
  'BadRequest:scale-and-autoscale': {
    status: 400,
    message:
      "Cannot manually scale and enable cluster autoscaler in the same update operation on VMSS Agentpool '{pool}'.",
    basis: recorded('github.com/Azure/AKS/issues/1248'),
  },
  'BadRequest:local-accounts': {
    status: 400,
    message:
      'Getting static credential is not allowed because this cluster is set to disable local accounts.',
    basis: recorded('github.com/hashicorp/terraform-provider-azurerm/issues/15489'),
  },
  K8sVersionNotSupported: {
    status: 400,
    message: `Version {version} is not supported in this region. ${SUPPORTED}`,
    basis: recorded('github.com/Azure/terraform-azurerm-aks/issues/33'),
  },
  AgentPoolK8sVersionNotSupported: {
    status: 400,
    message: `Version {version} is not supported in this region. ${SUPPORTED}`,
    basis: recorded('github.com/Azure/terraform-azurerm-aks/issues/33'),
  },
  'NodePoolMcVersionIncompatible:newer': {
    status: 400,
    message:
      'Node pool version {pool} and control plane version {cluster} are incompatible. Minor version of node pool version {poolMinor} is bigger than control plane version {clusterMinor}. For more information, please check https://aka.ms/version-skew-policy',
    basis: recorded('github.com/rancher/rancher/issues/33426'),
  },
  'NodePoolMcVersionIncompatible:older': {
    status: 400,
    message:
      "Node pool version {pool} and control plane version {cluster} are incompatible. Minor version of node pool cannot be more than {skew} versions less than control plane's version. Minor version of node pool is {poolMinor} and control plane is {clusterMinor}. For more information, please check https://aka.ms/version-skew-policy",
    basis: recorded('github.com/MicrosoftDocs/azure-dev-docs/issues/1034'),
  },
  NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged: {
    status: 400,
    message:
      'Using managed cluster api, all Agent pools OrchestratorVersion must be all specified or all unspecified. If all specified, they must be stay unchanged or the same with control plane. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api',
    basis: recorded('users quote it; the words are unverified'),
  },
  'BadRequest:managed-identity': {
    status: 400,
    message: 'Resetting service principal profile is not allowed on a managed identity cluster.',
    basis: assumed('such a cluster has no service principal; the words are ours'),
  },
  'BadRequest:managed-entra': {
    status: 400,
    message:
      'Resetting AAD profile is not allowed on a cluster with AKS-managed Entra integration.',
    basis: assumed('the call is for the legacy integration only; the words are ours'),
  },
  'BadRequest:no-oidc-issuer': {
    status: 400,
    message:
      'Rotating service account signing keys is not allowed because OIDC issuer is not enabled on this cluster.',
    basis: assumed('documented: only with the OIDC issuer; the words are ours'),
  },
  'BadRequest:not-private': {
    status: 400,
    message: 'The operation is not allowed because this is not a private cluster.',
    basis: assumed('only private clusters have private links; the words are ours'),
  },
  'BadRequest:run-command-disabled': {
    status: 400,
    message: 'Run command is not allowed because this cluster is set to disable run command.',
    basis: assumed('documented: disableRunCommand refuses it; the words are ours'),
  },
  'NotFound:mesh': {
    status: 404,
    message: "Could not find a mesh profile for mode '{mode}'.",
    basis: assumed('a mode without a mesh; the words are ours'),
  },
  'InvalidParameter:node-group-exists': {
    status: 400,
    message:
      "The value of parameter nodeResourceGroup is invalid. Error details: The resource group '{name}' exists already and can not be used for the nodes of a new cluster.",
    basis: assumed('documented: it must not exist; the words are ours'),
  },
  NotFound: {
    status: 404,
    message: 'Could not find the {what} named {name} in cluster {cluster}.',
    basis: assumed('the code is documented; the words are ours'),
  },
  InvalidRequestBody: {
    status: 400,
    message: 'The request body is invalid: {reason}.',
    basis: assumed('AKS words this by the JSON library it uses'),
  },
  UnmarshalError: {
    status: 400,
    message:
      'UnmarshalEntity encountered error: json: unknown field "{name}" Check that the field is in the right location, is spelled correctly, and is supported in the API version. Visit aka.ms/aks/apiversions for more API version information..',
    basis: recorded('github.com/Azure/azure-rest-api-specs/issues/40740'),
  },
  PreconditionFailed: {
    status: 412,
    message:
      "The ETag {sent} that the request names is not the resource's present one, {etag}. Read the resource again and send its ETag.",
    basis: assumed(
      'code and status are documented (learn.microsoft.com/azure/aks/use-etags); the words are ours',
    ),
  },
  'PreconditionFailed:absent': {
    status: 412,
    message:
      'Resource not found but ETag header is provided. If this is a request to create, please do not provide ETag.',
    basis: recorded('github.com/Azure/azure-cli/pull/30309'),
  },
  'PreconditionFailed:exists': {
    status: 412,
    message: 'The resource exists already, and If-None-Match is *.',
    basis: assumed(
      'code and status are documented (learn.microsoft.com/azure/aks/use-etags); the words are ours',
    ),
  },
  'BadRequest:if-none-match': {
    status: 400,
    message: 'The header If-None-Match can only be empty or *.',
    basis: assumed(
      'the code is documented (learn.microsoft.com/azure/aks/use-etags); the words are ours',
    ),
  },
  'BadRequest:conditions': {
    status: 400,
    message: 'The headers If-Match and If-None-Match cannot be used in one request.',
    basis: assumed(
      'the code is documented (learn.microsoft.com/azure/aks/use-etags); the words are ours',
    ),
  },
  AvailabilityZoneNotSupported: {
    status: 400,
    message:
      'The zone(s) {zones} for resource {pool} is not supported. The supported zones for location {location} are {supported}',
    basis: recorded('github.com/MicrosoftDocs/azure-aks-docs/pull/416; the status is assumed'),
  },
  VMSizeDoesNotSupportEphemeralOS: {
    status: 400,
    message: 'The Virtual Machine size {size} does not support Ephemeral OS disk.',
    basis: recorded('github.com/Azure/AKS/issues/2694'),
  },
  VMCannotFitEphemeralOSDisk: {
    status: 400,
    message:
      'The virtual machine size {size} has a cache size of {cache} bytes and temporary disk size of {temporary} bytes, but the OS disk requires {disk} bytes. Use a VM size with larger cache, larger temp disk, or disable ephemeral OS.',
    basis: recorded(
      'github.com/deeproute/playground-aks-ephemeral; before, VMCacheSizeTooSmall of github.com/Azure/AKS/issues/2635',
    ),
  },
  InternalServerError: {
    status: 500,
    message: 'Internal server error',
    basis: assumed('AKS hides what went wrong too'),
  },
  Throttled: {
    status: 429,
    message: 'The request has been throttled, please retry it later.',
    basis: assumed('the code and Retry-After are documented; the words are ours'),
  },
  NotImplemented: {
    status: 501,
    message: 'The operation {operation} is not served here.',
    basis: assumed('Azure serves them all: this answer is ours alone'),
  },
} as const satisfies Catalogue

export const aksError = errorsOf('aks', aksCatalogue)
