"""ZIP archives: unpacked by what they state, and never beyond the bound."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from citecheck.documents.archive import MOST_PART_BYTES, MOST_PARTS, Archive, names
from citecheck.errors import UnreadableDocument
from tests.site.files import zipped


def refusal(data: bytes, part: str = "a") -> str:
    with pytest.raises(UnreadableDocument) as error:
        Archive(data, "x.zip").read(part)
    return str(error.value)


def test_parts_are_read_by_name() -> None:
    archive = Archive(zipped({"a": "one", "b/c": b"two"}), "x.zip")
    assert archive.names == {"a", "b/c"}
    assert archive.read("b/c") == b"two"
    with pytest.raises(KeyError):
        archive.read("d")


def test_the_names_of_what_is_no_archive_are_none() -> None:
    assert names(zipped({"a": "one"})) == {"a"}
    assert names(b"PK\x03\x04 and so on") == frozenset()


def test_many_parts_are_refused() -> None:
    data = zipped({str(number): "" for number in range(MOST_PARTS + 1)})
    assert "5,001 parts" in refusal(data)


def test_parts_that_unpack_to_too_much_are_refused_before_they_are() -> None:
    part = b" " * MOST_PART_BYTES
    assert "its text unpacks to more than" in refusal(zipped({"a": part + b" "}))
    assert Archive(zipped({"a": part}), "x").read("a") == part
    assert "it unpacks to more than" in refusal(zipped(dict.fromkeys("abcdef", part)))


def test_a_size_that_is_stated_too_small_is_no_way_around() -> None:
    data = bytearray(zipped({"first": "", "a": b" " * 50_000_000}))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 1_000)
    assert "damaged" in refusal(bytes(data))


def test_an_encrypted_part_is_told() -> None:
    data = bytearray(zipped({"a": b"secret"}))
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.index(magic) + offset
        struct.pack_into("<H", data, place, struct.unpack_from("<H", data, place)[0] | 1)
    assert "encrypted" in refusal(bytes(data))


@pytest.mark.parametrize("place", [30, -30])
def test_a_damaged_archive_is_told(place: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", "Zinc shortens the common cold. " * 20)
    data = bytearray(out.getvalue())
    data[place + 10 : place + 14] = b"\xff\xff\xff\xff"
    assert "damaged" in refusal(bytes(data))


def far_away(data: bytes) -> bytes:
    """The archive whose first part is said to stand further away than a number can count."""
    end = data.rindex(b"PK\x05\x06")
    [start] = struct.unpack_from("<L", data, end + 16)
    entry = bytearray(data[start : start + 46])
    entry[30:32], entry[42:46] = struct.pack("<H", 12), b"\xff\xff\xff\xff"
    directory = bytes(entry) + b"a" + struct.pack("<HHQ", 1, 8, 2**64 - 1)
    return b"".join((
        data[:start], directory, data[end : end + 12],
        struct.pack("<LLH", len(directory), start, 0),
    ))  # fmt: skip


def test_a_part_at_a_place_without_end_is_damage() -> None:
    assert "damaged" in refusal(far_away(zipped({"a": "one"})))


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused_before_they_are_tried(way: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        archive.writestr("a", "Zinc shortens the common cold. " * 20)
    assert "packed in a way" in refusal(out.getvalue())


def test_xml_is_told_by_how_a_part_begins() -> None:
    parts = {"a.jpg": b"<a/>", "b.xml": "\ufeff<b/>".encode("utf-16"), "c": b" " * 99 + b"<c/>"}
    archive = Archive(zipped({**parts, "d.xml": b"\x89PNG<", "e": b"no <e>"}), "x")
    assert sorted(archive.xml()) == sorted(parts.values())
