import type { components } from '#contract/batch-management/types.ts'
import { toNetIso } from '#kernel/instant.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../../accounts/account.ts'
import { certificateId } from '../../certificates/certificate.commands.ts'
import type {
  Certificate,
  CertificateState,
  DeleteCertificateError,
} from '../../certificates/certificate.ts'
import { etagOf } from '../../wire/etag.ts'

type Schemas = components['schemas']

/** What ARM calls a certificate's states. */
const PROVISIONING_STATES: Record<CertificateState, Schemas['CertificateProvisioningState']> = {
  active: 'Succeeded',
  deleting: 'Deleting',
  deletefailed: 'Failed',
}

export const armEtagOf = (certificate: Certificate): string =>
  `W/"${etagOf(certificate.stateTransitionTime, certificate.revision)}"`

export function presentArmCertificate(
  account: Pick<AccountResource, 'id'>,
  certificate: Certificate,
): Schemas['Certificate'] {
  const { previousState, previousStateTransitionTime, deleteCertificateError } = certificate
  return {
    id: certificateId(account.id, certificate.thumbprint),
    name: `sha1-${certificate.thumbprint}`,
    type: `${ACCOUNT_TYPE}/certificates`,
    etag: armEtagOf(certificate),
    properties: {
      thumbprintAlgorithm: 'sha1',
      thumbprint: certificate.thumbprint,
      provisioningState: PROVISIONING_STATES[certificate.state],
      provisioningStateTransitionTime: toNetIso(certificate.stateTransitionTime),
      ...(previousState && {
        previousProvisioningState: PROVISIONING_STATES[previousState],
        previousProvisioningStateTransitionTime: toNetIso(previousStateTransitionTime!),
      }),
      format: certificate.format === 'pfx' ? 'Pfx' : 'Cer',
      publicData: certificate.publicData,
      ...(deleteCertificateError && { deleteCertificateError: armErrorOf(deleteCertificateError) }),
    },
  }
}

/** ARM's form of the error: what is in the way stands in `details`, their kind as a code. */
export const armErrorOf = ({ code, message, values }: DeleteCertificateError) => ({
  code,
  message,
  target: 'BatchAccount',
  details: values.map(({ name, value }) => ({ code: name, message: value })),
})
