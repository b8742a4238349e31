"""Stand-ins for what lies outside: a source of studies that answers, a clock that waits for us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from citecheck.errors import SourceError
from citecheck.model.query import (
    And,
    Attribute,
    Identifier,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
    Wildcard,
    Words,
)
from citecheck.model.search import Fetched, SearchResult, SourceInfo
from citecheck.model.study import Study

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class FakeClock:
    """A clock that moves only when somebody sleeps; call it for the time."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        """Seconds since the clock was made."""
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        """Move on at once, and remember by how much."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class FakeStudySource:
    """A source over a few studies that really answers queries, or fails as told.

    `failing` is raised by every search, `missing` are keys that a fetch does not bring
    back. `asked` and `fetched` keep what was asked, in order.
    """

    def __init__(
        self,
        studies: Iterable[Study] = (),
        *,
        failing: SourceError | None = None,
        missing: Iterable[str] = (),
        demonstration: bool = False,
    ) -> None:
        self.studies = {study.key: study for study in studies}
        self.failing = failing
        self.missing = frozenset(missing)
        self.asked: list[Query] = []
        self.fetched: list[str] = []
        self.closed = False
        self.info = SourceInfo(
            kind="fake", detail="", records=len(self.studies), demonstration=demonstration
        )

    def search(self, query: Query, *, limit: int) -> SearchResult:
        """The studies that match, in the order in which they were given."""
        self.asked.append(query)
        if self.failing is not None:
            raise self.failing
        keys = [key for key, study in self.studies.items() if matches(query, study)]
        return SearchResult(
            source="fake",
            term=repr(query),
            translation=repr(query),
            count=len(keys),
            keys=tuple(keys[:limit]),
            searched_at=NOW.isoformat(),
        )

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The studies of these keys, without those that were to go missing."""
        self.fetched.extend(keys)
        there = [key for key in keys if key in self.studies and key not in self.missing]
        return Fetched(
            studies=tuple(self.studies[key] for key in there),
            missing=tuple(key for key in keys if key not in there),
        )

    def close(self) -> None:
        self.closed = True


def matches(query: Query, study: Study) -> bool:
    """Whether a study answers a query; words match as substrings, whatever their case."""
    match query:
        case Words(text=text, field="author" | "journal" as field):
            names = study.authors if field == "author" else (study.journal or "",)
            return any(text.casefold() in name.casefold() for name in names)
        case Identifier(value=value):
            return value.lower() in ((study.doi or "").lower(), (study.pmcid or "").lower())
        case Words(text=text, field=field):
            read = study.title if field == "title" else f"{study.title}\n{study.abstract_text}"
            return text.casefold() in read.casefold()
        case Mesh(ui=ui, name=name):
            headings = study.mesh + study.chemicals
            return any(ui == heading.ui or name == heading.name for heading in headings)
        case PubType(name=name):
            return any(name == kind.name for kind in study.publication_types)
        case Published(first=first, last=last, before=before):
            year, day = study.year, study.published_by
            in_time = before is None or (day is not None and day < before)
            return in_time and year is not None and (first or year) <= year <= (last or year)
        case Wildcard() | Near() | Attribute():
            raise NotImplementedError(f"the fake source does not know {query!r}")
        case Subset(parts=parts):
            return matches(parts, study)
        case And(parts=queries):
            return all(matches(part, study) for part in queries)
        case Or(parts=queries):
            return any(matches(part, study) for part in queries)
        case Not(keep=keep, drop=drop):
            return matches(keep, study) and not matches(drop, study)
