"""How well claims are found, scored on sentences whose claims people marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from citecheck.claims.extract import find
from citecheck.concepts.lexicon import load
from citecheck.documents.read import from_text
from citecheck.errors import ConfigError
from citecheck.evaluation.rows import read_rows, some_rows
from citecheck.model.document import Span

OVERLAP = 0.5
"""Intersection over union, in characters, from which a found span counts as the marked one."""


def score_claims(file: str) -> dict[str, Any]:
    """Precision, recall and F1 of claim spans over the rows of `file` (JSON Lines, also .gz).

    A row has `sentence` and `claims`, the marked stretches of it, which leave out who says
    so; compared with them is therefore what a claim says without its source. Each sentence
    is a document of its own, and claims of the same words are one span. `exact`: the same
    characters. `overlap`: paired one to one, best pairs first, with an intersection over union
    of at least 0.5. `sentence`: whether a sentence holds a claim at all.
    Raises: ConfigError if the file cannot be read or is empty, or a row is not of this kind.
    """
    lexicon = load()
    rows = some_rows(_rows(file), file)
    exact, overlap, sentence = _Tally(), _Tally(), _Tally()
    began = perf_counter()
    for text, marked in rows:
        found = list(dict.fromkeys(f.said for f in find(from_text(text), lexicon)))
        exact.add(len(set(found) & set(marked)), len(found), len(marked))
        overlap.add(pairs(found, marked), len(found), len(marked))
        sentence.add(int(bool(found and marked)), int(bool(found)), int(bool(marked)))
    elapsed_ms = (perf_counter() - began) * 1000
    return {
        "kind": "claims",
        "file": Path(file).name,
        "rows": len(rows),
        "exact": exact.scores(),
        "overlap": overlap.scores(),
        "sentence": sentence.scores(),
        "ms_per_row": elapsed_ms / max(len(rows), 1),
    }


def pairs(found: Sequence[Span], marked: Sequence[Span]) -> int:
    """How many spans can be paired one to one at `OVERLAP`, the best pairs first."""
    ranked = sorted(
        ((_iou(f, m), i, j) for i, f in enumerate(found) for j, m in enumerate(marked)),
        reverse=True,
    )
    taken: set[int] = set()
    matched: set[int] = set()
    for iou, i, j in ranked:
        if iou >= OVERLAP and i not in taken and j not in matched:
            taken.add(i)
            matched.add(j)
    return len(matched)


class _Tally:
    def __init__(self) -> None:
        self.right = self.found = self.marked = 0

    def add(self, right: int, found: int, marked: int) -> None:
        self.right += right
        self.found += found
        self.marked += marked

    def scores(self) -> dict[str, float]:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.marked if self.marked else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {"precision": precision, "recall": recall, "f1": f1}


def _iou(a: Span, b: Span) -> float:
    inside = min(a.end, b.end) - max(a.start, b.start)
    return inside / (max(a.end, b.end) - min(a.start, b.start)) if inside > 0 else 0.0


def _rows(file: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for number, row in read_rows(file):
        try:
            sentence, claims = row["sentence"], row["claims"]
            yield sentence, _spans(sentence, claims)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(f"Line {number} of {file} is not a row of marked claims.") from error


def _spans(sentence: str, claims: object) -> tuple[Span, ...]:
    """Where each marked stretch stands; they are looked for in order."""
    if not isinstance(claims, list):
        raise TypeError("the marked claims are no list")
    spans: list[Span] = []
    at = 0
    for claim in claims:
        start = sentence.find(claim, at)
        start = sentence.find(claim) if start < 0 else start
        if not claim or start < 0:
            raise ValueError("a marked claim is not in its sentence")
        at = start + len(claim)
        spans.append(Span(start=start, end=at))
    return tuple(spans)
