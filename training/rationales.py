"""How well the sentences that bear on a claim are chosen, apart from what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evaluation.stance import Label, Row, judged, score
from citecheck.evidence.question.ask import ask
from citecheck.evidence.question.statement import Statement
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy, read_study
from citecheck.judges.rationale import AT_MOST, choose
from citecheck.model.evidence import StanceJudge
from citecheck.model.study import AbstractSection, Study
from training.measure import half_of
from training.pairs import rows

SETS = ("scifact", "checkcovid", "healthver_abstract")
"""Sets that name the sentences of the abstract which decide a claim."""
LABEL_OF: dict[str, Label] = {
    "supports": "SUPPORT",
    "contradicts": "CONTRADICT",
    "silent": "NEUTRAL",
}
_KNOWN_BY = 50

Chooser = Callable[[Statement, ReadStudy, Lexicon], Sequence[ReadSentence]]


@dataclass(frozen=True, slots=True)
class Abstract:
    """A labelled claim with its whole abstract, and the sentences that decide it."""

    row: dict[str, Any]
    text: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """How the chosen sentences and the deciding ones overlap, over some abstracts."""

    pairs: int
    sentences: float
    found: float
    some: float


def last_sentences(_: Statement, read: ReadStudy, lexicon: Lexicon) -> Sequence[ReadSentence]:
    """The end of the abstract, whatever the claim: what a choice must beat."""
    return [sentence for sentence in read.sentences if sentence.part != "title"][-AT_MOST:]


def abstracts(name: str) -> Iterator[Abstract]:
    """The reporting half of a development split, with whole abstracts."""
    for row in rows(f"pairs_{name}"):
        if row["split"] != "dev" or half_of(row["claim"]) != "report":
            continue
        text = row.get("abstract") or row["evidence"]
        body = text if isinstance(text, str) else "\n".join(text)
        yield Abstract(row, body, tuple(row.get("rationale") or ()))


def chosen_well(given: Sequence[Abstract], lexicon: Lexicon, chooser: Chooser = choose) -> Choice:
    """The share of the deciding sentences that are chosen, and of claims with at least one."""
    found, some, length, decided = 0.0, 0, 0, [a for a in given if a.gold]
    for abstract in decided:
        read = read_study(study_of(abstract, abstract.text), lexicon)
        question = ask(from_sentence(abstract.row["claim"], lexicon), lexicon)
        held = " ".join(s.text for s in chooser(question.statement, read, lexicon))
        hits = [gold.strip()[:_KNOWN_BY] in held for gold in abstract.gold]
        found += sum(hits) / len(hits)
        some += any(hits)
        length += len(hits)
    count = max(len(decided), 1)
    return Choice(len(decided), length / count, found / count, some / count)


def stance_figures(
    given: Sequence[Abstract], judge: StanceJudge, lexicon: Lexicon, *, gold: bool
) -> dict[str, Any]:
    """The figures of `citecheck eval stance` on whole abstracts, or on their deciding sentences.

    A claim on which an abstract is silent has no such sentences, and keeps its abstract.
    """
    called = [
        LABEL_OF[
            judged(
                row_of(a.row, a.gold if gold and a.gold else (a.text,)), judge, lexicon, n
            ).stance
        ]
        for n, a in enumerate(given)
    ]
    return score([a.row["label"] for a in given], called)


def study_of(abstract: Abstract, text: str) -> Study:
    """The abstract as a study."""
    section = AbstractSection(section="", text=text)
    return Study(
        id=str(abstract.row["id"]), title=abstract.row.get("title") or "", abstract=(section,)
    )


def row_of(row: dict[str, Any], evidence: tuple[str, ...]) -> Row:
    """A labelled row as `citecheck eval stance` takes it, with some evidence."""
    return Row(
        claim=row["claim"], evidence=evidence, title=row.get("title") or "", label=row["label"]
    )


def section(judges: dict[str, StanceJudge], lexicon: Lexicon) -> list[str]:
    """The section of docs/accuracy.md on the choice of sentences."""
    names = list(judges)
    columns = " | ".join(f"{name} F1, {what}" for name in names for what in ("chosen", "deciding"))
    lines = [
        "## Choice of sentences",
        "",
        f"The network reads title and {AT_MOST} sentences of an abstract. Whole abstracts of the "
        "reporting halves, where annotators named the sentences that decide: the share of those "
        "that is chosen (beside the share for the last sentences of the abstract), the share of "
        "claims with at least one of them, and macro-F1 of the judges when they get the whole "
        "abstract and when they get the deciding sentences in its place.",
        "",
        f"| set | claims decided | deciding sentences each | chosen | last {AT_MOST} | "
        f"at least one chosen | {columns} |",
        "| --- " * (6 + 2 * len(names)) + "|",
    ]
    for name in SETS:
        given = list(abstracts(name))
        ours = chosen_well(given, lexicon)
        ends = chosen_well(given, lexicon, last_sentences)
        stance = [
            f"{stance_figures(given, judge, lexicon, gold=gold)['macro_f1']:.3f}"
            for judge in judges.values()
            for gold in (False, True)
        ]
        cells = [
            name, str(ours.pairs), f"{ours.sentences:.1f}", f"{ours.found:.1%}",
            f"{ends.found:.1%}", f"{ours.some:.1%}", *stance,
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]
