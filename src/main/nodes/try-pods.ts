// A dry run of each rule for Kubernetes, before the server begins: what its API will never take, and what the
// credentials may not do, is said with the line of the rule.
import { apiPods } from '#drivers/nodes/kubernetes/api-pods.ts'
import { credentialsIn } from '#drivers/nodes/kubernetes/credentials.ts'
import { podFor } from '#drivers/nodes/kubernetes/pod.ts'
import { CredentialsFault, type Pods, PodsFault } from '#drivers/nodes/kubernetes/port.ts'
import { refusalOf } from '#drivers/nodes/kubernetes/refusals.ts'
import type { RuleOf } from '#drivers/nodes/routed/rules.ts'
import type { Report } from '../parts.ts'
import { NodesFault, type NodesFile } from './nodes-file.ts'

type KubernetesNodeRule = RuleOf<'kubernetes'>

/** Of no server: none of these pods is made. */
const TRIAL = 'trial'
const RIGHTS = [
  ['pods', ['get', 'list', 'watch', 'create', 'delete']],
  ['secrets', ['get', 'create']],
] as const

export async function tryPods({ kubernetes, rules }: NodesFile, report: Report): Promise<void> {
  const asked = rules.filter((rule) => rule.provider === 'kubernetes')
  const [first] = asked
  if (!first) return
  const pods = await podsFor(first, kubernetes)
  const faults: string[] = []
  const mayIn = new Map<string, Promise<readonly string[]>>()
  for (const rule of asked) {
    const namespace = rule.namespace ?? pods.namespace
    const missing = mayIn.get(namespace) ?? missingIn(pods, namespace)
    mayIn.set(namespace, missing)
    try {
      const verbs = await missing
      if (verbs.length > 0) {
        faults.push(
          `${rule.at}: the credentials may not ${verbs.join(', ')} in namespace ${namespace}. \`deploy/kubernetes\` has a Role with what is needed: bind it to them, or name another namespace.`,
        )
        continue
      }
      await pods.create(namespace, podFor(aRequest(rule), rule, { server: TRIAL }), {
        isTrial: true,
      })
    } catch (error) {
      const fault = faultIn(rule, namespace, error)
      if (fault.isForGood) faults.push(fault.words)
      // What runs there is to be found again when it answers.
      else report('the nodes', fault.words)
    }
  }
  if (faults.length > 0) throw new NodesFault(faults)
}

async function podsFor(
  { at }: KubernetesNodeRule,
  kubernetes: NodesFile['kubernetes'],
): Promise<Pods> {
  try {
    return await apiPods(await credentialsIn(kubernetes), TRIAL)
  } catch (error) {
    if (!(error instanceof CredentialsFault)) throw error
    throw new NodesFault([`${at}: ${error.message}, or say \`provider: local\`.`])
  }
}

async function missingIn(pods: Pods, namespace: string): Promise<readonly string[]> {
  const missing: string[] = []
  for (const [resource, verbs] of RIGHTS) {
    for (const verb of verbs) {
      if (!(await pods.may(namespace, verb, resource))) missing.push(`${verb} ${resource}`)
    }
  }
  return missing
}

interface RuleFault {
  readonly words: string
  /** Nothing but another rule, or other credentials, mends it. */
  readonly isForGood: boolean
}

function faultIn({ at }: KubernetesNodeRule, namespace: string, error: unknown): RuleFault {
  if (!(error instanceof PodsFault)) throw error
  if (error.status === 401) {
    return {
      words: `${at}: the cluster does not know the credentials (${error.message}). \`kubectl auth whoami\` shows whose they are; get new ones.`,
      isForGood: true,
    }
  }
  if (error.status === 404) {
    return {
      words: `${at}: ${error.message}: \`kubectl create namespace ${namespace}\` makes it, or name another.`,
      isForGood: true,
    }
  }
  const refusal = refusalOf(error, false)
  return {
    words: `${at}: ${refusal?.message ?? `Kubernetes does not answer: ${error.message}`}.`,
    isForGood: refusal?.isOfRule ?? false,
  }
}

/** Of a small node, as far as the rule says nothing of its size. */
const aRequest = ({ match }: KubernetesNodeRule) => ({
  nodeId: 'trial',
  bootId: 'trial',
  pool: 'account/trial',
  vmSize: 'standard_d2s_v3',
  cores: 1,
  memoryMiB: 512,
  isLowPriority: match.lowPriority ?? false,
})
