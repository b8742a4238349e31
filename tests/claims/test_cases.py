"""Articles of other fields, written for the project and labelled sentence by sentence.

A sentence is `must` (a fact-checker would list it), `nice` or `no`. Two figures are asked of
every article, as they are of real pages: nearly all of the `must` found, and little else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text
from citecheck.model.claim import Claim
from citecheck.model.concept import ConceptRef

CASES = sorted((Path(__file__).parents[1] / "cases" / "claims").glob("*.yaml"))
FOUND, RIGHT_KIND, RIGHT_PARTS = 0.95, 0.85, 0.85
_PARTS = ("intervention", "comparator", "condition", "outcome")
_WORDING = ("kind", "direction", "strength")


@dataclass(frozen=True)
class Labelled:
    """One labelled sentence with the claims that were found in it."""

    label: dict[str, Any]
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        return str(self.label["s"])


def _read(path: Path, lexicon: Lexicon) -> list[Labelled]:
    case = yaml.safe_load(path.read_text("utf-8"))
    text, places = _laid_out(case["blocks"])
    claims = extract(from_text(text), lexicon)
    return [
        Labelled(label, tuple(c for c in claims if start <= c.start < end))
        for start, end, label in places
    ]


def _laid_out(blocks: list[dict[str, Any]]) -> tuple[str, list[tuple[int, int, dict[str, Any]]]]:
    text = ""
    places: list[tuple[int, int, dict[str, Any]]] = []
    for block in blocks:
        text += "\n\n" if text else ""
        if "heading" in block:
            text += block["heading"]
            continue
        for number, label in enumerate(block["sentences"]):
            text += " " if number else ""
            places.append((len(text), len(text) + len(label["s"]), label))
            text += label["s"]
    return text, places


@pytest.fixture(params=CASES, ids=[path.stem for path in CASES])
def article(request: pytest.FixtureRequest, lexicon: Lexicon) -> list[Labelled]:
    """One labelled article, read."""
    return _read(request.param, lexicon)


def test_nearly_every_claim_that_must_be_found_is(article: list[Labelled]) -> None:
    must = [s for s in article if s.label["claim"] == "must"]
    missed = [s.text for s in must if not s.claims]
    assert len(missed) <= (1 - FOUND) * len(must) + 1e-9, missed


def test_at_most_one_sentence_that_is_no_claim_is_taken(article: list[Labelled]) -> None:
    taken = [s.text for s in article if s.label["claim"] == "no" and s.claims]
    assert len(taken) <= 1, taken


def test_a_sentence_gives_as_many_claims_as_a_checker_would_list(article: list[Labelled]) -> None:
    wrong = [s.text for s in article if s.claims and len(s.claims) != s.label.get("parts", 1)]
    assert wrong == []


def test_kind_direction_and_strength_are_mostly_right(article: list[Labelled]) -> None:
    right, wrong = 0, []
    for sentence, key, wanted in _asked(article, _WORDING):
        found = getattr(sentence.claims[0], key)
        right += found == wanted
        if found != wanted:
            wrong.append((sentence.text, key, found, wanted))
    assert right >= RIGHT_KIND * (right + len(wrong)), wrong


def test_the_parts_are_mostly_right(article: list[Labelled], lexicon: Lexicon) -> None:
    right, wrong = 0, []
    for sentence, key, wanted in _asked(article, _PARTS):
        found = getattr(sentence.claims[0], key)
        if _names(found, wanted, lexicon):
            right += 1
        else:
            wrong.append((sentence.text, key, found, wanted))
    assert right >= RIGHT_PARTS * (right + len(wrong)), wrong


def test_there_are_enough_labelled_sentences_and_a_third_was_held_out() -> None:
    sizes: dict[bool, int] = {True: 0, False: 0}
    for path in CASES:
        case = yaml.safe_load(path.read_text("utf-8"))
        labels = [s for block in case["blocks"] for s in block.get("sentences", ())]
        assert all(s["why"] and s["claim"] in {"must", "nice", "no"} for s in labels)
        sizes[case["held_out"]] += len(labels)
    assert sum(sizes.values()) >= 150
    assert sizes[True] * 3 >= sum(sizes.values())


def _asked(article: list[Labelled], keys: tuple[str, ...]) -> Iterator[tuple[Labelled, str, Any]]:
    for sentence in article:
        if sentence.claims and sentence.label["claim"] != "no":
            yield from (
                (sentence, key, sentence.label[key]) for key in keys if key in sentence.label
            )


def _names(found: ConceptRef | None, wanted: str, lexicon: Lexicon) -> bool:
    """Whether a part has the wanted words, or a concept that has them as a name."""
    if found is None:
        return False
    names = {name.casefold() for name in lexicon.names(found.concept_id or "")}
    return wanted.casefold() in found.text.casefold() or wanted.casefold() in names
