#!/usr/bin/env python3
"""Puts a later kit together from a kit and the changes to it, knowing nothing but docs/kits.md.

    apply-kit-delta.py BASE CHANGES NEXT

Ends with 0 if NEXT was written: its SHA-256 is checked, its signature is the till's business.
"""
import hashlib
import sys

RAW = 32768


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        assert self.at + count <= len(self.data), "cut"
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def part(self):
        return self.take(self.number(4))

    def varint(self):
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def opened(path, magic):
    data = open(path, "rb").read()
    assert data[:6] == magic + b"\x02", f"{path} is no {magic.decode()}"
    digest = data[-96:-64]
    assert hashlib.sha256(data[:-96]).digest() == digest, f"{path} is damaged"
    return Reader(data[6:-96]), digest


def slots(written):
    """Slot and status of each entry of a sparse list."""
    reader, found, slot = Reader(written), [], -1
    for _ in range(reader.varint()):
        slot += reader.varint() + 1
        found.append(slot)
    packed = reader.take((len(found) + 3) // 4)
    return [(slot, packed[i // 4] >> 6 - 2 * (i % 4) & 3) for i, slot in enumerate(found)]


def expanded(form, written):
    """A list as 32 768 bytes."""
    if form == 1:
        return bytearray(written)
    raw = bytearray(RAW)
    for slot, status in slots(written):
        raw[slot // 4] |= status << 6 - 2 * (slot % 4)
    return raw


def shortest(raw):
    """A list as a kit has it: its form, and the bytes."""
    found = [(4 * i + j, byte >> 6 - 2 * j & 3)
             for i, byte in enumerate(raw) if byte for j in range(4) if byte >> 6 - 2 * j & 3]
    out, before = [varint(len(found))], -1
    for slot, _ in found:
        out.append(varint(slot - before - 1))
        before = slot
    packed = bytearray((len(found) + 3) // 4)
    for i, (_, status) in enumerate(found):
        packed[i // 4] |= status << 6 - 2 * (i % 4)
    sparse = b"".join(out) + packed
    return (1, bytes(raw)) if RAW < len(sparse) else (0, sparse)


def part(data):
    return len(data).to_bytes(4, "big") + data


base, base_digest = opened(sys.argv[1], b"TZKIT")
changes, _ = opened(sys.argv[2], b"TZDLT")
old = [base.part() for _ in range(8)]
changes.number(8)
assert changes.take(32) == base_digest, "the changes are to another kit"
signature = changes.take(64)
kit = b"TZKIT\x02"
for held in old[:7]:
    splice = Reader(changes.part())
    head, tail = splice.number(4), splice.number(4)
    kit += part(held[:head] + splice.data[8:] + held[len(held) - tail:])

lists, status = {}, Reader(old[7])
for _ in range(status.number(4)):
    number, form = status.number(2), status.number(1)
    lists[number] = (form, status.part())
news = Reader(changes.part())
while news.at < len(news.data):
    number, form, written = news.number(2), news.number(1), news.part()
    if form == 3:
        del lists[number]
    elif form == 0:
        raw = expanded(*lists[number])
        for slot, value in slots(written):
            shift = 6 - 2 * (slot % 4)
            raw[slot // 4] = raw[slot // 4] & ~(3 << shift) | value << shift
        lists[number] = shortest(raw)
    else:
        lists[number] = (form - 1, written)
written = len(lists).to_bytes(4, "big")
for number, (form, data) in sorted(lists.items()):
    written += number.to_bytes(2, "big") + bytes([form]) + part(data)
kit += part(written)
kit += hashlib.sha256(kit).digest() + signature
with open(sys.argv[3], "wb") as out:
    out.write(kit)
print(f"{len(kit)} bytes from {len(open(sys.argv[2], 'rb').read())} bytes of changes")
