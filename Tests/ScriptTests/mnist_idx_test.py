#!/usr/bin/env python3
"""Tests scripts/mnist_idx.py on small archives that are made here. Needs no network, no NumPy."""

import array
import gzip
import pickle
import subprocess
import sys
import tempfile
import types
import unittest
import zipfile
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "mnist_idx.py"


class DType:
    """Pickles as numpy.dtype does."""

    def __init__(self, code):
        self.code = code

    def __reduce__(self):
        state = (3, self.code[:1], None, None, None, -1, -1, 0)
        return numpy.dtype, (self.code[1:], 0, 1), state


class NDArray:
    """Pickles as numpy.ndarray does."""

    def __init__(self, shape, code, data):
        self.state = (1, shape, DType(code), False, data)

    def __reduce__(self):
        return numpy.core.multiarray._reconstruct, (numpy.ndarray, (0,), b"b"), self.state


def reconstruct(*_):
    """Only its name is pickled."""


# The pickler looks its names up, so there must be something under them.
numpy = types.ModuleType("numpy")
numpy.core = types.ModuleType("numpy.core")
numpy.core.multiarray = types.ModuleType("numpy.core.multiarray")
numpy.ndarray, numpy.dtype, numpy.core.multiarray._reconstruct = NDArray, DType, reconstruct
for thing, module, name in [(NDArray, "numpy", "ndarray"), (DType, "numpy", "dtype"),
                            (reconstruct, "numpy.core.multiarray", "_reconstruct")]:
    thing.__module__, thing.__qualname__, thing.__name__ = module, name, name
for module in [numpy, numpy.core, numpy.core.multiarray]:
    sys.modules[module.__name__] = module


def part(first, count, scale=256, label=None):
    """A pair of images, whose pixels count upwards from `first`, and labels."""
    size = count * 784
    floats = array.array("f", [(first + n) % 256 / scale for n in range(size)])
    labels = array.array("q", [label if label is not None else n % 10 for n in range(count)])
    return (NDArray((count, 784), b"<f4", floats.tobytes()),
            NDArray((count,), b"<i8", labels.tobytes()))


class MnistIdxTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.wheel = self.folder / "x.whl"
        self.out = self.folder / "out"
        self.out.mkdir()

    def write(self, parts, member="mnist/data/mnist.pkl.gz"):
        with zipfile.ZipFile(self.wheel, "w") as archive:
            # Protocol 3 has byte strings, as Python 2 wrote them into the real one.
            archive.writestr(member, gzip.compress(pickle.dumps(parts, protocol=3), 1))

    def run_script(self):
        return subprocess.run([sys.executable, SCRIPT, self.wheel, self.out],
                              capture_output=True, text=True)

    def refused(self, reason):
        result = self.run_script()
        self.assertEqual(result.returncode, 1)
        self.assertIn(reason, result.stderr)
        self.assertNotIn("Traceback", result.stderr)

    def test_files(self):
        self.write((part(0, 3), part(7, 2), part(100, 1)))
        result = self.run_script()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), [
            "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte"])
        images = (self.out / "train-images-idx3-ubyte").read_bytes()
        self.assertEqual(images[:16], bytes([0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 28, 0, 0, 0, 28]))
        pixels = [n % 256 for n in range(3 * 784)] + [(7 + n) % 256 for n in range(2 * 784)]
        self.assertEqual(images[16:], bytes(pixels), "training, then validation")
        labels = (self.out / "train-labels-idx1-ubyte").read_bytes()
        self.assertEqual(labels, bytes([0, 0, 8, 1, 0, 0, 0, 5, 0, 1, 2, 0, 1]))
        labels = (self.out / "t10k-labels-idx1-ubyte").read_bytes()
        self.assertEqual(labels, bytes([0, 0, 8, 1, 0, 0, 0, 1, 0]))

    def test_nothing_is_executed(self):
        witness = self.folder / "executed"

        class Evil:
            def __reduce__(self):
                return open, (str(witness), "w")

        self.write((Evil(), 1, 2))
        self.refused("open, which MNIST does not need")
        self.assertFalse(witness.exists())

    def test_pixels_must_be_bytes(self):
        self.write((part(0, 1, scale=255), part(0, 1), part(0, 1)))
        self.refused("train images: a pixel is not a byte divided by 256")

    def test_labels_must_be_digits(self):
        for label in (10, -1):
            self.write((part(0, 1), part(0, 1), part(0, 1, label=label)))
            self.refused("t10k labels: not a list of labels from 0 to 9")

    def test_counts_must_agree(self):
        self.write((part(0, 1), part(0, 1), (part(0, 1)[0], part(0, 2)[1])))
        self.refused("t10k: not as many labels as images")

    def test_shapes_must_agree(self):
        self.write(((NDArray((2, 784), b"<f4", bytes(4 * 784)), part(0, 1)[1]),) * 3)
        self.refused("train images: not a list of 28 x 28 images")

    def test_other_types(self):
        self.write(((NDArray((1, 784), b">f4", bytes(4 * 784)), part(0, 1)[1]),) * 3)
        self.refused("train images: not a little-endian f4 array in C order")
        self.write((part(0, 1), part(0, 1), (1, 2)))
        self.refused("t10k images: not an array")
        self.write([1, 2, 3])
        self.refused("x.whl: ")

    def test_damaged_archives(self):
        self.write((part(0, 1),) * 3, member="other")
        self.refused("mnist/data/mnist.pkl.gz")
        self.write((part(0, 1),) * 3)
        whole = self.wheel.read_bytes()
        for size in (0, 1, len(whole) // 2, len(whole) - 1):
            self.wheel.write_bytes(whole[:size])
            self.refused("x.whl: ")
        self.wheel.unlink()
        self.refused("x.whl: ")


if __name__ == "__main__":
    unittest.main()
