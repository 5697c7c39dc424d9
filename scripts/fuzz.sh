#!/usr/bin/env bash
# Feeds readers of files and scripts with any bytes, under libFuzzer. Not part of the tests, which
# replay what was found. See --help.
set -euo pipefail

readonly usage='usage: scripts/fuzz.sh [--seconds N] [--keep] [--help] [ENTRY...]

Builds everything with coverage into .build-fuzz and runs the entries (default: all) under libFuzzer,
each from its corpus in Tests/FuzzTests/Corpora and from what earlier runs left in .build-fuzz.

  --seconds N   how long each entry runs (default 600)
  --keep        add a minimal set of the inputs that reach new code to the corpus, 4 KB each at most

Exit code: 0 if nothing was found; 1 if an input traps, hangs, takes over 2 GB or breaks a promise (it
is left in .build-fuzz/found); 2 usage.
'

seconds=600
keep=false
entries=()
while (($#)); do
  case $1 in
    --help | -h) printf '%s' "$usage" && exit ;;
    --keep) keep=true ;;
    --seconds)
      seconds=${2-}
      [[ $seconds =~ ^[1-9][0-9]{0,5}$ ]] || { printf '%s' "$usage" >&2; exit 2; }
      shift
      ;;
    -*)
      printf 'fuzz: error: no such option: %s\n%s' "$1" "$usage" >&2
      exit 2
      ;;
    *) entries+=("$1") ;;
  esac
  shift
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DCSH_FUZZ=1
build=(swift build --configuration release --scratch-path .build-fuzz --product dcsh-fuzz
  -Xswiftc -sanitize=fuzzer)
"${build[@]}"
driver=$("${build[@]}" --show-bin-path)/dcsh-fuzz
if ((${#entries[@]} == 0)); then
  mapfile -t entries < <("$driver" 2>&1 | sed 's/.*: //' | tr ' ' '\n')
fi

status=0
mkdir -p .build-fuzz/found
for entry in "${entries[@]}"; do
  corpus=Tests/FuzzTests/Corpora/$entry
  grown=.build-fuzz/corpora/$entry
  mkdir -p "$corpus" "$grown"
  printf 'fuzz: %s for %d s\n' "$entry" "$seconds"
  export DCSH_FUZZ_ENTRY=$entry
  if ! "$driver" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -print_final_stats=1 -verbosity=1 -artifact_prefix=".build-fuzz/found/$entry-" \
    "$grown" "$corpus" >".build-fuzz/$entry.log" 2>&1; then
    status=1
    tail -n 40 ".build-fuzz/$entry.log"
  fi
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)|DONE' ".build-fuzz/$entry.log" || true
  if [[ $keep == true ]]; then
    "$driver" -merge=1 -max_len=4096 "$corpus" "$grown" >>".build-fuzz/$entry.log" 2>&1 || status=1
  fi
done
exit "$status"
