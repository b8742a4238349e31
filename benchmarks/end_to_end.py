"""docs/end-to-end.md: searches and verdicts over whole corpora, from one command.

`python -m benchmarks.end_to_end FOLDER` reads the public sets from FOLDER (`pairs_scifact`,
`corpus_scifact`, `retrieval_gold`, `pubmed_union`, each .jsonl.gz) and writes the page. What
is scored is what `citecheck eval verdicts` and `citecheck eval retrieval` print.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measure import command, peak_mb
from citecheck._version import __version__
from citecheck.evaluation.retrieval import CUTS, score_retrieval
from citecheck.evaluation.rows import read_rows
from citecheck.evaluation.stance import LABELS, UNCHECKED
from citecheck.evaluation.verdicts import score_verdicts
from citecheck.model.settings import Settings
from citecheck.verdict.rules import RULES_VERSION

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "end-to-end.md"
ARTICLES = ("ketamine-ocd.txt", "mdma-cluster-headache.txt")
JUDGES = ("rules", "model")
_SAID = (*LABELS, UNCHECKED)
BM25 = "| BM25 (reference) | 300 | | | .765 | | | .863 | .647 | | 100 |"


def split_of(folder: Path, name: str, splits: Sequence[str], into: Path) -> str:
    """The rows of some splits of a set, as a file of their own."""
    rows = (row for _, row in read_rows(str(folder / f"{name}.jsonl.gz")))
    kept = [json.dumps(row) for row in rows if row["split"] in splits]
    path = into / f"{name}-{'-'.join(splits)}.jsonl"
    path.write_text("\n".join(kept), "utf-8")
    return str(path)


def retrieval(folder: Path, into: Path) -> Iterator[str]:
    """The table of searches: each set, at what `check` reads and at a hundred."""
    yield "| set | claims | R@1 | R@5 | R@10 | R@20 | R@50 | R@100 | nDCG@10 | MRR | studies read |"
    yield "| --- |" + " --- |" * 10
    for most in (40, 100):
        source = str(folder / "corpus_scifact.jsonl.gz")
        settings = Settings(sources=(source,), max_studies=most)
        found = score_retrieval(split_of(folder, "pairs_scifact", ["dev"], into), settings)
        yield _retrieved(f"SciFact, at most {most}", found)
    yield BM25
    union = Settings(sources=(str(folder / "pubmed_union.jsonl.gz"),))
    rows = split_of(folder, "retrieval_gold", ["dev", "train_dev"], into)
    for name, found in score_retrieval(rows, union)["sets"].items():
        yield _retrieved(f"{name}, at most 40", found)


def _retrieved(name: str, found: Mapping[str, Any]) -> str:
    recall = [found["recall"][str(cut)] for cut in CUTS]
    cells = [f"{value:.3f}" for value in (*recall, found["ndcg_10"], found["mrr"])]
    return f"| {name} | {found['claims']} | {' | '.join(cells)} | {found['documents_read']:.1f} |"


def verdicts(folder: Path, into: Path) -> Iterator[str]:
    """The tables of verdicts on SciFact, for each judge."""
    rows = split_of(folder, "pairs_scifact", ["dev"], into)
    scores: dict[str, dict[str, Any]] = {}
    for judge in JUDGES:
        source = str(folder / "corpus_scifact.jsonl.gz")
        scores[judge] = score_verdicts(rows, Settings(sources=(source,), judge=judge))
    yield (
        "| judge | macro-F1 | false support | macro-F1 of the checked | unchecked "
        "| oracle macro-F1 | oracle false support | retrieval recall | ms a claim |"
    )
    yield "| --- |" + " --- |" * 8
    for judge, found in scores.items():
        oracle = found["oracle"]
        yield (
            f"| {judge} | {found['macro_f1']:.3f} | {found['false_support']:.1%} "
            f"| {found['checked']['macro_f1']:.3f} | {found['abstained']:.0%} "
            f"| {oracle['macro_f1']:.3f} | {oracle['false_support']:.1%} "
            f"| {found['retrieval_recall']:.3f} | {found['ms_per_claim']:.0f} |"
        )
    yield ""
    yield "Rows are the labels, columns what was said:"
    yield ""
    yield "| judge | label | SUPPORT | CONTRADICT | NEUTRAL | unchecked |"
    yield "| --- |" + " --- |" * 5
    for judge, found in scores.items():
        for label, row in found["confusion"].items():
            cells = (row.get(said, 0) for said in _SAID)
            yield f"| {judge} | {label} | {' | '.join(map(str, cells))} |"


def costs() -> Iterator[str]:
    """The table of time and memory of a whole `check`, each in a process of its own."""
    yield "| judge | article | seconds | processor seconds | peak memory |"
    yield "| --- |" + " --- |" * 4
    examples = ROOT / "examples"
    for judge in JUDGES:
        for article in ARTICLES:
            took = command(
                "check", str(examples / article), "--source", str(examples / "studies.jsonl"),
                "--judge", judge, "--format", "json", "--fail-on", "never", "--quiet",
                repeats=1,
            )  # fmt: skip
            cells = f"{took.wall_s:.1f} | {took.cpu_s:.1f} | {took.peak_mb:.0f} MB"
            yield f"| {judge} | {article} | {cells} |"


def page(folder: Path) -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as scratch:
        into = Path(scratch)
        found, judged = list(retrieval(folder, into)), list(verdicts(folder, into))
    table = {"RETRIEVAL": found, "VERDICTS": judged, "COSTS": list(costs())}
    text = (Path(__file__).parent / "end_to_end.md").read_text("utf-8")
    for name, lines in table.items():
        text = text.replace(f"{{{name}}}", "\n".join(lines))
    made = (
        f"Made by `python -m benchmarks.end_to_end` on {datetime.date.today()}: citecheck "
        f"{__version__}, verdict rules {RULES_VERSION}, tantivy {version('tantivy')}, onnxruntime "
        f"{version('onnxruntime')}, Python {platform.python_version()}."
    )
    return text.replace("{MADE}", made)


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the public sets lie")
    PAGE.write_text(page(parser.parse_args().folder), "utf-8")
    print(f"{PAGE.name} is written; at most {peak_mb():.0f} MB were used.", file=sys.stderr)


if __name__ == "__main__":
    main()
