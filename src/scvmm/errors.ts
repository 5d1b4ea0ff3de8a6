// Every refusal and failure of this service. No failure of the real one was ever recorded: codes and
// words are ours, except where another is named. What ARM's gateway says is in `#arm/errors.ts`.
import type { OperationError } from '#engine/operation.ts'
import { OperationFailure } from '#engine/operation.ts'
import { type AzureError, type Catalogue, type ErrorExtras, errorsOf } from '#kernel/catalogue.ts'

const documented = (where: string) => ({ documented: where })
const assumed = (why: string) => ({ assumed: why })

const UNRECORDED = 'nothing was recorded; code and words are ours'
const HYPER_V = 'Hyper-V refuses it; code and words are ours'

/** Refusals: the answer to the request itself. */
export const scvmmRefusals = {
  AnotherOperationInProgress: {
    status: 409,
    message: "Another operation is in progress on '{resource}'. Wait for it to finish.",
    basis: assumed('what happens on the real one was not found; the code is a habit of ARM'),
  },
  'Conflict:dependants': {
    status: 409,
    message: "'{resource}' cannot be deleted while these depend on it: {dependants}.",
    basis: assumed('documented: dependants go first, or force; code and words are ours'),
  },
  'Conflict:managed': {
    status: 409,
    message: "The inventory item '{item}' is managed by '{resource}'.",
    basis: assumed(UNRECORDED),
  },
  PropertyChangeNotAllowed: {
    status: 400,
    message: "Changing property '{property}' is not allowed.",
    basis: assumed('the words of another provider for what the contract marks as create-only'),
  },
  InvalidParameter: {
    status: 400,
    message: "The value of '{property}' is invalid: {reason}.",
    basis: assumed('limits are documented or enforced by clients; code and words are ours'),
  },
  'InvalidParameter:machine': {
    status: 400,
    message: "'{resource}' is not the id of a Microsoft.HybridCompute machine.",
    basis: assumed(UNRECORDED),
  },
  'InvalidParameter:kind': {
    status: 400,
    message: "The machine '{resource}' is of kind '{kind}'; it must be of kind 'SCVMM'.",
    basis: assumed("Azure's command line refuses it before it calls; code and words are ours"),
  },
} as const satisfies Catalogue

/** Failures: accepted first, and told by the operation. Their status is what a refusal would have. */
export const scvmmFailures = {
  VmmServerNotFound: {
    status: 404,
    message: "The VMM server '{resource}' was not found.",
    basis: assumed(UNRECORDED),
  },
  VmmServerNotReachable: {
    status: 409,
    message: "The VMM server '{resource}' cannot be reached.",
    basis: assumed(UNRECORDED),
  },
  VmmServerNotConnected: {
    status: 409,
    message: "The VMM server '{resource}' is not connected.",
    basis: assumed(UNRECORDED),
  },
  CustomLocationInUse: {
    status: 409,
    message: "The custom location '{location}' already has the VMM server '{resource}'.",
    basis: documented("a comment in Terraform's tests: one VMM server at a time; words are ours"),
  },
  MissingProperty: {
    status: 400,
    message: "The property '{property}' is required.",
    basis: assumed('the contract lets it be absent, but nothing can be made without it'),
  },
  InventoryItemNotFound: {
    status: 404,
    message: "The inventory item '{item}' was not found in the inventory of '{server}'.",
    basis: assumed(UNRECORDED),
  },
  InventoryItemAlreadyManaged: {
    status: 409,
    message: "The inventory item '{item}' is already managed by '{resource}'.",
    basis: assumed(UNRECORDED),
  },
  LinkedResourceNotFound: {
    status: 404,
    message: "The resource '{resource}' at path '{property}' was not found or is not ready.",
    basis: assumed(UNRECORDED),
  },
  CloudCapacityExceeded: {
    status: 409,
    message: "The cloud '{cloud}' has no room: {reason}.",
    basis: assumed('SCVMM enforces the capacity of its clouds; code and words are ours'),
  },
  VirtualMachineNotFound: {
    status: 404,
    message: "The virtual machine of '{resource}' does not exist.",
    basis: assumed(UNRECORDED),
  },
  VirtualMachineRunning: {
    status: 409,
    message:
      "The virtual machine '{machine}' is in power state '{power}'. Stop it to change its hardware, networks or disks.",
    basis: assumed(
      'clients stop a machine first; that it fails otherwise, code and words are ours',
    ),
  },
  VirtualMachineStopped: {
    status: 409,
    message: "The virtual machine '{machine}' is in power state '{power}'. Start it first.",
    basis: assumed(UNRECORDED),
  },
  InvalidHardware: {
    status: 400,
    message: '{reason}',
    basis: assumed(HYPER_V),
  },
  DiskCannotShrink: {
    status: 400,
    message: "Disk '{disk}' has {size} GB and cannot shrink.",
    basis: assumed(HYPER_V),
  },
  DiskHasCheckpoints: {
    status: 409,
    message: "Disk '{disk}' cannot grow while the virtual machine has checkpoints.",
    basis: documented('a knowledge base of Hyper-V; code and words are ours'),
  },
  CheckpointNotFound: {
    status: 404,
    message: "The virtual machine '{machine}' has no checkpoint '{id}'.",
    basis: assumed(UNRECORDED),
  },
  CheckpointLimitReached: {
    status: 409,
    message: "The virtual machine '{machine}' has {limit} checkpoints, the most it can have.",
    basis: documented("Hyper-V's scalability plan: 50; code and words are ours"),
  },
  CheckpointsDisabled: {
    status: 409,
    message: "Checkpoints are disabled for the virtual machine '{machine}'.",
    basis: documented('Hyper-V: type Disabled; code and words are ours'),
  },
  InvalidCheckpointName: {
    status: 400,
    message: 'The name of a checkpoint has 1 to {limit} characters and is not blank.',
    basis: documented('Hyper-V; code and words are ours'),
  },
  CheckpointCannotLoad: {
    status: 409,
    message: "The checkpoint '{id}' cannot be loaded; the virtual machine was left stopped.",
    basis: assumed(UNRECORDED),
  },
  GuestAgentFailed: {
    status: 409,
    message: "The guest agent could not be installed in '{machine}': the guest does not answer.",
    basis: assumed(UNRECORDED),
  },
  HypervisorRefused: {
    status: 409,
    message: '{reason}',
    basis: assumed('what the hypervisor says; the code is ours'),
  },
  OperationPreempted: {
    status: 409,
    message: 'The operation was preempted by a request to delete its resource.',
    basis: assumed('the code of other providers; the words are ours'),
  },
} as const satisfies Catalogue

const refusalOf = errorsOf('arm', scvmmRefusals)

/** A refusal in ARM's envelope, but by the provider: its headers say so. */
export function scvmmError(
  code: keyof typeof scvmmRefusals,
  names: Readonly<Record<string, string>> = {},
  extras: ErrorExtras = {},
): AzureError {
  const headers = {
    'x-ms-failure-cause': 'service',
    'x-ms-error-code': code.split(':')[0]!,
    ...extras.headers,
  }
  return refusalOf(code, names, { ...extras, headers })
}

const asError = errorsOf('arm', scvmmFailures)

/** Why an operation that was accepted will fail. */
export function failure(
  code: keyof typeof scvmmFailures,
  names: Readonly<Record<string, string>> = {},
): OperationError {
  const { code: wireCode, message } = asError(code, names)
  return { code: wireCode, message }
}

/** The same, for a step to throw. */
export const failureOf = ({ code, message }: OperationError): OperationFailure =>
  new OperationFailure(code, message)
