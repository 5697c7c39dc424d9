#!/usr/bin/env bash
# Runs scripts/lenet-300-100.dc at one and at two threads in a folder of its own and compares what
# must not depend on threads: every state digest, and the bytes of the file.
# usage: recipe_test.sh DCSH
set -euo pipefail

dcsh=$(realpath "$1")
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0

# Both at once: each is slower, together they take less time.
pids=()
for threads in 1 2; do
  mkdir "$work/$threads"
  (
    cd "$work/$threads"
    exec "$dcsh" --json --quiet --threads "$threads" "$root/scripts/lenet-300-100.dc"
  ) >"$work/$threads.json" &
  pids+=($!)
done
for pid in "${pids[@]}"; do
  if ! wait "$pid"; then
    cat "$work"/*.json
    echo 'recipe_test: the recipe failed' >&2
    exit 1
  fi
  passed=$((passed + 1))
done

states() { grep -oE '"state": *"[0-9a-f]+"' "$1"; }

if ! diff <(states "$work/1.json") <(states "$work/2.json"); then
  echo 'recipe_test: state digests differ between one and two threads' >&2
  exit 1
fi
passed=$((passed + 1))
if ! cmp "$work"/{1,2}/out/lenet-300-100.dcz; then
  echo 'recipe_test: the .dcz files differ between one and two threads' >&2
  exit 1
fi
passed=$((passed + 1))
tail -n 1 "$work/2.json"
echo "recipe_test: $passed passed, 0 failed"
