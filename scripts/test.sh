#!/usr/bin/env bash
# Sets up and runs every test: the style, the Swift tests, the scripts, and the recipe at one and at
# two threads. What takes longer is in scripts/check-long.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n== %s\n' "$*"; }

step 'setup'
scripts/setup.sh

step 'style'
swift format lint --strict --recursive --parallel Package.swift Sources Tests

# One configuration for the product and its tests: the network code is checked as it ships.
step 'build'
swift build --configuration release --build-tests
bin=$(swift build --configuration release --show-bin-path)

step 'Swift tests'
swift test --configuration release --skip-build

step 'scripts'
Tests/ScriptTests/setup_test.sh
Tests/ScriptTests/dcz_reader_test.sh "$bin/dcsh"
for script in scripts/*.dc; do
  if [[ $script == *squeezenet* && ! -e ../shared/data/squeezenet ]]; then
    echo "$script: skipped, as its input is not there: ../shared/data/squeezenet"
  else
    "$bin/dcsh" check "$script"
    if [[ $script == *squeezenet* ]]; then "$bin/dcsh" --quiet "$script"; fi
  fi
done

step 'the recipe: same bits at one and at two threads'
Tests/ScriptTests/recipe_test.sh "$bin/dcsh"
