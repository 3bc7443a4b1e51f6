#!/usr/bin/env bash
# Builds plugin.mjs to a component: build.sh [OUTPUT]. Needs Node 20 or newer with npm; everything else is in package-lock.json.
set -euo pipefail
name={{name}}
out="$(realpath -m "${1:-"$(dirname "$0")/$name.wasm"}")"
cd "$(dirname "$0")"

[[ -d node_modules/@bytecodealliance/componentize-js ]] || npm ci --no-audit --no-fund --silent
node build.mjs "$out"
echo "built $(basename "$out"), $(($(wc -c < "$out") / 1024 + 1)) KiB"
