"""A mirror's own files and NLM's lists of files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, Final

from citecheck.errors import MirrorError, SourceError
from tests.fuzz.target import Target

_LISTING: Final = (
    b'href="', b"pubmed26n0001.xml.gz", b'">', b"</a>", b" 37M", b" 99999999999G", b"\n",
    b"<tr><td>", b"pubmed99n9999.xml.gz", b".md5", b"2026-01-05 10:00  ", b"1.2.3K",
    b"pubmed26n999999.xml.gz",
)  # fmt: skip
_MANIFEST: Final = (
    b'"format": 1', b'"year": 26', b'"baseline": ', b"99999999999", b"-1", b"null", b'"files": ',
    b"[]", b'{"name": "pubmed26n0001.xml.gz", "md5": "a", "dated": "2026-01-05"}',
    b'"troubles": ', b"{}", b'"versions": {"1": 2}', b'"selection": ', b"1e999", b"true",
    b'"records": -5',
)  # fmt: skip


def _listing(data: bytes) -> object:
    from citecheck.mirror.listing import bulk_files

    page = data.decode("utf-8", "replace")
    transfer: Any = SimpleNamespace(base_url="https://example.org/", text=lambda *_: page)
    return bulk_files(transfer)


def _manifest(data: bytes) -> object:
    """The manifest that an index holds; what it says is missing, and its status."""
    from citecheck.mirror.store import open_index, read_manifest

    # The engine's own threads may still be at work in the folder when it is left.
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write(folder, data)
        found = read_manifest(open_index(folder))
        return found.missing, found.data_as_of, found.last, found.places


def _write(folder: Path, data: bytes) -> None:
    import tantivy

    from citecheck.sources import schema

    index = schema.new_index(str(folder))
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    made = tantivy.Document()
    made.add_text(schema.TERMS, "manifest")
    made.add_bytes(schema.RECORD, data)
    writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()


def _index_file(data: bytes) -> object:
    """An index on disk with one of its files overwritten: the first byte says which."""
    from citecheck.mirror.status import status

    files = dict(_files())
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(content)
        if data:
            (folder / sorted(files)[data[0] % len(files)]).write_bytes(data[1:])
        return status(folder)


@cache
def _files() -> tuple[tuple[str, bytes], ...]:
    """The files of a small mirror, whose index has names of its own each time it is made."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "index-26").mkdir()
        _write(folder / "index-26", b"{}")
        (folder / "current").write_text("index-26")
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return tuple((str(path.relative_to(folder)), path.read_bytes()) for path in paths)


def _presence(data: bytes) -> object:
    from citecheck.mirror.presence import Presence

    with TemporaryDirectory() as name:
        file = Path(name) / "pmids.bits"
        file.write_bytes(data)
        found = Presence(file, empty=False)
        return found.add(7)


def _listing_seeds() -> Iterator[bytes]:
    yield (
        b'<pre><a href="pubmed26n0001.xml.gz">pubmed26n0001.xml.gz</a>  2026-01-05 10:00   37M\n'
        b'<a href="pubmed26n0001.xml.gz.md5">pubmed26n0001.xml.gz.md5</a> 2026-01-05 10:00   60\n'
        b'<a href="pubmed26n0002.xml.gz">pubmed26n0002.xml.gz</a>  2026-01-06 10:00  1.5G\n</pre>'
    )


def _manifest_seeds() -> Iterator[bytes]:
    from citecheck.mirror.manifest import AppliedFile, Manifest

    file = AppliedFile(name="pubmed26n0003.xml.gz", md5="0" * 32, dated="2026-01-05", records=9)
    made = Manifest(year=26, baseline=4, files=(file,), versions={"1": 2})
    yield made.model_dump_json().encode()
    yield b"{}"


def _index_seeds() -> Iterator[bytes]:
    for number, (_, content) in enumerate(sorted(_files())):
        yield bytes((number,)) + content


def _presence_seeds() -> Iterator[bytes]:
    yield b"PMIDs\n" + bytes(4) + bytes(8_192)
    yield b"PMIDs\n"


TARGETS: Final = (
    Target(
        "bulk-listing", _listing, _listing_seeds, (MirrorError, SourceError), _LISTING, weight=1
    ),
    Target(
        "mirror-manifest",
        _manifest,
        _manifest_seeds,
        (MirrorError,),
        _MANIFEST,
        repeats=False,
        weight=1,
    ),
    Target(
        "mirror-index",
        _index_file,
        _index_seeds,
        (MirrorError,),
        (
            b'"opstamp": ',
            b'"segments": ',
            b'"schema": ',
            b"[]",
            b"-1",
            b"null",
            b'"max_doc": ',
            b"{}",
        ),
        repeats=False,
        weight=1,
    ),
    Target(
        "mirror-presence",
        _presence,
        _presence_seeds,
        (),
        (b"PMIDs\n",),
        weight=1,
        most_bytes=20_000,
    ),
)
