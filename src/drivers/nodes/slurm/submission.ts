// What `sbatch` is called with: its arguments, and the script that begins the agents. Pure.
import { findNode, quoted, runAgent } from '../dialled/agent-script.ts'
import type { AgentBootstrap } from '../dialled/port.ts'
import type { NodeRequest } from '../provider.ts'
import type { SlurmRule } from './rule.ts'

/** What begins every comment by which allocations of one server are found again. */
const commentOf = (owner: string, nodes: readonly CommentedNode[], pool: string): string =>
  ['lazuli', owner, pool, ...nodes.map(({ nodeId, bootId }) => `${nodeId}:${bootId}`)].join(' ')

export type CommentedNode = Pick<NodeRequest, 'nodeId' | 'bootId'>

/** The nodes of a comment of this server's, in the order of their ranks. */
export function nodesIn(comment: string, owner: string): readonly CommentedNode[] {
  const [mark, by, pool, ...nodes] = comment.split(' ')
  if (mark !== 'lazuli' || by !== owner || pool === undefined) return []
  return nodes.flatMap((each) => {
    const at = each.indexOf(':')
    return at > 0 ? [{ nodeId: each.slice(0, at), bootId: each.slice(at + 1) }] : []
  })
}

/** The arguments that say where and how long, also for a dry run. */
export const placeArguments = (rule: SlurmRule): string[] => [
  `--partition=${rule.partition}`,
  ...(rule.account === undefined ? [] : [`--account=${rule.account}`]),
  ...(rule.qos === undefined ? [] : [`--qos=${rule.qos}`]),
  ...(rule.constraint === undefined ? [] : [`--constraint=${rule.constraint}`]),
  ...(rule.timeLimit === undefined ? [] : [`--time=${rule.timeLimit}`]),
  ...(rule.exclusive ? ['--exclusive'] : []),
  ...(rule.extra ?? []),
]

export const submitArguments = (
  rule: SlurmRule,
  owner: string,
  requests: readonly NodeRequest[],
): string[] => {
  const [{ pool, cores, memoryMiB }] = requests as [NodeRequest]
  const takesAll = rule.exclusive || rule.resources === 'none'
  return [
    '--parsable',
    '--no-requeue',
    `--comment=${commentOf(owner, requests, pool)}`,
    `--job-name=lazuli-${pool.replaceAll('/', '-')}`,
    `-N${requests.length}`,
    '--ntasks-per-node=1',
    `--output=${rule.output ?? '/dev/null'}`,
    '--open-mode=append',
    '--export=NONE',
    '--chdir=/',
    ...(takesAll ? [] : [`--cpus-per-task=${cores}`, `--mem=${memoryMiB}M`]),
    ...placeArguments(rule),
  ]
}

/** `program`: the agent's, gzipped, in base64. */
export function scriptOf(
  rule: Pick<SlurmRule, 'node' | 'scratch'>,
  bootstraps: readonly AgentBootstrap[],
  program: string,
): string {
  const inner = innerScript(rule, bootstraps, program)
  if (bootstraps.length === 1) return `#!/bin/sh\n${inner}`
  return `#!/bin/sh
srun --ntasks=${bootstraps.length} --ntasks-per-node=1 --kill-on-bad-exit=0 --wait=0 --input=all /bin/sh -s <<'LAZULI_STEP'
${inner}LAZULI_STEP
`
}

const innerScript = (
  { node = 'node', scratch }: Pick<SlurmRule, 'node' | 'scratch'>,
  bootstraps: readonly AgentBootstrap[],
  program: string,
): string => `umask 022
base=${scratch === undefined ? '"${TMPDIR:-/tmp}"' : quoted(scratch)}
${findNode(node)}host=$(uname -n)
# What allocations left here that were killed with all that they ran.
for old in "$base"/lazuli-job-[0-9]*; do
  [ -O "$old" ] && [ -r "$old/shell" ] || continue
  read -r at pid < "$old/shell"
  [ "$at" = "$host" ] && [ -n "$pid" ] && ! kill -0 "$pid" 2>/dev/null && rm -rf "$old"
done
dir=$(mktemp -d "$base/lazuli-job-$SLURM_JOB_ID-XXXXXXXX") && chmod 711 "$dir" || exit 73
echo "$host $$" > "$dir/shell"
umask 077
case \${SLURM_PROCID:-0} in
${bootstraps
  .map(
    (bootstrap, rank) => `${rank}) cat > "$dir/bootstrap.json" <<'LAZULI_BOOTSTRAP'
${JSON.stringify(bootstrap)}
LAZULI_BOOTSTRAP
;;
`,
  )
  .join('')}esac
base64 -d <<'LAZULI_PROGRAM' | gzip -d > "$dir/lazuli-agent.mjs"
${program}
LAZULI_PROGRAM
${runAgent}`
