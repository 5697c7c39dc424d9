#!/usr/bin/env bash
# Compares scripts/dcz_reader.py with dcsh: for the goldens and for a small network in every form,
# both must find the same arrays, bit by bit. Skipped where Python has no NumPy.
# usage: dcz_reader_test.sh DCSH
set -euo pipefail

dcsh=$(realpath "$1")
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
python=
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import numpy' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [[ -z $python ]]; then
  echo 'dcz_reader_test: skipped: Python has no NumPy (scripts/setup.sh installs it)'
  exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/files"
cd "$work"

# Kernels, groups, branches, many columns; pruned, shared, both, neither.
cat >forms.dc <<'END'
network small {
  input 3x9x11
  conv first 12 3 --pad 1
  batchnorm
  relu
  conv second 12 3 --pad 1 --groups 3
  add second relu1
  maxpool 2 --stride 2
  flatten
  dense wide 40
  prelu
  dense last 10
}
load model small --seed 5
encode files/dense.dcz --xz=false
encode files/narrow.dcz --biases 8bit --xz=false --provenance
prune --keep 'first=60%,second=25%,wide=12%'
encode files/pruned.dcz --biases float16 --xz=false
quantize --bits 'first=6,wide=5,last=4'
encode files/huffman.dcz --coder huffman --xz=false
encode files/huffman-layers.dcz --coder huffman --codebook float16 --xz=false
encode files/rans.dcz --coder rans --xz=false
encode files/adaptive.dcz --coder adaptive --xz=false
encode files/fitted.dcz --codebook fitted --biases 8bit --xz=false
END
"$dcsh" --quiet forms.dc
for file in "$root"/Tests/Goldens/dcz/good/*.dcz; do
  cp "$file" "files/golden-$(basename "$file")"
done
for file in files/*.dcz; do
  printf "load model '%s'; save '%s'\n" "$file" "${file%.dcz}.safetensors"
done >decode.dc
"$dcsh" --quiet decode.dc

PYTHONDONTWRITEBYTECODE=1 "$python" - "$root" files/*.dcz <<'END'
import json
import pathlib
import subprocess
import sys

import numpy as np

root, *paths = map(pathlib.Path, sys.argv[1:])
sys.path.insert(0, str(root / "scripts"))
import dcz_reader

checks = 0


def check(condition, what):
    global checks
    if not condition:
        sys.exit(f"dcz_reader_test: {what}")
    checks += 1


def load_safetensors(path):
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    kinds = {"F32": "<f4", "U16": "<u2", "BOOL": "?"}
    arrays = {}
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            flat = np.frombuffer(data[start + first : start + end], kinds[entry["dtype"]])
            arrays[name] = flat.reshape(entry["shape"])
    return arrays


def flat(model):
    arrays = dict(model["parameters"])
    arrays |= {f"{name}.mask": mask for name, mask in model["masks"].items()}
    for name, codebook in model["codebooks"].items():
        arrays[f"{name}.codebook"] = codebook["values"]
        arrays[f"{name}.codes"] = codebook["codes"]
    return arrays


for path in paths:
    own, expected = flat(dcz_reader.read(path)), load_safetensors(path.with_suffix(".safetensors"))
    check(own.keys() == expected.keys(), f"{path}: {sorted(own.keys() ^ expected.keys())}")
    for name, array in expected.items():
        same = own[name].shape == array.shape and own[name].tobytes() == array.tobytes()
        check(same and own[name].dtype == array.dtype, f"{path}: {name} differs")

provenance = dcz_reader.read("files/narrow.dcz")["provenance"]
check("network small" in provenance["recipe"], "the recipe is not in the provenance")
check(dcz_reader.read("files/golden-provenance.dcz")["provenance"]["seed"] == 7, "the seed")

# The examples of Sources/EntropyCoding/README.md.
def stored(digits):
    data = bytes.fromhex(digits)
    return dcz_reader.Input(data, 0, len(data))


positions = [c == "1" for c in "0010000100000010"]
for digits, make in [
    ("01 00 0F 21 02", dcz_reader.HuffmanGaps),
    ("03 03 00 00 D6 03 10", dcz_reader.RansGaps),
    ("01 03 92 C4 63 88 14", dcz_reader.RansBitmap),
]:
    source = stored(digits)
    kept = make(source, [1, 16, 1, 1]).decode(source, [1, 16, 1, 1])
    check(kept.tolist() == positions and source.left == 0, f"the example {digits}")
for digits, make, symbols, alphabet in [
    ("DF C0 8D 00", dcz_reader.Huffman, [2, 0, 0, 3, 0, 2, 0], 8),
    ("0B 38 12 00 01 00 00 04", dcz_reader.Rans, [0, 1, 0, 0, 2, 0, 1, 0], 4),
]:
    source = stored(digits)
    read = make(source, alphabet).decode(source, len(symbols))
    check(read.tolist() == symbols and source.left == 0, f"the example {digits}")

# Damage has a place, whatever it is: bad goldens, every truncation, a flipped bit of every byte.
bad = sorted((root / "Tests/Goldens/dcz/bad").glob("*.dcz"))
damaged = [path.read_bytes() for path in bad]
whole = (root / "Tests/Goldens/dcz/good/layer-rans.dcz").read_bytes()
damaged += [whole[:count] for count in range(len(whole))]
for index in range(len(whole)):
    damaged.append(bytes(byte ^ (index == place) << 3 for place, byte in enumerate(whole)))
for data in damaged:
    try:
        dcz_reader.decode(data)
        check(False, "a damaged file was read")
    except dcz_reader.DczError as error:
        check(0 <= error.offset <= len(data), f"an offset of {error.offset}")

# The command.
script = [sys.executable, str(root / "scripts/dcz_reader.py")]
said = subprocess.run(
    [*script, "files/rans.dcz", "--list", "--npz", "a.npz"], capture_output=True, text=True
)
check(said.returncode == 0 and "wide.weight" in said.stdout, said.stdout + said.stderr)
with np.load("a.npz") as arrays:
    expected = load_safetensors(pathlib.Path("files/rans.safetensors"))
    check(set(arrays.files) == expected.keys(), "--npz: other arrays")
    for name, array in expected.items():
        check(arrays[name].tobytes() == array.tobytes(), f"--npz: {name} differs")
said = subprocess.run([*script, str(bad[0])], capture_output=True, text=True)
check(said.returncode == 1 and "byte " in said.stderr, said.stderr)
check("Traceback" not in said.stderr, said.stderr)
print(f"dcz_reader_test: {checks} passed, 0 failed")
END
