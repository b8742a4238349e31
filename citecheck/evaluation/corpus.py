"""The studies that labelled claims are checked against, and the ids by which rows name them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from citecheck.checker import Checker
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.evaluation.rows import read_rows
from citecheck.model.search import StudySource
from citecheck.model.settings import Settings
from citecheck.model.study import Study
from citecheck.sources.jsonl import read_jsonl
from citecheck.sources.source import LocalSource

_IDENTIFIERS = ("pmid", "doi", "pmcid", "id")
_NUMBER = "doc_id"
_GOLD = ("gold", "gold_pmids", "gold_ids", _NUMBER, "doc_ids", "pmid", "pmids")


def corpus_checker(settings: Settings) -> Checker:
    """A checker whose sources are those of the settings, public test corpora among them.

    Raises: ConfigError if one of them, or the judge, cannot be used.
    """
    return Checker(settings, sources=corpus_sources(settings.sources, load()))


def corpus_sources(specs: Sequence[str], lexicon: Lexicon) -> list[str | StudySource]:
    """The sources as they are named, but public test corpora as studies.

    Such a corpus is study JSONL in all but this, that its rows have no identifier of PubMed
    but a number of their own, `doc_id`, which is taken as their `id`.
    Raises: ConfigError or BadSource where a row of it is no study.
    """
    return [_numbered(spec, lexicon) if _is_numbered(spec) else spec for spec in specs]


def gold_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of the studies that a row names as its own, in any of the usual ways."""
    given = next((row[name] for name in _GOLD if row.get(name) not in (None, "", [])), ())
    listed = given if isinstance(given, list | tuple) else (given,)
    return tuple(dict.fromkeys(str(each).strip().lower() for each in listed))


def names_of(study: Study) -> frozenset[str]:
    """Everything that a row may call a study by."""
    names = (study.pmid, study.doi, study.pmcid, study.id)
    return frozenset(name.lower() for name in names if name)


def _is_numbered(spec: str) -> bool:
    if not spec.lower().removesuffix(".gz").endswith(".jsonl") or not Path(spec).is_file():
        return False
    _, row = next(read_rows(spec), (0, {}))
    return _NUMBER in row and not any(row.get(name) for name in _IDENTIFIERS)


def _numbered(spec: str, lexicon: Lexicon) -> StudySource:
    studies = read_jsonl(io.BytesIO(b"".join(_identified(spec))), spec)
    return LocalSource(studies, lexicon, kind="file", detail=spec)


def _identified(spec: str) -> Iterator[bytes]:
    for _, row in read_rows(spec):
        yield json.dumps({**row, "id": str(row.get(_NUMBER, ""))}).encode() + b"\n"
