#!/usr/bin/env bash
# Measures dcsh beside PyTorch on this machine: the same work in turn, on the same cores, several
# rounds, medians and their ratio. Prepares a Python environment of its own (PyTorch: some gigabytes).
# usage: scripts/bench.sh [--threads N] [--rounds N]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

threads=$(nproc)
rounds=5
while (($#)); do
  case $1 in
    --threads) threads=$2 ;;
    --rounds) rounds=$2 ;;
    *)
      echo 'usage: scripts/bench.sh [--threads N] [--rounds N]' >&2
      exit 2
      ;;
  esac
  shift 2
done
readonly epochs=3

scripts/setup.sh
swift build --configuration release --product dcsh
dcsh=$(swift build --configuration release --show-bin-path)/dcsh
data=${XDG_DATA_HOME:-$HOME/.local/share}/dcsh/mnist
environment=.build/bench-python
if ! "$environment/bin/python" -c 'import torch, numpy' 2>/dev/null; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet torch numpy
fi

# Images per second of one run.
ours() {
  "$dcsh" --json --quiet --threads "$threads" -c "
    load data mnist
    load model lenet-300-100 --seed 1
    train --epochs $epochs --batch 64 --lr 0.05" |
    sed -nE 's/.*"command":"train".*"images_per_second":([0-9]+).*/\1/p'
}
theirs() {
  "$environment/bin/python" scripts/bench_pytorch.py "$data" "$threads" "$epochs"
}
median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }

own=()
other=()
version=
for ((round = 0; round < rounds; round++)); do
  own+=("$(ours)")
  read -r version speed < <(theirs)
  other+=("$speed")
done
a=$(printf '%s\n' "${own[@]}" | median)
b=$(printf '%s\n' "${other[@]}" | median)
printf 'train lenet-300-100, batch 64, SGD, %d threads, median of %d rounds, images/s\n' \
  "$threads" "$rounds"
printf '  dcsh             %8d  (%s)\n' "$a" "${own[*]}"
printf '  PyTorch %-8s %8d  (%s)\n' "$version" "$b" "${other[*]}"
awk -v a="$a" -v b="$b" 'BEGIN { printf "  ratio            %8.2f\n", a / b }'
