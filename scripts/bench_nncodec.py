"""What NNCodec makes of a layer's codes; scripts/bench.sh runs it.

usage: bench_nncodec.py FILE [--seconds S]

FILE holds 4096 x 4096 little-endian int32 codes, as dcsh-bench --work code --file writes them. Prints
one JSON object with the same fields as dcsh-bench. NNCodec (ISO/IEC 15938-17) codes the same integers
without dependent quantisation, so both are exact; that is checked.
"""

import argparse
import contextlib
import io
import json
import tempfile
import time

import numpy
from nncodec import nnc


def shortest(run, seconds):
    """The least time that a call takes, and its last result: what disturbs only slows down."""
    least, spent = float("inf"), 0.0
    while True:
        began = time.perf_counter()
        result = run()
        elapsed = time.perf_counter() - began
        least, spent = min(least, elapsed), spent + elapsed
        if spent >= seconds:
            return least, result


def main():
    """Reads the codes, codes and decodes them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    codes = numpy.fromfile(arguments.file, dtype="<i4").reshape(4096, 4096)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        def encode():
            return nnc.compress(
                {"layer": codes}, bitstream_path=f"{folder}/layer.nnc", use_dq=False,
                return_bitstream=True)

        encode_seconds, stream = shortest(encode, arguments.seconds)
        decode_seconds, decoded = shortest(lambda: nnc.decompress(stream), arguments.seconds)
    if not numpy.array_equal(decoded["layer"], codes):
        raise SystemExit("bench_nncodec: the decoded codes are others")
    print(json.dumps({
        "coder": "nncodec", "file_bytes": len(stream), "stream_bytes": len(stream),
        "encode_weights_per_second": int(codes.size / encode_seconds),
        "decode_weights_per_second": int(codes.size / decode_seconds),
    }))


if __name__ == "__main__":
    main()
