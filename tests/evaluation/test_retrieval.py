"""How well a claim's searches find its studies."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from citecheck.errors import ConfigError
from citecheck.evaluation.corpus import gold_of
from citecheck.evaluation.retrieval import Ranking, score_retrieval
from citecheck.evaluation.rows import read_rows
from citecheck.model.settings import Settings
from tests.evaluation.corpus import ROWS, STUDIES, written


@pytest.fixture
def corpus(tmp_path: Path) -> Settings:
    return Settings(sources=(written(tmp_path, STUDIES, "corpus.jsonl"),))


def scored(folder: Path, settings: Settings, rows: Sequence[dict[str, Any]] = ROWS) -> Any:
    return score_retrieval(written(folder, rows), settings)


def ranked(hits: str, gold: int) -> Ranking:
    return Ranking(dataset="", hits=tuple(mark == "+" for mark in hits), gold=gold, by_words=False)


def test_the_figures_of_a_ranking_are_those_of_the_field() -> None:
    ranking = ranked("-+--+", gold=4)
    assert ranking.recall(1) == 0.0
    assert ranking.recall(2) == 0.25
    assert ranking.recall(100) == 0.5
    assert ranking.reciprocal_rank == 0.5
    gain = 1 / math.log2(3) + 1 / math.log2(6)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4) + 1 / math.log2(5)
    assert ranking.ndcg == pytest.approx(gain / ideal)
    assert ranked("+", gold=1).ndcg == 1.0
    assert ranked("-" * 10 + "+", gold=1).ndcg == 0.0
    assert ranked("", gold=1).reciprocal_rank == 0.0
    assert ranked("+" * 12, gold=12).ndcg == pytest.approx(1.0)


def test_the_claims_are_searched_as_a_check_searches_them(tmp_path: Path, corpus: Settings) -> None:
    found = scored(tmp_path, corpus, ROWS[:4])
    assert (found["kind"], found["rows"], found["claims"]) == ("retrieval", 4, 3)
    # The first claim names two studies; that on the price of bread cannot be found for it.
    assert found["recall"]["1"] == pytest.approx((0.5 + 1 + 1) / 3)
    assert found["recall"]["100"] == found["recall"]["1"]
    assert found["mrr"] == 1.0
    assert list(found["recall"]) == ["1", "5", "10", "20", "50", "100"]
    assert 1 <= found["documents_read"] <= 3
    assert found["by_words"] == 0.0
    json.dumps(found)


def test_a_claim_whose_parts_no_concept_names_is_searched_by_its_words(
    tmp_path: Path, corpus: Settings
) -> None:
    rows = [{"claim": "Bread is dear in cities.", "gold": ["4"]}]
    found = scored(tmp_path, corpus, rows)
    assert (found["by_words"], found["recall"]["1"]) == (1.0, 1.0)


def test_no_more_is_read_than_the_setting_allows(tmp_path: Path, corpus: Settings) -> None:
    found = scored(tmp_path, corpus.model_copy(update={"max_studies": 1}))
    assert found["documents_read"] <= 1
    assert found["max_studies"] == 1


def test_each_set_that_rows_name_has_its_own_figures(tmp_path: Path, corpus: Settings) -> None:
    rows = [{**ROWS[0], "dataset": "one"}, {**ROWS[2], "doc_id": 99, "dataset": "two"}]
    found = scored(tmp_path, corpus, rows)
    assert found["sets"]["one"]["recall"]["10"] == 1.0
    assert found["sets"]["two"]["recall"]["10"] == 0.0
    assert found["recall"]["10"] == 0.5


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        ({"gold_pmids": ["12", "13", "12"]}, ("12", "13")),
        ({"gold": [12]}, ("12",)),
        ({"doc_id": 7, "pmid": None}, ("7",)),
        ({"doc_id": 0}, ("0",)),
        ({"gold_pmids": [], "pmid": "5"}, ("5",)),
        ({"gold": "10.1000/ABC"}, ("10.1000/abc",)),
        ({"evidence": "x"}, ()),
    ],
)
def test_rows_name_their_studies_in_any_of_the_usual_ways(
    row: dict[str, Any], keys: tuple[str, ...]
) -> None:
    assert gold_of(row) == keys


@pytest.mark.parametrize(
    ("row", "word"), [({"gold": ["1"]}, "claim"), ({"claim": "x"}, "gold_pmids"), ({}, "claim")]
)
def test_a_bad_row_is_named_by_its_line(
    tmp_path: Path, corpus: Settings, row: dict[str, Any], word: str
) -> None:
    with pytest.raises(ConfigError, match=rf"Line 2 .*\b{word}\b"):
        scored(tmp_path, corpus, [ROWS[0], row])


def test_a_public_set_is_found_better_than_by_words_and_their_rarity_alone(
    tmp_path: Path, shared_data: Path
) -> None:
    data = shared_data / "data"
    rows = [row for _, row in read_rows(str(data / "pairs_scifact.jsonl.gz"))]
    dev = [{k: row[k] for k in ("claim", "doc_id")} for row in rows if row["split"] == "dev"]
    settings = Settings(sources=(str(data / "corpus_scifact.jsonl.gz"),))
    found = scored(tmp_path, settings, dev)
    # BM25 finds .765 among ten and .863 among a hundred; here some forty are read.
    assert found["recall"]["10"] >= 0.765
    assert found["recall"]["100"] >= 0.863
    assert found["documents_read"] <= 45
