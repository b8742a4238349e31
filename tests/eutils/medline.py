"""Records in the MEDLINE text format (efetch, rettype=medline)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from citecheck.model.study import MeshHeading, Notice
from tests.eutils.record import Record
from tests.eutils.records import MONTHS
from tests.eutils.text import plain
from tests.eutils.vocabulary import vocabulary


def medline(records: Iterable[Record]) -> bytes:
    """The records one after the other, each after an empty line."""
    text = "".join("\n" + "".join(map(_line, _fields(record))) for record in records)
    return text.encode("utf-8")


def date_text(record: Record) -> str:
    """The publication date as PubMed prints it: "2019 Mar 4"."""
    if record.medline_date:
        return record.medline_date
    year, *rest = record.published
    parts = [str(year), *([record.season] if record.season else [])]
    if rest and not record.season:
        parts += [MONTHS[rest[0] - 1], *(str(day) for day in rest[1:2])]
    return " ".join(parts)


def source_text(record: Record) -> str:
    """Where the article stands: "2019 Mar;12(3):1-9"."""
    issue = f"({record.issue})" if record.issue else ""
    place = f";{record.volume}{issue}" if record.volume or issue else ""
    pages = f":{record.pages}" if record.pages else ""
    return f"{date_text(record)}{place}{pages}"


def _line(item: tuple[str, str]) -> str:
    tag, text = item
    wrapped = textwrap.wrap(
        text, width=80, initial_indent=f"{tag:<4}- ", subsequent_indent=" " * 6,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(wrapped or [f"{tag:<4}- "]) + "\n"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    study = record.study
    entered = f"{record.date_entered:%Y/%m/%d} 06:00"
    single = [
        ("PMID", str(record.pmid)), ("OWN", "NLM"),
        ("STAT", "MEDLINE" if record.is_indexed else "PubMed-not-MEDLINE"),
        ("LR", f"{record.date_entered:%Y%m%d}"), ("VI", record.volume), ("IP", record.issue),
        ("DP", date_text(record)), ("TI", record.title), ("PG", record.pages),
        ("LID", f"{study.doi} [doi]" if study.doi else ""), ("AB", _abstract(record)),
    ]  # fmt: skip
    yield from ((tag, text) for tag, text in single if text)
    for name in study.authors:
        family, _, initials = name.rpartition(" ")
        if family and initials.isupper():
            yield from [("FAU", f"{family}, {' '.join(initials)}"), ("AU", name)]
        else:
            yield ("CN", name)
    yield ("LA", record.language)
    yield from (("PT", name) for name, _ in record.types)
    yield ("TA", record.journal)
    if study.journal:
        yield ("JT", study.journal)
    yield from (("RN", f"0 ({heading.name})") for heading in study.chemicals)
    yield from (_notice(notice) for notice in record.notices)
    yield from (("MH", _heading(heading)) for heading in study.mesh)
    yield from (("OT", plain(word)) for word in study.keywords)
    yield from [("EDAT", entered), ("CRDT", entered), ("PHST", f"{entered} [pubmed]")]
    yield from (("AID", f"{study.doi} [doi]") for _ in [0] if study.doi)
    yield from (("PMC", study.pmcid) for _ in [0] if study.pmcid)
    yield from [("PST", "ppublish"), ("SO", f"{record.journal}. {source_text(record)}.")]


def _abstract(record: Record) -> str:
    sections = record.study.abstract
    labels = (f"{section.section}: " if section.section else "" for section in sections)
    return " ".join(label + plain(s.text) for label, s in zip(labels, sections, strict=True))


def _notice(notice: Notice) -> tuple[str, str]:
    pmid = f" PMID: {notice.pmid}" if notice.pmid else ""
    return vocabulary().notices[notice.kind], f"{notice.text}.{pmid}"


def _heading(heading: MeshHeading) -> str:
    star = "*" if heading.major else ""
    if not heading.qualifiers:
        return star + heading.name
    return "/".join([heading.name, *(star + name for name in heading.qualifiers)])
