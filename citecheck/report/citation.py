"""How a study is named: who, when, where, its identifier and page, its design."""

from __future__ import annotations

import re
from urllib.parse import quote

from citecheck.model.evidence import Evidence
from citecheck.model.study import Study
from citecheck.pubmed.identifiers import clean_doi, clean_pmcid, clean_pmid
from citecheck.references.names import CAPITAL
from citecheck.report import wording
from citecheck.report.safe import visible
from citecheck.text.normalise import fold

_LONGEST_DOI = 500
_SUBTITLE = re.compile(r"(?<=\?) |: | [-–—] ")
_PERSON = re.compile(
    rf"(.+?),? ({CAPITAL}{{1,4}}(?:-{CAPITAL}{{1,2}})?|(?:{CAPITAL}\.[ -]?){{1,4}})"
)


def published(study: Evidence | Study) -> str:
    """Who, when, where, as far as known: "Okoro et al. 2021, Sleep Health"."""
    names = [_surname(author) for author in study.authors]
    who = " and ".join(names) if len(names) <= 2 else f"{names[0]} et al."
    when = f"{who} {study.year or ''}".strip()
    return ", ".join(part for part in (when, study.journal) if part)


def citation(study: Evidence | Study) -> str:
    """The short name of a study; where nobody is named it starts with the title."""
    if study.authors:
        return published(study)
    title = f"“{_short(study.title)}”" if study.title else "No title"
    return f"{title} {published(study)}".strip()


def _short(title: str) -> str:
    """The title, or its main part where that says enough, in at most 70 characters."""
    main = _SUBTITLE.split(title, 1)[0]
    if len(title) > 70 and 25 < len(main) < 70:
        return f"{main}…"
    return wording.clipped(title, 70)


def person(name: str) -> tuple[str, str] | None:
    """Family name and initials of a name as records write a person; None for any other name."""
    name = name[:200]
    found = _PERSON.fullmatch(fold(name))
    if found is None:
        return None
    return name[: found.end(1)], "".join(filter(str.isalpha, name[found.start(2) :]))


def _surname(author: str) -> str:
    known = person(author)
    return known[0] if known else author.partition(",")[0]


def identifier(study: Evidence | Study) -> str:
    """The name by which a reader finds it: PMID, else DOI, PMCID, or its key in the source."""
    if study.pmid:
        return visible(f"PMID {study.pmid}")
    if study.doi:
        return visible(f"doi {study.doi}")
    return visible(study.pmcid or study.id or "")


def link(study: Evidence | Study) -> str | None:
    """The page that `identifier` leads to, where it is a real one; built from nothing else."""
    if study.pmid:
        valid = clean_pmid(study.pmid) == study.pmid
        return f"https://pubmed.ncbi.nlm.nih.gov/{study.pmid}/" if valid else None
    if study.doi:
        valid = clean_doi(study.doi) == study.doi and len(study.doi) <= _LONGEST_DOI
        return f"https://doi.org/{quote(study.doi, errors='replace')}" if valid else None
    if study.pmcid and clean_pmcid(study.pmcid) == study.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{study.pmcid}/"
    return None


def design(evidence: Evidence) -> str:
    """What kind of study, on how many of whom."""
    kind = wording.LEVELS[evidence.level]
    if evidence.species in ("animal", "in-vitro") and evidence.level != "preclinical":
        kind += " in animals" if evidence.species == "animal" else " in vitro"
    if evidence.participants is None:
        return kind
    who = "animal" if evidence.species == "animal" else "participant"
    return f"{kind}, {wording.plural(evidence.participants, who)}"
