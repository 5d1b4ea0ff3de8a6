// The suites that nodes of this machine pass, over pods of a real control plane.
import { openKubernetesNodes } from '#drivers/nodes/kubernetes/open.ts'
import type { RuleOf } from '#drivers/nodes/routed/rules.ts'
import { clusterConformance } from '../clusters/conformance.ts'
import { KubernetesCluster } from './kubernetes-cluster.ts'

clusterConformance<KubernetesCluster, RuleOf<'kubernetes'>>('kubernetes', {
  start: () => KubernetesCluster.start(),
  // A pod that is told to go is given no longer than this.
  ruleOf: (common) => ({
    ...common,
    provider: 'kubernetes',
    spec: { terminationGracePeriodSeconds: 2 },
  }),
  open: ({ kubeconfig }, server, options) =>
    openKubernetesNodes({ ...options, kubernetes: { kubeconfig }, server, named: [undefined] }),
  untilEmpty: (cluster) => cluster.untilEmpty(),
})
