// What kwok does with nodes and pods, in its own language of stages. Pure.

type Test = readonly [
  key: string,
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
  ...values: string[],
]

/** The longest between two reports of a node that is well. Those of many nodes are spread over half of it. */
export const MOST_SILENT_MS = 1_200_000

const READY = '.status.conditions.[] | select( .type == "Ready" ) | .status'
const GOING = '.metadata.deletionTimestamp'

interface Stage {
  readonly name: string
  readonly kind: 'Node' | 'Pod'
  readonly tests: readonly Test[]
  readonly delay?: {
    readonly durationMilliseconds: number
    readonly jitterDurationMilliseconds: number
  }
  readonly next: Readonly<Record<string, unknown>>
}

const condition = (type: string): string =>
  `{type: ${type}, status: "True", lastTransitionTime: {{ $now | Quote }}}`

const lines = (...all: readonly string[]): string => all.join('\n')

const NOW = '{{ $now := Now }}'

/** The conditions that a kubelet reports, all well. */
const NODE_CONDITIONS = lines(
  NOW,
  '{{ $since := or .metadata.creationTimestamp $now }}',
  'phase: Running',
  'conditions:',
  '{{ range NodeConditions }}',
  '- type: {{ .type | Quote }}',
  '  status: {{ .status | Quote }}',
  '  reason: {{ .reason | Quote }}',
  '  message: {{ .message | Quote }}',
  '  lastHeartbeatTime: {{ $now | Quote }}',
  '  lastTransitionTime: {{ $since | Quote }}',
  '{{ end }}',
)

const containers = (of: string, state: string, isReady: boolean): readonly string[] => [
  `{{ range .spec.${of} }}`,
  `- {name: {{ .name | Quote }}, image: {{ .image | Quote }}, ready: ${isReady}, restartCount: 0, state: ${state}}`,
  '{{ end }}',
]

const DONE =
  '{terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}'
const RUNNING = '{running: {startedAt: {{ $now | Quote }}}}'

const POD_RUNS = lines(
  NOW,
  'phase: Running',
  'startTime: {{ $now | Quote }}',
  'conditions:',
  ...['Initialized', 'Ready', 'ContainersReady', 'PodReadyToStartContainers'].map(
    (type) => `- ${condition(type)}`,
  ),
  '{{ range .spec.readinessGates }}',
  '- {type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }}}',
  '{{ end }}',
  'containerStatuses:',
  ...containers('containers', RUNNING, true),
  'initContainerStatuses:',
  ...containers('initContainers', DONE, true),
  '{{ with NodeIPsWith .spec.nodeName }}',
  'hostIP: {{ index . 0 | Quote }}',
  '{{ end }}',
  '{{ with PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}',
  'podIP: {{ index . 0 | Quote }}',
  'podIPs:',
  '{{ range . }}',
  '- {ip: {{ . | Quote }}}',
  '{{ end }}',
  '{{ end }}',
)

const JOB_IS_DONE = lines(
  NOW,
  'phase: Succeeded',
  'containerStatuses:',
  ...containers('containers', DONE, false),
)

const STAGES: readonly Stage[] = [
  {
    name: 'node-ready',
    kind: 'Node',
    tests: [[READY, 'NotIn', 'True']],
    next: { statusTemplate: NODE_CONDITIONS },
  },
  {
    name: 'node-heartbeat',
    kind: 'Node',
    tests: [[READY, 'In', 'True']],
    delay: {
      durationMilliseconds: MOST_SILENT_MS / 2,
      jitterDurationMilliseconds: MOST_SILENT_MS,
    },
    next: { statusTemplate: NODE_CONDITIONS },
  },
  {
    name: 'pod-runs',
    kind: 'Pod',
    tests: [
      [GOING, 'DoesNotExist'],
      ['.status.phase', 'In', 'Pending'],
      [READY, 'NotIn', 'True'],
    ],
    next: { statusTemplate: POD_RUNS },
  },
  {
    name: 'pod-of-job-ends',
    kind: 'Pod',
    tests: [
      [GOING, 'DoesNotExist'],
      ['.status.phase', 'In', 'Running'],
      ['.metadata.ownerReferences.[].kind', 'In', 'Job'],
    ],
    next: { statusTemplate: JOB_IS_DONE },
  },
  { name: 'pod-goes', kind: 'Pod', tests: [[GOING, 'Exists']], next: { delete: true } },
]

/** A file that kwok reads: JSON is YAML. */
export const nodeStages = (): string =>
  STAGES.map(({ name, kind, tests, delay, next }) =>
    JSON.stringify({
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'Stage',
      metadata: { name },
      spec: {
        resourceRef: { apiGroup: 'v1', kind },
        selector: {
          matchExpressions: tests.map(([key, operator, ...values]) => ({
            key,
            operator,
            ...(values.length > 0 ? { values } : {}),
          })),
        },
        ...(delay ? { delay } : {}),
        next,
      },
    }),
  ).join('\n---\n')
