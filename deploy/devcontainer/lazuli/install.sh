#!/bin/sh
# Installs the command `lazuli` in a dev container. Options come as variables.
set -eu
if ! command -v npm >/dev/null; then
  echo "Lazuli needs Node 24.12 or newer: add the feature ghcr.io/devcontainers/features/node first." >&2
  exit 1
fi
npm install --global --no-audit --no-fund --loglevel=error "${PACKAGE:-lazuli}"
lazuli --version
