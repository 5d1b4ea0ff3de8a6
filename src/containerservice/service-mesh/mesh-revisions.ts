import type { ClusterProperties, Schemas } from '../wire.ts'

export type MeshRevision = Schemas['MeshRevision']

const kubernetes = (...versions: string[]) => [{ name: 'kubernetes', versions }]

/** The revisions of Istio that AKS offered in the summer of 2024, oldest first. */
export const meshRevisions: readonly MeshRevision[] = [
  {
    revision: 'asm-1-20',
    upgrades: ['asm-1-21'],
    compatibleWith: kubernetes('1.26', '1.27', '1.28', '1.29'),
  },
  {
    revision: 'asm-1-21',
    upgrades: ['asm-1-22'],
    compatibleWith: kubernetes('1.26', '1.27', '1.28', '1.29', '1.30'),
  },
  {
    revision: 'asm-1-22',
    upgrades: [],
    compatibleWith: kubernetes('1.27', '1.28', '1.29', '1.30'),
  },
]

type MeshProfile = NonNullable<ClusterProperties['serviceMeshProfile']>

/** A mesh that is asked for without a revision gets the newest that suits the cluster's version. */
export function withRevision(profile: MeshProfile, kubernetesVersion: string): MeshProfile {
  if (profile?.mode !== 'Istio' || profile.istio?.revisions?.length) return profile
  const minor = kubernetesVersion.split('.').slice(0, 2).join('.')
  const suits = meshRevisions.findLast(({ compatibleWith }) =>
    compatibleWith?.some(({ versions }) => versions?.includes(minor)),
  )
  const revisions = [(suits ?? meshRevisions.at(-1))?.revision ?? '']
  return { ...profile, istio: { ...profile.istio, revisions } }
}
