// What a shell on a machine of a cluster does to run an agent: pieces of scripts. Pure.

export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Sets `node`, and ends with 78 where that is too old or is not there. */
export const findNode = (node: string): string => `node=${quoted(node)}
PATH="\${PATH:-/usr/local/bin:/usr/bin:/bin}"
if ! "$node" -e 'process.exit(process.versions.node.split(".")[0] >= 24 ? 0 : 1)'; then
  echo "lazuli: $node on $(uname -n) is not Node 24 or later. Name one in the rule: node: /path/to/node" >&2
  exit 78
fi
`

/** Runs the program of `dir` until its node is given back, and again after it was killed. */
export const runAgent = `umask 022
ends=
agent=
trap 'ends=1; [ -n "$agent" ] && kill -TERM "$agent"' TERM INT
while :; do
  # Where its directory was tidied away, another machine is wanted.
  [ -r "$dir/bootstrap.json" ] && [ -r "$dir/lazuli-agent.mjs" ] || { code=66; break; }
  "$node" "$dir/lazuli-agent.mjs" "$dir" </dev/null &
  agent=$!
  wait "$agent"; code=$?
  # A signal ends the waiting, not the agent, which may have something to say.
  [ -n "$ends" ] && { wait "$agent"; code=0; }
  # One that was killed is begun again: what it ran is in its journal.
  case $code in 0|78) break ;; esac
  [ -n "$ends" ] && break
  sleep 1
done
rm -rf "$dir"
exit "$code"
`
