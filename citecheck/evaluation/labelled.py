"""Labelled claims, made of the rows that name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from citecheck.errors import ConfigError
from citecheck.evaluation.corpus import gold_of
from citecheck.evaluation.stance import LABELS, Label
from citecheck.model.base import Frozen
from citecheck.model.study import AbstractSection, Study


class LabelledClaim(Frozen):
    """A sentence and what is known of it.

    `named` are the studies that its rows name, `bearing` those of them that speak to it;
    `shown` are studies that rows give in full and not by name.
    """

    text: str
    label: Label
    named: tuple[str, ...] = ()
    bearing: tuple[str, ...] = ()
    shown: tuple[Study, ...] = ()


def labelled_claims(
    rows: Iterable[tuple[int, dict[str, Any]]], file: str
) -> tuple[list[LabelledClaim], int]:
    """The claims of the rows in their order, and how many were left out.

    Rows with one claim are one claim: SUPPORT or CONTRADICT if a row says so, NEUTRAL if all
    rows do; a claim of which one row says SUPPORT and another CONTRADICT has no label and is
    left out.
    Raises: ConfigError at the first row without a claim or a label.
    """
    grouped: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in rows:
        claim = row.get("claim")
        if not isinstance(claim, str) or not claim.strip():
            raise ConfigError(f"Line {number} of {file} has no usable 'claim'.")
        if row.get("label") not in LABELS:
            raise ConfigError(f"Line {number} of {file} has no usable 'label'.")
        grouped.setdefault(" ".join(claim.split()), []).append((number, row))
    found = [_claim(text, group) for text, group in grouped.items()]
    kept = [claim for claim in found if claim is not None]
    return kept, len(found) - len(kept)


def _claim(text: str, rows: list[tuple[int, dict[str, Any]]]) -> LabelledClaim | None:
    sides: set[Label] = {row["label"] for _, row in rows} - {"NEUTRAL"}
    if len(sides) > 1:
        return None
    return LabelledClaim(
        text=text,
        label=sides.pop() if sides else "NEUTRAL",
        named=_names(row for _, row in rows),
        bearing=_names(row for _, row in rows if row["label"] != "NEUTRAL"),
        shown=tuple(study for number, row in rows for study in _shown(number, row)),
    )


def _names(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in gold_of(row)))


def _shown(number: int, row: Mapping[str, Any]) -> tuple[Study, ...]:
    """The study that a row holds, where it names none."""
    evidence = row.get("evidence")
    text = "\n".join(evidence) if isinstance(evidence, list) else evidence
    if gold_of(row) or not isinstance(text, str) or not text.strip():
        return ()
    abstract = (AbstractSection(section="", text=text),)
    return (Study(id=f"row-{number}", title=str(row.get("title") or ""), abstract=abstract),)
