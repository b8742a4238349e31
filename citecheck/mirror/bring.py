"""Files that are here already, put into a mirror."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from citecheck.errors import MirrorError
from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Manifest, Trouble
from citecheck.mirror.names import Place, place_of
from citecheck.mirror.selection import Selection
from citecheck.mirror.space import check_space, needed
from citecheck.mirror.store import Store
from citecheck.mirror.transfer import date_of, md5_of
from citecheck.mirror.update import OnStep, Step, ignore
from citecheck.mirror.work import BrokenFile, Reader, Shelf, Work, apply_file, unreadable
from citecheck.sources.files import study_files


def bring(
    library: Library,
    paths: Sequence[Path],
    work: Work,
    *,
    selection: Selection | None = None,
    on_step: OnStep = ignore,
) -> Manifest:
    """The mirror after these files and folders, NLM's in the order of their numbers.

    Others follow in the order given. A file that is in with the same content is passed over.
    Files that could not be read stand in `troubles`.

    Raises: MirrorError (no file, no room, another writer, files of two years or of one name).
    """
    files, year = files_of(paths)
    with library.writing():
        index = library.current or library.index_of(year)
        check_space(index, needed(sum(map(_size, files))))
        with Store(index) as store:
            prepare(store, year, selection)
            if library.current is None:
                library.use(index)
            apply_files(store, files, work, on_step)
            return store.manifest


def files_of(paths: Iterable[Path]) -> tuple[list[Path], int | None]:
    """The files of these paths in the order in which they are to be read, and their year.

    A mirror knows a file by its name: of two that are the same the first is read.
    Raises: MirrorError if there is none, they are of several years, or two of one name differ.
    """
    files = _in_order(paths)
    years = {place.year for file in files if (place := place_of(file.name))}
    if not files:
        raise MirrorError("There is no file to import.")
    if len(years) > 1:
        raise MirrorError("The files belong to the baselines of several years; import one year.")
    named: dict[str, Path] = {}
    for file in files:
        first = named.setdefault(file.name, file)
        if first is not file and _md5(first) != _md5(file):
            raise MirrorError(
                f"The files {str(first)!r} and {str(file)!r} differ and have one name, by which a "
                "mirror knows what it has read; rename one of them."
            )
    return list(named.values()), next(iter(years), None)


def prepare(store: Shelf, year: int | None, selection: Selection | None) -> None:
    """Settle year and selection of a new store. Raises: MirrorError if it has others already."""
    manifest = store.manifest
    chosen = manifest.chosen(selection)
    year = manifest.year if year is None else year
    if manifest.year not in (None, year):
        raise MirrorError(
            f"The mirror holds the files of 20{manifest.year:02} and these are of 20{year:02}; "
            "a new year's baseline starts a mirror of its own."
        )
    store.keep(manifest.model_copy(update={"year": year, "selection": chosen}))


def apply_files(store: Shelf, files: list[Path], work: Work, on_step: OnStep) -> None:
    """Each file that is not in yet, one after the other; what cannot be read is a trouble."""
    sums = {file: _md5(file) for file in files}
    troubles: dict[str, str] = {}
    done = 0

    def lacking() -> list[Path]:
        known = store.manifest.sums
        return [f for f in files if f.name not in troubles and known.get(f.name) != sums[f]]

    def next_file() -> Path | None:
        return next(iter(lacking()[1:]), None)

    with Reader(store.manifest.selection, work, next_file) as reader:
        while left := lacking():
            file, records = left[0], 0
            try:
                dated = _checked(file, sums[file])
                records = apply_file(store, file, file.name, sums[file], dated, reader).records
            except BrokenFile as error:
                troubles[file.name] = str(error)
            done += 1
            on_step(Step(done, done + len(lacking()), file.name, records, troubles.get(file.name)))
    store.keep(
        store.manifest.with_troubles(
            Trouble(name=name, reason=reason) for name, reason in troubles.items()
        )
    )


def _checked(file: Path, md5: str) -> str:
    """The date of a file that is what the .md5 beside it says. Raises: BrokenFile."""
    beside = file.with_name(file.name + ".md5")
    try:
        if beside.is_file() and md5 not in beside.read_text("utf-8", "replace").lower():
            raise BrokenFile(f"The file {file.name} does not match its .md5.")
        return date_of(file)
    except OSError as error:
        raise unreadable(file.name, error) from None


def _md5(file: Path) -> str:
    """The file's sum; "" for one that cannot be read, which is told when its turn comes."""
    try:
        return md5_of(file)
    except OSError:
        return ""


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _in_order(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += study_files(path, str(path)) if path.is_dir() else [path]
    ranked = enumerate(dict.fromkeys(found))

    def rank(numbered: tuple[int, Path]) -> tuple[bool, Place | tuple[()], int]:
        place = place_of(numbered[1].name)
        return place is None, place or (), numbered[0]

    return [path for _, path in sorted(ranked, key=rank)]
