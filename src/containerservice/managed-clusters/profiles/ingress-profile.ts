import type { ClusterProperties } from '../../wire.ts'

type IngressProfile = NonNullable<ClusterProperties['ingressProfile']>

/**
 * How requests come in, as Azure completes what is asked for. Absent members keep their values; with
 * application routing off, nothing of it is left.
 */
export function ingressOf(asked: IngressProfile, before?: IngressProfile): IngressProfile {
  const routing = asked?.webAppRouting
  if (!routing?.enabled) return asked
  const known = before?.webAppRouting?.enabled ? before.webAppRouting : undefined
  return {
    ...asked,
    webAppRouting: {
      ...known,
      ...routing,
      nginx: {
        defaultIngressControllerType: 'AnnotationControlled',
        ...known?.nginx,
        ...routing.nginx,
      },
    },
  }
}
