"""How well a claim's own searches find its studies, and how few must be read for it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from citecheck.checker import claims_as_given
from citecheck.errors import ConfigError
from citecheck.evaluation.corpus import corpus_checker, gold_of, names_of
from citecheck.evaluation.rows import rows_to_score
from citecheck.evaluation.verdicts import AT_ONCE, studies_found
from citecheck.model.base import Frozen
from citecheck.model.claim import Claim, required_concepts
from citecheck.model.settings import Settings
from citecheck.pipeline import Run
from citecheck.studies.pool import StudyPool

CUTS = (1, 5, 10, 20, 50, 100)
_TOP = 10


class Ranking(Frozen):
    """What one claim's searches found: the gold studies at each rank, of how many.

    `hits` has an entry for each study read, in their order: whether it is one of the gold.
    """

    dataset: str
    hits: tuple[bool, ...]
    gold: int
    by_words: bool

    def recall(self, cut: int) -> float:
        """The share of the gold among the first `cut`."""
        return sum(self.hits[:cut]) / self.gold

    @property
    def ndcg(self) -> float:
        """Normalised discounted cumulative gain of the first ten, all gold alike."""
        gain = sum(_discount(rank) for rank, hit in enumerate(self.hits[:_TOP]) if hit)
        return gain / sum(map(_discount, range(min(self.gold, _TOP))))

    @property
    def reciprocal_rank(self) -> float:
        """One over the rank of the first gold study; 0 if there is none."""
        return next((1 / rank for rank, hit in enumerate(self.hits, 1) if hit), 0.0)


def score_retrieval(file: str, settings: Settings) -> dict[str, Any]:
    """Recall, nDCG@10 and MRR of the claims of `file` over the settings' sources.

    A row has `claim` and the keys of its studies: `gold_pmids`, `gold`, `doc_id`, `pmid`.
    Rows of one claim are one claim. The searches are those of `check --claim`, and studies
    rank as they are read; `by_words` is the share of claims of which a required part is
    missing (`check` leaves these unchecked) or known by its words alone. `documents_read`
    is per claim. `sets` has each `dataset` that rows name.
    Raises: ConfigError if the file or a source cannot be used, SourceError if one fails.
    """
    rows = rows_to_score(file)
    gold = _gold(rows, file)
    texts = list(gold)
    rankings: list[Ranking] = []
    with corpus_checker(settings) as checker:
        began = perf_counter()
        for start in range(0, len(texts), AT_ONCE):
            _, claims = claims_as_given(texts[start : start + AT_ONCE], whole=True)
            pool = StudyPool(checker.sources)
            run = Run(pool, checker.judge, checker.lexicon, settings)
            for text, claim in zip(texts[start : start + AT_ONCE], claims, strict=True):
                dataset, wanted = gold[text]
                read = [names_of(study) for study in studies_found(claim, run)]
                rankings.append(
                    Ranking(
                        dataset=dataset,
                        hits=_hits(read, wanted),
                        gold=len(wanted),
                        by_words=_by_words(claim),
                    )
                )
        elapsed_ms = (perf_counter() - began) * 1000
    datasets = sorted({each.dataset for each in rankings} - {""})
    return {
        "kind": "retrieval",
        "file": Path(file).name,
        "rows": len(rows),
        "max_studies": settings.max_studies,
        **_figures(rankings),
        "sets": {name: _figures([r for r in rankings if r.dataset == name]) for name in datasets},
        "ms_per_row": elapsed_ms / max(len(rows), 1),
    }


def _by_words(claim: Claim) -> bool:
    return any(ref is None or ref.concept_id is None for _, ref in required_concepts(claim))


def _gold(
    rows: Sequence[tuple[int, Mapping[str, Any]]], file: str
) -> dict[str, tuple[str, set[str]]]:
    """Each claim with its set and the keys of its studies."""
    found: dict[str, tuple[str, set[str]]] = {}
    for number, row in rows:
        claim, keys = row.get("claim"), gold_of(row)
        if not isinstance(claim, str) or not claim.strip() or not keys:
            has_claim = isinstance(claim, str) and claim.strip()
            wrong = "id of a study (gold_pmids, doc_id, pmid)" if has_claim else "'claim'"
            raise ConfigError(f"Line {number} of {file} has no usable {wrong}.")
        dataset = row.get("dataset")
        of_set = dataset if isinstance(dataset, str) else ""
        found.setdefault(" ".join(claim.split()), (of_set, set()))[1].update(keys)
    return found


def _hits(read: Sequence[Collection[str]], wanted: set[str]) -> tuple[bool, ...]:
    """Whether each study is a gold one; a second copy of the same is none."""
    left = set(wanted)
    hits: list[bool] = []
    for names in read:
        found = left.intersection(names)
        hits.append(bool(found))
        left -= found
    return tuple(hits)


def _figures(rankings: Sequence[Ranking]) -> dict[str, Any]:
    return {
        "claims": len(rankings),
        "recall": {str(cut): _mean([r.recall(cut) for r in rankings]) for cut in CUTS},
        "ndcg_10": _mean([r.ndcg for r in rankings]),
        "mrr": _mean([r.reciprocal_rank for r in rankings]),
        "documents_read": _mean([float(len(r.hits)) for r in rankings]),
        "by_words": _mean([float(r.by_words) for r in rankings]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 2)
