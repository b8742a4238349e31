"""XML from strangers."""

from __future__ import annotations

import pytest

from citecheck.documents.xml import MOST_TAGS, declares_entities, most_tags, parse

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


def test_more_tags_than_memory_is_for_are_not_parsed() -> None:
    assert parse(b"<a>" + b"<b/>" * (MOST_TAGS - 2) + b"</a>") is not None
    assert parse(b"<a>" + b"<b/>" * (MOST_TAGS - 1) + b"</a>") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252"])
def test_tags_are_counted_as_they_stand(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><a>{'words and more ' * 9}</a>"
    assert most_tags(text.encode(encoding)) == 3


def test_a_text_that_can_hide_tags_counts_as_if_full_of_them() -> None:
    hidden = b"<?xml version='1.0' encoding='UTF-7'?>" + b"+ADw-b/>" * 900
    assert most_tags(hidden) > 900
    assert most_tags(("<?xml version='1.0'?>" + "<b/>" * 900).encode("cp037")) > 900
