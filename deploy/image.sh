#!/usr/bin/env bash
# Builds the image from a tarball of `npm pack`: deploy/image.sh lazuli-0.2.0.tgz [NAME [OPTIONS OF BUILD...]]
set -euo pipefail
tarball=$(realpath "${1:?which tarball of npm pack?}")
name=${2:-lazuli}
shift $(($# < 2 ? $# : 2))
here=$(cd "$(dirname "$0")" && pwd)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mkdir "$context/app" "$context/data"
chmod 700 "$context/data"
npm install --prefix "$context/app" --omit=dev --no-audit --no-fund --loglevel=error "$tarball" @kubernetes/client-node@2
engine=$(command -v podman || command -v docker) || { echo "image.sh: neither podman nor docker is here" >&2; exit 1; }
"$engine" build --tag "$name" --file "$here/Containerfile" "$@" "$context"
