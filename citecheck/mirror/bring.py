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
from citecheck.mirror.update import OnStep, Step
from citecheck.mirror.work import BrokenFile, Reader, Shelf, Work, apply_file
from citecheck.sources.files import study_files


def bring(
    library: Library,
    paths: Sequence[Path],
    work: Work,
    *,
    selection: Selection | None = None,
    on_step: OnStep = lambda step: None,
) -> Manifest:
    """The mirror after these files and folders, NLM's in the order of their numbers.

    Others follow in the order given. A file that is in with the same content is passed over.
    Files that could not be read stand in `troubles`.

    Raises: MirrorError (no file, no room, another writer, files of two years).
    """
    files, year = files_of(paths)
    with library.writing():
        index = library.current or library.index_of(year)
        check_space(index, needed(sum(file.stat().st_size for file in files)))
        with Store(index) as store:
            prepare(store, year, selection)
            if library.current is None:
                library.use(index)
            apply_files(store, files, work, on_step)
            return store.manifest


def files_of(paths: Iterable[Path]) -> tuple[list[Path], int | None]:
    """The files of these paths in the order in which they are to be read, and their year.

    Raises: MirrorError if there is none, or they are of several years.
    """
    files = _in_order(paths)
    years = {place.year for file in files if (place := place_of(file.name))}
    if not files:
        raise MirrorError("There is no file to import.")
    if len(years) > 1:
        raise MirrorError("The files belong to the baselines of several years; import one year.")
    return files, next(iter(years), None)


def prepare(store: Shelf, year: int | None, selection: Selection | None) -> None:
    """Settle year and selection of a new store. Raises: MirrorError if it has others already."""
    manifest = store.manifest
    chosen = selection or manifest.selection
    if manifest.files and chosen != manifest.selection:
        raise MirrorError(
            f"The mirror holds {manifest.selection}; make one of {chosen} in another folder."
        )
    year = manifest.year if year is None else year
    if manifest.year not in (None, year):
        raise MirrorError(
            f"The mirror holds the files of 20{manifest.year:02} and these are of 20{year:02}; "
            "a new year's baseline starts a mirror of its own."
        )
    store.keep(manifest.model_copy(update={"year": year, "selection": chosen}))


def apply_files(store: Shelf, files: list[Path], work: Work, on_step: OnStep) -> None:
    """Each file that is not in yet, one after the other; what cannot be read is a trouble."""
    sums = {file: md5_of(file) for file in files}
    troubles: dict[str, str] = {}
    done = 0

    def lacking() -> list[Path]:
        return [
            f for f in files if f.name not in troubles and not store.manifest.has(f.name, sums[f])
        ]

    def next_file() -> Path | None:
        return next(iter(lacking()[1:]), None)

    with Reader(store.manifest.selection, work, next_file) as reader:
        while left := lacking():
            file, records = left[0], 0
            try:
                _check_sum(file, sums[file])
                dated = date_of(file)
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


def _check_sum(file: Path, md5: str) -> None:
    """Against the .md5 beside the file, where there is one. Raises: BrokenFile."""
    beside = file.with_name(file.name + ".md5")
    if beside.is_file() and md5 not in beside.read_text("utf-8", "replace").lower():
        raise BrokenFile(f"The file {file.name} does not match its .md5.")


def _in_order(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += study_files(path, str(path)) if path.is_dir() else [path]
    ranked = enumerate(dict.fromkeys(found))

    def rank(numbered: tuple[int, Path]) -> tuple[bool, Place | tuple[()], int]:
        place = place_of(numbered[1].name)
        return place is None, place or (), numbered[0]

    return [path for _, path in sorted(ranked, key=rank)]
