"""XML from strangers."""

from __future__ import annotations

import pytest

from citecheck.documents.xml import declares_entities, parse

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]><a>&l8;</a>'


def test_a_sound_text_is_its_root() -> None:
    root = parse(b"<?xml version='1.0'?><!DOCTYPE a><a><b>Zinc</b></a>")
    assert root is not None
    assert root.findtext("b") == "Zinc"
    assert not declares_entities(root)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a>" * 500,
        BOMB.encode(),
        BOMB.encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
    ],
    ids=["nothing", "broken", "deep", "laughs", "laughs in utf-16", "external"],
)
def test_what_is_broken_or_declares_entities_is_none(data: bytes) -> None:
    assert parse(data) is None
