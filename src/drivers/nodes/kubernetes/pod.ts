// The pod that a node is, and the secret that begins its agent. Pure.
import { createHash } from 'node:crypto'
import type {
  V1ObjectMeta,
  V1OwnerReference,
  V1Pod,
  V1PodSpec,
  V1Secret,
} from '@kubernetes/client-node'
import { findNode, quoted, runAgent } from '../dialled/agent-script.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import type { NodeRequest } from '../provider.ts'
import { AGENT, type KubernetesRule, OWN_PREFIX } from './rule.ts'

/** Whose pods they are, and what is to go with them. */
export interface PodOwner {
  /** The server, by its own name. */
  readonly server: string
  /** What the server is of, where it runs in the cluster: its nodes go when that goes. */
  readonly reference?: V1OwnerReference
}

export interface PodIdentity {
  readonly nodeId: string
  readonly bootId: string
}

const SERVER = `${OWN_PREFIX}server`
const POOL = `${OWN_PREFIX}pool`
const NODE = `${OWN_PREFIX}node`
const BOOT = `${OWN_PREFIX}boot`
const QUEUE = 'kueue.x-k8s.io/queue-name'
const GROUP = 'kueue.x-k8s.io/pod-group-name'
const GROUP_SIZE = 'kueue.x-k8s.io/pod-group-total-count'

/** Has Node 24, and what Debian has. */
const USUAL_IMAGE = 'docker.io/library/node:24-bookworm'
const USUAL_SCRATCH = '/mnt/lazuli'
/** Where the secret is read: the agent's program and what it begins with. */
const START = '/run/lazuli/start'

export const selectorOf = (server: string): string => `${SERVER}=${server}`

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10)

/** What a label may be: the text where it is one, else as near to it as can be. */
const labelOf = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')

/** One name for each time of having a node, so that to ask again makes no second pod. */
export function nameOf(server: string, { nodeId, bootId, pool }: PodSubject): string {
  const said = pool
    .slice(pool.indexOf('/') + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return `lazuli-${said === '' ? '' : `${said}-`}${short(`${server} ${nodeId} ${bootId}`)}`
}

type PodSubject = Pick<NodeRequest, 'nodeId' | 'bootId' | 'pool'>

/** Which node a pod of this server's is. */
export function identityIn(pod: V1Pod, server: string): PodIdentity | undefined {
  const { labels, annotations } = pod.metadata ?? {}
  if (labels?.[SERVER] !== server) return undefined
  const { [NODE]: nodeId, [BOOT]: bootId } = annotations ?? {}
  return nodeId === undefined || bootId === undefined ? undefined : { nodeId, bootId }
}

export function podFor(request: NodeRequest, rule: KubernetesRule, owner: PodOwner): V1Pod {
  const { image = USUAL_IMAGE, scratch = USUAL_SCRATCH } = rule
  const amounts = { cpu: String(request.cores), memory: `${request.memoryMiB}Mi` }
  const own: V1PodSpec = {
    restartPolicy: 'Never',
    // What runs there is other people's: the cluster grants it nothing.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(rule.nodeSelector && { nodeSelector: { ...rule.nodeSelector } }),
    ...(rule.tolerations && { tolerations: [...rule.tolerations] }),
    ...(rule.priorityClassName !== undefined && { priorityClassName: rule.priorityClassName }),
    containers: [
      {
        name: AGENT,
        image,
        command: ['/bin/sh', '-c', scriptOf(rule.node ?? 'node', scratch)],
        ...(rule.resources !== 'none' && { resources: { requests: amounts, limits: amounts } }),
        volumeMounts: [
          { name: 'start', mountPath: START, readOnly: true },
          { name: 'scratch', mountPath: scratch },
        ],
      },
    ],
    volumes: [
      {
        name: 'start',
        secret: { secretName: nameOf(owner.server, request), defaultMode: 0o400 },
      },
      { name: 'scratch', emptyDir: {} },
    ],
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadataOf(request, rule, owner),
    spec: merged(own, rule.spec ?? {}) as V1PodSpec,
  }
}

/** The stateful set that this server is of, by its own pod: its nodes go when that does. */
export function keeperOf(
  { metadata }: V1Pod,
  namespaces: readonly string[],
): V1OwnerReference | undefined {
  const keeper = metadata?.ownerReferences?.find(({ kind }) => kind === 'StatefulSet')
  // An owner in another namespace is none: what it owned would be deleted at once.
  if (!keeper || namespaces.some((each) => each !== metadata?.namespace)) return undefined
  const { apiVersion, kind, name, uid } = keeper
  return { apiVersion, kind, name, uid }
}

function metadataOf(request: NodeRequest, rule: KubernetesRule, owner: PodOwner): V1ObjectMeta {
  const { resize } = request
  const isGroup = rule.queue !== undefined && resize?.isTogether === true
  return {
    name: nameOf(owner.server, request),
    labels: {
      ...rule.labels,
      'app.kubernetes.io/name': 'lazuli-node',
      'app.kubernetes.io/managed-by': 'lazuli',
      [SERVER]: owner.server,
      [POOL]: labelOf(request.pool.slice(request.pool.indexOf('/') + 1)),
      [NODE]: labelOf(request.nodeId),
      ...(rule.queue !== undefined && { [QUEUE]: rule.queue }),
      ...(isGroup && { [GROUP]: `lazuli-${short(`${owner.server} ${resize.id}`)}` }),
    },
    annotations: {
      ...rule.annotations,
      [NODE]: request.nodeId,
      [BOOT]: request.bootId,
      [POOL]: request.pool,
      ...(isGroup && { [GROUP_SIZE]: String(resize.count) }),
    },
    ...(owner.reference && { ownerReferences: [owner.reference] }),
  }
}

/** Of the pod, and gone with it. `program`: the agent's, gzipped, in base64. */
export function secretFor(pod: V1Pod, bootstrap: AgentBootstrap, program: string): V1Secret {
  const { name, uid, labels } = pod.metadata!
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: name!,
      labels: labels!,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: name!, uid: uid! }],
    },
    immutable: true,
    data: {
      'bootstrap.json': Buffer.from(JSON.stringify(bootstrap)).toString('base64'),
      'lazuli-agent.mjs.gz': program,
    },
  }
}

const UNPACK =
  'const fs = require("node:fs"); fs.writeFileSync(process.argv[2], require("node:zlib").gunzipSync(fs.readFileSync(process.argv[1])))'

/** Nothing secret stands in it: any user who may list pods may read it. */
const scriptOf = (node: string, scratch: string): string => `umask 022
dir=${quoted(scratch)}/agent
${findNode(node)}mkdir -m 711 "$dir" || exit 73
umask 077
cat ${START}/bootstrap.json > "$dir/bootstrap.json" || exit 66
"$node" -e ${quoted(UNPACK)} ${START}/lazuli-agent.mjs.gz "$dir/lazuli-agent.mjs" || exit 66
${runAgent}`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nameIn = (value: unknown): unknown => (isRecord(value) ? value.name : undefined)

/** What a rule says besides: parts of the same name are one, and lists go on. */
function merged(own: unknown, more: unknown): unknown {
  if (Array.isArray(own) && Array.isArray(more)) {
    const isOwn = (each: unknown): boolean =>
      nameIn(each) !== undefined && own.some((known) => nameIn(known) === nameIn(each))
    const same = (known: unknown): unknown =>
      more.find((each) => isOwn(each) && nameIn(each) === nameIn(known))
    return [
      ...own.map((known: unknown) => {
        const also = same(known)
        return also === undefined ? known : merged(known, also)
      }),
      ...more.filter((each) => !isOwn(each)),
    ]
  }
  if (!isRecord(own) || !isRecord(more)) return more
  const all = new Map(Object.entries(own))
  for (const [key, also] of Object.entries(more)) {
    all.set(key, all.has(key) ? merged(all.get(key), also) : also)
  }
  return Object.fromEntries(all)
}
