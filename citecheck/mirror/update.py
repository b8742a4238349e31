"""A mirror made from NLM's server and kept up to date with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from citecheck.errors import SourceUnavailable
from citecheck.mirror.library import Library
from citecheck.mirror.listing import BASELINE, RemoteFile, bulk_files
from citecheck.mirror.manifest import Manifest, Trouble
from citecheck.mirror.selection import Selection
from citecheck.mirror.space import FILE_BYTES, check_space, needed
from citecheck.mirror.store import Store, open_index, read_manifest
from citecheck.mirror.transfer import Fetched, Missing, Transfer
from citecheck.mirror.work import BrokenFile, Reader, Work, apply_file
from citecheck.model.interrupt import until_interrupted

AHEAD = 2
"""Files that are fetched while another one is indexed."""
MOST_UNANSWERED = 3
"""After so many files in a row the server is taken to be down."""


class Step(NamedTuple):
    """One file done (`trouble` is None) or not, of `total` that were to do."""

    done: int
    total: int
    name: str
    records: int
    trouble: str | None = None


OnStep = Callable[[Step], None]


def ignore(step: Step) -> None:
    """Tells nobody."""


def update(
    library: Library,
    transfer: Transfer,
    work: Work,
    *,
    selection: Selection | None = None,
    on_step: OnStep = ignore,
) -> Manifest:
    """The mirror after everything that the server has and the mirror had not.

    `selection` is for a mirror that is made anew; None keeps what the mirror has. Files that
    could not be read stand in `troubles`, and what lacks in `missing`.

    Raises: MirrorError (no room, another writer, another selection); SourceUnavailable if the
    server cannot be asked.
    """
    with library.writing():
        files = bulk_files(transfer)
        year = files[0].place.year
        index = library.index_of(year)
        chosen = selection or _selection_of(library) or Selection()
        with Store(index) as store:
            _prepare(store, chosen, files)
            if library.current is None:
                library.use(index)
            run = _Run(library, transfer, work, store, on_step)
            run.through(files)
            baseline = {file.name for file in files if file.folder == BASELINE}
            if baseline <= store.manifest.sums.keys():
                library.use(index)
            return store.manifest


def _selection_of(library: Library) -> Selection | None:
    if library.current is None or not library.current.exists():
        return None
    return read_manifest(open_index(library.current)).selection


def _prepare(store: Store, selection: Selection, files: list[RemoteFile]) -> None:
    manifest = store.manifest
    selection = manifest.chosen(selection)
    known = manifest.sums
    lacking = [file for file in files if file.name not in known]
    sizes = [file.size for file in lacking if file.size]
    usual = sum(sizes) // len(sizes) if sizes else FILE_BYTES
    share = 1 if selection == Selection() else 0.5
    if lacking:
        expected = sum(file.size or usual for file in lacking)
        check_space(store.folder, needed(int(expected * share)) + AHEAD * usual)
    baseline = max(file.place.number for file in files if file.folder == BASELINE)
    year = files[0].place.year
    store.keep(
        manifest.model_copy(update={"year": year, "selection": selection, "baseline": baseline})
    )


class _Run:
    """One pass over the server's files, in their order, some fetched ahead."""

    def __init__(
        self, library: Library, transfer: Transfer, work: Work, store: Store, on_step: OnStep
    ) -> None:
        self._library = library
        self._transfer = transfer
        self._store = store
        self._reader = Reader(store.manifest.selection, work, self._next_file)
        self._fetching: dict[str, Future[Fetched]] = {}
        self._on_step = on_step
        self._troubles: dict[str, str] = {}
        self._unanswered = 0

    def through(self, files: list[RemoteFile]) -> None:
        """Fetch and apply what the mirror has not.

        A file that comes late brings back those after it, which are then done again.
        """
        done = 0
        fetching = self._fetching
        with until_interrupted(ThreadPoolExecutor(AHEAD)) as threads, self._reader:
            while (lacking := self._lacking(files)) and self._unanswered < MOST_UNANSWERED:
                for file in lacking[: AHEAD + 1]:
                    if file.name not in fetching:
                        fetching[file.name] = threads.submit(
                            self._transfer.fetch, file.folder + file.name, self._library.files
                        )
                name = lacking[0].name
                records = self._one(name, fetching.pop(name))
                done += 1
                total = done + len(self._lacking(files))
                self._on_step(Step(done, total, name, records, self._troubles.get(name)))
        troubles = (Trouble(name=name, reason=why) for name, why in self._troubles.items())
        self._store.keep(self._store.manifest.with_troubles(troubles))

    def _next_file(self) -> Path | None:
        """The next file, if it is here."""
        fetched = next(iter(self._fetching.values()), None)
        if fetched is None or not fetched.done() or fetched.exception() is not None:
            return None
        return fetched.result().path

    def _lacking(self, files: list[RemoteFile]) -> list[RemoteFile]:
        done = self._troubles.keys() | self._store.manifest.sums.keys()
        return [file for file in files if file.name not in done]

    def _one(self, name: str, fetching: Future[Fetched]) -> int:
        """Apply one file; how many records it gave."""
        try:
            path, md5, dated = fetching.result()
            self._unanswered = 0
            check_space(self._store.folder, needed(path.stat().st_size))
            applied = apply_file(self._store, path, name, md5, dated, self._reader)
            path.unlink()
            return applied.records
        except Missing as error:
            self._troubles[name] = str(error)
        except SourceUnavailable as error:
            self._troubles[name] = str(error)
            self._unanswered += 1
        except BrokenFile as error:
            self._troubles[name] = str(error)
            # It is fetched anew next time.
            path.unlink(missing_ok=True)
        return 0
