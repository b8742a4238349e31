"""docs/accuracy.md: the judges side by side, from one command."""

from __future__ import annotations

import argparse
import datetime
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

from citecheck._version import __version__
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.evaluation.stance import LABELS, judged, score
from citecheck.judges.open import open_judge
from citecheck.model.evidence import Judgement, StanceJudge
from citecheck.model.settings import Settings
from tests.judges.probes import probes, stance_of
from training import rationales
from training.measure import DEV, dev_rows, half_of
from training.rationales import LABEL_OF, row_of

_JUDGES = ("rules", "model")
_NOTES = {
    "scifact": "right abstract given",
    "checkcovid": "sentences given",
    "clinifact": "abstract given; its CONTRADICT is negative or inconclusive",
    "evidence_inference": "result span given; two labels",
    "covid_claim_pairs": "a sentence of another paper given",
    "healthver_sentence": "sentences given; never trained or chosen on",
}
_SHARES = (100, 90, 80, 70, 60, 50, 40, 30, 20, 10)

Answers = list[tuple[dict[str, Any], Judgement]]


def answers(name: str, judge: StanceJudge, lexicon: Lexicon) -> tuple[Answers, float]:
    """Each development row of a set with the judge's answer, and milliseconds a row."""
    rows = dev_rows(name)
    began = process_time()
    found = [
        (row, judged(row_of(row, (row["evidence"],)), judge, lexicon, n))
        for n, row in enumerate(rows)
    ]
    return found, (process_time() - began) * 1000 / len(rows)


def figures(found: Answers) -> dict[str, Any]:
    """The figures of `citecheck eval stance` for some answers."""
    called = [LABEL_OF[judgement.stance] for _, judgement in found]
    return score([row["label"] for row, _ in found], called)


def curve(found: Answers) -> Iterator[tuple[int, float]]:
    """Accuracy among the surest part of the answers on either side, for each share of them."""
    sided = sorted(
        ((j.probability, LABEL_OF[j.stance] == row["label"]) for row, j in found if j.rationale),
        key=lambda pair: -pair[0],
    )
    for share in _SHARES:
        kept = sided[: max(1, round(len(sided) * share / 100))]
        yield share, sum(right for _, right in kept) / len(kept)


def main() -> None:
    """Measure the shipped judges on every development set and on the probes."""
    parser = argparse.ArgumentParser(prog="python -m training.report", description=main.__doc__)
    parser.add_argument("--to", type=Path, default=Path("docs/accuracy.md"))
    given = parser.parse_args()
    lexicon = load()
    began = process_time()
    judges = {"rules": open_judge("rules", lexicon, Settings())}
    judges["model"] = open_judge("model", lexicon, Settings())
    load_s = process_time() - began
    found = {
        (name, kind): answers(name, judge, lexicon)
        for name in DEV
        for kind, judge in judges.items()
    }
    lines = [*_head(judges), *_table(found), *_by_label(found), *_probes(judges, lexicon)]
    lines += rationales.section(judges, lexicon)
    lines += [*_curves(found), *_speed(found, load_s)]
    given.to.write_text("\n".join(lines) + "\n", "utf-8")


def _head(judges: dict[str, StanceJudge]) -> list[str]:
    today = datetime.datetime.now(datetime.UTC).date()
    named = ", ".join(f"{name} {judge.version}" for name, judge in judges.items())
    return [
        "# How accurate the judges are",
        "",
        f"Made by `python -m training.report` on {today}: citecheck {__version__}, judges {named}, "
        f"onnxruntime {version('onnxruntime')}, Python {platform.python_version()}.",
        "",
        "A judge gets a claim and the right abstract or sentences, as `citecheck eval stance` "
        "gives them, and says supports, contradicts or silent; abstaining counts as silent. "
        "Only development splits are used. Each is split in two by a hash of the claim: one half "
        "chose thresholds and weights, the **reporting half** reports (`training/RUNS.md` says "
        "what was seen of it before). `model` is the trained network weighed with the rules "
        "(`training/MODEL_CARD.md`); `rules` is the default.",
        "",
    ]


def _table(found: dict[tuple[str, str], tuple[Answers, float]]) -> list[str]:
    lines = [
        "## Sets",
        "",
        "Macro-F1 over three labels, and false support: the share of pairs that are not SUPPORT "
        "and were called so.",
        "",
        "| set | pairs (reporting half) | rules F1 | model F1 | rules false support | "
        "model false support | whole set: rules F1 | model F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in DEV:
        whole = {kind: found[name, kind][0] for kind in _JUDGES}
        half = {kind: _reporting(whole[kind]) for kind in _JUDGES}
        own = {kind: figures(half[kind]) for kind in _JUDGES}
        cells = [
            f"{name} ({_NOTES[name]})",
            str(len(half["rules"])),
            *(f"{own[kind]['macro_f1']:.3f}" for kind in _JUDGES),
            *(f"{own[kind]['false_support']:.1%}" for kind in _JUDGES),
            *(f"{figures(whole[kind])['macro_f1']:.3f}" for kind in _JUDGES),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _by_label(found: dict[tuple[str, str], tuple[Answers, float]]) -> list[str]:
    lines = [
        "## Precision and recall by label, reporting halves",
        "",
        "| set | judge | " + " | ".join(label for label in LABELS) + " |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name in DEV:
        for kind in _JUDGES:
            labels = figures(_reporting(found[name, kind][0]))["labels"]
            cells = [f"{labels[x]['precision']:.2f} / {labels[x]['recall']:.2f}" for x in LABELS]
            lines.append(f"| {name} | {kind} | {' | '.join(cells)} |")
    return [*lines, ""]


def _probes(judges: dict[str, StanceJudge], lexicon: Lexicon) -> list[str]:
    given = list(probes())
    kinds = list(dict.fromkeys(probe.kind for probe in given))
    lines = [
        "## Direction probes",
        "",
        f"{len(given)} claims put to findings written for the project (`tests/cases/probes`): "
        "right answers of all, by kind of claim.",
        "",
        "| judge | all | " + " | ".join(kinds) + " |",
        "| --- " * (len(kinds) + 2) + "|",
    ]
    for name, judge in judges.items():
        right = [(p.kind, stance_of(p, judge, lexicon) == p.stance) for p in given]
        cells = [f"{sum(ok for _, ok in right) / len(right):.1%}"]
        for kind in kinds:
            own = [ok for k, ok in right if k == kind]
            cells.append(f"{sum(own)}/{len(own)}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def _curves(found: dict[tuple[str, str], tuple[Answers, float]]) -> list[str]:
    lines = [
        "## Coverage and accuracy",
        "",
        "Answers that take a side, the surest first: how many of the surest part are right "
        "(reporting halves).",
        "",
        "| set | judge | " + " | ".join(f"{share}%" for share in _SHARES) + " |",
        "| --- " * (len(_SHARES) + 2) + "|",
    ]
    for name in DEV:
        for kind in _JUDGES:
            cells = [f"{right:.2f}" for _, right in curve(_reporting(found[name, kind][0]))]
            lines.append(f"| {name} | {kind} | {' | '.join(cells)} |")
    return [*lines, ""]


def _speed(found: dict[tuple[str, str], tuple[Answers, float]], load_s: float) -> list[str]:
    lines = ["## Speed", "", f"Loading the model judge: {load_s:.2f} s. Milliseconds a pair:", ""]
    lines += ["| set | rules | model |", "| --- | --- | --- |"]
    for name in DEV:
        cells = [f"{found[name, kind][1]:.1f}" for kind in _JUDGES]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    note = "Processor time of one thread, pairs one at a time: other work does not count."
    return [*lines, "", note]


def _reporting(found: Sequence[tuple[dict[str, Any], Judgement]]) -> Answers:
    return [(row, judgement) for row, judgement in found if half_of(row["claim"]) == "report"]


if __name__ == "__main__":
    main()
