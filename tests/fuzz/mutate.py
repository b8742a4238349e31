"""Changes to bytes that a reader is likely to stumble over; the same for the same `Random`."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

_STRANGE = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f\x92\x8a",
    "\u2028".encode(), "\u202e".encode(), "\u0130".encode(), "\u0661".encode(), b"\r", b"\x1c",
    b"\x85", b"\x0b", b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"2" * 5_000,
    b"null", b"true", b"[", b"{", b"(", b'"', b"'", b"\\", b"\\ud800", b"<", b"&", b"%", b"]]>",
)  # fmt: skip
_CLOSED = {b"[": b"]", b"{": b"}", b"(": b")", b"<a>": b"</a>", b'{"a":': b"}"}

_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)

Change = Callable[[bytes, Random], bytes]


def mutated(data: bytes, random: Random, tokens: Sequence[bytes], seeds: Sequence[bytes]) -> bytes:
    """The bytes after one to four changes."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        data = _one(data, random, tokens, seeds)
    return data


def mutated_zip(
    data: bytes, random: Random, tokens: Sequence[bytes], seeds: Sequence[bytes]
) -> bytes:
    """The archive with one part changed, or the archive itself where it is damaged already."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()[:60]]
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, KeyError,
            NotImplementedError, EOFError, OverflowError, lzma.LZMAError):  # fmt: skip
        return mutated(data, random, tokens, seeds)
    if not parts or random.random() < 0.1:
        return mutated(data, random, tokens, seeds)
    at = random.randrange(len(parts))
    name, content = parts[at]
    match random.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (parts[random.randrange(len(parts))][0], content)
        case _:
            parts[at] = (name, mutated(content, random, tokens, ()))
    out = io.BytesIO()
    way = random.choice(_WAYS) if random.random() < 0.05 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in dict(parts).items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(info, content, way)
    return mutated(out.getvalue(), random, (), ()) if random.random() < 0.05 else out.getvalue()


def _one(data: bytes, random: Random, tokens: Sequence[bytes], seeds: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + random.choice((1, 2, 4, 8, 30, 200)))
    match random.randrange(10):
        case 0:
            return data[:at] + random.choice(_STRANGE) + data[at:]
        case 1:
            return data[:at] + random.choice(_STRANGE) + data[end:]
        case 2 | 3 if tokens:
            return data[:at] + random.choice(tokens) + data[at if random.random() < 0.6 else end :]
        case 4:
            return data[:at] + data[end:]
        case 5:
            return data[:at] + data[at:end] * random.choice((2, 3, 20, 300)) + data[end:]
        case 6:
            return _nested(data, at, random)
        case 7 if seeds:
            other = random.choice(seeds)
            cut = random.randrange(len(other) + 1)
            return data[:at] + other[cut : cut + random.choice((20, 200, 2_000))] + data[end:]
        case 8:
            return _lines_changed(data, random)
        case _:
            return _bytes_changed(data, random)


def _nested(data: bytes, at: int, random: Random) -> bytes:
    opening, closing = random.choice(tuple(_CLOSED.items()))
    depth = random.choice((2, 50, 600))
    inner = data[at : at + 20] if random.random() < 0.5 else b""
    closings = closing * (depth if random.random() < 0.7 else 0)
    return data[:at] + opening * depth + inner + closings + data[at + len(inner) :]


def _lines_changed(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data[::-1] if random.random() < 0.1 else data + data
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(3):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case _:
            del lines[one]
    return b"".join(lines)


def _bytes_changed(data: bytes, random: Random) -> bytes:
    changed = bytearray(data or b"\x00")
    for _ in range(random.choice((1, 1, 2, 5))):
        at = random.randrange(len(changed))
        changed[at] = random.choice((changed[at] ^ (1 << random.randrange(8)), 0, 255, 32, 10))
    return bytes(changed)
