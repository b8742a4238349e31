"""`citecheck eval`: which score, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from citecheck.model.settings import Settings
from citecheck.report.formats import pick

Score = Mapping[str, Any]
"""One JSON object as DESIGN gives it for each kind."""


def score(kind: str, file: str, settings: Settings) -> Score:
    """The score of one kind on one file, by the code that checks.

    Raises: ConfigError if the file cannot be read or a row is not of this kind.
    """
    if kind == "claims":
        from citecheck.evaluation.claims import score_claims

        return score_claims(file)
    if kind == "verdicts":
        from citecheck.evaluation.verdicts import score_verdicts

        return score_verdicts(file, settings)
    if kind == "retrieval":
        from citecheck.evaluation.retrieval import score_retrieval

        return score_retrieval(file, settings)
    from citecheck.evaluation.stance import score_stance

    return score_stance(file, settings)


def as_json(found: Score) -> str:
    """One object, indented."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_table(found: Score) -> str:
    """One line a figure; tables within as rows below their name."""
    lines: list[str] = []
    for name, value in found.items():
        if isinstance(value, Mapping):
            lines.append(f"{name}:")
            lines += [f"  {key}: {_inline(part)}" for key, part in value.items()]
        else:
            lines.append(f"{name}: {_number(value)}")
    return "\n".join(lines) + "\n"


def as_markdown(found: Score) -> str:
    """The same as a table of two columns; what stands in a table within has the names before it."""
    rows = ["| figure | value |", "| --- | --- |"]
    rows += [f"| {name} | {_number(value)} |" for name, value in _figures(found)]
    return "\n".join(rows) + "\n"


SCORE_FORMATS: Mapping[str, Callable[[Score], str]] = {
    "terminal": as_table,
    "markdown": as_markdown,
    "json": as_json,
}


def score_renderer(name: str) -> Callable[[Score], str]:
    """The function for a format. Raises: UnknownFormat."""
    return pick(name, SCORE_FORMATS)


def _figures(found: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each figure with its name, by the names of the tables that it stands in."""
    for name, value in found.items():
        if isinstance(value, Mapping):
            yield from _figures(value, f"{above}{name} · ")
        else:
            yield f"{above}{name}", value


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_number(part)}" for name, part in _figures(value))
    return _number(value)


def _number(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
