// A cluster's pods by its API server, through the official client.
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { KubeConfig, Middleware, V1Pod, V1Status } from '@kubernetes/client-node'
import { selectorOf } from './pod.ts'
import { type OnPod, type Pods, PodsFault } from './port.ts'

const CALL_MS = 30_000
const PAGE = 500
const NOT_FOUND = 404
const CONFLICT = 409
const GONE = 410
/** Where a pod finds what it may use to call its own cluster. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'

/** `server`: whose pods are listed and watched. */
export async function apiPods(config: KubeConfig, server: string): Promise<Pods> {
  const client = await import('@kubernetes/client-node')
  const middleware: Middleware[] = [
    {
      pre: async (context) => {
        context.setSignal(AbortSignal.timeout(CALL_MS))
        return context
      },
      post: async (context) => context,
    },
  ]
  const settings = client.createConfiguration({
    baseServer: new client.ServerConfiguration(config.getCurrentCluster()!.server, {}),
    authMethods: { default: config },
    promiseMiddleware: middleware,
  })
  const core = new client.CoreV1Api(settings)
  const authorization = new client.AuthorizationV1Api(settings)
  const labelSelector = selectorOf(server)

  const asked = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call()
    } catch (error) {
      throw faultOf(error, client.ApiException)
    }
  }
  /** Undefined: the answer was this status. */
  const unless = async <T>(status: number, call: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await asked(call)
    } catch (error) {
      if (error instanceof PodsFault && error.status === status) return undefined
      throw error
    }
  }
  const namespace = config.getContextObject(config.currentContext)?.namespace ?? 'default'

  return {
    namespace,
    async list(of) {
      const pods: V1Pod[] = []
      let rest: string | undefined
      for (;;) {
        const page = await asked(() =>
          core.listNamespacedPod({
            namespace: of,
            labelSelector,
            limit: PAGE,
            ...(rest !== undefined && { _continue: rest }),
          }),
        )
        pods.push(...page.items)
        rest = page.metadata?._continue
        if (!rest) return { pods, version: page.metadata?.resourceVersion ?? '' }
      }
    },
    watch(of, version, onPod, signal) {
      return watchPods(new client.Watch(config), { of, version, labelSelector }, onPod, signal)
    },
    create(of, body, { isTrial } = { isTrial: false }) {
      return asked(() =>
        core.createNamespacedPod({ namespace: of, body, ...(isTrial && { dryRun: 'All' }) }),
      )
    },
    async delete(of, name) {
      await unless(NOT_FOUND, () => core.deleteNamespacedPod({ namespace: of, name }))
    },
    async hasSecret(of, name) {
      const found = await unless(NOT_FOUND, () =>
        core.readNamespacedSecret({ namespace: of, name }),
      )
      return found !== undefined
    },
    async createSecret(of, body) {
      await unless(CONFLICT, () => core.createNamespacedSecret({ namespace: of, body }))
    },
    async may(of, verb, resource) {
      const { status } = await asked(() =>
        authorization.createSelfSubjectAccessReview({
          body: { spec: { resourceAttributes: { namespace: of, verb, resource } } },
        }),
      )
      return status?.allowed === true
    },
    async own() {
      const of = await readFile(`${ACCOUNT}/namespace`, 'utf8').catch(() => undefined)
      if (of === undefined) return undefined
      return await unless(NOT_FOUND, () =>
        core.readNamespacedPod({ namespace: of.trim(), name: hostname() }),
      )
    },
  }
}

interface Watching {
  readonly of: string
  readonly version: string
  readonly labelSelector: string
}

async function watchPods(
  watch: InstanceType<typeof import('@kubernetes/client-node').Watch>,
  { of, version, labelSelector }: Watching,
  onPod: OnPod,
  signal: AbortSignal,
): Promise<string | undefined> {
  let last: string | undefined = version
  const over = Promise.withResolvers<unknown>()
  const handle = (type: string, object: V1Pod & V1Status): void => {
    if (type === 'ERROR') {
      last = undefined
      return
    }
    if (last !== undefined) last = object.metadata?.resourceVersion ?? last
    if (type !== 'BOOKMARK') onPod(withDates(object), type === 'DELETED')
  }
  const query = { labelSelector, resourceVersion: version, allowWatchBookmarks: true }
  const path = `/api/v1/namespaces/${encodeURIComponent(of)}/pods`
  const watching = await watch.watch(path, query, handle, over.resolve)
  const end = (): void => watching.abort()
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  const error = await over.promise
  signal.removeEventListener('abort', end)
  const status = (error as { readonly statusCode?: number } | null)?.statusCode
  if (status === GONE) return undefined
  if (status !== undefined) throw new PodsFault({ status, message: String(error) })
  // It ends when nothing is said for a while, or by the server: neither is worth a word.
  return last
}

/** As lists have them: what a watch tells is only read as JSON. */
function withDates(pod: V1Pod): V1Pod {
  const { metadata, status } = pod
  const leaves = metadata?.deletionTimestamp
  const started = status?.startTime
  return {
    ...pod,
    metadata: { ...metadata, ...(leaves && { deletionTimestamp: new Date(leaves) }) },
    status: { ...status, ...(started && { startTime: new Date(started) }) },
  }
}

type ApiException = typeof import('@kubernetes/client-node').ApiException

function faultOf(error: unknown, Exception: ApiException): PodsFault {
  if (error instanceof Exception) {
    return new PodsFault({ status: error.code, message: messageIn(error) }, { cause: error })
  }
  const { message, cause } = error as Error
  const why = cause instanceof Error ? cause.message : message
  return new PodsFault({ status: 0, message: why }, { cause: error })
}

function messageIn({
  body,
  message,
}: {
  readonly body: unknown
  readonly message: string
}): string {
  if (body === undefined || body === null) return message.split('\n')[1] ?? message
  let said: unknown = body
  if (typeof said === 'string') {
    try {
      said = JSON.parse(said)
    } catch {
      return String(body)
    }
  }
  return (said as V1Status).message ?? String(body)
}
