import type { components } from '#contract/batch/types.ts'
import type { Request } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import type { Certificate } from './certificate.ts'

/** A certificate's URL. What tells of a new one spells the parts with capitals, as recorded. */
export const certificateUrl = (
  { origin }: Pick<Request, 'origin'>,
  thumbprint: string,
  spelling: 'body' | 'header' = 'body',
): string =>
  spelling === 'header'
    ? `${origin}/certificates(ThumbprintAlgorithm=sha1,Thumbprint=${thumbprint})`
    : `${origin}/certificates(thumbprintAlgorithm=sha1,thumbprint=${thumbprint})`

export const presentCertificate = (
  request: Pick<Request, 'origin'>,
  certificate: Certificate,
): components['schemas']['Certificate'] => ({
  thumbprint: certificate.thumbprint,
  thumbprintAlgorithm: 'sha1',
  url: certificateUrl(request, certificate.thumbprint),
  state: certificate.state,
  stateTransitionTime: toNetIso(certificate.stateTransitionTime),
  ...(certificate.previousState && {
    previousState: certificate.previousState,
    previousStateTransitionTime: toNetIso(certificate.previousStateTransitionTime!),
  }),
  publicData: certificate.publicData,
  ...(certificate.deleteCertificateError && {
    deleteCertificateError: {
      ...certificate.deleteCertificateError,
      values: [...certificate.deleteCertificateError.values],
    },
  }),
})
