"""What a mirror holds, for people and for programs."""

from __future__ import annotations

from pathlib import Path

from citecheck.errors import MirrorError
from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Trouble
from citecheck.mirror.space import shown
from citecheck.mirror.store import open_index, read_manifest
from citecheck.model.base import Frozen


class Status(Frozen):
    """A mirror: its size in bytes, what it was made of and what it lacks."""

    folder: str
    records: int
    files: int
    last_file: str | None
    data_as_of: str | None
    selection: str
    size: int
    complete: bool
    missing: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    unreadable: int

    def lines(self) -> list[str]:
        """For people."""
        per_record = self.size // self.records if self.records else 0
        text = [
            f"Mirror at {self.folder}: {self.selection}",
            f"  {self.records:,} records in {self.files:,} files, the last one {self.last_file}",
            f"  data as of {self.data_as_of}, {shown(self.size)}, {per_record:,} bytes a record",
        ]
        if self.unreadable:
            text.append(f"  {self.unreadable} records could not be read")
        reasons = {trouble.name: trouble.reason for trouble in self.troubles}
        text += [f"  missing: {name}: {reasons.get(name, 'not read')}" for name in self.missing]
        if not self.complete:
            text.append("  The baseline is not complete: `citecheck mirror sync` goes on with it.")
        return text


def status(folder: Path) -> Status:
    """What the mirror in `folder` holds now. Raises: MirrorError if there is none."""
    library = Library(folder)
    if library.current is None:
        raise MirrorError(f"There is no mirror at {str(folder)!r}.")
    index = open_index(library.current)
    manifest = read_manifest(index)
    known = manifest.sums
    last = manifest.last
    numbers = {place.number for place in manifest.places}
    baseline = manifest.baseline or 0
    return Status(
        folder=str(folder),
        records=max(0, index.searcher().num_docs - 1),
        files=len(manifest.files),
        last_file=last.name if last else None,
        data_as_of=manifest.data_as_of,
        selection=str(manifest.selection),
        size=library.size(),
        complete=numbers.issuperset(range(1, baseline + 1)),
        missing=manifest.missing,
        troubles=tuple(t for t in manifest.troubles if t.name not in known),
        unreadable=sum(file.unreadable for file in manifest.files),
    )
