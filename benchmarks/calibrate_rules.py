"""Fit the weights of citecheck/evidence/stance/calibration.toml on labelled pairs.

    python -m benchmarks.calibrate_rules SET.jsonl[.gz] ... > weights.toml

Each row has `claim`, `evidence`, `label` and, if known, `title` and `split`; only rows of
the split "train" (or of none) are used. Every set weighs alike, and so does every row of a
set. Use sets whose licence lets weights that ship be fitted on them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from math import exp

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.evaluation.rows import read_rows
from citecheck.evidence.question.ask import ask
from citecheck.evidence.reading.study import read_study
from citecheck.evidence.stance.calibration import features
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.study import AbstractSection, Study

RIDGE = 3.0
ROUNDS = 25
SIDE = {"SUPPORT": 1, "CONTRADICT": -1, "NEUTRAL": 0}

Example = tuple[dict[str, float], float, float]
"""Features, whether the answer was right (1 or 0), weight."""


def examples(file: str, lexicon: Lexicon) -> Iterator[Example]:
    """Every answer that the rules give to the training rows of one set."""
    judge = RulesJudge(lexicon)
    rows = [row for _, row in read_rows(file) if row.get("split", "train") == "train"]
    for row in rows:
        evidence = row["evidence"]
        text = evidence if isinstance(evidence, str) else "\n".join(evidence)
        study = Study(
            id="row",
            title=row.get("title") or "",
            abstract=(AbstractSection(section="", text=text),),
        )
        question = ask(from_sentence(row["claim"], lexicon), lexicon)
        found = judge.answers(question, read_study(study, lexicon))
        for answer in found:
            right = float(SIDE[row["label"]] == answer.side)
            yield dict(features(question, answer)), right, 1000 / len(rows) / len(found)


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Weights of a logistic regression with an L2 penalty, by Newton's method."""
    names = sorted({name for example in found for name in example[0]})
    place = {name: i for i, name in enumerate(names)}
    rows = [([(place[n], v) for n, v in given.items()], y, w) for given, y, w in found]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [RIDGE * weight for weight in weights]
        bend = [[RIDGE * (i == j) for j in range(len(names))] for i in range(len(names))]
        for given, right, weight in rows:
            sure = 1 / (1 + exp(-sum(weights[i] * v for i, v in given)))
            pull, spread = weight * (sure - right), weight * sure * (1 - sure)
            for i, v in given:
                slope[i] += pull * v
                for j, u in given:
                    bend[i][j] += spread * v * u
        step = solve(bend, slope)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return dict(zip(names, weights, strict=True))


def solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """x of matrix * x = vector, by elimination with pivots; the matrix is used up."""
    size = len(vector)
    rows = [[*matrix[i], vector[i]] for i in range(size)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, size):
            share = rows[r][i] / rows[i][i]
            for c in range(i, size + 1):
                rows[r][c] -= share * rows[i][c]
    answer = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][c] * answer[c] for c in range(i + 1, size))
        answer[i] = (rows[i][size] - known) / rows[i][i]
    return answer


def main() -> None:
    """Print the [weight] table of calibration.toml."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibrate_rules")
    parser.add_argument("files", nargs="+", metavar="SET.jsonl[.gz]")
    lexicon = load()
    found = [e for file in parser.parse_args().files for e in examples(file, lexicon)]
    lines = [f"{name} = {weight:.2f}\n" for name, weight in fit(found).items()]
    sys.stdout.write("[weight]\n" + "".join(lines))


if __name__ == "__main__":
    main()
