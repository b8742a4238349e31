"""What kind of study a record is, and whether it was done in people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from citecheck.evidence import tables
from citecheck.evidence.reading.study import ReadStudy
from citecheck.model.study import Level, Species, Study

_DESIGNED = ("objective", "methods", "results", "conclusion", "other")


def level_of(read: ReadStudy) -> Level:
    """The level by publication types; where these say nothing, by title and methods.

    Editorials, comments, protocols and notices are "none"; what was done in animals or
    in the laboratory alone is "preclinical" whatever else it is. A record that has data
    on people and names no design is "observational", one without data "review".
    """
    return read.once("level", lambda: _level(read))


def _level(read: ReadStudy) -> Level:
    typed = _by_type(read.study)
    if typed == "none" or _by_text(read, titles_only=True) == "none":
        return "none"
    if species_of(read) in ("animal", "in-vitro"):
        return "preclinical"
    if typed in ("cohort", None):
        told = _by_text(read)
        if typed is None:
            return told or _by_mesh(read.study) or _by_data(read)
        if told in ("randomized", "none", "case"):
            return told
    elif typed in ("review", "case") and _by_text(read, titles_only=True) == "synthesis":
        return "synthesis"
    return typed or "observational"


def species_of(read: ReadStudy) -> Species:
    """People, animals, cells or several, from the record, its MeSH or its words."""
    return read.once("species", lambda: _species(read))


def _species(read: ReadStudy) -> Species:
    if read.study.species is not None:
        return read.study.species
    rules = _rules()
    headings = {heading.name for heading in read.study.mesh}
    human = bool(headings & rules.mesh_human)
    people = bool(headings & rules.mesh_people)
    animal = bool(headings & rules.mesh_animal)
    cells = bool(headings & rules.mesh_cells)
    if human and animal:
        return "mixed" if people else _leaning(read, "animal")
    if human:
        return _leaning(read, "in-vitro") if cells and not people else "human"
    if animal:
        return "animal"
    if cells:
        return "in-vitro"
    return _species_by_text(read)


def names_people(folded: str) -> bool:
    """Whether a folded, lower-case text speaks of people."""
    return _rules().human.search(folded) is not None


def names_laboratory(folded: str) -> bool:
    """Whether a folded, lower-case text speaks of animals or of work in the laboratory."""
    rules = _rules()
    return any(found.search(folded) for found in (rules.animal, rules.in_vitro))


def _leaning(read: ReadStudy, otherwise: Species) -> Species:
    """Where headings name people beside animals or cells: whom the words are about."""
    told = _species_by_text(read)
    return told if told in ("human", "mixed") else otherwise


def _species_by_text(read: ReadStudy) -> Species:
    rules = _rules()
    title = " ".join(s.folded for s in read.of("title"))
    body = " ".join(s.folded for s in read.of("methods", "results", "objective", "conclusion"))
    if not body:
        body = " ".join(s.folded for s in read.sentences)
    human = len(rules.human.findall(body)) + 2 * len(rules.human.findall(title))
    animal = len(rules.animal.findall(body)) + 2 * len(rules.animal.findall(title))
    cells = len(rules.in_vitro.findall(body)) + 2 * len(rules.in_vitro.findall(title))
    if human and human >= animal + cells:
        return "mixed" if animal > 1 and animal * 3 >= human else "human"
    if animal and animal >= cells:
        return "mixed" if human * 2 > animal else "animal"
    if cells:
        return "in-vitro" if human * 2 <= cells else "mixed"
    return "human" if human else "unknown"


def _by_type(study: Study) -> Level | None:
    rules = _rules()
    names = {publication_type.name.lower() for publication_type in study.publication_types}
    uis = {publication_type.ui for publication_type in study.publication_types}
    for level, type_names, type_uis in rules.types:
        if names & type_names or uis & type_uis:
            return level
    return None


def _by_text(read: ReadStudy, *, titles_only: bool = False) -> Level | None:
    title = [sentence.folded for sentence in read.of("title")]
    body = [s.folded for s in read.sentences if s.part in _DESIGNED]
    for phrase in _rules().phrases:
        if phrase.titles_only:
            texts = title
        elif titles_only:
            break
        else:
            texts = body
        if any(phrase.matches(text) for text in texts):
            return phrase.level
    return None


def _by_mesh(study: Study) -> Level | None:
    headings = {heading.name for heading in study.mesh}
    for level, names in _rules().mesh_designs:
        if headings & names:
            return level
    return None


def _by_data(read: ReadStudy) -> Level:
    if not read.study.abstract:
        return "none"
    return "observational" if any(read.of("results")) else "review"


@dataclass(frozen=True, slots=True)
class _Phrase:
    level: Level
    titles_only: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None

    def matches(self, text: str) -> bool:
        if not self.pattern.search(text):
            return False
        return self.unless is None or not self.unless.search(text)


@dataclass(frozen=True, slots=True)
class _Rules:
    types: tuple[tuple[Level, frozenset[str], frozenset[str]], ...]
    phrases: tuple[_Phrase, ...]
    mesh_designs: tuple[tuple[Level, frozenset[str]], ...]
    human: re.Pattern[str]
    animal: re.Pattern[str]
    in_vitro: re.Pattern[str]
    mesh_human: frozenset[str]
    mesh_people: frozenset[str]
    mesh_animal: frozenset[str]
    mesh_cells: frozenset[str]


@cache
def _rules() -> _Rules:
    table = tables.table("design/levels")
    species = table["species"]
    return _Rules(
        types=tuple(
            (row["level"], frozenset(map(str.lower, row["names"])), frozenset(row["uis"]))
            for row in table["types"]
        ),
        phrases=tuple(
            _Phrase(
                row["level"],
                row["where"] == "title",
                re.compile(row["pattern"]),
                re.compile(row["unless"]) if "unless" in row else None,
            )
            for row in table["phrase"]
        ),
        mesh_designs=tuple((level, frozenset(names)) for level, names in table["mesh"].items()),
        human=re.compile(species["human"]),
        animal=re.compile(species["animal"]),
        in_vitro=re.compile(species["in_vitro"]),
        mesh_human=frozenset(species["mesh"]["human"]),
        mesh_people=frozenset(species["mesh"]["people"]),
        mesh_animal=frozenset(species["mesh"]["animal"]),
        mesh_cells=frozenset(species["mesh"]["in_vitro"]),
    )
