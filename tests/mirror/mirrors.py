"""A mirror as a test looks at it."""

from __future__ import annotations

from pathlib import Path

import tantivy

from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Manifest
from citecheck.mirror.selection import Selection
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.store import open_index, read_manifest
from citecheck.mirror.transfer import Transfer
from citecheck.mirror.update import update
from citecheck.mirror.work import Inline, Work
from citecheck.model.query import Published
from tests.mirror.nlm import Nlm
from tests.sources.trees import FakeTree

WORK = Work(Inline(), 1)


def brought_up(folder: Path, nlm: Nlm, selection: Selection | None = None) -> Manifest:
    """The mirror after one update from the server, without a pause between tries."""
    with Transfer(nlm.url, timeout_s=10, sleep=lambda _: None) as transfer:
        return update(Library(folder), transfer, WORK, selection=selection)


def held(folder: Path) -> dict[int, str]:
    """The title of each PMID that a search for everything finds, and a count that agrees."""
    source = MirrorSource(folder, FakeTree())
    found = source.search(Published(), limit=1_000_000)
    assert found.count == len(found.keys) == len(set(found.keys)) == source.info.records
    studies = source.fetch(found.keys).studies
    return {int(study.pmid or 0): study.title for study in studies}


def manifest_of(folder: Path) -> Manifest:
    """What the index says that it has read."""
    current = Library(folder).current
    assert current is not None
    return read_manifest(open_index(current))


def segments(folder: Path) -> int:
    """In how many segments the index lies."""
    index: tantivy.Index = open_index(folder)
    return index.searcher().num_segments
