#!/usr/bin/env bash
# Installs Lazuli, starts it for the job, and puts what `lazuli env` prints into the environment of the
# steps that follow. It ends with the job.
set -euo pipefail
home=$RUNNER_TEMP/lazuli
mkdir -p "$home"
npm install --prefix "$home" --no-audit --no-fund --loglevel=error "${LAZULI_PACKAGE:?}"
lazuli=$home/node_modules/.bin/lazuli
ready=$home/ready.json
log=$home/lazuli.log
read -r -a options <<<"${LAZULI_OPTIONS:-}"
nohup "$lazuli" start --ephemeral --port 0 --batch-port 0 --ready-file "$ready" ${options[@]+"${options[@]}"} >"$log" 2>&1 &
server=$!
for _ in $(seq 600); do
  [ -e "$ready" ] && break
  kill -0 "$server" 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.1
done
[ -e "$ready" ] || { echo "Lazuli did not serve within a minute." >&2; cat "$log" >&2; exit 1; }
"$lazuli" env --shell json --ready-file "$ready" | node -e '
  const variables = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
  for (const [name, value] of Object.entries(variables)) console.log(`${name}=${value}`)
' >>"$GITHUB_ENV"
{
  echo "LAZULI_READY_FILE=$ready"
} >>"$GITHUB_ENV"
echo "$home/node_modules/.bin" >>"$GITHUB_PATH"
{
  echo "ready-file=$ready"
  echo "log=$log"
} >>"$GITHUB_OUTPUT"
