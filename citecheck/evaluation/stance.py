"""How well a judge finds the stance of evidence, scored on labelled pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, get_args

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.errors import ConfigError
from citecheck.evaluation.loading import load_all
from citecheck.evaluation.rows import rows_to_score
from citecheck.judges.open import open_judge
from citecheck.model.base import Frozen
from citecheck.model.evidence import Judgement, StanceJudge
from citecheck.model.interrupt import until_interrupted
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, Study

Label = Literal["SUPPORT", "CONTRADICT", "NEUTRAL"]
LABELS: tuple[Label, ...] = get_args(Label)
UNCHECKED = "UNCHECKED"
"""How the confusion calls what got no answer."""
_LABEL_OF: dict[str, Label] = {
    "supports": "SUPPORT",
    "contradicts": "CONTRADICT",
    "silent": "NEUTRAL",
}


class Row(Frozen):
    """One labelled pair. `evidence` is text, or sentences in order."""

    claim: str
    evidence: tuple[str, ...]
    title: str
    label: Label


def score_stance(file: str, settings: Settings) -> dict[str, Any]:
    """Accuracy, macro-F1, confusion and false support over the rows of `file`.

    The judge and its threshold are those of `check`; the rows' evidence is taken as found,
    without the topic gate. A silent judgement counts as NEUTRAL.
    `ms_per_row` is wall time once everything is loaded.
    Raises: ConfigError if the file cannot be read or is empty, a row is not of this kind, or
    the judge does not exist.
    """
    rows = [_row(number, row, file) for number, row in rows_to_score(file)]
    lexicon = load()
    judge = open_judge(settings.judge, lexicon, settings)
    load_all(lexicon, settings)
    began = perf_counter()
    judgements = _all_judged(rows, judge, lexicon)
    elapsed_ms = (perf_counter() - began) * 1000
    found = [_LABEL_OF[judgement.stance] for judgement in judgements]
    figures = score([row.label for row in rows], found)
    return {
        "kind": "stance",
        "file": Path(file).name,
        "rows": len(rows),
        "judge": {"name": judge.name, "version": judge.version},
        **figures,
        "abstained": _share(sum(j.abstained for j in judgements), len(rows)),
        "ms_per_row": elapsed_ms / max(len(rows), 1),
    }


def _all_judged(rows: Sequence[Row], judge: StanceJudge, lexicon: Lexicon) -> list[Judgement]:
    """A judgement for each row, several at a time where the judge waits for a server.

    The first row goes alone: by it such a judge finds out how its server wants to be asked.
    """
    at_once: int = getattr(judge, "side_by_side", 1)
    first = [judged(row, judge, lexicon) for row in rows[:1]]
    if at_once == 1:
        rest = enumerate(rows[1:], 1)
        return first + [judged(row, judge, lexicon, number) for number, row in rest]
    with until_interrupted(ThreadPoolExecutor(at_once)) as threads:
        asked = [
            threads.submit(judged, row, judge, lexicon, number)
            for number, row in enumerate(rows[1:], 1)
        ]
        try:
            return first + [each.result() for each in asked]
        finally:
            for each in asked:
                each.cancel()


def judged(row: Row, judge: StanceJudge, lexicon: Lexicon, number: int = 0) -> Judgement:
    """What the judge says of a row: its claim as `--claim` reads it, its evidence as a study.

    Raises: the judge's own error where it cannot judge the pair.
    """
    study = Study(
        id=f"row-{number}",
        title=row.title,
        abstract=(AbstractSection(section="", text="\n".join(row.evidence)),),
    )
    (judgement,) = judge.judge(from_sentence(row.claim, lexicon), [study])
    if isinstance(judgement, Exception):
        raise judgement
    return judgement


def score(labels: Sequence[Label], found: Sequence[Label | None]) -> dict[str, Any]:
    """Accuracy, macro-F1 over the labels that occur, figures by label, confusion, false support.

    None is no answer: it is missed wherever it stands, and the confusion counts it apart.
    """
    counts = Counter(zip(labels, found, strict=True))
    by_label = {label: _by_label(label, counts) for label in LABELS}
    present = [figures["f1"] for figures in by_label.values() if figures["support"]]
    others = [pair for pair in counts if pair[0] != "SUPPORT"]
    columns: dict[str, Label | None] = {label: label for label in LABELS}
    if None in found:
        columns[UNCHECKED] = None
    false = sum(counts[pair] for pair in others if pair[1] == "SUPPORT")
    return {
        "accuracy": _share(sum(counts[label, label] for label in LABELS), len(labels)),
        "macro_f1": _share(sum(present), len(present)),
        "labels": by_label,
        "confusion": {
            true: {name: counts[true, called] for name, called in columns.items()}
            for true in LABELS
        },
        "false_support": _share(false, sum(counts[pair] for pair in others)),
    }


def _by_label(label: Label, counts: Counter[tuple[Label, Label | None]]) -> dict[str, float]:
    right = counts[label, label]
    called = sum(n for (_, found), n in counts.items() if found == label)
    support = sum(n for (true, _), n in counts.items() if true == label)
    precision, recall = _share(right, called), _share(right, support)
    f1 = _share(2 * precision * recall, precision + recall)
    return {"precision": precision, "recall": recall, "f1": f1, "support": support}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _row(number: int, row: dict[str, Any], file: str) -> Row:
    evidence = row.get("evidence")
    texts = [evidence] if isinstance(evidence, str) else evidence
    claim, title, label = row.get("claim"), row.get("title") or "", row.get("label")
    wrong = (
        "claim" if not (isinstance(claim, str) and claim.strip())
        else "evidence" if not (isinstance(texts, list) and all(isinstance(t, str) for t in texts))
        else "title" if not isinstance(title, str)
        else "label" if label not in LABELS
        else None
    )  # fmt: skip
    if wrong is not None:
        raise ConfigError(f"Line {number} of {file} has no usable {wrong!r}.")
    return Row.model_validate(
        {"claim": claim, "evidence": tuple(texts or ()), "title": title, "label": label}
    )
