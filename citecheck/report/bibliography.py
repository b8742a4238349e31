"""The studies of a report as references: each once, with what it says and where it is cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from citecheck.model.evidence import Evidence
from citecheck.model.report import CheckedClaim, Report
from citecheck.report import wording
from citecheck.report.citation import person
from citecheck.report.reference_words import WORDS, in_brief, work
from citecheck.report.safe import visible

_QUOTED: Final = 300


class Author(NamedTuple):
    """A person, or with `given` empty a group or a name that cannot be parted."""

    family: str
    given: str


class Entry(NamedTuple):
    """One reference; every text is on one line and steers nothing."""

    key: str
    study: Evidence
    title: str
    authors: tuple[Author, ...]
    journal: str
    doi: str
    publication_types: tuple[str, ...]
    notes: tuple[str, ...]


def entries(report: Report) -> tuple[Entry, ...]:
    """The evidence of all claims and the works that are cited, in the order of their first use.

    Nearest studies are none of them, and no more is a record that only an identifier leads to,
    with another title. The first note warns of a retraction or the like; one for each claim and
    each reference follows.
    """
    first: dict[str, Evidence] = {}
    notes: dict[str, list[str]] = {}
    for each, note in _used(report):
        key = visible(each.id)
        if key not in first:
            first[key] = each
            standing = wording.STANDINGS[each.standing]
            notes[key] = [f"citecheck: {standing}"] if standing else []
        notes[key].append(note)
    return tuple(_entry(key, each, tuple(notes[key])) for key, each in first.items())


def _used(report: Report) -> Iterator[tuple[Evidence, str]]:
    for document in report.documents:
        for claim in document.claims:
            for each in claim.evidence:
                yield each, _note(each, claim)
        for reference in document.references:
            cited = work(reference)
            if cited is not None:
                said = f"cited in the text as {visible(in_brief(reference))}"
                yield cited, f"citecheck: {said}: {WORDS[reference.finding]}"


def _entry(key: str, study: Evidence, notes: tuple[str, ...]) -> Entry:
    return Entry(
        key,
        study,
        visible(study.title),
        tuple(_author(name) for name in map(visible, study.authors) if name),
        visible(study.journal or ""),
        visible(study.doi or ""),
        tuple(filter(None, map(visible, study.publication_types))),
        notes,
    )


def _author(name: str) -> Author:
    """ "Okoro AB" and "Okoro, A. B." are a family name and initials, "Tea Group" is one name."""
    known = person(name)
    if known:
        return Author(known[0], " ".join(f"{letter}." for letter in known[1]))
    family, comma, given = name.partition(",")
    return Author(family.strip(), given.strip()) if comma and given.strip() else Author(name, "")


def _note(each: Evidence, claim: CheckedClaim) -> str:
    quoted = wording.clipped(visible(claim.text), _QUOTED)
    return f"citecheck: {wording.said(each)} (of the claim “{quoted}”)"
