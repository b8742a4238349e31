"""Files of studies, as a user names them with --source."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from citecheck.errors import BadSource
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from citecheck.sources.index import StudyIndex

LINE: Final = (
    b'{"pmid": "90000001", "doi": "10.1000/j.1", "title": "Ketamine for OCD", "abstract": '
    b'[{"section": "RESULTS", "text": "Ketamine helped 12 of 20."}], "journal": "J Snow", '
    b'"year": 2019, "publication_types": ["Randomized Controlled Trial"], "mesh": [{"name": '
    b'"Ketamine", "ui": "D007649"}, "Headache"], "standing": "current", "notices": [], '
    b'"participants": 20, "species": "human", "language": "eng", "published": "2019-03"}\n'
)
_JSON: Final = (
    b'"pmid": ', b'"id": "x", ', b'"title": ', b'"abstract": ', b'"mesh": ', b'"notices": ',
    b'{"kind": "RetractionIn", "text": "a", "pmid": "1"}', b'"standing": "retracted"', b"null",
    b"{}", b'"year": 99999', b'"participants": -1', b"[", b"]", b"{", b"}", b",", b"1e999",
    b"NaN", b"\n", b'"published": "2019-13-40"', b"\\ud800", b"\\u0000",
    b'"demonstration": true', b'"authors": ["A"]',
)  # fmt: skip


def _jsonl(data: bytes) -> object:
    """Each study also as a line of its own, from which the same study is read."""
    from citecheck.sources.jsonl import read_jsonl

    found = list(read_jsonl(io.BytesIO(data), "a file"))
    assert all(study.key for study in found)
    return found


def _file(data: bytes) -> object:
    """Packed or plain, of any of the three forms, by its name in the first byte."""
    from citecheck.pubmed.records import Record
    from citecheck.sources.files import read_file

    names = ("a.jsonl", "a.xml", "a.txt", "a.jsonl.gz", "a.nbib")
    with TemporaryDirectory() as folder:
        path = Path(folder) / names[data[0] % len(names)] if data else Path(folder) / "a.xml"
        path.write_bytes(data[1:])
        units = list(read_file(path, path.name))
    return [unit.study if isinstance(unit, Record) else unit for unit in units]


@cache
def small_index() -> StudyIndex:
    """Three studies, to search in."""
    from citecheck.concepts.lexicon import load
    from citecheck.sources.index import StudyIndex
    from citecheck.sources.jsonl import read_jsonl

    lines = b"".join(LINE.replace(b"90000001", b"9000000%d" % number) for number in (1, 2, 3))
    return StudyIndex(read_jsonl(io.BytesIO(lines), "a file"), load())


def _line_seeds() -> Iterator[bytes]:
    yield LINE
    yield b'{"id": "x", "title": "Zinc", "abstract": "It helps."}\n\n' + LINE


def _file_seeds() -> Iterator[bytes]:
    from tests.fuzz.targets.pubmed import _medline_seeds, _xml_seeds

    yield b"\x00" + LINE
    yield b"\x03" + gzip.compress(LINE, mtime=0)
    yield from (b"\x01" + data for data in list(_xml_seeds())[-1:])
    yield from (b"\x02" + data for data in list(_medline_seeds())[-1:])


TARGETS: Final = (
    Target("study-jsonl", _jsonl, _line_seeds, (BadSource,), _JSON, weight=3),
    Target("study-file", _file, _file_seeds, (BadSource,), _JSON, weight=2),
)
