// Reads the file of `--nodes`: which pools are made of what, by rules. Each fault has its line.
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Kubeconfig } from '#drivers/nodes/kubernetes/credentials.ts'
import { AGENT, OWN_FIELDS, OWN_PREFIX } from '#drivers/nodes/kubernetes/rule.ts'
import type { NodeRule, RuleMatch } from '#drivers/nodes/routed/rules.ts'
import { ownFlagIn } from '#drivers/nodes/slurm/rule.ts'
import {
  isProvider,
  isRecord,
  type Keys,
  KUBERNETES,
  LIMITS,
  MATCH,
  RULES,
  TOP,
  type Values,
} from './keys.ts'

export interface NodesFile {
  /** Where agents reach the server, as their machines know it. Absent: by its own name. */
  readonly server?: string
  readonly rules: readonly NodeRule[]
  readonly limits: NodesLimits
  /** By what the cluster is called. */
  readonly kubernetes: Kubeconfig
}

interface NodesLimits {
  /** Allocations that may wait in the cluster's queue. */
  readonly queued: number
  /** Minutes before the end of an allocation from which on its node gets no new tasks. */
  readonly drainMinutes: number
}

const USUAL: NodesLimits = { queued: 100, drainMinutes: 5 }
const MOST_RULES = 1_000

/** What is wrong with a file, a line for each fault: `nodes.yaml:3: …`. */
export class NodesFault extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'NodesFault'
  }
}

interface Fault {
  readonly node: Node | null | undefined
  readonly words: string
}

/** `file`: how faults name it. */
export function readNodesFile(content: string, file: string): NodesFile {
  const counter = new LineCounter()
  const document = parseDocument(content, { lineCounter: counter, uniqueKeys: true })
  const lineAt = (offset = 0): number => counter.linePos(offset).line
  if (document.errors.length > 0) {
    throw new NodesFault(
      document.errors.map(
        ({ pos, message }) =>
          `${file}:${lineAt(pos[0])}: ${message.split('\n')[0]!.replace(/ at line .*/, '')}`,
      ),
    )
  }
  const faults: Fault[] = []
  const say = (): never => {
    throw new NodesFault(
      faults.map(({ node, words }) => `${file}:${lineAt(node?.range?.[0])}: ${words}.`),
    )
  }
  const rules = document.get('rules', true) as Node | undefined
  const given: unknown = document.contents === null ? {} : safely(document, faults)
  if (faults.length > 0) say()
  const whole = isRecord(given) ? given : {}
  checkKeys(document.contents, whole, TOP, 'the file', faults)
  const read: NodeRule[] = []
  if (!isSeq(rules) || rules.items.length === 0) {
    const words = 'say `rules:`, a list of which nodes come from where'
    faults.push({ node: rules ?? document.contents, words })
  } else if (rules.items.length > MOST_RULES) {
    faults.push({ node: rules, words: `there may be ${MOST_RULES} rules at most` })
  } else {
    for (const [index, node] of rules.items.entries()) {
      const line = lineAt((node as Node).range?.[0])
      const values = (whole.rules as readonly unknown[])[index]
      const rule = readRule(node as Node, values, `${file}:${line}`, faults)
      if (rule) read.push(rule)
    }
  }
  const limits = isRecord(whole.limits) ? whole.limits : {}
  checkKeys(document.get('limits', true) as Node, limits, LIMITS, 'limits', faults)
  const kubernetes = isRecord(whole.kubernetes) ? whole.kubernetes : {}
  checkKeys(document.get('kubernetes', true) as Node, kubernetes, KUBERNETES, 'kubernetes', faults)
  if (faults.length > 0) say()
  return {
    ...(typeof whole.server === 'string' && { server: whole.server }),
    rules: read,
    limits: { ...USUAL, ...limits },
    kubernetes,
  }
}

function safely(document: ReturnType<typeof parseDocument>, faults: Fault[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    faults.push({ node: document.contents, words: (error as Error).message })
    return {}
  }
}

function checkKeys(
  node: Node | null | undefined,
  values: Values,
  keys: Keys,
  of: string,
  faults: Fault[],
): void {
  if (node && !isMap(node)) {
    faults.push({ node, words: `${of} takes ${Object.keys(keys).join(', ')}` })
    return
  }
  for (const { key: at, value } of node?.items ?? []) {
    const name = String(at)
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined
    const standing = at as Node
    if (!key) {
      const words = `${of} has no ${name}: it may have ${Object.keys(keys).join(', ')}`
      faults.push({ node: standing, words })
    } else if (!key.is(values[name])) {
      faults.push({ node: (value as Node | null) ?? standing, words: `${name} takes ${key.takes}` })
    }
  }
}

function readRule(node: Node, values: unknown, at: string, faults: Fault[]): NodeRule | undefined {
  if (!isMap(node) || !isRecord(values)) {
    faults.push({ node, words: 'a rule has `match` and what its nodes come from' })
    return undefined
  }
  const before = faults.length
  const { provider = 'slurm', match: _match, ...rest } = values
  const keys = RULES[isProvider(provider) ? provider : 'slurm']
  checkKeys(node, values, keys, 'a rule', faults)
  const match = isRecord(values.match) ? values.match : {}
  checkKeys(node.get('match', true) as Node | undefined, match, MATCH, 'match', faults)
  const given = Object.keys(rest)
  if (provider === 'local' && given.length > 0) {
    faults.push({ node, words: `nodes of this machine take no ${given.join(', ')}` })
  }
  if (provider === 'slurm' && rest.partition === undefined) {
    const words =
      'the rule names no partition. Say `partition:` with one that `sinfo` shows, `provider: kubernetes`, or `provider: local`'
    faults.push({ node, words })
  }
  for (const [key, own] of ownIn(rest)) {
    const words = `${key} has ${own}, which Lazuli says itself`
    faults.push({ node: node.get(key, true) as Node, words })
  }
  if (faults.length > before) return undefined
  return { match: match as RuleMatch, at, provider, ...rest } as NodeRule
}

/** What a rule may not say in its own words, by the key that has it. */
function ownIn(rule: Values): readonly (readonly [key: string, own: string])[] {
  const { annotations, extra, labels, spec } = rule
  const flags = (Array.isArray(extra) ? (extra as readonly unknown[]) : []).flatMap((flag) => {
    const own = ownFlagIn(String(flag))
    return own === undefined ? [] : ([['extra', own]] as const)
  })
  const marks = Object.entries({ labels, annotations }).flatMap(([key, marked]) =>
    Object.keys(isRecord(marked) ? marked : {})
      .filter((name) => name.startsWith(OWN_PREFIX))
      .map((name) => [key, name] as const),
  )
  const fields = Object.keys(isRecord(spec) ? spec : {})
    .filter((name) => OWN_FIELDS.includes(name))
    .map((name) => ['spec', name] as const)
  const containers = isRecord(spec) && Array.isArray(spec.containers) ? spec.containers : []
  const words = containers
    .filter((each) => isRecord(each) && each.name === AGENT && (each.command ?? each.args))
    .map(() => ['spec', `what the container ${AGENT} runs`] as const)
  return [...flags, ...marks, ...fields, ...words]
}
