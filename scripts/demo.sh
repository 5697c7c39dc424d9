#!/usr/bin/env bash
# From a fresh machine to a compressed LeNet-300-100: sets up, builds, runs the recipe.
# Arguments go to dcsh: `scripts/demo.sh --json` prints one object per statement.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh
swift build --configuration release --product dcsh
exec "$(swift build --configuration release --show-bin-path)/dcsh" "$@" scripts/lenet-300-100.dc
