// The program with which a multi-instance task starts processes on its other nodes, as with `rsh`.
import type { Separation } from '#drivers/nodes/channel.ts'
import type { NodePeer } from '#drivers/nodes/port.ts'
import { quoted } from '../launchers/script.ts'

/** What the program leaves for the agent when all that belongs to a call is there. */
export const CALL = /^call-\d+$/
/** The pipes of a call, by what they are for: `end` tells the exit code. */
export const PIPES = ['in', 'out', 'err', 'end'] as const
export const REQUEST = 'request'

/**
 * The program. It needs a shell and coreutils alone, takes the options of `ssh` that MPI launchers
 * give, and connects its own streams with those of the command through pipes: once that runs, no
 * agent is needed. What is for the task's own node is run at once.
 */
export function remoteShell(calls: string, own: string, peers: readonly NodePeer[]): string {
  const others = peers.map(({ address }) => address).filter((address) => address !== own)
  return `#!/bin/sh
# Runs a command on another node of this task: HOST COMMAND...
while [ $# -gt 0 ]; do
  case $1 in
    -l|-p|-o|-i|-F|-e) shift; [ $# -eq 0 ] || shift;;
    -*) shift;;
    *) break;;
  esac
done
if [ $# -lt 2 ]; then
  echo "usage: $0 HOST COMMAND..." >&2
  exit 255
fi
host=\${1#*@}
shift
case $host in
  ${[own, 'localhost', '127.0.0.1'].map(quoted).join('|')}) exec /bin/sh -c "$*";;
  ${others.length > 0 ? others.map(quoted).join('|') : "''"}) ;;
  *) echo "$host is no node of this task" >&2; exit 255;;
esac
${relay(calls)}`
}

/** The program for calls that come from another machine: what is meant, and the command. */
export const relayShell = (calls: string): string => `#!/bin/sh
# Runs a command for a task of another machine: MEANT COMMAND...
host=$1
shift
${relay(calls)}`

/** Leaves a call of `host` and of what else was given, and connects the streams. */
const relay = (calls: string): string => `calls=${quoted(calls)}
new=$calls/new-$$
call=$calls/call-$$
umask 077
rm -rf "$new" "$call"
mkdir "$new" && mkfifo -m 666 ${PIPES.map((name) => `"$new/${name}"`).join(' ')} || exit 255
printf '%s\\n%s' "$host" "$*" >"$new/${REQUEST}" && mv "$new" "$call" || exit 255
exec 3<&0
cat <&3 >"$call/in" 2>/dev/null &
input=$!
cat "$call/out" &
output=$!
cat "$call/err" >&2 &
errors=$!
code=
read -r code <"$call/end"
wait $output $errors
kill $input 2>/dev/null
rm -rf "$call"
exit "\${code:-255}"
`

/**
 * How MPICH's launcher is told to use the program. Nodes whose users are others share no memory,
 * which UCX cannot know of processes on one machine. The user's own settings win.
 */
export const launcherSettings = (
  program: string,
  separation: Separation,
): Readonly<Record<string, string>> => ({
  HYDRA_LAUNCHER: 'ssh',
  HYDRA_LAUNCHER_EXEC: program,
  ...(separation === 'uid' && { UCX_TLS: '^shm' }),
})
