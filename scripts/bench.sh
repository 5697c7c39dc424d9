#!/usr/bin/env bash
# Measures dcsh's engine beside PyTorch on this machine: the same work in turn, on the same cores,
# several rounds, medians and their ratio. Not part of the tests. See --help.
set -euo pipefail
# Numbers are written and sorted with a point, whatever the user's language.
export LC_ALL=C

readonly usage='usage: scripts/bench.sh [--rounds N] [--seconds S] [--threads N] [--only NAME]
                        [--verbose] [--help]

Builds dcsh-bench, puts PyTorch into .build/bench-python (some gigabytes, once), runs ours and
theirs in turn on random images, and prints a table of images per second: medians of the rounds,
their ratios, and whether the goals are reached. Goals are for two cores. Memory is measured once.

  --rounds N    how often each work is measured on each side (default 5)
  --seconds S   how long, each time (default 5)
  --threads N   number of threads on both sides (default: all cores that the process may use;
                "taskset --cpu-list 0,1 scripts/bench.sh" leaves it two)
  --only NAME   only works whose line holds NAME, such as lenet-5, eval or memory
  --verbose     also print the figure of every round

Exit code: 0 if everything was measured, whatever the figures are; 1 if a work failed; 2 usage.
'

# What is measured, work, network, batch, optimizer, goal: the least ratio of ours to theirs in
# images per second, or the most memory of ours in GB.
readonly rows=(
  'speed train lenet-300-100 64 sgd 1.5'
  'speed train lenet-5 64 sgd 2.0'
  'speed train mnist-cnn 128 adam 1.5'
  'speed eval lenet-5 1000 sgd 2.0'
  'speed train resnet-20 64 sgd 1.2'
  'speed eval squeezenet-1.0 16 sgd 1.2'
  'speed step alexnet 16 sgd 1.0'
  'memory train vgg-16 8 sgd 6.0'
  'memory eval vgg-16 1 sgd 1.5'
  'coding layer 4096x4096 - - -'
)

say() { printf 'bench: %s\n' "$*" >&2; }

refuse() {
  printf 'bench: error: %s\n%s' "$1" "$usage" >&2
  exit 2
}

rounds=5
seconds=5
threads=$(nproc)
only=
verbose=false
while (($#)); do
  case $1 in
    --help | -h) printf '%s' "$usage" && exit ;;
    --verbose)
      verbose=true
      shift
      continue
      ;;
    --rounds | --seconds | --threads | --only) ;;
    *) refuse "no such option: $1" ;;
  esac
  if (($# < 2)); then refuse "$1 needs a value"; fi
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --threads) threads=$2 ;;
    --only) only=$2 ;;
  esac
  shift 2
done
[[ $rounds =~ ^[1-9][0-9]{0,3}$ ]] || refuse "--rounds is a number from 1, not $rounds"
[[ $threads =~ ^[1-9][0-9]{0,3}$ ]] || refuse "--threads is a number from 1, not $threads"
[[ $seconds =~ ^[0-9]{1,4}(\.[0-9]+)?$ ]] || refuse "--seconds is a number, not $seconds"
readonly rounds seconds threads only verbose

# --- What runs the work ---------------------------------------------------------------------------

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly python=.build/bench-python/bin/python

prepare() {
  scripts/setup.sh >&2
  swift build --configuration release --product dcsh-bench >&2
  ours=$(swift build --configuration release --show-bin-path)/dcsh-bench
  readonly ours
  if ! "$python" -c 'import numpy, torch' 2>/dev/null; then
    say 'fetching PyTorch'
    python3 -m venv .build/bench-python
    "$python" -m pip install --quiet torch numpy
  fi
  if ! "$python" -c 'import nncodec' 2>/dev/null; then
    say 'fetching NNCodec'
    "$python" -m pip install --quiet nncodec
  fi
}

# run_ours WORK NETWORK BATCH OPTIMIZER SECONDS [OPTION...]: prints what it measured, as JSON.
run_ours() {
  "$ours" --work "$1" --network "$2" --batch "$3" --optimizer "$4" --seconds "$5" \
    --threads "$threads" "${@:6}"
}

run_theirs() {
  # -B: no compiled files beside the sources.
  "$python" -B scripts/bench_pytorch.py --work "$1" --network "$2" --batch "$3" \
    --optimizer "$4" --seconds "$5" --threads "$threads" "${@:6}"
}

# run_theirs_with INSTRUCTIONS WORK...: under a limit that its libraries understand.
run_theirs_with() {
  if [[ $1 == avx2 ]]; then
    ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2 MKL_ENABLE_INSTRUCTIONS=AVX2 \
      run_theirs "${@:2}"
  else
    run_theirs "${@:2}"
  fi
}

# field NAME JSON: a field of an object; fails if there is none.
field() {
  [[ $2 =~ \"$1\":\"?([^,\"}]+) ]] || return 1
  printf '%s' "${BASH_REMATCH[1]}"
}

# --- Figures --------------------------------------------------------------------------------------

# The middle of its arguments, or of the two in the middle.
median() {
  printf '%s\n' "$@" | sort -n |
    awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# holds EXPRESSION: whether a comparison of numbers holds.
holds() { awk "BEGIN { exit !($1) }"; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# Images per second with three digits or more.
speed() { awk -v x="$1" 'BEGIN { printf x < 100 ? "%.1f" : "%.0f", x }'; }

gigabytes() { awk -v x="$1" 'BEGIN { printf "%.2f GB", x / 1e9 }'; }

print_line() {
  printf '%-33s %8s %8s %8s %8s %8s %6s %8s %8s %9s  %s\n' "$@"
}

# label KIND WORK NETWORK BATCH OPTIMIZER GOAL: what the row of these is called.
label() {
  local text="$2 $3, batch $4"
  if [[ $1 == memory ]]; then text="memory: $text"; fi
  if [[ $1 == coding ]]; then text="coding: a $2 of $3 weights" && printf '%s' "$text" && return; fi
  if [[ $5 != sgd ]]; then text+=", $5"; fi
  printf '%s' "$text"
}

# rate RUNNER OPTION...: images per second of one run.
rate() {
  local output
  output=$("$@") || return 1
  field images_per_second "$output"
}

# largest NUMBER...
largest() { printf '%s\n' "$@" | sort -n | tail -n 1; }

# measure_speed LABEL WORK NETWORK BATCH OPTIMIZER GOAL: prints the work's line.
measure_speed() {
  local name=$1 work=("${@:2:4}") goal=$6 round set layout value
  # Without convolutions there is one layout only.
  local layouts=(contiguous channels_last)
  if [[ $3 == lenet-300-100 ]]; then layouts=(contiguous); fi
  local -A figures=()
  for ((round = 0; round < rounds; round++)); do
    for set in avx2 avx512; do
      value=$(rate run_ours "${work[@]}" "$seconds" --isa "$set") || return 1
      figures[ours_$set]+=" $value"
      for layout in "${layouts[@]}"; do
        value=$(rate run_theirs_with "$set" "${work[@]}" "$seconds" --layout "$layout") || return 1
        figures[${layout}_$set]+=" $value"
      done
    done
  done
  local -A middle=()
  local key
  for key in "${!figures[@]}"; do
    # shellcheck disable=SC2086 # a list of numbers
    middle[$key]=$(median ${figures[$key]})
    if [[ $verbose == true ]]; then printf '  %s%s\n' "$key" "${figures[$key]}"; fi
  done
  local theirs_avx2 theirs_avx512 verdict=()
  theirs_avx2=$(largest "${middle[contiguous_avx2]}" "${middle[channels_last_avx2]:-0}")
  theirs_avx512=$(largest "${middle[contiguous_avx512]}" "${middle[channels_last_avx512]:-0}")
  local mine=("${middle[ours_avx2]}" "${middle[ours_avx512]}" "${middle[ours_avx2]}")
  local theirs=("$theirs_avx2" "$theirs_avx512" "${middle[contiguous_avx512]}")
  for key in 0 1 2; do
    if holds "${mine[key]} >= $goal * ${theirs[key]}"; then
      verdict+=(ok)
    else
      verdict+=(below)
    fi
  done
  print_line "$name" "$(speed "${mine[0]}")" "$(speed "${mine[1]}")" "$(speed "${theirs[0]}")" \
    "$(speed "${theirs[1]}")" "$(speed "${theirs[2]}")" "$(ratio "${mine[0]}" "${theirs[0]}")" \
    "$(ratio "${mine[1]}" "${theirs[1]}")" "$(ratio "${mine[2]}" "${theirs[2]}")" ">= $goal" \
    "${verdict[*]}"
}

# measure_memory LABEL WORK NETWORK BATCH OPTIMIZER LIMIT: prints the work's line; PyTorch's figure
# is for comparison.
measure_memory() {
  local name=$1 work=("${@:2:4}") limit=$6 output verdict=above a b
  output=$(run_ours "${work[@]}" 0 --memory) || return 1
  a=$(field peak_memory_bytes "$output") || return 1
  output=$(run_theirs "${work[@]}" 0 --memory --layout contiguous) || return 1
  b=$(field peak_memory_bytes "$output") || return 1
  if holds "$a < $limit * 1e9"; then verdict=ok; fi
  print_line "$name" "$(gigabytes "$a")" - - - "$(gigabytes "$b")" - - "$(ratio "$a" "$b")" \
    "< $limit GB" "$verdict"
}

# millions NUMBER: of weights a second.
millions() { awk -v x="$1" 'BEGIN { printf x < 1e8 ? "%.1f" : "%.0f", x / 1e6 }'; }

# measure_coding LABEL: prints a table of the coders on one drawn layer, NNCodec's codes being the
# same, and how AlexNet's file is read. Goals: bytes over entropy, millions of weights a second.
measure_coding() {
  local coder output round bytes entropy key codes file
  local -A figures=()
  codes=$(mktemp) file=$(mktemp --suffix .dcz)
  # shellcheck disable=SC2064 # now
  trap "rm -f '$codes' '$file'" RETURN
  for ((round = 0; round < rounds; round++)); do
    for coder in rans adaptive huffman nncodec; do
      if [[ $coder == nncodec ]]; then
        output=$("$python" -B scripts/bench_nncodec.py "$codes" --seconds "$seconds") || return 1
      else
        output=$("$ours" --work code --coder "$coder" --threads "$threads" --seconds "$seconds" \
          --file "$codes") || return 1
        # The entropy of the weights, not of the paper's entries with their fillers.
        if [[ $coder == rans ]]; then entropy=$(field entropy_bytes "$output") || return 1; fi
      fi
      for key in stream_bytes encode_weights_per_second decode_weights_per_second; do
        value=$(field "$key" "$output") || return 1
        figures[$coder/$key]+=" $value"
      done
    done
  done
  printf '\n%s, 9 %% kept, 31 shared weights; order-0 entropy: %s bytes; medians\n' "$1" "$entropy"
  local line='%-10s %10s %9s %16s %16s %s\n' encode decode goal
  # shellcheck disable=SC2059 # one format for all lines
  printf "$line" coder bytes 'over' 'encode, M/s' 'decode, M/s' 'goal: over, encode, decode'
  for coder in rans adaptive huffman nncodec; do
    # shellcheck disable=SC2086 # lists of numbers
    bytes=$(median ${figures[$coder/stream_bytes]}) \
      encode=$(median ${figures[$coder/encode_weights_per_second]}) \
      decode=$(median ${figures[$coder/decode_weights_per_second]})
    case $coder in
      rans) goal='0.5 %, 100, 300' ;;
      adaptive) goal='25, 60' ;;
      *) goal= ;;
    esac
    # shellcheck disable=SC2059
    printf "$line" "$coder" "$bytes" \
      "$(awk -v a="$bytes" -v b="$entropy" 'BEGIN { printf "%+.2f %%", 100 * (a / b - 1) }')" \
      "$(millions "$encode")" "$(millions "$decode")" "$goal"
  done
  "$ours" --work write --threads "$threads" --file "$file" >/dev/null || return 1
  output=$("$ours" --work read --threads "$threads" --memory --file "$file") || return 1
  printf 'alexnet, drawn, to float32: %s s (goal: 0.5), peak %s (goal: %s)\n' \
    "$(field seconds "$output")" "$(gigabytes "$(field peak_memory_bytes "$output")")" \
    "$(awk -v x="$(field float32_bytes "$output")" 'BEGIN { printf "%.2f GB", (x + 64e6) / 1e9 }')"
}

# Versions and the machine.
print_header() {
  local output dcsh
  dcsh=$(sed -nE 's/^let version = "(.*)"/\1/p' Sources/dcsh/Version.swift)
  output=$(run_ours eval lenet-300-100 1 sgd 0)
  printf 'dcsh %s with oneDNN %s\n' "$dcsh" "$(field onednn "$output")"
  output=$(run_theirs eval lenet-300-100 1 sgd 0)
  printf 'PyTorch %s with oneDNN %s\n' "$(field torch "$output")" "$(field onednn "$output")"
  printf '%s, %d threads, median of %d rounds of %s s, float32\n\n' \
    "$(sed -nE '/^model name/{s/.*: (.*)/\1/p;q}' /proc/cpuinfo)" "$threads" "$rounds" "$seconds"
  cat <<'END'
dcsh is limited to AVX2, its default, or uses AVX-512 (--isa avx512). PyTorch is measured under the
same two limits, on contiguous and on channels_last tensors, of which the faster one counts; its
default is contiguous tensors and everything that the processor has.

END
  print_line '' 'dcsh' 'dcsh' 'PyTorch' 'PyTorch' 'PyTorch' '' '' '' '' ''
  print_line '' 'AVX2' 'AVX-512' 'AVX2' 'AVX-512' 'default' 'AVX2' 'AVX-512' 'default' '' ''
  print_line 'images/s, peak memory' '(1)' '(2)' '(3)' '(4)' '(5)' '1/3' '2/4' '1/5' 'goal' \
    'reached'
}

# --------------------------------------------------------------------------------------------------

wanted=()
for row in "${rows[@]}"; do
  read -ra parts <<<"$row"
  if [[ $(label "${parts[@]}") == *"$only"* ]]; then wanted+=("$row"); fi
done
if ((${#wanted[@]} == 0)); then refuse "no work is called $only"; fi

prepare
print_header
status=0
for row in "${wanted[@]}"; do
  read -ra parts <<<"$row"
  name=$(label "${parts[@]}")
  if [[ ${parts[0]} == speed ]]; then
    measure_speed "$name" "${parts[@]:1}" && continue
  elif [[ ${parts[0]} == coding ]]; then
    measure_coding "$name" && continue
  else
    measure_memory "$name" "${parts[@]:1}" && continue
  fi
  print_line "$name" - - - - - - - - - failed
  status=1
done
exit "$status"
