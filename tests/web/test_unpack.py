"""Compressed bytes: unpacked as they come, never beyond the bound."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.web.unpack import Damaged, TooBig, Unpacker, gunzip, is_gzip

TEXT = b"Zinc shortens the common cold. " * 50


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, raw_deflate], ids=["gzip", "zlib", "raw"]
)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_pieces_of_any_size_give_the_whole(pack: object, step: int) -> None:
    assert callable(pack)
    data, unpacker = pack(TEXT), Unpacker(10_000)
    parts = [unpacker.take(data[at : at + step]) for at in range(0, len(data), step)]
    assert b"".join(parts) == TEXT


def test_members_follow_one_another_and_what_is_behind_them_is_left() -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0"
    assert gunzip(data, 100) == b"one two"


@pytest.mark.parametrize("step", [1, 2, 3, 5])
def test_a_second_member_is_read_wherever_the_pieces_are_cut(step: int) -> None:
    data, unpacker = gzip.compress(b"one ") + gzip.compress(b"two"), Unpacker(100)
    parts = [unpacker.take(data[at : at + step]) for at in range(0, len(data), step)]
    assert b"".join(parts) == b"one two"


def test_a_bomb_ends_at_the_bound() -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    with pytest.raises(TooBig):
        gunzip(bomb, 1_000)


def test_many_small_members_count_together() -> None:
    with pytest.raises(TooBig):
        gunzip(gzip.compress(b"x" * 100) * 20, 1_999)
    assert len(gunzip(gzip.compress(b"x" * 100) * 20, 2_000)) == 2_000


def test_what_is_damaged_is_told() -> None:
    with pytest.raises(Damaged):
        gunzip(b"\x1f\x8bnonsense", 100)
    cut = bytearray(gzip.compress(TEXT))
    cut[12] ^= 0xFF
    with pytest.raises(Damaged):
        gunzip(bytes(cut) + b"x", 10_000)


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, raw_deflate], ids=["gzip", "zlib", "raw"]
)
def test_what_is_cut_is_not_whole(pack: object) -> None:
    assert callable(pack)
    data = pack(TEXT)
    for size in range(len(data) + 1):
        unpacker = Unpacker(10_000)
        unpacker.take(data[:size])
        assert unpacker.is_whole == (size in (0, len(data)))
    for junk in (b"\0", b"\0\0", b"\0\0\0"):
        unpacker = Unpacker(10_000)
        unpacker.take(data + junk)
        assert unpacker.is_whole
    with pytest.raises(Damaged):
        gunzip(data[:-1], 10_000)


def test_gzip_is_known_by_its_first_bytes() -> None:
    assert is_gzip(gzip.compress(b""))
    assert not is_gzip(b"<urlset>")


@given(st.binary(max_size=3_000), st.integers(0, 3_000))
def test_never_more_than_the_bound(data: bytes, most: int) -> None:
    if len(data) > most:
        with pytest.raises(TooBig):
            gunzip(gzip.compress(data), most)
    else:
        assert gunzip(gzip.compress(data), most) == data
