"""Files become part of the index; the parsing is done by any `Executor`."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from citecheck.errors import BadSource, CitecheckError, MalformedRecord
from citecheck.mirror.manifest import AppliedFile, Manifest
from citecheck.mirror.parsing import Parsed, ParsedStream, steps
from citecheck.mirror.selection import Selection
from citecheck.model.closing import Closing
from citecheck.model.collector import collector_paused
from citecheck.pubmed.parse import parse_records
from citecheck.pubmed.records import Record
from citecheck.sources.files import DAMAGED, opened, read_file
from citecheck.sources.tree import UiResolver

SMALL_BYTES = 5_000_000
"""A process takes a second to start, in which this much is parsed."""
FEW_CORES = 2
"""On so many cores parsing stays in the process that indexes, in a thread of its own.

The engine's thread keeps the other core busy, and handing a record over would cost a tenth of
what it takes to parse and index it.
"""
_BATCH = 200


class BrokenFile(CitecheckError):
    """A file that cannot be read to its end; nothing of it was applied."""


class Shelf(Protocol):
    """What keeps records: an index on this disk, or one of a cluster."""

    @property
    def manifest(self) -> Manifest:
        """What was read."""
        ...

    def apply(self, name: str, md5: str, dated: str, parsed: Iterable[Parsed]) -> AppliedFile:
        """Everything that one file says. Raises: what `parsed` raises, MirrorError."""
        ...

    def keep(self, manifest: Manifest) -> None:
        """Replace the manifest alone. Raises: MirrorError."""
        ...


class Work(NamedTuple):
    """Who parses: an executor and how many pieces it takes at a time."""

    executor: Executor
    workers: int


class Inline(Executor):
    """An executor that works at once, in the caller's own thread."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished result of one call."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  it is raised where the result is taken
            future.set_exception(error)
        return future


@contextmanager
def processes(workers: int | None = None) -> Iterator[Work]:
    """Parsing in processes of its own, by default one for each core."""
    count = workers or os.cpu_count() or 1
    # Forking would copy the threads' locks of the index writer in whatever state they are.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
        yield Work(pool, count)


@contextmanager
def parsing(workers: int | None = None) -> Iterator[Work]:
    """Parsing in so many processes, by default wherever it is fastest on this machine."""
    if workers is None and (os.cpu_count() or 1) <= FEW_CORES:
        with ThreadPoolExecutor(1) as thread:
            yield Work(thread, 1)
        return
    with processes(workers) as work:
        yield work


@contextmanager
def work_for(paths: Sequence[Path], workers: int | None = None) -> Iterator[Work]:
    """Parsing in processes where the files are large enough to be worth starting them."""
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if size < SMALL_BYTES and not any(path.is_dir() for path in paths) and workers is None:
        yield Work(Inline(), 1)
        return
    with parsing(workers) as work:
        yield work


class Reader(Closing):
    """Opens files and has what is XML parsed; one file may be begun before its turn.

    While the index commits one file, the next is parsed. `next_file` says which that is, once
    all of a file was handed out; None where it is not known.
    """

    def __init__(
        self, selection: Selection, work: Work, next_file: Callable[[], Path | None]
    ) -> None:
        self.selection = selection
        self._work = work
        self._next_file = next_file
        self._begun: tuple[Path, ParsedStream] | None = None
        self._held = ExitStack()

    @contextmanager
    def opened(self, path: Path) -> Iterator[Iterator[Parsed] | None]:
        """The pieces of a file of XML; None for any other. Raises: OSError."""
        begun, held = self._begun, self._held.pop_all()
        self._begun = None
        with held:
            if begun is None or begun[0] != path:
                stream = held.enter_context(opened(path))
                parsed = self._parsed(stream)
            else:
                parsed = begun[1]
            yield None if parsed is None else self._through(parsed)

    def close(self) -> None:
        """Close what was begun."""
        self._begun = None
        self._held.close()

    def _parsed(self, stream: Any) -> ParsedStream | None:
        if not _is_xml(stream):
            return None
        executor, workers = self._work
        return ParsedStream(stream, self.selection, executor, workers=workers)

    def _through(self, parsed: ParsedStream) -> Iterator[Parsed]:
        yield from parsed
        path = self._next_file()
        if path is not None:
            # What is wrong with it is told in its turn.
            with suppress(*DAMAGED, OSError, MalformedRecord):
                self._begin(path)

    def _begin(self, path: Path) -> None:
        with ExitStack() as held:
            parsed = self._parsed(held.enter_context(opened(path)))
            if parsed is not None:
                parsed.begin()
                self._begun, self._held = (path, parsed), held.pop_all()


def apply_file(
    store: Shelf, path: Path, name: str, md5: str, dated: str, reader: Reader
) -> AppliedFile:
    """One bulk file, or any file of studies with PMIDs, put into the index as a whole.

    Raises: BrokenFile, one sentence; MirrorError if the index cannot be written.
    """
    try:
        with collector_paused(), reader.opened(path) as parsed:
            if parsed is not None:
                return _apply_xml(store, path, name, md5, dated, parsed, reader.selection)
        return store.apply(name, md5, dated, _others(path, name, reader.selection))
    except BadSource as error:
        raise BrokenFile(str(error)) from None
    except MalformedRecord as error:
        raise BrokenFile(f"{name}: {error}") from None
    except DAMAGED:
        raise BrokenFile(f"The file {name} is a damaged gzip file.") from None
    except OSError as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: OSError) -> BrokenFile:
    """The error of a file that the system does not give."""
    return BrokenFile(f"The file {name} cannot be read: {error.strerror or error}.")


def _apply_xml(
    store: Shelf,
    path: Path,
    name: str,
    md5: str,
    dated: str,
    parsed: Iterable[Parsed],
    selection: Selection,
) -> AppliedFile:
    try:
        return store.apply(name, md5, dated, parsed)
    except MalformedRecord:
        # Either the file is broken, or it was cut within a comment: read as one, it tells.
        with opened(path) as stream:
            return store.apply(name, md5, dated, _as_one(stream, selection))


def _as_one(stream: IO[bytes], selection: Selection) -> Iterator[Parsed]:
    unreadable: list[str] = []
    units = parse_records(stream, on_malformed=lambda error: unreadable.append(str(error)))
    for step in steps(units, selection):
        yield Parsed([step], [])
    yield Parsed([], unreadable)


def _others(path: Path, name: str, selection: Selection) -> Iterator[Parsed]:
    """Study JSONL and MEDLINE text, whose headings come by name."""
    from citecheck.concepts.lexicon import load

    resolver = UiResolver(load())
    units = (
        Record.of(resolver.resolve(unit.study)) if isinstance(unit, Record) else unit
        for unit in read_file(path, name)
    )
    batch = []
    for step in steps(units, selection):
        batch.append(step)
        if len(batch) >= _BATCH:
            yield Parsed(batch, [])
            batch = []
    yield Parsed(batch, [])


def _is_xml(stream: Any) -> bool:
    head: bytes = stream.peek(256)[:256]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent,), daemon=True).start()


def _exit_after(parent: Any) -> None:
    parent.join()
    os._exit(1)
