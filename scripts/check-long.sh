#!/usr/bin/env bash
# Checks that take longer than scripts/test.sh may: training steps of the large networks at several
# thread counts, the recipes, and memory limits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n== %s\n' "$*"; }

step 'setup and build'
scripts/setup.sh
swift build --configuration release --build-tests
swift build --configuration release --product dcsh
swift build --configuration release --product dcsh-bench
bin=$(realpath "$(swift build --configuration release --show-bin-path)")

step 'same bits of all networks of the zoo at 1, 2 and 4 threads'
DCSH_LONG_TESTS=1 swift test --configuration release --skip-build --filter ZooTraining

step 'recipes'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for script in scripts/*.dc; do
  # Its input lies beside the repository; scripts/test.sh runs it where that is there.
  if [[ $script == *squeezenet* ]]; then continue; fi
  script=$(realpath "$script")
  echo "-- $script"
  (cd "$work" && "$bin/dcsh" --quiet "$script")
done

step 'accuracy of plain training'
"$bin/dcsh" --quiet -c 'load data mnist; load model lenet-5; train --epochs 12; result = (eval)
  expect $result.error <= 0.9%'

step 'memory'
# usage: at_most BYTES OPTIONS…
at_most() {
  local limit=$1 peak
  shift
  peak=$("$bin/dcsh-bench" "$@" --seconds 0 --memory --threads 2 |
    sed -nE 's/.*"peak_memory_bytes":([0-9]+).*/\1/p')
  echo "dcsh-bench $*: $peak bytes, at most $limit"
  ((peak <= limit))
}
at_most 6000000000 --work train --network vgg-16 --batch 8
at_most 1500000000 --work eval --network vgg-16 --batch 1
echo 'check-long: everything holds'
