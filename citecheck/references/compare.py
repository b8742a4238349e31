"""A reference beside a record: whether they are the same work, and where they part.

The rule, as docs/references.md states it. Titles are compared by rapidfuzz in plain lower-case
words. `SAME` or more is the same title; so is a title that only leaves off the end of the
record's. From `NEAR` the titles are alike, which is enough together with author and year.
Everything else that was cited is then compared, and each disagreement is a difference.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz

from citecheck.model.reference import Cited, Difference
from citecheck.model.study import Study
from citecheck.references.journals import is_same_journal
from citecheck.references.names import surname
from citecheck.references.words import plain

SAME: Final = 90.0
"""Two slips in a title of forty letters stay above it; another title never comes near."""
NEAR: Final = 80.0
YEARS_APART: Final = 1
"""Online first and in print: a year more or less is no difference."""
_SURNAME_LIKE: Final = 85.0
_LEAST_WORDS: Final = 5
_LEAST_SHARE: Final = 0.4

Agreement = Literal["same", "differs", "unknown"]


class Comparison(NamedTuple):
    """How a reference and a record agree; `title` is rapidfuzz's score, None if none is given."""

    title: float | None
    author: Agreement
    year: Agreement
    journal: Agreement
    differences: tuple[Difference, ...]
    shortened: bool = False
    """Whether the title that is cited says less, but nothing that the record's does not, and
    author, year and journal are the same."""

    @property
    def fits(self) -> bool:
        """Whether the words alone show that this record is the work meant."""
        if self.title is None:
            return False
        if self.title >= SAME:
            # A short title that others have too needs somebody to vouch for it.
            return "same" in (self.author, self.year, self.journal) or not self.disagreements
        if self.shortened:
            return True
        return (
            self.title >= NEAR
            and self.author == "same"
            and self.year != "differs"
            and self.journal != "differs"
        )

    @property
    def disagreements(self) -> int:
        """How many of author, year and journal differ."""
        return (self.author, self.year, self.journal).count("differs")

    @property
    def rank(self) -> tuple[float, ...]:
        """By which candidates are ordered, the best one highest."""
        agreements = (self.author, self.year, self.journal).count("same")
        return (agreements - 2 * self.disagreements, self.title or 0.0)


def compare(cited: Cited, study: Study, *, entry: str = "") -> Comparison:
    """How a reference agrees with a record. `entry` is its whole text, for titles misread."""
    title = title_score(cited.title, study.title, entry)
    # Words of the title that were taken for author or journal are no difference.
    record = plain(study.title)
    misread = cited.authors[:1] and plain(cited.authors[0]) in record
    author: Agreement = "unknown" if misread else _author(cited, study)
    year = _year(cited, study)
    journal = _journal(cited, study)
    if journal == "differs" and plain(cited.journal or "") in record:
        journal = "unknown"
    shortened = _is_shortened(cited.title, record) and author == year == journal == "same"
    differences = [
        *(
            []
            if title is None or title >= NEAR or shortened
            else [("title", cited.title, study.title)]
        ),
        *([("author", cited.authors[0], _first(study.authors))] if author == "differs" else []),
        *([("year", str(cited.year), str(study.year))] if year == "differs" else []),
        *([("journal", cited.journal, study.journal)] if journal == "differs" else []),
        *_identifiers(cited, study),
    ]
    return Comparison(
        title,
        author,
        year,
        journal,
        tuple(
            Difference.model_validate({"field": field, "cited": said or "", "found": found})
            for field, said, found in differences
        ),
        shortened,
    )


def title_score(cited: str | None, found: str, entry: str = "") -> float | None:
    """How alike two titles are, 0 to 100; None if one of them is missing.

    `entry` is searched for the record's title as well, where that is long enough to be its own.
    """
    record = plain(found)
    if not record or not (cited or entry):
        return None
    scores = []
    given = plain(cited or "")
    if given:
        scores.append(fuzz.ratio(given, record))
        words = given.split()
        shorter = len(words) >= _LEAST_WORDS and len(given) >= _LEAST_SHARE * len(record)
        if shorter and len(given) < len(record):
            scores.append(fuzz.ratio(given, record[: len(given)]) - 1)
    if len(record.split()) >= _LEAST_WORDS and len(record) >= 30 and entry:
        whole = plain(entry)
        if len(whole) > len(record):
            scores.append(fuzz.partial_ratio(record, whole, score_cutoff=SAME) - 2)
    if not scores:
        return None
    best = max(scores)
    return best if given or best >= SAME - 2 else None


def _is_shortened(cited: str | None, record: str) -> bool:
    """Whether one title begins the other, or all its longer words stand there, and are enough."""
    given = plain(cited or "")
    if len(given.split()) >= _LEAST_WORDS and record.startswith(f"{given} "):
        return True
    words = {word for word in given.split() if len(word) > 3}
    return len(words) >= _LEAST_WORDS and words <= set(record.split())


def _author(cited: Cited, study: Study) -> Agreement:
    if not cited.authors or not study.authors:
        return "unknown"
    first = plain(surname(cited.authors[0]))
    names = [plain(surname(name)) for name in study.authors]
    if not first or not names[0]:
        return "unknown"
    if _alike(first, names[0]):
        return "same"
    # A collective may stand before or after the people who signed for it.
    others = [plain(surname(name)) for name in cited.authors[1:3]]
    if any(_alike(first, name) for name in names[1:3]) or any(
        _alike(name, names[0]) for name in others
    ):
        return "same" if " " in first or " " in names[0] else "differs"
    return "differs"


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    # A particle may be left off: "de Coo", "Coo".
    short, long = sorted((one, other), key=len)
    same_end = " " not in short and long.endswith(f" {short}") and len(short) > 2
    return same_end or (len(one) > 4 and fuzz.ratio(one, other) >= _SURNAME_LIKE)


def _year(cited: Cited, study: Study) -> Agreement:
    if cited.year is None or study.year is None:
        return "unknown"
    return "same" if abs(cited.year - study.year) <= YEARS_APART else "differs"


def _journal(cited: Cited, study: Study) -> Agreement:
    if not cited.journal or not study.journal:
        return "unknown"
    same = is_same_journal(cited.journal, study.journal)
    return "unknown" if same is None else "same" if same else "differs"


def _identifiers(cited: Cited, study: Study) -> list[tuple[str, str | None, str | None]]:
    found: list[tuple[str, str | None, str | None]] = []
    for field in ("pmid", "pmcid", "doi"):
        said, known = getattr(cited, field), getattr(study, field)
        if said and known and said.lower() != known.lower():
            found.append((field, said, known))
    return found


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None
