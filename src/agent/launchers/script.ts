// The little programs that a launcher's shell is fed. Every value is quoted; nothing in it is the
// shell's to interpret.

/** What the shell is told once: signals meant for a task's process group must not end it. */
export const PROLOGUE = 'trap : HUP INT QUIT TERM ALRM USR1 USR2 PIPE\numask 022\n'

export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const ASSIGNABLE = /^[A-Za-z_][A-Za-z0-9_]*$/

export interface Command {
  /** Names the result. */
  readonly number: number
  /** The program's absolute path, so that the shell's own commands never stand in, and the rest. */
  readonly words: readonly string[]
  readonly environment: ReadonlyMap<string, string>
  readonly workingDirectory: string
  readonly stdout: string
  readonly stderr: string
  readonly append: boolean
  /** Absent: there is nothing to read. */
  readonly stdin?: string
  /** Further streams that it does not see. */
  readonly closes?: string
  /** The working directory is the user's own to make. */
  readonly makeDirectory?: boolean
  /** What stands in its standard error before all that it says itself. */
  readonly notice?: string
}

/**
 * Says the result twice: into the records (3), which outlive the agent, and to the agent, which is
 * told before what processor time the shell and all that it ran have taken since its start.
 */
const result = (number: number): string => `r="${number} $?";echo "$r">&3;times;echo "$r"\n`

/** Runs one command and says its exit code. The command does not see the records. */
export function commandScript(command: Command): string {
  const assignments: string[] = []
  const odd: string[] = []
  for (const [name, value] of command.environment) {
    if (ASSIGNABLE.test(name)) assignments.push(`${name}=${quoted(value)}`)
    else odd.push(quoted(`${name}=${value}`))
  }
  // A name that no shell variable can have is set by env, at the price of one more exec.
  const prefix = odd.length > 0 ? ['/usr/bin/env', ...odd] : []
  const to = command.append ? '>>' : '>'
  const toErrors = command.notice ? '>>' : to
  const run = [...assignments, ...prefix, ...command.words.map(quoted)].join(' ')
  const streams = `<${quoted(command.stdin ?? '/dev/null')} ${to}${quoted(command.stdout)} 2${toErrors}${quoted(command.stderr)} 3>&-${command.closes ?? ''}`
  const directory = quoted(command.workingDirectory)
  const make = command.makeDirectory ? `mkdir -p ${directory}&&` : ''
  const notice = command.notice
    ? `echo ${quoted(command.notice)} 2>/dev/null ${to}${quoted(command.stderr)};`
    : ''
  return `${make}cd ${directory}&&{ unset OLDPWD;${notice}${run} ${streams};};${result(command.number)}`
}

/**
 * Runs a container, whose program is not the shell's to find and whose files the shell has open: no task
 * may lead it elsewhere. `outputs`: it opens them where the agent has them open; where that has gone, it
 * ends without a result.
 */
export function containerScript(
  command: Pick<Command, 'number' | 'words' | 'environment'>,
  outputs?: readonly string[],
): string {
  const [stdout, stderr] = outputs ?? []
  const open = outputs ? `exec 4>>${stdout} 5>>${stderr}\n` : ''
  const assignments = [...command.environment].map(([name, value]) => `${name}=${quoted(value)}`)
  const run = [...assignments, ...command.words.map(quoted)].join(' ')
  const close = outputs ? 'exec 4>&- 5>&-\n' : ''
  return `${open}cd /&&${run} </dev/null >&4 2>&5 3>&- 4>&- 5>&-;${result(command.number)}${close}`
}

/**
 * Runs a command whose streams are the pipes in a directory. `end` tells its exit code, and ends without
 * one where the shell is killed.
 */
export function remoteScript(
  command: Pick<Command, 'number' | 'words' | 'environment' | 'workingDirectory'>,
  pipes: string,
): string {
  const run = commandScript({
    ...command,
    stdin: `${pipes}/in`,
    stdout: `${pipes}/out`,
    stderr: `${pipes}/err`,
    append: false,
    makeDirectory: true,
    closes: ' 6>&-',
  })
  return `exec 6>${quoted(`${pipes}/end`)}\n${run}echo "\${r#* }">&6;exec 6>&-\n`
}

export interface Placement {
  readonly from: string
  readonly to: string
}

/**
 * Moves downloaded files to where they belong. It runs as the task's user, so that a link which a
 * task has planted leads nowhere the task could not have gone itself. One line for each: there may be
 * very many.
 */
export function placementScript(number: number, files: readonly Placement[]): string {
  const steps = files.map(({ from, to }) => {
    const directory = quoted(to.slice(0, to.lastIndexOf('/')))
    return `p ${directory} ${quoted(from)} ${quoted(to)}||f=1\n`
  })
  const place = 'p(){ { [ -d "$1" ]||mkdir -p "$1";}&&mv -fT "$2" "$3";}\nf=0\n'
  return `${place}${steps.join('')}(exit $f);${result(number)}`
}
