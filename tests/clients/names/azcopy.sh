# azcopy in and out of a container, signed in by its variables: `lazuli run` runs it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export AZCOPY_LOG_LOCATION="$work/log" AZCOPY_JOB_PLAN_LOCATION="$work/plan"
at=https://lazuli.blob.core.windows.net/azcopy
"$AZCOPY" make "$at"
mkdir -p "$work/in/deep" "$work/out"
for name in a b deep/c; do head -c 300000 /dev/urandom > "$work/in/$name"; done
"$AZCOPY" copy "$work/in/*" "$at" --recursive
"$AZCOPY" copy "$at/*" "$work/out" --recursive
diff -r "$work/in" "$work/out"
echo '1 checks passed'
