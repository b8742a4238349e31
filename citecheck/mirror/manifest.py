"""What a mirror has read. It is committed with the records, so that both always agree."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from citecheck.errors import MirrorError
from citecheck.mirror.names import LAST_NUMBER, Place, place_of
from citecheck.mirror.selection import Selection
from citecheck.model.base import Frozen

FORMAT = 2
"""Raised when an index of an earlier citecheck could no longer be searched."""


class AppliedFile(Frozen):
    """A file whose records are in the index.

    `records` were put in (or replaced), `removed` taken out, `left_out` not selected,
    `unreadable` no records at all; `dated` is the ISO date of the file.
    """

    name: str
    md5: str
    dated: str
    records: int = 0
    removed: int = 0
    left_out: int = 0
    unreadable: int = 0


class Trouble(Frozen):
    """A file that could not be read, and why."""

    name: str
    reason: str


class Manifest(Frozen):
    """The files of a mirror in the order in which they were applied.

    `versions` are the PMIDs whose version is above 1. `complete` says that a whole baseline
    is in.
    """

    format: int = FORMAT
    year: int | None = Field(default=None, ge=0, le=99)
    selection: Selection = Selection()
    baseline: int | None = Field(default=None, ge=0, le=LAST_NUMBER)
    """The number of the last file of the baseline, once it is known."""
    files: tuple[AppliedFile, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    versions: dict[str, int] = Field(default_factory=dict)

    @property
    def places(self) -> frozenset[Place]:
        """The places of the bulk files that are in."""
        return frozenset(place for file in self.files if (place := place_of(file.name)))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of bulk files that are not in though a later one is, or that failed."""
        places, known = self.places, self.sums
        numbers = {place.number for place in places}
        last = max(*numbers, self.baseline or 0, 0)
        holes = [
            Place(self.year, number).name
            for number in range(1, last + 1)
            if self.year is not None and number not in numbers
        ]
        failed = [trouble.name for trouble in self.troubles if trouble.name not in known]
        return tuple(dict.fromkeys((*holes, *failed)))

    def chosen(self, selection: Selection | None) -> Selection:
        """The selection of a run that asks for this one, or for none.

        Raises: MirrorError if there are files of another selection.
        """
        if self.files and selection not in (None, self.selection):
            raise MirrorError(
                f"The mirror holds {self.selection}; make one of {selection} in another folder."
            )
        return selection or self.selection

    def told_of(self, place: str) -> str:
        """A place that holds these files, with how many it lacks: what reports call the source."""
        lacking = len(self.missing)
        files = "file is" if lacking == 1 else "files are"
        return place + (f" ({lacking} {files} missing)" if lacking else "")

    @property
    def data_as_of(self) -> str | None:
        """The date of the newest file, None for an empty mirror."""
        return max((file.dated for file in self.files), default=None)

    @property
    def last(self) -> AppliedFile | None:
        """The bulk file that stands last in the sequence, or else the last that was read."""
        ordered = [file for file in self.files if place_of(file.name)]
        if ordered:
            return max(ordered, key=lambda file: place_of(file.name) or (0, 0))
        return self.files[-1] if self.files else None

    @property
    def sums(self) -> dict[str, str]:
        """The MD5 of each file that is in, by its name."""
        return {file.name: file.md5 for file in self.files}

    def with_file(self, file: AppliedFile, versions: dict[str, int]) -> Manifest:
        """After one more file.

        Files that stand later in the sequence, or were read again, are no longer counted as
        in: what they said of the same records must be said again after this one.
        """
        before = self._before(file.name)
        again = [
            Trouble(name=later.name, reason=f"to be read again, for {file.name} stands before it")
            for later in self.files[len(before) :]
            if later.name != file.name
        ]
        kept = {trouble.name: trouble for trouble in (*self.troubles, *again)}
        kept.pop(file.name, None)
        return self.model_copy(
            update={
                "files": (*before, file),
                "troubles": tuple(kept.values()),
                "versions": dict(versions),
            }
        )

    def with_troubles(self, troubles: Iterable[Trouble]) -> Manifest:
        """After a run in which some files could not be read."""
        new = tuple(troubles)
        settled = {trouble.name for trouble in new} | self.sums.keys()
        kept = tuple(trouble for trouble in self.troubles if trouble.name not in settled)
        return self.model_copy(update={"troubles": (*kept, *new)})

    def _before(self, name: str) -> tuple[AppliedFile, ...]:
        place = place_of(name)
        for at, file in enumerate(self.files):
            other = place_of(file.name)
            if file.name == name or (place and other and other > place):
                return self.files[:at]
        return self.files
