"""Verdicts on labelled claims, end to end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from citecheck.checker import Checker
from citecheck.errors import BadSource, ConfigError
from citecheck.evaluation.labelled import labelled_claims
from citecheck.evaluation.rows import read_rows
from citecheck.evaluation.verdicts import score_verdicts
from citecheck.model.settings import Settings
from tests.evaluation.corpus import ROWS, STUDIES, written

KEYS = [
    "kind", "file", "rows", "claims", "left_out", "judge", "accuracy", "macro_f1", "labels",
    "confusion", "false_support", "abstained", "unchecked", "checked", "retrieval_recall",
    "oracle", "ms_per_row", "ms_per_claim",
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Settings:
    return Settings(sources=(written(tmp_path, STUDIES, "corpus.jsonl.gz"),))


def scored(folder: Path, settings: Settings, rows: Sequence[dict[str, Any]] = ROWS) -> Any:
    return score_verdicts(written(folder, rows), settings)


def test_each_claim_is_searched_judged_and_compared_with_its_label(
    tmp_path: Path, corpus: Settings
) -> None:
    found = scored(tmp_path, corpus)
    assert list(found) == KEYS
    assert (found["kind"], found["file"], found["rows"]) == ("verdicts", "rows.jsonl", 5)
    assert (found["claims"], found["left_out"]) == (4, 0)
    assert found["judge"]["name"] == "rules"
    assert found["confusion"]["SUPPORT"] == {
        "SUPPORT": 1, "CONTRADICT": 0, "NEUTRAL": 0, "UNCHECKED": 1,
    }  # fmt: skip
    assert found["confusion"]["CONTRADICT"]["CONTRADICT"] == 1
    assert found["confusion"]["NEUTRAL"]["NEUTRAL"] == 1
    assert found["false_support"] == 0.0
    assert found["ms_per_claim"] > 0
    json.dumps(found)


def test_what_was_not_checked_is_missed_and_told_apart_and_never_unfound(
    tmp_path: Path, corpus: Settings
) -> None:
    found = scored(tmp_path, corpus)
    assert found["unchecked"] == {"claim-incomplete": 1}
    assert found["abstained"] == 0.25
    assert found["accuracy"] == 0.75
    assert found["labels"]["SUPPORT"]["recall"] == 0.5
    assert found["labels"]["NEUTRAL"]["precision"] == 1.0
    assert found["checked"] == {
        "claims": 3, "accuracy": 1.0, "macro_f1": 1.0, "false_support": 0.0,
    }  # fmt: skip


def test_the_verdicts_are_those_of_a_check(tmp_path: Path, corpus: Settings) -> None:
    source = written(tmp_path, [{**s, "id": str(s["doc_id"])} for s in STUDIES], "as.jsonl")
    texts = list(dict.fromkeys(" ".join(row["claim"].split()) for row in ROWS))
    with Checker(corpus, sources=[source]) as checker:
        checked = checker.check_claims(texts).claims
    assert [claim.verdict for claim in checked] == ["supported", "contradicted", "unfound", None]
    confusion = scored(tmp_path, corpus)["confusion"]
    for column in ("SUPPORT", "CONTRADICT", "NEUTRAL", "UNCHECKED"):
        assert sum(row[column] for row in confusion.values()) == 1


def test_a_claim_of_several_things_has_one_verdict_for_its_one_label(
    tmp_path: Path, corpus: Settings
) -> None:
    listed = [{**ROWS[0], "claim": "Ketamine causes nausea and headache.", "label": "NEUTRAL"}]
    assert scored(tmp_path, corpus, listed)["claims"] == 1


def test_recall_counts_the_studies_that_bear_on_a_claim_and_were_read_for_it(
    tmp_path: Path, corpus: Settings
) -> None:
    # Of three labelled so, that of the claim which could not be searched was not read.
    assert scored(tmp_path, corpus)["retrieval_recall"] == pytest.approx(2 / 3)
    lost = [{**ROWS[0], "doc_id": 77}]
    assert scored(tmp_path, corpus, lost)["retrieval_recall"] == 0.0
    unnamed = [{"claim": ROWS[0]["claim"], "label": "SUPPORT"}]
    assert scored(tmp_path, corpus, unnamed)["retrieval_recall"] is None


def test_the_oracle_judges_the_studies_of_the_rows_alone(tmp_path: Path, corpus: Settings) -> None:
    elsewhere = [{**ROWS[0], "doc_id": 4}, {**ROWS[2], "doc_id": 2}]
    found = scored(tmp_path, corpus, elsewhere)
    assert found["confusion"]["SUPPORT"]["SUPPORT"] == 1
    assert found["oracle"]["confusion"]["SUPPORT"]["NEUTRAL"] == 1
    assert found["oracle"]["confusion"]["CONTRADICT"]["CONTRADICT"] == 1
    assert set(found["oracle"]) >= {"macro_f1", "accuracy", "false_support", "labels"}


def test_the_oracle_takes_a_study_that_a_row_shows_and_does_not_name(
    tmp_path: Path, corpus: Settings
) -> None:
    shown = {"claim": ROWS[0]["claim"], "label": "SUPPORT", "evidence": [STUDIES[0]["abstract"]]}
    found = scored(tmp_path, corpus, [{**shown, "title": STUDIES[0]["title"]}])
    assert found["oracle"]["accuracy"] == 1.0
    bare = [{"claim": ROWS[0]["claim"], "label": "SUPPORT"}]
    assert scored(tmp_path, corpus, bare)["oracle"] is None


def test_rows_of_one_claim_are_one_claim_and_those_that_disagree_are_left_out(
    tmp_path: Path,
) -> None:
    rows = [*ROWS, {"claim": ROWS[2]["claim"], "label": "SUPPORT", "doc_id": 3}]
    claims, left_out = labelled_claims(read_rows(written(tmp_path, rows)), "rows")
    assert left_out == 1
    assert [claim.label for claim in claims] == ["SUPPORT", "NEUTRAL", "SUPPORT"]
    assert (claims[0].named, claims[0].bearing) == (("1", "4"), ("1",))


def test_claims_are_checked_in_parts_and_scored_as_a_whole(
    tmp_path: Path, corpus: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = scored(tmp_path, corpus)
    monkeypatch.setattr("citecheck.evaluation.verdicts.AT_ONCE", 1)
    parts = scored(tmp_path, corpus)
    for key in set(KEYS) - {"ms_per_row", "ms_per_claim"}:
        assert parts[key] == whole[key]


@pytest.mark.parametrize(
    ("row", "word"),
    [({"label": "SUPPORT"}, "claim"), ({"claim": " ", "label": "SUPPORT"}, "claim"),
     ({"claim": "x"}, "label"), ({"claim": "x", "label": "REFUTES"}, "label")],
)  # fmt: skip
def test_a_bad_row_is_named_by_its_line(
    tmp_path: Path, corpus: Settings, row: dict[str, Any], word: str
) -> None:
    with pytest.raises(ConfigError, match=rf"Line 2 .*'{word}'"):
        scored(tmp_path, corpus, [ROWS[0], row])


def test_a_corpus_of_something_else_is_refused(tmp_path: Path) -> None:
    strange = written(tmp_path, [{"doc_id": 1, "title": 3}], "corpus.jsonl")
    with pytest.raises(BadSource, match="line 1"):
        scored(tmp_path, Settings(sources=(strange,)))


def test_a_public_set_scores_no_worse_than_before(tmp_path: Path, shared_data: Path) -> None:
    data = shared_data / "data"
    rows = [row for _, row in read_rows(str(data / "pairs_scifact.jsonl.gz"))]
    dev = [
        {k: row[k] for k in ("claim", "label", "doc_id")} for row in rows if row["split"] == "dev"
    ]
    settings = Settings(sources=(str(data / "corpus_scifact.jsonl.gz"),))
    found = scored(tmp_path, settings, dev[:120])
    assert found["retrieval_recall"] >= 0.5
    assert found["false_support"] <= 0.12
    assert found["macro_f1"] >= 0.25
