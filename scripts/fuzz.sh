#!/usr/bin/env bash
# Feeds readers of files and scripts with any bytes, under libFuzzer. Not part of the tests, which
# replay what was found. See --help.
set -euo pipefail

readonly usage='usage: scripts/fuzz.sh [--seconds N] [--keep] [--help] [ENTRY...]

Builds everything with coverage into .build-fuzz and runs the entries (default: all) under libFuzzer,
each from its corpus in Tests/FuzzTests/Corpora and from what earlier runs left in .build-fuzz. A
corpus is a text of one input a line, in hexadecimal digits.

  --seconds N   how long each entry runs (default 600)
  --keep        make the corpus the smallest set of inputs that reaches all code that is reached, 4 KB each
                at most

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

# unpack FILE FOLDER: every line becomes a file.
unpack() {
  python3 -c '
import hashlib, pathlib, sys
for line in open(sys.argv[1]):
    data = bytes.fromhex(line)
    pathlib.Path(sys.argv[2], hashlib.sha1(data).hexdigest()).write_bytes(data)
' "$@"
}

# pack FOLDER FILE: every file becomes a line, short ones first.
pack() {
  python3 -c '
import pathlib, sys
found = {path.read_bytes() for path in pathlib.Path(sys.argv[1]).iterdir()}
lines = (data.hex() + "\n" for data in sorted(found, key=lambda data: (len(data), data)))
pathlib.Path(sys.argv[2]).write_text("".join(lines))
' "$@"
}

status=0
mkdir -p .build-fuzz/found
for entry in "${entries[@]}"; do
  kept=Tests/FuzzTests/Corpora/$entry.hex
  grown=.build-fuzz/corpora/$entry
  mkdir -p "$grown"
  if [[ -e $kept ]]; then unpack "$kept" "$grown"; fi
  printf 'fuzz: %s for %d s\n' "$entry" "$seconds"
  export DCSH_FUZZ_ENTRY=$entry
  if ! "$driver" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -print_final_stats=1 -verbosity=1 -artifact_prefix=".build-fuzz/found/$entry-" \
    "$grown" >".build-fuzz/$entry.log" 2>&1; then
    status=1
    tail -n 40 ".build-fuzz/$entry.log"
  fi
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)|DONE' ".build-fuzz/$entry.log" || true
  if [[ $keep == true ]]; then
    rm -rf .build-fuzz/least
    mkdir .build-fuzz/least
    "$driver" -set_cover_merge=1 -max_len=4096 .build-fuzz/least "$grown" \
      >>".build-fuzz/$entry.log" 2>&1 || status=1
    pack .build-fuzz/least "$kept"
  fi
done
exit "$status"
