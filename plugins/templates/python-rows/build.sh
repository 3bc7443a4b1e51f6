#!/usr/bin/env bash
# Builds plugin.py to a component: build.sh [OUTPUT]. Needs Python 3.10 or newer; everything else is in requirements.txt.
set -euo pipefail
name={{name}}
out="$(realpath -m "${1:-"$(dirname "$0")/$name.wasm"}")"
cd "$(dirname "$0")"

if ! command -v componentize-py > /dev/null; then
  [[ -x .venv/bin/componentize-py ]] || { python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt; }
  PATH="$PWD/.venv/bin:$PATH"
fi
world=row-metric-plugin
! grep -q '^@window' plugin.py || world=metric-plugin
# --stub-wasi: nothing is imported but what the contract gives, so there is no clock, file or network to reach for.
componentize-py --quiet --wit-path wit --world "$world" componentize --stub-wasi plugin --output "$out" > /dev/null
echo "built $(basename "$out"), $(($(wc -c < "$out") / 1024 + 1)) KiB"
