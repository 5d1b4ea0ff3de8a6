// The command lines of a control plane's programs. Pure.

import type { SignIn } from '../port.ts'
import { MOST_SILENT_MS } from './stages.ts'

/** What nodes do with pods: say that they run, or run them. */
export type NodeKind = 'fake' | 'process'

/** The program that is all nodes of a cluster. */
const NODE_PROGRAMS = { fake: 'kwok', process: 'lazuli-kubelet' } as const

/** In the order in which they start; each needs those before it. A cluster has one of the last two. */
export const COMPONENTS = [
  'kine',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  ...Object.values(NODE_PROGRAMS),
] as const

export type Component = (typeof COMPONENTS)[number]

/** Those of a cluster with such nodes. */
export const componentsOf = (nodes: NodeKind = 'fake'): readonly Component[] => [
  ...COMPONENTS.slice(0, 4),
  NODE_PROGRAMS[nodes],
]

/** Of these the ones that only talk to the API server. */
export const controllersOf = (nodes: NodeKind = 'fake'): readonly Component[] =>
  componentsOf(nodes).slice(2)

/** Of these the ones that wait for an API server that does not answer yet. */
export const PATIENT: readonly Component[] = ['kube-controller-manager', 'kube-scheduler']

/** Those that read keys anew only when they start. */
export const WITH_KEYS: readonly Component[] = COMPONENTS.slice(1)

export interface Place {
  readonly directory: string
  readonly port: number
  readonly signIn?: Pick<SignIn, 'asksForRights'> | undefined
  readonly nodes?: NodeKind | undefined
}

/** Services of a cluster get addresses of this range, as AKS has it. */
const SERVICES = '10.0.0.0/16'
const PODS = '10.244.0.0/16'

const STORE_OPTIONS =
  '_journal=WAL&_synchronous=NORMAL&cache=shared&_busy_timeout=30000&_txlock=immediate'
/**
 * How long kwok's nodes count as alive without a report, which is the longest that kwok leaves between two of them, and
 * some more. They have no leases: to renew those of a thousand nodes would be a hundred writes a second, and a node that
 * is made again under its name would wait for the lease of the one before to be collected.
 */
const GRACE_SECONDS = (3 * MOST_SILENT_MS) / 1000
/** Beside the programs' directory, in which they are started: such paths may not be long. */
export const STORE_SOCKET = 'kine.sock'

export function argumentsOf(
  component: Component,
  { directory, port, signIn, nodes }: Place,
): readonly string[] {
  const file = (name: string): string => `${directory}/${name}`
  const config = file('kubeconfig')
  switch (component) {
    case 'kine':
      return [
        `--endpoint=sqlite://${file('state.db')}?${STORE_OPTIONS}`,
        `--listen-address=unix://${STORE_SOCKET}`,
        '--metrics-bind-address=0',
      ]
    case 'kube-apiserver':
      return [
        `--etcd-servers=unix://${STORE_SOCKET}`,
        '--bind-address=127.0.0.1',
        '--advertise-address=127.0.0.1',
        `--secure-port=${port}`,
        `--cert-dir=${directory}`,
        `--tls-cert-file=${file('server.crt')}`,
        `--tls-private-key-file=${file('server.key')}`,
        `--client-ca-file=${file('ca.crt')}`,
        `--token-auth-file=${file('tokens.csv')}`,
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${file('service-account.pub')}`,
        `--service-account-signing-key-file=${file('service-account.key')}`,
        `--service-cluster-ip-range=${SERVICES}`,
        ...signInArguments(file, signIn),
        ...(nodes === 'process' ? kubeletArguments(file) : []),
        '--enable-admission-plugins=NodeRestriction',
        // As AKS lets pods be.
        '--allow-privileged',
        // They are Ready from their first moment: a taint that says otherwise would only be taken away again.
        ...(nodes === 'process' ? [] : ['--disable-admission-plugins=TaintNodesByCondition']),
        '--endpoint-reconciler-type=none',
      ]
    case 'kube-controller-manager':
      return [
        `--kubeconfig=${config}`,
        `--authentication-kubeconfig=${config}`,
        `--authorization-kubeconfig=${config}`,
        '--secure-port=0',
        '--leader-elect=false',
        `--service-account-private-key-file=${file('service-account.key')}`,
        `--root-ca-file=${file('ca.crt')}`,
        `--cluster-signing-cert-file=${file('ca.crt')}`,
        `--cluster-signing-key-file=${file('ca.key')}`,
        '--use-service-account-credentials',
        '--allocate-node-cidrs=false',
        // It would write into every node anew whenever a cluster has grown, for kubelets that are not there.
        '--controllers=*,-ttl',
        ...(nodes === 'process' ? [] : [`--node-monitor-grace-period=${GRACE_SECONDS}s`]),
        '--kube-api-qps=500',
        '--kube-api-burst=1000',
      ]
    case 'kube-scheduler':
      return [
        `--kubeconfig=${config}`,
        `--authentication-kubeconfig=${config}`,
        `--authorization-kubeconfig=${config}`,
        '--secure-port=0',
        '--leader-elect=false',
      ]
    case 'kwok':
      return [
        `--config=${file('stages.json')}`,
        `--kubeconfig=${config}`,
        '--manage-all-nodes=true',
        '--node-lease-duration-seconds=0',
        `--cidr=${PODS}`,
        '--node-ip=127.0.0.1',
      ]
    case 'lazuli-kubelet':
      return [
        '--all-nodes',
        `--kubeconfig=${config}`,
        `--directory=${file('pods')}`,
        `--tls-cert-file=${file('server.crt')}`,
        `--tls-private-key-file=${file('server.key')}`,
        `--client-ca-file=${file('ca.crt')}`,
      ]
  }
}

/** How the API server and a node know each other. Nodes keep the addresses of their virtual network, and are called
 * by the one name that leads to this machine. */
const kubeletArguments = (file: (name: string) => string): readonly string[] => [
  `--kubelet-certificate-authority=${file('ca.crt')}`,
  `--kubelet-client-certificate=${file('admin.crt')}`,
  `--kubelet-client-key=${file('admin.key')}`,
  '--kubelet-preferred-address-types=InternalDNS',
]

/** Answers are kept for moments only: a role that is taken away is to count soon. */
function signInArguments(
  file: (name: string) => string,
  signIn: Place['signIn'],
): readonly string[] {
  const modes = signIn?.asksForRights ? 'Node,RBAC,Webhook' : 'Node,RBAC'
  if (!signIn) return [`--authorization-mode=${modes}`]
  return [
    `--authorization-mode=${modes}`,
    `--authentication-token-webhook-config-file=${file('authenticate.kubeconfig')}`,
    '--authentication-token-webhook-version=v1',
    '--authentication-token-webhook-cache-ttl=5s',
    ...(signIn.asksForRights
      ? [
          `--authorization-webhook-config-file=${file('authorize.kubeconfig')}`,
          '--authorization-webhook-version=v1',
          '--authorization-webhook-cache-authorized-ttl=5s',
          '--authorization-webhook-cache-unauthorized-ttl=1s',
        ]
      : []),
  ]
}
