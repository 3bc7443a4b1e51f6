#!/usr/bin/env bash
# Builds plugin.mjs to a component: build.sh [OUTPUT]. Needs Node 18 or newer with npm; everything else is in package-lock.json.
set -euo pipefail
name={{name}}
out="$(realpath -m "${1:-"$(dirname "$0")/$name.wasm"}")"
cd "$(dirname "$0")"

[[ -x node_modules/.bin/componentize-qjs ]] || npm ci --no-audit --no-fund --silent
# --stub-wasi: nothing is imported but what the contract gives, so there is no clock, file or network to reach for.
node_modules/.bin/componentize-qjs --wit wit --world "${WORLD:-row-metric-plugin}" --js plugin.mjs --sync --stub-wasi --output "$out" > /dev/null
echo "built $(basename "$out"), $(($(wc -c < "$out") / 1024 + 1)) KiB"
