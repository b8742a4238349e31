"""References from the files of reference managers: BibTeX, RIS, PubMed's .nbib, CSL-JSON.

Each entry keeps its place in the file. What cannot be read is still a reference, with its text
as it stands, so that nothing is lost without a word.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import Any, Final

from citecheck.model.document import DocumentKind
from citecheck.model.reference import Cited, Reference
from citecheck.pubmed.identifiers import clean_doi, clean_pmcid, clean_pmid
from citecheck.references.entry import LONGEST
from citecheck.references.identifiers import of_url

UNREADABLE = "an entry that cannot be read"
"""What stands in `malformed` of an entry that its file does not form well."""
MOST_ENTRIES: Final = 50_000
"""An entry takes kilobytes when read, and six bytes in a file that is made for it."""
LONGEST_ENTRY: Final = 20_000
"""Characters of an entry that the libraries get, whose work can grow as their square."""

_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_BIB_START = re.compile(r"^[ \t]{0,8}@(?P<type>[A-Za-z]{1,40})\s{0,8}[{(]", re.MULTILINE)
_BIB_ASIDE = ("comment", "string", "preamble")
_ACCENT = re.compile(r"\\[`'^\"~=.uvHcdbkr]\s?\{?\\?([A-Za-z])\}?")
_COMMAND = re.compile(r"\\([A-Za-z]{1,12})\b\s?|\\(.)")
_LETTERS = {"ss": "ss", "o": "o", "O": "O", "l": "l", "L": "L", "ae": "ae", "AE": "AE", "aa": "a"}
_RIS_START = re.compile(r"^TY  - ?", re.MULTILINE)
_NBIB_START = re.compile(r"^PMID- ?", re.MULTILINE)
_OTHER_KINDS: Final = {
    "book": "a book", "inbook": "a book", "incollection": "a book", "chap": "a book",
    "chapter": "a book", "phdthesis": "a thesis", "mastersthesis": "a thesis", "thes": "a thesis",
    "thesis": "a thesis", "techreport": "a report or guideline", "rprt": "a report or guideline",
    "report": "a report or guideline", "online": "a web page", "elec": "a web page",
    "webpage": "a web page", "web": "a web page", "news": "a news story",
    "article-newspaper": "a news story", "article-magazine": "a news story",
    "manual": "a report or guideline", "post-weblog": "a web page", "blog": "a web page",
}  # fmt: skip


def read(text: str, kind: DocumentKind) -> list[Reference]:
    """The references of a file, in its order. Linear; raises nothing for any text.

    What follows the first `MOST_ENTRIES` is one reference, unread.
    """
    match kind:
        case "bibtex":
            return list(_bounded(_bibtex(text), text))
        case "ris":
            return list(_bounded(_ris(text), text))
        case "nbib":
            return list(_bounded(_nbib(text), text))
        case _:
            return list(_bounded(_csl(text), text))


def _bounded(found: Iterator[Reference], text: str) -> Iterator[Reference]:
    for number, reference in enumerate(found):
        if number == MOST_ENTRIES:
            cited = Cited(malformed=(f"the rest of the file, after {MOST_ENTRIES:,} entries",))
            yield _reference(text, reference.start, len(text), cited, None)
            return
        yield reference


def _reference(text: str, start: int, end: int, cited: Cited, label: str | None) -> Reference:
    said = text[start : min(end, start + LONGEST)].rstrip()
    end = start + len(said)
    return Reference(id="", start=start, end=end, text=said, form="entry", cited=cited, label=label)


def _bibtex(text: str) -> Iterator[Reference]:
    """Entry by entry, so that one with broken braces spoils no other."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    for found, following in pairwise(chain(_BIB_START.finditer(text), (None,))):
        if found is None or found["type"].lower() in _BIB_ASIDE:
            continue
        start, end = found.start(), following.start() if following else len(text)
        start += len(found[0]) - len(found[0].lstrip())
        try:
            library = parse_string(text[start : min(end, start + LONGEST_ENTRY)])
            entry = library.entries[0] if library.entries else None
        except Exception:  # noqa: BLE001 - whatever an entry does to the library, the file goes on
            entry = None
        if entry is None:
            cited = Cited(malformed=(UNREADABLE,))
            yield _reference(text, start, end, cited, None)
            continue
        fields = {name.lower(): _untexed(str(f.value)) for name, f in entry.fields_dict.items()}
        authors = re.split(r"\s+and\s+", fields.get("author", "").strip())
        cited = _cited(
            authors=[a for a in authors if a and a != "others"],
            title=fields.get("title"),
            journal=fields.get("journal") or fields.get("journaltitle"),
            year=fields.get("year") or fields.get("date"),
            volume=fields.get("volume"),
            pages=fields.get("pages"),
            pmid=fields.get("pmid"),
            pmcid=fields.get("pmcid") or fields.get("pmc"),
            doi=fields.get("doi"),
            url=fields.get("url"),
            kind=_OTHER_KINDS.get(entry.entry_type.lower()),
        )
        yield _reference(text, start, end, cited, entry.key)


def _untexed(value: str) -> str:
    value = _ACCENT.sub(r"\1", value)
    value = _COMMAND.sub(lambda m: _LETTERS.get(m[1] or "", "") if m[1] else m[2], value)
    return " ".join(value.replace("{", "").replace("}", "").replace("~", " ").split())


def _ris(text: str) -> Iterator[Reference]:
    """Record by record, by rispy; a record without its end is read to the next one."""
    import rispy

    for start, end in _parts(_RIS_START, text):
        chunk = text[start : min(end, start + LONGEST_ENTRY)]
        if not re.search(r"^ER  -", chunk, re.MULTILINE):
            chunk = f"{chunk.rstrip()}\nER  - \n"
        try:
            records = rispy.loads(chunk, skip_unknown_tags=True)
        except Exception:  # noqa: BLE001 - as above
            records = []
        if not records:
            cited = Cited(malformed=(UNREADABLE,))
            yield _reference(text, start, end, cited, None)
            continue
        record = records[0]
        pages = "-".join(p for p in (record.get("start_page"), record.get("end_page")) if p)
        cited = _cited(
            authors=record.get("authors") or record.get("first_authors") or [],
            title=record.get("title") or record.get("primary_title"),
            journal=record.get("journal_name")
            or record.get("secondary_title")
            or record.get("alternate_title3"),
            year=record.get("year") or record.get("publication_year") or record.get("date"),
            volume=record.get("volume"),
            pages=pages,
            pmid=_labelled(record.get("accession_number")),
            pmcid=record.get("custom2") or record.get("custom7"),
            doi=record.get("doi"),
            url=next(iter(record.get("urls") or []), None),
            kind=_OTHER_KINDS.get(str(record.get("type_of_reference", "")).lower()),
        )
        yield _reference(text, start, end, cited, record.get("id"))


def _nbib(text: str) -> Iterator[Reference]:
    """PubMed's own export, read as the sources read it."""
    from citecheck.pubmed.medline import parse_medline

    for start, end in _parts(_NBIB_START, text):
        try:
            study = next(iter(parse_medline(io.StringIO(text[start:end]))), None)
        except Exception:  # noqa: BLE001 - as above
            study = None
        if study is None:
            cited = Cited(malformed=(UNREADABLE,))
        else:
            cited = Cited(
                authors=study.authors,
                title=study.title or None,
                journal=study.journal,
                year=study.year,
                pmid=study.pmid,
                pmcid=study.pmcid,
                doi=study.doi,
            )
        yield _reference(text, start, end, cited, study.pmid if study else None)


def _csl(text: str) -> Iterator[Reference]:
    """Item by item; a file that breaks off gives those before, and the rest as one unread."""
    decoder = json.JSONDecoder(strict=False)
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    at += text[at : at + 1] == "["
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text) or text[at] == "]":
            return
        try:
            item, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            cited = Cited(malformed=("the rest of the file, which is no JSON",))
            yield _reference(text, at, len(text), cited, None)
            return
        items = item.get("items") if isinstance(item, dict) else None
        whole = _reference(text, at, end, Cited(), None)
        for each in items if isinstance(items, list) else [item]:
            told = {"cited": _of_csl(each), "label": _text(_get(each, "id"))}
            yield whole.model_copy(update=told)
        at = end


def _of_csl(item: Any) -> Cited:
    if not isinstance(item, dict):
        return Cited(malformed=("an item that is no reference",))
    people = item.get("author")
    authors = (
        [_person(p) for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    )
    issued = item.get("issued")
    # Dates are lists of lists of numbers, of which the first is the year.
    date = _first(_first(_get(issued, "date-parts")))
    year = _get(issued, "raw") if date is None else date
    return _cited(
        authors=[a for a in authors if a],
        title=_text(item.get("title")),
        journal=_text(item.get("container-title")),
        year=_text(year),
        volume=_text(item.get("volume")),
        pages=_text(item.get("page")),
        pmid=_text(item.get("PMID")),
        pmcid=_text(item.get("PMCID")),
        doi=_text(item.get("DOI")),
        url=_text(item.get("URL")),
        kind=_OTHER_KINDS.get(str(item.get("type", "")).lower()),
    )


def _person(person: Mapping[str, Any]) -> str:
    family, given = _text(person.get("family")), _text(person.get("given"))
    if family and given:
        return f"{family}, {given}"
    return family or _text(person.get("literal")) or ""


def _cited(
    *,
    authors: list[str],
    title: str | None,
    journal: str | None,
    year: str | None,
    volume: str | None,
    pages: str | None,
    pmid: str | None,
    pmcid: str | None,
    doi: str | None,
    url: str | None,
    kind: str | None,
) -> Cited:
    """Fields as a file has them, identifiers made plain; those that are none are malformed."""
    found_year = _YEAR.search(year or "")
    plain = {"pmid": clean_pmid(pmid), "pmcid": clean_pmcid(pmcid), "doi": clean_doi(doi)}
    wrong = [given for given, name in ((pmid, "pmid"), (doi, "doi")) if given and not plain[name]]
    leads_to = of_url(url) if url else None
    if leads_to is not None and leads_to.kind in plain:
        plain[leads_to.kind] = plain[leads_to.kind] or leads_to.value
    return Cited(
        authors=tuple(authors),
        title=(title or "").strip() or None,
        journal=(journal or "").strip() or None,
        year=int(found_year[0]) if found_year else None,
        volume=volume or None,
        pages=(pages or "").replace("--", "-") or None,
        url=url or None,
        malformed=tuple(wrong),
        kind=kind,
        **plain,
    )


def _labelled(value: str | None) -> str | None:
    """A PMID among RIS's accession numbers, which other databases use as well."""
    return value if value and clean_pmid(value) else None


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    starts = (found.start() for found in pattern.finditer(text))
    yield from pairwise(chain(starts, (len(text),)))


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = _first(value)
    return str(value).strip() if isinstance(value, (str, int)) else None
