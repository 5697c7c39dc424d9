#!/usr/bin/env python3
"""Reads a .dcz file into NumPy arrays.

    import dcz_reader
    model = dcz_reader.read("lenet.dcz")
    model["parameters"]["ip1.weight"]      # float32, [outputs, inputs]

Written from two pages, which say more about every step here:
Sources/Compression/Container/FORMAT.md (the file) and Sources/EntropyCoding/README.md (the coders).
It is meant to be read: where something could be done faster or plainer, it is done plainer.
"""
import argparse
import hashlib
import re
import struct
import sys
import zlib
from collections import namedtuple
from math import prod

import numpy as np


class DczError(Exception):
    """What is wrong with a file, and at which byte."""

    def __init__(self, offset, message):
        super().__init__(f"byte {offset}: {message}")
        self.offset = offset


# --- Bytes and bits ------------------------------------------------------------------------------


class Input:
    """A part of the file that is read from its first byte to its last."""

    def __init__(self, data, start, end):
        self.data, self.position, self.end = data, start, end

    @property
    def left(self):
        return self.end - self.position

    def require(self, condition, message):
        if not condition:
            raise DczError(self.position, message)

    def take(self, count):
        self.require(count <= self.left, f"{count} bytes are needed, {self.left} are left")
        self.position += count
        return self.data[self.position - count : self.position]

    def part(self, count):
        """The next bytes as an input of their own."""
        start = self.position
        self.take(count)
        return Input(self.data, start, start + count)

    def finish(self):
        self.require(self.left == 0, f"{self.left} bytes are left over")

    def u8(self):
        return self.take(1)[0]

    def u16(self):
        return int.from_bytes(self.take(2), "little")

    def u32(self):
        return int.from_bytes(self.take(4), "little")

    def varint(self):
        value = 0
        for place in range(7):
            byte = self.u8()
            value |= (byte & 127) << 7 * place
            if byte < 128:
                self.require(place == 0 or byte != 0, "a number is longer than it has to be")
                self.require(value < 1 << 48, "a number is too large")
                return value
        raise DczError(self.position, "a number is too large")

    def text(self):
        count = self.varint()
        start = self.position
        try:
            return self.take(count).decode("utf-8")
        except UnicodeDecodeError:
            raise DczError(start, "text is not UTF-8") from None

    def floats(self, count, kind="<f4"):
        """f32 (or f16, "<f2") values as float32."""
        start = self.position
        size = np.dtype(kind).itemsize
        values = np.frombuffer(self.take(count * size), kind).astype(np.float32)
        if not np.isfinite(values).all():
            first = int(np.argmin(np.isfinite(values)))
            raise DczError(start + first * size, "a value is not finite")
        return values

    def bits(self):
        return Bits(self)


class Bits:
    """Bits of an input, the highest of each byte first, up to `finish`."""

    def __init__(self, source):
        self.source, self.used = source, 0
        # One byte for each bit.
        rest = np.frombuffer(source.data, np.uint8)[source.position : source.end]
        self.values = np.unpackbits(rest).tobytes()

    def require(self, condition, message):
        if not condition:
            raise DczError(self.source.position + self.used // 8, message)

    def next(self):
        self.require(self.used < len(self.values), "the data ends within a code")
        self.used += 1
        return self.values[self.used - 1]

    def number(self, count):
        value = 0
        for _ in range(count):
            value = 2 * value + self.next()
        return value

    def zeros(self, limit):
        """How many zeros come before a one, or `limit` zeros."""
        count = 0
        while count < limit and not self.next():
            count += 1
        return count

    def finish(self):
        """The rest of the last byte is zero; what follows is bytes again."""
        while self.used % 8:
            self.require(self.next() == 0, "padding is not zero")
        self.source.take(self.used // 8)


# --- Huffman codes -------------------------------------------------------------------------------


class Huffman:
    """Symbols by a canonical Huffman code, as streams and as codes of layers."""

    def __init__(self, source, alphabet):
        lengths = Huffman.read_lengths(source.bits(), alphabet)
        # Words by length, then by symbol; kept with a one in front, so that 0 and 00 differ.
        self.symbols = {}
        word = length = 0
        for own, symbol in sorted((own, symbol) for symbol, own in lengths.items()):
            word <<= own - length
            length = own
            self.symbols[1 << length | word] = symbol
            word += 1

    @staticmethod
    def read_lengths(bits, alphabet):
        def gamma():
            zeros = bits.zeros(16)
            bits.require(zeros < 16, "a number is too large")
            return 1 << zeros | bits.number(zeros)

        def change():
            """How much longer the next word is, or None for a run of symbols without a word."""
            if bits.next() == 0:
                return 0
            if bits.next() == 0:
                return -1 if bits.next() else 1
            if bits.next() == 0:
                is_shorter = bits.next()
                return -(gamma() + 1) if is_shorter else gamma() + 1
            return None

        lengths = {}
        symbol, length, room = 0, (alphabet - 1).bit_length(), 1 << 24
        while room > 0:
            step = change()
            if step is None:
                symbol += gamma()
                step = change()
                bits.require(step is not None, "a run follows a run")
            bits.require(symbol < alphabet, "the code is not complete")
            length += step
            bits.require(0 <= length <= 24, f"a word of {length} bits")
            lengths[symbol] = length
            room -= 1 << 24 - length
            symbol += 1
        bits.require(room == 0, "more words than there is room for")
        bits.finish()
        return lengths

    def decode(self, payload, count):
        bits = payload.bits()
        result = np.zeros(count, np.int64)
        for index in range(count):
            word = 1
            while word not in self.symbols:
                word = 2 * word + bits.next()
            result[index] = self.symbols[word]
        bits.finish()
        return result


def read_stream(source, count, alphabet):
    """A coded stream of section 2."""
    coder = source.u8()
    source.require(coder == 1, f"unknown coder {coder}")
    if count == 0:
        return np.zeros(0, np.int64)
    return Huffman(source, alphabet).decode(source, count)


# --- rANS ----------------------------------------------------------------------------------------


class Golomb:
    """A Golomb code that follows the mean of what it has read."""

    def __init__(self, bits, mean):
        self.bits, self.sum, self.count = bits, mean, 1

    def next(self):
        k = 0
        while self.count << k < self.sum:
            k += 1
        high = self.bits.zeros(16)
        number = self.bits.number(17) if high == 16 else high << k | self.bits.number(k)
        self.sum += number
        self.count += 1
        if self.count == 16:
            self.sum //= 2
            self.count //= 2
        return number


class Rans:
    """Symbols by a static table of frequencies, as codes of layers."""

    ROOTS = [3037000499, 3611622602, 3938502375, 4112874773, 4202935003, 4248701964, 4271771996]

    def __init__(self, source, alphabet):
        bits = source.bits()
        width = (alphabet - 1).bit_length()
        guess = bits.number(2)
        if guess == 3:
            self.scale, self.frequencies = 0, {bits.number(width): 1}
            bits.require(max(self.frequencies) < alphabet, "a symbol outside the alphabet")
        else:
            steps_per_bit = bits.number(3)
            self.scale = 10 + 2 * bits.number(2)
            occurs = Rans.read_occurring(bits, alphabet)
            bits.require(2 <= sum(occurs) <= 1 << self.scale, "too few or too many symbols")
            prices = Rans.read_prices(bits, occurs, width, guess, steps_per_bit)
            self.frequencies = Rans.scaled(prices, steps_per_bit, 1 << self.scale)
        bits.finish()
        # Symbol, frequency and the sum of frequencies before it, for each number below 2^M.
        self.slots = []
        for symbol, frequency in self.frequencies.items():
            self.slots += [(symbol, frequency, len(self.slots))] * frequency

    @staticmethod
    def read_occurring(bits, alphabet):
        if bits.next():
            return [True] * alphabet
        runs = {False: Golomb(bits, 0), True: Golomb(bits, 0)}
        occurs, kind = [], False
        while len(occurs) < alphabet:
            length = runs[kind].next() + (1 if occurs or kind else 0)
            bits.require(len(occurs) + length <= alphabet, "a run beyond the alphabet")
            occurs += [kind] * length
            kind = not kind
        return occurs

    @staticmethod
    def read_prices(bits, occurs, width, guess, steps_per_bit):
        """Price of each symbol that occurs, in 2^-steps_per_bit bits."""
        present = sum(occurs)
        steps = bits.number(present.bit_length())
        bits.require(steps <= present, "more steps than symbols")
        golomb = Golomb(bits, 1 << steps_per_bit)
        highest = 24 << steps_per_bit
        p = []
        for s in range(len(occurs)):
            half = 1 << s.bit_length() - 1 if s else 0  # the highest bit of s
            if s == 0:
                price = width << steps_per_bit
            elif guess == 0 or guess == 1 and s < 3:
                price = p[s - 1]
            elif guess == 1:
                price = 2 * p[s - 1] - p[s - 2]
            elif s == half:
                price = p[s // 2]
            else:
                price = p[s - half] + p[half] - p[0]
            price = min(max(price, 0), highest)
            if occurs[s] and steps > 0:
                steps -= 1
                number = golomb.next()
                price += -(number + 1) // 2 if number % 2 else number // 2
                bits.require(0 <= price <= highest, "a price is out of bounds")
            p.append(price)
        return {s: p[s] for s in range(len(occurs)) if occurs[s]}

    @staticmethod
    def scaled(prices, steps_per_bit, total):
        """Frequencies that are as likely as prices say and have a given sum."""
        weights = {}
        for symbol, price in prices.items():
            weight = 1 << 31
            for j in range(1, steps_per_bit + 1):
                if price >> steps_per_bit - j & 1:
                    weight = weight * Rans.ROOTS[j - 1] >> 32
            weights[symbol] = weight >> (price >> steps_per_bit)
        sum_of_weights = sum(weights.values())
        result = {s: max(1, w * total // sum_of_weights) for s, w in weights.items()}
        missing = total - sum(result.values())
        parts = weights if missing > 0 else {s: f - 1 for s, f in result.items()}
        sum_of_parts = sum(parts.values())
        before = given = 0
        for symbol in result if missing else []:
            before += parts[symbol]
            share = before * abs(missing) // sum_of_parts - given
            given += share
            result[symbol] += share if missing > 0 else -share
        return result

    def symbols(self, payload, items, is_done):
        """The symbols of a payload, until `is_done(count)` before one of them."""
        count = 0
        if self.scale == 0 or is_done(0):
            while not is_done(count):
                yield from self.frequencies
                count += 1
            payload.finish()
            return
        states = [payload.u32() for _ in range(1 if items < 65_536 else 4)]
        payload.require(min(states) >= 1 << 16, "a state is too small")
        mask = (1 << self.scale) - 1
        while not is_done(count):
            x = states[count % len(states)]
            symbol, frequency, before = self.slots[x & mask]
            x = frequency * (x >> self.scale) + (x & mask) - before
            if x < 1 << 16:
                x = x << 16 | payload.u16()
            states[count % len(states)] = x
            count += 1
            yield symbol
        payload.require(all(x == 1 << 16 for x in states), "the stream ends in another state")
        payload.finish()

    def decode(self, payload, count):
        return np.fromiter(self.symbols(payload, count, lambda read: read >= count), np.int64)


# --- Positions without contexts ------------------------------------------------------------------


class HuffmanGaps:
    def __init__(self, source, _shape):
        self.width = source.u8()
        source.require(1 <= self.width <= 10, f"gaps of {self.width} bits")
        self.code = Huffman(source, 1 << self.width)

    def decode(self, payload, shape):
        count = prod(shape)
        gaps = payload.varint()
        payload.require(gaps <= count, "more gaps than weights")
        kept, used = place_gaps(self.code.decode(payload, gaps), self.width, count, payload)
        payload.require(used <= count, "a gap goes beyond the weights")
        payload.finish()
        return kept


class RansGaps:
    def __init__(self, source, _shape):
        self.width = source.u8()
        source.require(1 <= self.width <= 10, f"gaps of {self.width} bits")
        self.code = Rans(source, 1 << self.width)

    def decode(self, payload, shape):
        count = prod(shape)
        used = 0

        def gaps():
            nonlocal used
            for symbol in self.code.symbols(payload, count, lambda _: used >= count):
                used += symbol or (1 << self.width) - 1
                yield symbol

        return place_gaps(np.fromiter(gaps(), np.int64), self.width, count, payload)[0]


def place_gaps(symbols, width, count, payload):
    """Which weights are kept, and how many the symbols reach."""
    ends = np.cumsum(np.where(symbols == 0, (1 << width) - 1, symbols))
    positions = ends[symbols > 0] - 1
    payload.require((positions < count).all(), "a kept weight beyond the last one")
    kept = np.zeros(count, bool)
    kept[positions] = True
    return kept, int(ends[-1]) if len(ends) else 0


class RansBitmap:
    def __init__(self, source, _shape):
        self.width = source.u8()
        source.require(1 <= self.width <= 12, f"symbols of {self.width} bits")
        self.code = Rans(source, 1 << self.width)

    def decode(self, payload, shape):
        count = prod(shape)
        symbols = self.code.decode(payload, -(-count // self.width))
        kept = (symbols[:, np.newaxis] >> np.arange(self.width) & 1).astype(bool).ravel()
        payload.require(not kept[count:].any(), "a kept weight beyond the last one")
        return kept[:count]


# --- Adaptive coders: bits and probabilities ------------------------------------------------------


class BitDecoder:
    """Bits of known probability, by a range coder."""

    def __init__(self, payload):
        self.payload, self.taken = payload, 8
        self.bytes = payload.data[payload.position : payload.end]
        self.range = (1 << 64) - 1
        self.value = self.window(0)

    def window(self, start, count=8):
        return int.from_bytes(self.bytes[start : start + count].ljust(count, b"\0"), "big")

    def bit(self, p):
        """A bit that is a one with probability p / 65,536."""
        bound = (self.range >> 16) * p
        if self.value < bound:
            self.range = bound
            result = 1
        else:
            self.range -= bound
            self.value -= bound
            result = 0
        if self.range < 1 << 32:
            self.range <<= 32
            self.value = self.value << 32 | self.window(self.taken, 4)
            self.taken += 4
        return result

    def by(self, estimate):
        """A bit by an estimate, which learns from it."""
        bit = self.bit(min(max(estimate.mean >> 6, 32), 65_504))
        estimate.see(bit)
        return bit

    def finish(self):
        """The payload must end as short and as low as a writer ends it."""
        length = len(self.bytes) - (self.taken - 8)
        self.payload.require(0 <= length <= 4, "the payload is too short or too long")
        end = self.window(self.taken - 8)
        low = end - self.value & (1 << 64) - 1
        for k in range(length + 1):
            unit = 1 << 64 - 8 * k
            v = -(-low // unit) * unit
            if v - low < self.range:
                break
        self.payload.require(k == length and v % (1 << 64) == end, "the payload ends otherwise")
        self.payload.take(self.payload.left)


class Estimate:
    """A mean of 22 bits that moves ever more slowly."""

    __slots__ = "mean", "count"

    def __init__(self, share, count):
        self.mean, self.count = 64 * share, count

    @property
    def share(self):
        return self.mean >> 6

    def see_number(self, number):
        self.mean += (number - self.mean) * (65_536 // (self.count + 2)) >> 16
        self.count = min(self.count + 1, 1023)

    def see(self, bit):
        self.see_number(0x3FFFFF if bit else 0)


class Contexts(dict):
    """An estimate for each context that has occurred."""

    def __init__(self, share):
        super().__init__()
        self.share = share

    def __missing__(self, context):
        self[context] = Estimate(self.share, 0)
        return self[context]


CURVE = [
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768,
    40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438,
    65476, 65500, 65514,
]  # fmt: skip


def squash(s):
    """The share that belongs to the logarithm of odds s / 256, -2,048 to 2,047."""
    k, f = s + 2048 >> 7, s + 2048 & 127
    return CURVE[k] + ((CURVE[k + 1] - CURVE[k]) * f >> 7)


def make_stretch():
    """The inverse of squash, for each share / 16."""
    result, s = [], -2047
    for share in range(8, 65_536, 16):
        while s < 2047 and squash(s) < share:
            s += 1
        result.append(s)
    return result


STRETCH = make_stretch()


def stretch(share):
    return STRETCH[share >> 4]


def clamp(value, bound):
    return min(max(value, -bound), bound)


def classify(s, shift, bound):
    return clamp(s + (1 << shift - 1) >> shift, bound) + bound


def mixed_bit(decoder, weights, base, inputs):
    """A bit by a weighted sum of opinions; the weights learn from it."""
    opinion = base + (sum(w * s for w, s in zip(weights, inputs)) >> 16)
    p = squash(clamp(opinion, 2047))
    bit = decoder.bit(p)
    error = 65_536 * bit - p
    for k, s in enumerate(inputs):
        weights[k] += s * error + (1 << 14) >> 15
    return bit


class Weights(dict):
    """Weights of eight inputs for each set that has occurred."""

    def __missing__(self, key):
        self[key] = [7_864] * 8
        return self[key]


# --- Adaptive coders: positions -------------------------------------------------------------------


def read_share(source):
    share = source.u16()
    source.require(64 <= share <= 65_472, f"a mean of {share}")
    return share


def read_period(source, shape):
    period = source.varint()
    source.require(2 <= period <= max(2, shape[1]), f"a period of {period}")
    return period


class AdaptivePositions:
    def __init__(self, source, shape):
        self.model = source.u8()
        source.require(self.model <= 3, f"unknown model {self.model}")
        if self.model >= 2:
            self.density = read_share(source)
            self.base = stretch(self.density)
        if self.model == 3:
            self.period = read_period(source, shape)

    def decode(self, payload, shape):
        if self.model < 2:
            payload.finish()
            return np.full(prod(shape), self.model == 1)
        decoder = BitDecoder(payload)
        decode = self.by_contexts if self.model == 2 else self.by_mixture
        kept = np.array(decode(decoder, shape), bool)
        decoder.finish()
        return kept

    def odds(self, estimate):
        return stretch(estimate.share) - self.base

    def q(self, estimate):
        return classify(self.odds(estimate), 7, 7)

    def by_contexts(self, decoder, shape):
        size = prod(shape[1:])
        contexts = Contexts(self.density)
        of_place = [Estimate(self.density, 1) for _ in range(size)]
        kept, above = [], [0] * size
        for _ in range(shape[0]):
            of_row = Estimate(self.density, 1)
            row = []
            for i in range(size):
                left = row[i - 1] if i > 0 else 0
                context = self.q(of_row), self.q(of_place[i]), above[i], left
                row.append(decoder.by(contexts[context]))
                of_row.see(row[i])
                of_place[i].see(row[i])
            kept += row
            above = row
        return kept

    def by_mixture(self, decoder, shape):
        rows, columns, _, width = shape
        T = shape[2] * width
        N, F = columns * T, self.period * T
        contexts = [Contexts(self.density) for _ in range(6)]
        weights = Weights()
        of_place = [Estimate(self.density, 1) for _ in range(N)]
        of_input = [Estimate(self.density, 1) for _ in range(columns)]
        # Rows with zeros on both sides, so that one may look beyond their ends.
        margin = max(8, 2 * F)
        row = above = [0] * (N + 2 * margin)
        kept = []
        for _ in range(rows):
            row, above, above2 = [0] * (N + 2 * margin), row, above
            of_row = Estimate(self.density, 1)
            for i in range(N):
                here = margin + i
                c, t = divmod(i, T)
                L = lambda d: row[here - d]
                U = lambda d: above[here + d]
                V = above2[here]
                around = sum(
                    of_place[j].share if 0 <= j < N else self.density
                    for j in (i - T, i + T, i - F, i + F)
                )
                mean = Estimate(around >> 2, 0)
                if T > 1:
                    near = L(1) if t % width > 0 else 0, L(width) if t >= width else 0
                    ones = min(15, sum(row[here - t : here]))
                else:
                    near = L(1), L(2)
                    ones = sum(row[here - 8 : here])
                q_place, q_row, q_input = self.q(of_place[i]), self.q(of_row), self.q(of_input[c])
                used = [
                    contexts[0][min(t, 255), near],
                    contexts[1][q_row, q_place],
                    contexts[2][
                        L(T), L(F), L(F - T), L(F + T), L(2 * F), L(2 * T), U(0), q_place
                    ],
                    contexts[3][L(1), L(2), L(3), L(4), U(0), q_input],
                    contexts[4][U(0), V, U(-T), U(T), L(T), L(2 * T), L(F), U(F)],
                    contexts[5][q_row, self.q(mean) if T == 1 else q_input, ones],
                ]
                inputs = [self.odds(e) for e in used] + [self.odds(of_row), self.odds(mean)]
                bit = mixed_bit(decoder, weights[min(t, 255)], self.base, inputs)
                for estimate in used + [of_row, of_place[i], of_input[c]]:
                    estimate.see(bit)
                row[here] = bit
            kept += row[margin : margin + N]
        return kept


# --- Adaptive coders: codes -----------------------------------------------------------------------


def sign_of(value):
    return (value > 0) - (value < 0)


class AdaptiveCodes:
    def __init__(self, source, alphabet, shape):
        self.model = source.u8()
        source.require(self.model <= 1, f"unknown model {self.model}")
        self.negative = source.varint()
        source.require(self.negative <= alphabet, "more negative codes than codes")
        self.mean = read_share(source)
        if self.model == 1:
            self.period = read_period(source, shape)
        self.limits = self.negative, alphabet - self.negative
        self.depth = (max(self.limits) - 1).bit_length()

    def decode(self, payload, kept, shape):
        """The code of each weight that is kept; `kept` has the chunk's shape."""
        decoder = BitDecoder(payload)
        decode = self.by_mixture if self.model else self.by_contexts
        # Magnitudes plus 1, with their signs.
        values = np.array(decode(decoder, kept.reshape(shape)), np.int64)
        decoder.finish()
        return np.where(values > 0, self.negative + values - 1, self.negative + values)

    def read_sign(self, by):
        if self.negative == 0:
            return 1
        return by() if self.limits[1] else 0

    def read_magnitude(self, sign, by):
        """Bits by `by(level, node)`, but for those that the limit decides."""
        magnitude, node = 0, 1
        for level in range(self.depth):
            one = 1 << self.depth - 1 - level
            bit = by(level, node) if magnitude + one < self.limits[sign] else 0
            magnitude += bit * one
            node = 2 * node + bit
        return magnitude

    def seen(self, magnitude):
        """A magnitude as a mean sees it."""
        return (2 * magnitude + 1) << 21 >> self.depth

    def by_contexts(self, decoder, kept):
        signs, contexts, deep = Estimate(32_768, 0), Contexts(32_768), Contexts(32_768)
        of_all = Estimate(self.mean, 64)
        values = []
        for row in kept.reshape(len(kept), -1):
            of_row = Estimate(self.mean, 1)
            for _ in range(np.count_nonzero(row)):
                size = classify(stretch(of_row.share) - stretch(of_all.share), 6, 7)
                sign = self.read_sign(lambda: decoder.by(signs))

                def bit(level, node):
                    return decoder.by(
                        contexts[size, sign, node] if level < 8 else deep[sign, node]
                    )

                magnitude = self.read_magnitude(sign, bit)
                of_row.see_number(self.seen(magnitude))
                of_all.see_number(self.seen(magnitude))
                values.append(magnitude + 1 if sign else -magnitude - 1)
        return values

    def by_mixture(self, decoder, kept):
        rows, columns, _, width = kept.shape
        T = kept.shape[2] * width
        N, F, D = columns * T, self.period * T, self.depth
        kept = kept.reshape(rows, N)
        around, row_class, place_class = self.kept_around(kept, T, F)
        sign_contexts = [Contexts(32_768) for _ in range(2)]
        contexts = [Contexts(32_768) for _ in range(7)]
        deep = Contexts(32_768)
        sign_weights, weights = Weights(), Weights()
        G = Estimate(self.mean, 64)
        of_input = [Estimate(self.mean, 1) for _ in range(columns)]
        sign_of_place = [Estimate(32_768, 1) for _ in range(N)]
        row = [0] * (F + N)
        values = []
        for r in range(rows):
            # F zeros to the left, so that one may look beyond the end.
            row, above = [0] * (F + N), row
            R, sign_of_row = Estimate(self.mean, 1), Estimate(32_768, 1)
            last = before_last = 0
            for i in map(int, np.flatnonzero(kept[r])):
                here = F + i
                c, t = divmod(i, T)
                left = row[here - 1] if t % width > 0 else 0
                up = row[here - width] if t >= width else 0
                near, far, over = row[here - T], row[here - F], above[here]

                def sign_bit():
                    used = [
                        sign_contexts[0][min(t, 255), sign_of(left), sign_of(up)],
                        sign_contexts[1][sign_of(near), sign_of(far), sign_of(over)],
                        sign_of_row,
                        sign_of_place[i],
                    ]
                    odds = [stretch(estimate.share) for estimate in used]
                    inputs = odds[:2] + [256] + odds[2:] + [
                        clamp(256 * (left + up) >> D, 2047),
                        clamp(128 * (near + far) >> D, 2047),
                        clamp(128 * over >> D, 2047),
                    ]
                    bit = mixed_bit(decoder, sign_weights[min(t, 255)], 0, inputs)
                    for estimate in used:
                        estimate.see(bit)
                    return bit

                sign = self.read_sign(sign_bit)
                shares = [G.share] + [
                    self.seen(abs(v) - 1) >> 6 for v in (left, up, near, far, over) if v
                ]
                level_G = stretch(G.share)
                expected = classify(stretch(sum(shares) // len(shares)) - level_G, 6, 7)
                recent = tuple(min(7, 8 * abs(v) >> D) for v in (last, before_last))
                R_and_I = stretch(R.share) + stretch(of_input[c].share) - 2 * level_G
                own = (
                    sign, (), expected, recent, classify(R_and_I, 5, 15), around[r][i],
                    (row_class[r], place_class[i]),
                )  # fmt: skip

                def bit(level, node):
                    if level >= 8:
                        return decoder.by(deep[sign, node])
                    used = [contexts[k][node, own[k]] for k in range(7)]
                    inputs = [stretch(estimate.share) for estimate in used] + [256]
                    bit = mixed_bit(decoder, weights[level], 0, inputs)
                    for estimate in used:
                        estimate.see(bit)
                    return bit

                magnitude = self.read_magnitude(sign, bit)
                for estimate in G, R, of_input[c]:
                    estimate.see_number(self.seen(magnitude))
                row[here] = magnitude + 1 if sign else -magnitude - 1
                last, before_last = row[here], last
                values.append(row[here])
        return values

    @staticmethod
    def kept_around(kept, T, F):
        """Of each weight, how many around it are kept, at most 31; classes of rows and places."""
        rows, N = kept.shape
        ones = kept.astype(np.int64)
        around = np.zeros_like(ones)
        for d in (T, F, F - T, F + T):
            around[:, d:] += ones[:, : max(0, N - d)]
            around[:, : max(0, N - d)] += ones[:, d:]
        around[1:] += ones[:-1]
        around[:-1] += ones[1:]
        if T > 1:
            kernels = ones.reshape(rows, N // T, T)
            around += (kernels.sum(2, keepdims=True) - kernels).reshape(rows, N)

        def y(part, whole):
            return stretch(16 * min(4095, 4096 * int(part) // whole))

        all_of_it = y(ones.sum(), rows * N)
        row_class = [classify(y(a, N) - all_of_it, 6, 3) for a in ones.sum(1)]
        place_class = [classify(y(a, rows) - all_of_it, 6, 3) for a in ones.sum(0)]
        return np.minimum(around, 31).tolist(), row_class, place_class


# --- Codebooks ------------------------------------------------------------------------------------


def read_codebook(source, count):
    """Shared values without loss."""
    form = source.u8()
    source.require(form <= 2, f"unknown form {form} of a codebook")
    if form == 0:
        return source.floats(count)
    zeros = source.u8()
    source.require(zeros <= 23, f"patterns that end with {zeros} zeros")
    negative = source.varint()
    source.require(negative <= count, "more negative values than values")
    payload = source.part(source.varint())
    decoder = BitDecoder(payload)
    model = Contexts(32_768)
    positive = read_magnitudes(decoder, model, count - negative, 31 - zeros)
    negative = read_magnitudes(decoder, model, negative, 31 - zeros)
    # From the lowest value on: -0 comes before +0.
    patterns = [1 << 31 | v << zeros for v in reversed(negative)] + [v << zeros for v in positive]
    if form == 2:
        ascending, patterns = patterns, [None] * count
        for pattern in ascending:
            place = 0
            for _ in range((count - 1).bit_length()):
                place = 2 * place + decoder.bit(32_768)
            payload.require(place < count and patterns[place] is None, "not a free place")
            patterns[place] = pattern
    decoder.finish()
    values = np.array(patterns, "<u4").view("<f4")
    payload.require(np.isfinite(values).all(), "a value is not finite")
    return values


def read_magnitudes(decoder, model, count, width):
    """Ascending numbers of `width` bits, each by its difference from the one before."""
    result, v, e = [], 0, width - 1
    for index in range(count):
        if decoder.by(model["same", index == 0]):
            length = e
        else:
            if e == 0 or e == width:
                step = 1 if e == 0 else -1
            else:
                step = 1 if decoder.by(model["longer", index == 0]) else -1
            length = e + step
            while 0 < length < width and decoder.by(model[step, min(31, abs(length - e))]):
                length += step
        d = min(length, 1)
        for place in range(1, length):
            if place <= 3:
                d = 2 * d + decoder.by(model["bits", clamp(length - e, 3), d])
            else:
                d = 2 * d + decoder.bit(32_768)
        before = v
        v += d
        decoder.payload.require(v < 1 << width, "a value is too large")
        exponents = [(x << 31 - width) >> 23 for x in (before, v)]
        e = min(max(length + exponents[0] - exponents[1], 0), width)
        result.append(v)
    return result


def read_fitted(source, count):
    """Shared values that a polynomial gives, with a step and exceptions."""
    source.require(count >= 1, "no value to fit")
    number = source.u8()
    source.require(1 <= number <= 16, f"{number} coefficients")
    first_above = source.varint()
    source.require(first_above < count, "the step is behind the values")
    coefficients = source.floats(number).astype(np.float64)
    step = float(source.floats(1)[0]) if first_above else 0.0
    exceptions, place = {}, -1
    exception_count = source.varint()
    source.require(exception_count <= count, "more exceptions than values")
    for _ in range(exception_count):
        place += 1 + source.varint()
        source.require(place < count, "an exception behind the values")
        exceptions[place] = source.floats(1)[0]
    values = np.zeros(count, np.float32)
    for i in range(count):
        x = (2 * i - (count - 1)) / count
        value = 0.0
        for coefficient in reversed(coefficients):
            value = value * x + coefficient
        if first_above and i >= first_above:
            value += step
        with np.errstate(over="ignore"):
            values[i] = exceptions.get(i, np.float32(value))
    source.require(np.isfinite(values).all(), "a fitted value is not finite")
    return values


# --- The network ----------------------------------------------------------------------------------

Node = namedtuple("Node", "name operation attributes inputs")
Parameter = namedtuple("Parameter", "name shape is_weight")

OPERATIONS = {
    1: "dense", 2: "flatten", 3: "relu", 4: "conv", 5: "maxpool", 6: "avgpool", 7: "globalavgpool",
    8: "globalmaxpool", 9: "prelu", 10: "leakyrelu", 11: "relu6", 12: "sigmoid", 13: "tanh",
    14: "softmax", 15: "gelu", 16: "silu", 17: "hardswish", 18: "batchnorm", 19: "lrn",
    20: "dropout", 21: "add", 22: "multiply", 23: "concat", 24: "split", 25: "reshape",
    26: "transpose", 27: "pad", 28: "upsample",
}  # fmt: skip


def window_places(extent, kernel, stride, before, after, rounds_up):
    """How many places a window has along one extent; below 1 if it has none."""
    room = extent + before + after - kernel
    if not rounds_up:
        return room // stride + 1
    places = -(-room // stride) + 1
    # The last one must begin on the input or on the padding before it.
    return places - 1 if (places - 1) * stride >= extent + before else places


def are_numbers(attributes, *bounds):
    """Whether attributes are the bits of finite float32 numbers, each within its bounds."""
    for bits, (low, high) in zip(attributes, bounds):
        # A number of more than 32 bits is nothing.
        value = np.uint32(bits).view(np.float32) if bits < 1 << 32 else np.nan
        if not (np.isfinite(value) and low <= value <= high):
            return False
    return True


ABOVE_0, ANY, BELOW_1 = (1e-45, np.inf), (-np.inf, np.inf), np.nextafter(np.float32(1), 0)


def apply(operation, a, shapes):
    """Extents of a result and shapes of parameters, or None if they do not fit."""
    shape = shapes[0]
    is_image = len(shape) == 3
    same = list(shape), {}
    if operation not in ("add", "multiply", "concat") and len(shapes) != 1:
        return None
    if operation == "dense" and len(a) in (2, 3) and a[2:] in ([], [0]):
        if min(a[:2]) < 1 or shape != [a[0]]:
            return None
        weight = {"weight": [a[1], a[0]]}
        return [a[1]], weight if a[2:] else weight | {"bias": [a[1]]}
    if operation == "flatten" and not a:
        return [prod(shape)], {}
    if operation == "conv" and len(a) == 14:
        inputs, outputs, kernel, stride, padding = a[0], a[1], a[2:4], a[4:6], a[6:10]
        dilation, groups, has_bias = a[10:12], a[12], a[13]
        if min(a[:6] + a[10:13]) < 1 or has_bias > 1 or not is_image or shape[0] != inputs:
            return None
        if max(a[2:12]) > 65_536:
            return None
        if inputs % groups or outputs % groups:
            return None
        result = [outputs] + [
            window_places(
                shape[1 + k], dilation[k] * (kernel[k] - 1) + 1, stride[k], padding[k],
                padding[2 + k], False,
            )
            for k in (0, 1)
        ]  # fmt: skip
        parameters = {"weight": [outputs, inputs // groups] + kernel}
        return result, parameters | ({"bias": [outputs]} if has_bias else {})
    if operation in ("maxpool", "avgpool") and len(a) == (9 if operation == "maxpool" else 10):
        if min(a[:4]) < 1 or max(a[:8]) > 65_536 or max(a[8:]) > 1 or not is_image:
            return None
        if max(a[4], a[6]) >= a[0] or max(a[5], a[7]) >= a[1]:
            return None
        return [shape[0]] + [
            window_places(shape[1 + k], a[k], a[2 + k], a[4 + k], a[6 + k], a[8]) for k in (0, 1)
        ], {}
    if operation in ("globalavgpool", "globalmaxpool") and not a and is_image:
        return [shape[0], 1, 1], {}
    if operation == "prelu" and len(a) == 1 and a[0] in [1] + shape[:1]:
        return list(shape), {"slope": a}
    if operation == "batchnorm" and len(a) == 3 and len(shape) in (1, 3) and a[0] == shape[0]:
        if not are_numbers(a[1:], ABOVE_0, (0, 1)):
            return None
        return list(shape), {name: a[:1] for name in ("scale", "shift", "mean", "variance")}
    if operation in ("relu", "relu6", "sigmoid", "tanh", "silu", "hardswish") and not a:
        return same
    if operation == "softmax" and not a and shape:
        return same
    if operation == "gelu" and len(a) == 1 and a[0] <= 1:
        return same
    if operation in ("leakyrelu", "dropout") and len(a) == 1:
        return same if are_numbers(a, ANY if operation == "leakyrelu" else (0, BELOW_1)) else None
    if operation == "lrn" and len(a) == 5 and is_image and a[0] % 2 and a[0] <= 255 and a[4] <= 1:
        return same if are_numbers(a[1:4], (0, np.inf), (0, np.inf), ABOVE_0) else None
    if operation == "add" and not a and len(shapes) >= 2:
        return same if all(other == shape for other in shapes) else None
    if operation == "multiply" and not a and len(shapes) == 2 and len(shapes[1]) == len(shape):
        return same if all(y in (1, x) for x, y in zip(*shapes)) else None
    if operation == "concat" and len(a) == 1 and a[0] < len(shape):
        rest = [other[: a[0]] + other[a[0] + 1 :] for other in shapes]
        if any(other != rest[0] for other in rest):
            return None
        total = sum(other[a[0]] for other in shapes)
        return shape[: a[0]] + [total] + shape[a[0] + 1 :], {}
    if operation == "split" and len(a) == 3 and a[0] < len(shape):
        if a[2] < 1 or a[1] + a[2] > shape[a[0]]:
            return None
        return shape[: a[0]] + [a[2]] + shape[a[0] + 1 :], {}
    if operation == "reshape" and a and len(a) == 1 + a[0] <= 9:
        return (a[1:], {}) if prod(a[1:]) == prod(shape) else None
    if operation == "transpose" and a and a[0] == len(shape) and sorted(a[1:]) == [*range(a[0])]:
        return [shape[k] for k in a[1:]], {}
    if operation == "pad" and a and a[0] == len(shape) and len(a) == 1 + 2 * a[0]:
        before, after = a[1 : 1 + a[0]], a[1 + a[0] :]
        return [b + x + e for b, x, e in zip(before, shape, after)], {}
    if operation == "upsample" and len(a) == 3 and is_image and min(a[:2]) >= 1 and a[2] <= 1:
        return [shape[0], shape[1] * a[0], shape[2] * a[1]], {}
    return None


class Network:
    """Name, nodes and parameters of sections 1 and 5."""

    def __init__(self, source, is_compact):
        self.name = source.text()
        rank = source.u8()
        source.require(rank <= 8, f"an input of rank {rank}")
        self.input = self.checked([source.varint() for _ in range(rank)], source, 1 << 60)
        self.nodes, self.parameters = [], []
        # Extents of the input and of each node's result.
        self.shapes = [self.input]
        names = set()
        count = source.varint()
        source.require(count <= source.left, "more nodes than bytes")
        for _ in range(count):
            node = self.read_node(source, is_compact)
            source.require(re.fullmatch(r"[A-Za-z0-9_/-]{1,255}", node.name), "not a node's name")
            source.require(node.name not in names, f"two nodes are called {node.name}")
            names.add(node.name)
            inputs = [self.shapes[k] for k in node.inputs]
            applied = apply(node.operation, node.attributes, inputs)
            source.require(
                applied, f"{node.name}: {node.operation} {node.attributes} does not take {inputs}"
            )
            self.nodes.append(node)
            self.shapes.append(self.checked(applied[0], source, (1 << 28) + 1))
            for name, shape in applied[1].items():
                self.checked(shape, source, 1 << 60)
                self.parameters.append(Parameter(f"{node.name}.{name}", shape, name == "weight"))

    @staticmethod
    def checked(shape, source, bound):
        source.require(len(shape) <= 8 and min(shape, default=1) >= 1, f"extents {shape}")
        source.require(prod(shape) < bound, f"extents {shape} are too large")
        return shape

    def read_node(self, source, is_compact):
        if is_compact:
            bits = source.u8()
            number, name = bits & 63, source.text()
        else:
            bits, name, number = 128, source.text(), source.u8()
        source.require(number in OPERATIONS, f"unknown operation {number}")
        attributes = [source.varint() for _ in range(source.u8())]
        inputs = []
        if bits & 128:
            inputs = [source.varint() for _ in range(source.u8())]
            source.require(inputs or not is_compact, "no inputs")
        inputs = inputs or [len(self.nodes)]
        source.require(max(inputs) <= len(self.nodes), "an input that comes later")
        if bits & 64:
            source.require(self.shapes[inputs[0]], "the input has no first extent")
            attributes.insert(0, self.shapes[inputs[0]][0])
        return Node(name, OPERATIONS[number], attributes, inputs)


# --- Weights and other parameters -----------------------------------------------------------------


class Layer:
    """A weight that is pruned or shared: flat values, and `kept`, `codebook`, `codes` or None."""

    def __init__(self, values, kept=None, codebook=None, codes=None):
        self.values, self.kept, self.codebook, self.codes = values, kept, codebook, codes


def read_weight(source, shape):
    """Section 2, behind the parameter's number."""
    count = prod(shape)
    form = source.u8()
    source.require(1 <= form <= 3, f"unknown form {form}")
    is_pruned, is_shared = form & 1, form & 2
    entries = count
    if is_pruned:
        width = source.u8()
        source.require(1 <= width <= 8, f"an index of {width} bits")
        entries = source.varint()
        source.require(entries <= count, "more entries than weights")
    if is_shared:
        width_of_code = source.u8()
        source.require(1 <= width_of_code <= 16, f"codes of {width_of_code} bits")
        shared = source.varint()
        source.require(1 <= shared <= 1 << width_of_code, f"{shared} shared weights")
        codebook = source.floats(shared - 1 if is_pruned else shared)
        if is_pruned:
            codebook = np.append(np.float32(0), codebook)
    if is_pruned:
        skips = read_stream(source, entries, 1 << width)
    if not is_shared:
        is_value = skips < (1 << width) - 1
        ends = np.cumsum(skips + is_value)
        source.require(not entries or ends[-1] <= count, "an entry outside the weight")
        kept = np.zeros(count, bool)
        kept[ends[is_value] - 1] = True
        values = np.zeros(count, np.float32)
        values[kept] = source.floats(int(is_value.sum()))
        return Layer(values, kept)
    symbols = read_stream(source, entries, shared)
    if not is_pruned:
        return Layer(codebook[symbols], None, codebook, symbols)
    positions = np.cumsum(skips + 1) - 1
    source.require(not entries or positions[-1] < count, "an entry outside the weight")
    codes = np.zeros(count, np.int64)
    codes[positions] = symbols
    return Layer(codebook[codes], codes != 0, codebook, codes)


class StaticCodes:
    """Codes by a code that looks at nothing else."""

    def __init__(self, code):
        self.code = code

    def decode(self, payload, kept, _shape):
        return self.code.decode(payload, np.count_nonzero(kept))


POSITION_CODERS = {1: HuffmanGaps, 2: RansBitmap, 3: RansGaps, 4: AdaptivePositions}
CODE_CODERS = {
    1: lambda source, alphabet, _shape: StaticCodes(Huffman(source, alphabet)),
    2: lambda source, alphabet, _shape: StaticCodes(Rans(source, alphabet)),
    3: AdaptiveCodes,
}


def read_layer(source, shape):
    """Section 4, behind the parameter's number."""
    form = source.u8()
    is_pruned, is_shared, storage = form & 1, form & 2, form >> 2 & 3
    source.require(is_pruned or is_shared, "neither pruned nor shared")
    source.require(is_shared or form == 1, f"unknown form {form}")
    stored = np.zeros(0, np.float32)
    if is_shared:
        shared = source.varint()
        source.require(1 <= shared <= 1 << (form >> 4) + 1, f"{shared} shared weights")
        n = shared - 1 if is_pruned else shared
        if storage == 2:
            stored = read_fitted(source, n)
        elif storage == 3:
            stored = read_codebook(source, n)
        else:
            stored = source.floats(n, "<f2" if storage else "<f4")
    # Rows, columns, kernel height, kernel width.
    extents = shape[:3] + [1] * (3 - len(shape[:3])) + [prod(shape[3:])]

    positions = codes = None
    is_zero_a_code = False
    if is_pruned:
        coder = source.u8()
        is_zero_a_code = coder == 0
        if not is_zero_a_code:
            source.require(coder in POSITION_CODERS, f"unknown coder of positions {coder}")
            positions = POSITION_CODERS[coder](source, extents)
        source.require(is_shared or positions, "no coder of positions")
    if is_shared:
        coder = source.u8()
        source.require(coder in CODE_CODERS, f"unknown coder of codes {coder}")
        alphabet = len(stored) + 1 if is_zero_a_code else max(1, len(stored))
        codes = CODE_CODERS[coder](source, alphabet, extents)

    rows = extents[0]
    step = source.varint()
    source.require(step < rows, f"chunks of {step} rows")
    all_kept, all_symbols = [], []
    for start in range(0, rows, step or rows):
        end = min(rows, start + (step or rows))
        is_last = end == rows
        chunk = [end - start] + extents[1:]
        kept = np.ones(prod(chunk), bool)
        if positions:
            kept = positions.decode(source.part(source.varint()), chunk)
        payload = source.part(source.left if is_last else source.varint())
        count = np.count_nonzero(kept)
        if not is_shared:
            symbols = payload.floats(count)
        else:
            payload.require(count == 0 or len(stored) or is_zero_a_code, "no shared weight")
            symbols = codes.decode(payload, kept, chunk)
        payload.finish()
        all_kept.append(kept)
        all_symbols.append(symbols)
    kept, symbols = np.concatenate(all_kept), np.concatenate(all_symbols)

    if not is_shared:
        values = np.zeros(len(kept), np.float32)
        values[kept] = symbols
        return Layer(values, kept)
    # Symbols are ranks; with a zero among them, the other ranks come after it.
    code_of_rank = np.argsort(stored, kind="stable")
    if not is_pruned:
        return Layer(stored[code_of_rank[symbols]], None, stored, code_of_rank[symbols])
    if is_zero_a_code:
        kept = symbols > 0
        symbols = symbols[kept] - 1
    codebook = np.append(np.float32(0), stored)
    own = np.zeros(len(kept), np.int64)
    own[kept] = code_of_rank[symbols] + 1
    return Layer(codebook[own], kept, codebook, own)


def read_plain(source, count, form):
    """Values of a parameter in section 5."""
    if form == 1:
        return source.floats(count)
    if form == 2:
        return source.floats(count, "<f2")
    low, high = source.floats(2).astype(np.float64)
    source.require(low <= high, "the lowest value is above the highest")
    steps = np.frombuffer(source.take(count), np.uint8)
    return (low + (high - low) * steps / 255).astype(np.float32)


def read_provenance(source):
    """Where the model comes from; a section that is wrong says nothing and spoils nothing."""
    try:
        return read_claims(source)
    except DczError:
        return None


def read_claims(source):
    result, last, fixed = {"metrics": []}, 0, {2: 8, 3: 32}
    while source.left:
        tag, count = source.u8(), source.varint()
        source.require(count <= 65_535, "an entry is too long")
        source.require(tag > last or tag == last == 4, "entries are not in order")
        last, entry = tag, source.part(count)
        entry.require(count == fixed.get(tag, count), "an entry of the wrong length")
        if tag in (1, 5):
            entry.require(tag == 1 or count <= 255, "an entry is too long")
            result["recipe" if tag == 1 else "version"] = decoded(entry)
        elif tag == 2:
            result["seed"] = int.from_bytes(entry.take(8), "little")
        elif tag == 3:
            result["data"] = entry.take(32).hex()
        elif tag == 4:
            value = struct.unpack("<d", entry.take(8))[0]
            entry.require(1 <= entry.left <= 64, "a name of the wrong length")
            entry.require(len(result["metrics"]) < 64, "too many metrics")
            result["metrics"].append((decoded(entry), value))
    return result


def decoded(entry):
    """The rest of an entry as text."""
    try:
        return entry.take(entry.left).decode("utf-8")
    except UnicodeDecodeError:
        raise DczError(entry.position, "text is not UTF-8") from None


# --- The file -------------------------------------------------------------------------------------


def read_sections(data):
    """Kind and contents of each section; signature, checksums and digest are right."""
    if data[:3] != b"DCZ":
        raise DczError(0, "not a .dcz file")
    if len(data) < 21:
        raise DczError(len(data), "the file is cut off")
    if data[3] != 1:
        raise DczError(3, f"version {data[3]} is not known")
    end = len(data) - 16
    if hashlib.sha256(data[:end]).digest()[:16] != data[end:]:
        raise DczError(end, "the digest is wrong: the file is damaged or cut off")
    source = Input(data, 4, end)
    sections = []
    while True:
        start = source.position
        kind = source.u8()
        if kind == 0:
            break
        contents = source.part(source.varint())
        checksum = zlib.crc32(data[start : source.position])
        source.require(source.u32() == checksum, "the checksum of a section is wrong")
        sections.append((kind, contents))
    source.finish()
    return sections


class Contents:
    """What the sections of a file hold, as far as they were read."""

    def __init__(self, size):
        self.size, self.network = size, None
        self.shapes = []
        # Of each parameter a Layer, or None.
        self.layers = []
        self.has_plain = False

    def read_section(self, kind, source):
        source.require(kind <= 5, f"unknown section {kind}")
        is_network = kind in (1, 5)
        if is_network:
            source.require(self.network is None, "two networks")
            self.read_network(source, kind == 5)
        source.require(self.network is not None, "the network is missing")
        if kind in (3, 5):
            source.require(not self.has_plain, "plain parameters twice")
            self.has_plain = True
            self.read_plain_parameters(source, kind == 5)
        elif not is_network:
            self.read_coded(source, kind)
        source.finish()

    def read_network(self, source, is_compact):
        self.network = Network(source, is_compact)
        self.shapes = [parameter.shape for parameter in self.network.parameters]
        self.layers = [None] * len(self.shapes)
        floats = sum(map(prod, self.shapes))
        source.require(4 * floats <= 65_536 * self.size, "more parameters than the file can hold")

    def read_plain_parameters(self, source, is_compact):
        for number, parameter in enumerate(self.network.parameters):
            if is_compact:
                form = source.u8()
                source.require(form <= 3, f"unknown form {form}")
                source.require(form or parameter.is_weight, f"{parameter.name} is missing")
            else:
                form = 0 if self.layers[number] else 1
            if form:
                self.layers[number] = Layer(read_plain(source, prod(parameter.shape), form))

    def read_coded(self, source, kind):
        number = source.varint()
        source.require(number < len(self.shapes), f"there is no parameter {number}")
        parameter = self.network.parameters[number]
        source.require(parameter.is_weight, f"{parameter.name} is no weight")
        source.require(self.layers[number] is None, f"{parameter.name} is there twice")
        read = read_weight if kind == 2 else read_layer
        self.layers[number] = read(source, parameter.shape)


def decode(data):
    """The bytes of a file as a dictionary, see `read`."""
    contents, claims = Contents(len(data)), []
    for kind, source in read_sections(data):
        if kind < 128:
            contents.read_section(kind, source)
        elif kind == 128:
            claims.append(source)
    network = contents.network
    if network is None:
        raise DczError(4, "the network is missing")
    result = {
        "name": network.name,
        "graph": {"input": network.input, "nodes": [node._asdict() for node in network.nodes]},
        "parameters": {},
        "masks": {},
        "codebooks": {},
        "provenance": read_provenance(claims[0]) if len(claims) == 1 else None,
    }
    for parameter, layer in zip(network.parameters, contents.layers):
        name, shape = parameter.name, parameter.shape
        if layer is None:
            raise DczError(len(data) - 16, f"{name} is missing")
        result["parameters"][name] = layer.values.reshape(shape)
        if layer.kept is not None:
            result["masks"][name] = layer.kept.reshape(shape)
        if layer.codebook is not None:
            codes = layer.codes.astype(np.uint16).reshape(shape)
            result["codebooks"][name] = {"values": layer.codebook, "codes": codes}
    return result


def read(path):
    """A compressed network as a dictionary:

    name        text
    graph       {"input": extents, "nodes": [{name, operation, attributes, inputs}]}
    parameters  by name, float32 arrays
    masks       of pruned weights by name, bool arrays: True where a weight was kept
    codebooks   of shared weights by name: {"values": float32 by code, "codes": uint16 array}
    provenance  what the writer claims, or None

    Raises DczError for a file that is not right, OSError for one that cannot be read.
    """
    with open(path, "rb") as file:
        return decode(file.read())


def main():
    parser = argparse.ArgumentParser(description="Reads a .dcz file without dcsh.")
    parser.add_argument("file")
    parser.add_argument("--list", action="store_true", help="list the parameters (the default)")
    parser.add_argument(
        "--npz", metavar="OUT.npz", help="write parameters, NAME.mask, NAME.codebook, NAME.codes"
    )
    arguments = parser.parse_args()
    try:
        model = read(arguments.file)
        if arguments.npz:
            arrays = dict(model["parameters"])
            arrays |= {f"{name}.mask": mask for name, mask in model["masks"].items()}
            for name, codebook in model["codebooks"].items():
                arrays[f"{name}.codebook"] = codebook["values"]
                arrays[f"{name}.codes"] = codebook["codes"]
            with open(arguments.npz, "wb") as file:
                np.savez(file, **arrays)
    except (DczError, OSError) as error:
        sys.exit(f"{arguments.file}: {error}")
    if arguments.list or not arguments.npz:
        print(model["name"], "×".join(map(str, model["graph"]["input"])))
        for name, values in model["parameters"].items():
            notes = []
            if name in model["masks"]:
                notes.append(f"{model['masks'][name].mean():.2%} kept")
            if name in model["codebooks"]:
                notes.append(f"{len(model['codebooks'][name]['values'])} shared weights")
            print(f"  {name:24} {'×'.join(map(str, values.shape)):16} {', '.join(notes)}".rstrip())


if __name__ == "__main__":
    main()
