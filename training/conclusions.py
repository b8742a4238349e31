"""Pairs from abstracts that nobody labelled: a paper's results beside its own conclusion."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.ask import ask
from citecheck.evidence.question.statement import Statement
from citecheck.evidence.reading.study import ReadStudy, read_study
from citecheck.judges.rationale import choose, passage
from citecheck.model.study import AbstractSection, Study
from training.augment import denied_text, is_negated, reversed_text
from training.pairs import Label, Pair, rows
from training.reworded import everyday

_FRAME = re.compile(
    r"^.{0,160}?\b(?:suggest|indicate|demonstrate|show|conclude|reveal|support|imply|confirm"
    r"|establish)(?:s|ed|es)?(?: (?:here|strongly|further|clearly"
    r"|the (?:idea|view|notion|hypothesis)))? that (?P<claim>.+)$",
    re.I | re.S,
)
_LEANING = re.compile(
    r"^(?:this|these|those|it|its|they|their|such|our|we|both|here|there|however|thus|therefore|he"
    r"|she|further|more|future|in (?:this|our|these|conclusion)|the (?:present|current|two|latter"
    r"|former|results?|findings?|data|study))\b",
    re.I,
)
_WORDS = range(6, 36)
_LABEL = re.compile(r"^\W*(?:conclusions?|interpretation|significance)\W+", re.I)
_RIVALS = 400
_WEIGHT, _GUESSED = 0.5, 0.3
_KEPT = 0.55
"""How often the evidence holds the conclusion itself; else its results alone must carry it."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """A conclusion as a claim, its paper, and the paper without the sentence that says it."""

    claim: str
    statement: Statement
    read: ReadStudy
    rest: ReadStudy


def conclusion_pairs(number: int, lexicon: Lexicon, rng: random.Random) -> list[Pair]:
    """About `number` papers' conclusions beside their own results and those of near papers.

    Their own results support a conclusion; its reverse and its denial are contradicted; another
    paper that shares its concepts is silent.
    """
    studies = list(_studies())
    rng.shuffle(studies)
    given = [c for s in studies[:number] if (c := concluded(s, lexicon)) is not None]
    pairs: list[Pair] = []
    for one in given:
        kept = rng.random() < _KEPT
        weight = _WEIGHT if kept else _GUESSED
        evidence = _text(one.statement, one.read if kept else one.rest, lexicon, rng)
        turned = reversed_text(one.claim)
        denied = None if is_negated(evidence) else denied_text(one.claim)
        claims: list[tuple[str | None, Label]] = [(one.claim, "SUPPORT")]
        claims += [(turned, "CONTRADICT"), (denied, "CONTRADICT")]
        pairs += [_pair(evidence, everyday(c, rng), label, weight) for c, label in claims if c]
        near = _nearest(one, given, rng)
        text = _text(one.statement, near.read, lexicon, rng)
        claim = turned if turned and rng.random() < 0.4 else one.claim
        pairs.append(_pair(text, claim, "NEUTRAL", _WEIGHT))
    return pairs


def concluded(study: Study, lexicon: Lexicon) -> Concluded | None:
    """The conclusion of a study as a claim that stands by itself; None if it has none."""
    read = read_study(study, lexicon)
    body = [s for s in read.sentences if s.part != "title"]
    for sentence in reversed(body[2:][-2:]):
        text = _LABEL.sub("", sentence.text.strip())
        framed = _FRAME.match(text)
        if not framed and (text == sentence.text.strip() or not sentence.reading.effects):
            continue
        claim = framed["claim"] if framed else text
        claim = claim[:1].upper() + claim[1:]
        if len(claim.split()) in _WORDS and not _LEANING.match(claim):
            rest = tuple(s for s in read.sentences if s is not sentence)
            statement = ask(from_sentence(claim, lexicon), lexicon).statement
            return Concluded(claim, statement, read, ReadStudy(study, rest))
    return None


def _text(statement: Statement, read: ReadStudy, lexicon: Lexicon, rng: random.Random) -> str:
    """Chosen sentences; most titles are hidden, since many say the conclusion themselves."""
    study = read.study
    if rng.random() < 0.6:
        study = study.model_copy(update={"title": ""})
    return passage(ReadStudy(study, read.sentences), choose(statement, read, lexicon))


def _nearest(one: Concluded, given: list[Concluded], rng: random.Random) -> Concluded:
    mine = {unit.concept_id for unit in one.statement.units} - {None}
    rivals = [r for r in rng.sample(given, min(_RIVALS, len(given))) if r.claim != one.claim]
    return max(rivals, key=lambda r: len(mine & r.read.concept_ids))


def _pair(evidence: str, claim: str, label: Label, weight: float) -> Pair:
    return Pair(evidence, claim, label, "conclusions", weight)


def _studies() -> Iterator[Study]:
    """Abstracts of the sets that may train, but for those that stand in any other split."""
    measured = {
        str(row["id"]).split(":")[-1] for row in rows("pairs_scifact") if row["split"] != "train"
    }
    for row in rows("corpus_scifact"):
        if str(row["doc_id"]) not in measured:
            yield _study(row["doc_id"], row["title"], row["abstract"])
    seen: set[str] = set()
    for name in ("clinifact", "evidence_inference", "checkcovid"):
        kept_out = {r["title"] for r in rows(f"pairs_{name}") if r["split"] != "train"}
        for row in rows(f"pairs_{name}"):
            text = row["evidence"] if name == "clinifact" else row.get("abstract")
            title = row.get("title") or ""
            if text and title not in kept_out | seen:
                seen.add(title)
                yield _study(row["id"], title, text if isinstance(text, str) else " ".join(text))
    for row in rows("pairs_pubmedqa"):
        text = row["evidence"] if isinstance(row["evidence"], str) else " ".join(row["evidence"])
        yield _study(row["id"], "", f"{text} {row['conclusion']}")


def _study(number: object, title: str, text: str) -> Study:
    return Study(id=f"c{number}", title=title, abstract=(AbstractSection(section="", text=text),))
