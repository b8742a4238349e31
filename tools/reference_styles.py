"""A study as a reference in the main styles, as a mention in running text, and as a link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

DATA: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("reference_cases.toml").read_text("utf-8")
)


class Ref(NamedTuple):
    """What a reference says; a style writes it down."""

    authors: tuple[str, ...]
    title: str
    journal: str
    year: str
    place: tuple[str, str, str] | None
    pmid: str | None = None
    doi: str | None = None


def names(author: str) -> tuple[str, str]:
    """Surname and initials, "" where the author is a group."""
    found = re.fullmatch(r"(.+?) ([A-Z]{1,4})( Jr)?", author)
    return (found[1], found[2]) if found else (author, "")


def dotted(initials: str, gap: str = " ") -> str:
    return gap.join(f"{letter}." for letter in initials)


def vancouver(r: Ref) -> str:
    who = ", ".join([*r.authors[:6], "et al"]) + ". " if r.authors else ""
    place = f";{r.place[0]}({r.place[1]}):{r.place[2]}" if r.place else ""
    journal = DATA["abbreviations"].get(r.journal, r.journal)
    when = f" {r.year}{place}" if r.year else ""
    ids = (f" doi: {r.doi}." if r.doi else "") + (f" PMID: {r.pmid}." if r.pmid else "")
    return f"{who}{r.title}. {journal}.{when}.{ids}"


def ama(r: Ref) -> str:
    who = (", ".join(r.authors[:3]) + ", et al. ") if r.authors else ""
    place = f";{r.place[0]}({r.place[1]}):{r.place[2]}" if r.place else ""
    journal = DATA["abbreviations"].get(r.journal, r.journal)
    when = f" {r.year}{place}." if r.year else ""
    return f"{who}{r.title}. *{journal}*.{when}" + (f" doi:{r.doi}" if r.doi else "")


def apa(r: Ref) -> str:
    said = [f"{s}, {dotted(i)}" if i else s for s, i in map(names, r.authors)]
    who = ", ".join(said[:-1]) + f", & {said[-1]}" if len(said) > 1 else "".join(said)
    when = f"({r.year})." if r.year else "(n.d.)."
    place = f", {r.place[0]}({r.place[1]}), {r.place[2].replace('-', '–')}" if r.place else ""
    doi = f" https://doi.org/{r.doi}" if r.doi else ""
    if not who:
        return f"{r.title}. {when} {r.journal}{place}.{doi}"
    return f"{who} {when} {r.title}. {r.journal}{place}.{doi}"


def nature(r: Ref) -> str:
    said = [f"{s}, {dotted(i)}" if i else s for s, i in map(names, r.authors)]
    who = f"{said[0]} et al. " if said else ""
    journal = DATA["abbreviations"].get(r.journal, r.journal)
    journal = journal if " " not in journal else re.sub(r"\b([A-Z][a-z]+)\b", r"\1.", journal)
    place = f" {r.place[0]}, {r.place[2].replace('-', '–')}" if r.place else ""
    when = f" ({r.year})" if r.year else ""
    return f"{who}{r.title}. {journal}{place}{when}." + (f" {r.doi}" if r.doi else "")


def harvard(r: Ref) -> str:
    said = [f"{s}, {dotted(i, '')}" if i else s for s, i in map(names, r.authors)]
    who = f"{said[0]} et al." if len(said) > 3 else " and ".join(said)
    place = f", {r.place[0]}({r.place[1]}), pp. {r.place[2]}" if r.place else ""
    doi = f" Available at: https://doi.org/{r.doi}." if r.doi else ""
    when = f" {r.year}." if r.year else ""
    return f"{who}{when} ‘{r.title}’, {r.journal}{place}.{doi}".strip()


STYLES: dict[str, Callable[[Ref], str]] = {
    "vancouver": vancouver, "apa": apa, "ama": ama, "nature": nature, "harvard": harvard,
}  # fmt: skip


def topic(title: str) -> str:
    """A few words of a title, as a text would speak of the subject."""
    words = [w for w in re.findall(r"[\w'-]+", title) if len(w) > 3]
    return " ".join(words[:5]).lower()


def inline(study: dict[str, Any], how: int) -> str:
    surname, _ = names(study["authors"][0])
    more = len(study["authors"]) > 1
    year, about = study["year"], topic(study["title"])
    match how % 4:
        case 0:
            return f"One group has published on {about} ({surname} et al., {year})."
        case 1:
            return f"{surname} et al. ({year}) wrote about {about}."
        case 2:
            second = f" and {names(study['authors'][1])[0]}" if more else ""
            if len(study["authors"]) > 2:
                second = " and colleagues"
            return f"{surname}{second} ({year}) looked into {about}."
        case _:
            return f"A {year} study in {study['journal']} dealt with {about}."


def link(study: dict[str, Any], how: int) -> str:
    about = topic(study["title"])
    forms = []
    if study.get("pmid"):
        forms += [
            f"https://pubmed.ncbi.nlm.nih.gov/{study['pmid']}/",
            f"https://www.ncbi.nlm.nih.gov/pubmed/{study['pmid']}",
        ]
    if study.get("doi"):
        forms += [f"https://doi.org/{study['doi']}", f"http://dx.doi.org/{study['doi']}"]
    if study.get("pmcid"):
        forms.append(f"https://www.ncbi.nlm.nih.gov/pmc/articles/{study['pmcid']}/")
    address = forms[how % len(forms)]
    if how % 3 == 0:
        return f"There is [a study]({address}) about {about}."
    if how % 3 == 1:
        return f"More on {about}: {address}"
    return f"There is work on {about} ({address})."


def key(study: dict[str, Any]) -> str:
    return study.get("pmid") or (study.get("doi") or "").lower() or study.get("pmcid") or ""


def ref(study: dict[str, Any], *, pmid: bool = False, doi: bool = False) -> Ref:
    return Ref(
        authors=tuple(study.get("authors") or ()),
        title=study["title"].rstrip("."),
        journal=study.get("journal") or "Exp Neurol",
        year=str(study.get("year") or ""),
        place=_place(study.get("doi")),
        pmid=study.get("pmid") if pmid else None,
        doi=study.get("doi") if doi else None,
    )


def _place(doi: str | None) -> tuple[str, str, str] | None:
    found = DATA["places"].get(doi)
    return (found[0], found[1], found[2]) if found else None
