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
world=source-plugin
! grep -q '^Meta, Sink = ' plugin.py || world=sink-plugin

# --stub-wasi takes from CPython the files, the sockets and the environment that it would import, used or not. It takes everything that is
# called `wasi:`, and HTTP with it; so what a connector does get is called `gate:` until that is done, and `wasi:` again in the result.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp -r wit "$work/wit"
find "$work/wit" -name '*.wit' -exec sed -i 's/\bwasi:/gate:/g' {} +
componentize-py --quiet --wit-path "$work/wit" --world "$world" componentize --stub-wasi plugin --output "$work/plugin.wasm" > /dev/null
python3 gate.py "$work/plugin.wasm" "$out"
echo "built $(basename "$out"), $(($(wc -c < "$out") / 1024 + 1)) KiB"
