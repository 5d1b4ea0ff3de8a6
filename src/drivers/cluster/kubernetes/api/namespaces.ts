// Namespaces that are managed from outside of their cluster, with a quota and a network policy.
import { setTimeout as pause } from 'node:timers/promises'
import { ClusterRefusal, type Namespace, type TrafficRule } from '../../port.ts'
import { type Answer, type Api, ApiRefusal, type Status } from './api.ts'

/** As AKS names them. */
const MARK = 'kubernetes.azure.com/managedByArm'
const QUOTA = 'defaultresourcequota'
const POLICY = 'defaultnetworkpolicy'
/** Labels and annotations that were given, so that a change takes away what it no longer gives. */
const GIVEN = 'lazuli/given'

const NOT_FOUND = 404
const CONFLICT = 409
const UNPROCESSABLE = 422
const LOOK_MS = 100
/** The controller that empties a namespace may be slow. */
const GONE_MS = 120_000

type Texts = Readonly<Record<string, string>>

interface Found {
  readonly metadata: {
    readonly labels?: Texts
    readonly annotations?: Texts
    readonly deletionTimestamp?: string
  }
}

interface Part {
  readonly kind: 'ResourceQuota' | 'NetworkPolicy'
  readonly apiVersion: string
  readonly collection: string
  readonly name: string
  /** Undefined: there is to be none. */
  readonly spec: object | undefined
}

const pathOf = (name: string): string => `/api/v1/namespaces/${name}`

/** What a rule lets through, in the words of a policy. */
const allowed = (rule: TrafficRule, side: 'from' | 'to'): readonly object[] => {
  if (rule === 'DenyAll') return []
  return rule === 'AllowAll' ? [{}] : [{ [side]: [{ podSelector: {} }] }]
}

const partsOf = ({ name, quota, ingress, egress }: Namespace): readonly Part[] => [
  {
    kind: 'ResourceQuota',
    apiVersion: 'v1',
    collection: `${pathOf(name)}/resourcequotas`,
    name: QUOTA,
    spec: Object.keys(quota).length > 0 ? { hard: quota } : undefined,
  },
  {
    kind: 'NetworkPolicy',
    apiVersion: 'networking.k8s.io/v1',
    collection: `/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies`,
    name: POLICY,
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: allowed(ingress, 'from'),
      egress: allowed(egress, 'to'),
    },
  },
]

export async function setNamespace(
  api: Api,
  namespace: Namespace,
  signal: AbortSignal,
): Promise<void> {
  const { name } = namespace
  const { status, body } = await api.call<Found>('GET', pathOf(name), signal)
  if (status === NOT_FOUND) {
    const metadata = { name, ...marksOf(namespace) }
    const made = { apiVersion: 'v1', kind: 'Namespace', metadata }
    good(await api.call<Status>('POST', '/api/v1/namespaces', signal, made), [CONFLICT])
  } else {
    requireAdoptable(namespace, body)
    const change = { metadata: changeOf(namespace, body) }
    good(await api.call<Status>('PATCH', pathOf(name), signal, change))
  }
  for (const part of partsOf(namespace)) await setPart(api, part, signal)
}

/** What Kubernetes refuses is its owner's to mend; anything else is tried again. */
function good({ status, body }: Answer<Status>, besides: readonly number[] = []): void {
  if (status < 300 || besides.includes(status)) return
  const words = body.message ?? `The API server answered ${status}.`
  if (status === UNPROCESSABLE) throw new ClusterRefusal('InvalidParameter', words)
  throw new Error(words)
}

const marksOf = ({ labels, annotations }: Namespace) => ({
  labels: { ...labels, [MARK]: 'true' },
  annotations: {
    ...annotations,
    [GIVEN]: JSON.stringify([Object.keys(labels), Object.keys(annotations)]),
  },
})

/** One that is managed already is ours to change. */
function requireAdoptable({ name, adoption, labels, annotations }: Namespace, found: Found): void {
  if (found.metadata.labels?.[MARK] === 'true' || adoption === 'Always') return
  const isSame = has(found.metadata.labels, labels) && has(found.metadata.annotations, annotations)
  if (adoption === 'IfIdentical' && isSame) return
  const why =
    adoption === 'Never'
      ? 'its adoption policy is Never'
      : 'it is not identical to what was asked for'
  throw new ClusterRefusal(
    'NamespaceAlreadyExists',
    `The namespace ${name} exists in the cluster already and is not taken over: ${why}.`,
  )
}

const has = (found: Texts | undefined, wanted: Texts): boolean =>
  Object.entries(wanted).every(([key, value]) => found?.[key] === value)

function changeOf(namespace: Namespace, { metadata }: Found) {
  const given = metadata.annotations?.[GIVEN]
  const [labels, annotations] = given ? (JSON.parse(given) as [string[], string[]]) : [[], []]
  const marks = marksOf(namespace)
  return {
    labels: { ...nothings(labels), ...marks.labels },
    annotations: { ...nothings(annotations), ...marks.annotations },
  }
}

const nothings = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, null]))

async function setPart(api: Api, part: Part, signal: AbortSignal): Promise<void> {
  const { collection, name, kind, apiVersion, spec } = part
  const path = `${collection}/${name}`
  if (spec === undefined) {
    await api.send('DELETE', path, signal, undefined, [NOT_FOUND])
    return
  }
  const metadata = { name, labels: { [MARK]: 'true' } }
  const { status } = await api.call('GET', path, signal)
  const isThere = status !== NOT_FOUND
  const made = { apiVersion, kind, metadata, spec }
  const [method, at] = isThere ? (['PUT', path] as const) : (['POST', collection] as const)
  good(await api.call<Status>(method, at, signal, made), [CONFLICT])
}

export async function removeNamespace(
  api: Api,
  { name, keeps }: { readonly name: string; readonly keeps: boolean },
  signal: AbortSignal,
): Promise<void> {
  if (keeps) {
    const change = {
      metadata: { labels: { [MARK]: null }, annotations: { [GIVEN]: null } },
    }
    await api.send('PATCH', pathOf(name), signal, change, [NOT_FOUND])
    return
  }
  await api.send('DELETE', pathOf(name), signal, undefined, [NOT_FOUND, CONFLICT])
  const until = performance.now() + GONE_MS
  for (;;) {
    const answer = await api.call<Found>('GET', pathOf(name), signal)
    if (answer.status === NOT_FOUND) return
    if (answer.status >= 300) throw new ApiRefusal('GET', pathOf(name), answer)
    if (performance.now() > until) throw new Error(`namespace ${name} does not go`)
    await pause(LOOK_MS, undefined, { signal })
  }
}
