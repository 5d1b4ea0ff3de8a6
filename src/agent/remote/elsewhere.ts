// Other machines of one allocation of Slurm: a multi-instance task's primary starts programs there, too. `srun`
// carries a call to a program that the agent there has put in place, and that hands it to that agent.
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Work } from '#drivers/nodes/port.ts'
import type { Call } from './exchange.ts'

/** Which subtask runs the command, and for which primary. */
export interface Meant {
  readonly nodeId: string
  readonly work: Work
  readonly primaryNode: string
  /** Where the primary's node has its files, on its own machine. */
  readonly primaryRoot: string
}

/** The nodes of an allocation, in the order of its machines, as the agent of one of them finds them. */
export interface Allocation {
  readonly nodeIds: readonly string[]
  readonly jobId: string
  readonly nodeId: string
  /** The agent's directory: those of the others are named as it is. */
  readonly directory: string
}

/** Of an agent that Slurm has begun with others; undefined for any other. */
export function allocationOf(
  nodeIds: readonly string[] | undefined,
  nodeId: string,
  directory: string,
): Allocation | undefined {
  const jobId = process.env.SLURM_JOB_ID
  return nodeIds && jobId !== undefined ? { nodeIds, jobId, nodeId, directory } : undefined
}

/** Where an agent takes calls that come from other machines. */
export const elsewhereIn = (directory: string, nodeId: string): string =>
  `${directory}/elsewhere/${nodeId}`

const FIND = `for each in "$1"/lazuli-job-"$2"-*/elsewhere/"$3"/rsh; do
  [ -x "$each" ] && exec "$each" "$4" "$5"
done
echo "its machine has no agent" >&2
exit 255`

/** What runs the command on the machine of the node that is meant; undefined where that is another allocation's. */
export function stepTo(
  { nodeIds, jobId, directory }: Allocation,
  meant: Meant,
  commandLine: string,
): readonly string[] | undefined {
  const rank = nodeIds.indexOf(meant.nodeId)
  if (rank < 0) return undefined
  const place = ['-N1', '-n1', `--relative=${rank}`, '--chdir=/']
  const given = [dirname(directory), jobId, meant.nodeId, JSON.stringify(meant), commandLine]
  return [
    ...['srun', '--overlap', '--quiet', '--mpi=none', '--mem=0', ...place],
    ...['/bin/sh', '-c', FIND, 'sh', ...given],
  ]
}

/** What is meant by a call that came from another machine. */
export const meantBy = ({ host }: Call): Meant => JSON.parse(host) as Meant

/**
 * Makes the path of a primary's node lead somewhere on this machine, where launchers want to work in it: to
 * the subtask's own node, or, where `views` show that to each task, to an empty directory.
 */
export function standFor(
  { primaryRoot }: Pick<Meant, 'primaryRoot'>,
  root: string,
  { directory, views }: { readonly directory: string; readonly views: boolean },
): void {
  if (existsSync(primaryRoot)) return
  if (views) return void mkdirSync(primaryRoot, { recursive: true, mode: 0o711 })
  mkdirSync(dirname(primaryRoot), { recursive: true, mode: 0o711 })
  symlinkSync(root, primaryRoot)
  // By which the next allocation on this machine knows that it may remove it: nodes/ID/root in a directory.
  const made = dirname(dirname(dirname(primaryRoot)))
  const shell = `${directory}/shell`
  if (existsSync(shell) && !existsSync(`${made}/shell`)) copyFileSync(shell, `${made}/shell`)
}

/** `end` tells the exit code, as for a command of this machine. */
const CONNECT = `pipes=$1
shift
exec 6>"$pipes/end"
"$@" <"$pipes/in" >"$pipes/out" 2>"$pipes/err" 6>&-
echo $? >&6`

/** Runs the words with the pipes of a directory as their streams. It lives on without the agent. */
export function connect(
  pipes: string,
  words: readonly string[],
  ended: () => void,
): { readonly stop: () => void } {
  const child = spawn('/bin/sh', ['-c', CONNECT, 'sh', pipes, ...words], {
    detached: true,
    stdio: 'ignore',
  })
  child.on('error', ended)
  child.on('exit', ended)
  child.unref()
  return {
    stop() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      process.kill(-child.pid)
    },
  }
}
