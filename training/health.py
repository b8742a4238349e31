"""Pairs about health: labelled sets with evidence as the judge will read it, and their variants."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.evidence.question.ask import ask
from citecheck.evidence.question.statement import Statement
from citecheck.evidence.reading.study import ReadStudy, read_study
from citecheck.judges.rationale import choose, passage
from citecheck.model.study import AbstractSection, Study
from training.augment import denied_text, is_negated, reversed_text
from training.conclusions import conclusion_pairs
from training.pairs import LABELS, Label, Pair, general_pairs, rows, sets
from training.reworded import comparison_of, everyday, refused, silent, supported
from training.synthetic import synthetic_pairs

_RIVALS = 700
"""How many other papers are looked at for the one that is nearest to a claim, but not its own."""

_REPLAY, _REPLAYED = 2500, 0.5
"""How many general pairs are seen again, so that they are not forgotten, and their weight."""

_LEAST, _MOST = 0.6, 1.6
"""How far the weight of a label is changed to level it with the others of its set."""

_EVERYDAY = 0.35
"""How many claims are put in everyday words."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled row, read."""

    claim: str
    statement: Statement
    read: ReadStudy
    label: Label
    source: str
    weight: float
    gold: tuple[str, ...]
    around: Study | None = None
    """The whole abstract that the evidence was taken from, without its title."""


def health_pairs(seed: int, untitled: float = 0.0, conclusions: int = 0) -> list[Pair]:
    """All pairs of the second stage: rows, their variants, mismatches and made-up findings.

    `untitled` is the share of rows whose title is hidden, so that sentences alone are read too;
    `conclusions` is how many papers' own conclusions are read beside their results.
    """
    rng = random.Random(seed)
    lexicon = load()
    pairs: list[Pair] = []
    for entry in sets("health"):
        drawn = [_hidden(row, rng, untitled) for row in _drawn(entry, rng)]
        examples = [example_of(row, entry, lexicon) for row in drawn]
        own = [Pair(_text(e, lexicon), e.claim, e.label, e.source, e.weight) for e in examples]
        pairs += [_plain(pair, rng) for pair in own]
        if entry.get("vary", True):
            pairs += [_plain(pair, rng) for pair in _variants(own, rng)]
        if entry.get("reword"):
            pairs += _in_other_words(own, entry["reword"], rng)
        pairs += _without_rationale(examples, entry.get("silenced", 0), lexicon, rng)
        pairs += _mismatches(examples, entry.get("mismatches", 0), lexicon, rng)
    pairs = levelled(pairs)
    if conclusions:
        pairs += conclusion_pairs(conclusions, lexicon, rng)
    pairs += synthetic_pairs(rng)
    pairs += [replace(p, weight=_REPLAYED) for p in general_pairs("general", seed)[:_REPLAY]]
    rng.shuffle(pairs)
    return pairs


def levelled(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs weighed so that within each set no label counts much more than another."""
    mass: Counter[tuple[str, Label]] = Counter()
    for pair in pairs:
        mass[pair.source, pair.label] += pair.weight  # type: ignore[assignment]
    level = {
        source: sum(mass[source, label] for label in LABELS) / len(LABELS)
        for source in {pair.source for pair in pairs}
    }
    return [
        replace(
            pair,
            weight=pair.weight
            * min(_MOST, max(_LEAST, level[pair.source] / mass[pair.source, pair.label])),
        )
        for pair in pairs
    ]


def example_of(row: dict[str, Any], entry: dict[str, Any], lexicon: Lexicon) -> Example:
    """A row with its claim taken apart and its evidence read, as `citecheck eval stance` does."""
    claim = _clean(row["claim"])
    return Example(
        claim=claim,
        statement=ask(from_sentence(claim, lexicon), lexicon).statement,
        read=read_study(study_of(row), lexicon),
        label=row["label"],
        source=entry["name"],
        weight=entry["weight"],
        gold=tuple(row.get("rationale") or ()),
        around=_whole(row),
    )


def _whole(row: dict[str, Any]) -> Study | None:
    text = row.get("abstract") if row.get("evidence_type") == "sentences" else row["evidence"]
    if not text:
        return None
    text = text if isinstance(text, str) else "\n".join(text)
    return Study(
        id=f"{row['id']} whole", title="", abstract=(AbstractSection(section="", text=text),)
    )


def study_of(row: dict[str, Any]) -> Study:
    """The evidence of a row as a study, as `citecheck eval stance` takes it."""
    evidence = row["evidence"]
    text = evidence if isinstance(evidence, str) else "\n".join(evidence)
    return Study(
        id=str(row["id"]),
        title=row.get("title") or "",
        abstract=(AbstractSection(section="", text=text),),
    )


def _drawn(entry: dict[str, Any], rng: random.Random) -> list[dict[str, Any]]:
    found = [
        row
        for row in rows(f"pairs_{entry['name']}")
        if row["split"] in entry["splits"] and row["label"] in entry.get("labels", (row["label"],))
    ]
    rng.shuffle(found)
    return found[: entry.get("cap", len(found))]


def _hidden(row: dict[str, Any], rng: random.Random, untitled: float) -> dict[str, Any]:
    return {**row, "title": ""} if untitled and rng.random() < untitled else row


def _clean(claim: str) -> str:
    return " ".join(claim.replace("<|multi_cit|>", "").replace("<|cit|>", "").split())


def _text(example: Example, lexicon: Lexicon) -> str:
    """The passage as the judge chooses it; with a gold sentence where the choice missed all."""
    chosen = choose(example.statement, example.read, lexicon)
    held = " ".join(sentence.text for sentence in chosen)
    if example.gold and not any(g.strip()[:50] in held for g in example.gold):
        body = [s for s in example.read.sentences if s.part != "title"]
        start = example.gold[0].strip()[:40]
        chosen = tuple(s for s in body if s in chosen[:-1] or s.text.startswith(start)) or chosen
    return passage(example.read, chosen)


def _variants(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """The reverse and the denial of supported claims; findings turned round, so that no word of a
    claim gives its label away."""
    found: list[Pair] = []
    for pair in pairs:
        if pair.label == "NEUTRAL":
            continue
        weight = pair.weight * 0.7
        turned = reversed_text(pair.claim)
        finding = None if is_negated(pair.evidence) else reversed_text(pair.evidence)
        other: Label = "CONTRADICT" if pair.label == "SUPPORT" else "SUPPORT"
        if pair.label == "SUPPORT" and turned:
            found.append(replace(pair, claim=turned, label="CONTRADICT", weight=weight))
        if finding and not is_negated(pair.claim):
            if turned:
                found.append(replace(pair, evidence=finding, claim=turned, weight=weight))
            if turned or pair.label == "SUPPORT":
                found.append(replace(pair, evidence=finding, label=other, weight=weight))
        denied = denied_text(pair.claim) if pair.label == "SUPPORT" else None
        if denied and rng.random() < 0.5:
            found.append(replace(pair, claim=denied, label="CONTRADICT", weight=weight))
    return found


def _plain(pair: Pair, rng: random.Random) -> Pair:
    """The pair, now and then with its claim in everyday words."""
    return replace(pair, claim=everyday(pair.claim, rng)) if rng.random() < _EVERYDAY else pair


def _in_other_words(pairs: list[Pair], number: int, rng: random.Random) -> list[Pair]:
    """Claims of our own about the comparisons that templated claims speak of."""
    read = [(pair, one) for pair in pairs if (one := comparison_of(pair.claim))]
    others = [one for _, one in read]
    found: list[Pair] = []
    for pair, one in read:
        claims: Iterable[tuple[str, Label]] = ()
        if pair.label == "SUPPORT":
            claims = supported(one, others, rng)
        elif one.way == "better":
            refuted = pair.label == "CONTRADICT"
            claims = refused(one, rng) if refuted else silent(one, others, rng)
        found += [replace(pair, claim=c, label=x, weight=pair.weight * 0.7) for c, x in claims]
    rng.shuffle(found)
    return found[:number]


def _without_rationale(
    examples: list[Example], number: int, lexicon: Lexicon, rng: random.Random
) -> list[Pair]:
    """Claims beside the rest of their own abstract: on the topic, and not enough."""
    decided = [e for e in examples if e.label != "NEUTRAL" and e.gold and e.around]
    found: list[Pair] = []
    for example in rng.sample(decided, min(number, len(decided))):
        held = " ".join(example.gold)
        whole = read_study(example.around, lexicon) if example.around else example.read
        rest = tuple(
            s for s in whole.sentences if s.part != "title" and s.text.strip()[:50] not in held
        )
        chosen = choose(
            example.statement, ReadStudy(whole.study, rest), lexicon, rng.choice((1, 2))
        )
        if chosen:
            text = " ".join(s.text for s in chosen)
            found.append(Pair(text, example.claim, "NEUTRAL", example.source, example.weight * 0.5))
    return found


def _mismatches(
    examples: list[Example], number: int, lexicon: Lexicon, rng: random.Random
) -> list[Pair]:
    """Claims with the paper of another claim that shares most concepts: near, and silent."""
    found: list[Pair] = []
    decided = [e for e in examples if e.label != "NEUTRAL" and e.read.sentences]
    for example in rng.sample(decided, min(number, len(decided))):
        mine = {unit.concept_id for unit in example.statement.units} - {None}
        others = [
            e.read
            for e in rng.sample(examples, min(_RIVALS, len(examples)))
            if e.claim != example.claim
            and e.read.sentences
            and e.read.sentences[0].text != example.read.sentences[0].text
        ]
        read = max(others, key=lambda r: len(mine & r.concept_ids))
        text = passage(read, choose(example.statement, read, lexicon))
        found.append(Pair(text, example.claim, "NEUTRAL", example.source, example.weight * 0.7))
    return found
