"""Answers are kept by what was asked, believed only as far as new ones, and found offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.entrez.cache import ReplyCache
from citecheck.errors import JudgeError
from citecheck.judges.llm import prompt
from tests.judges.llm.conftest import Judged, JudgeMaker, stances
from tests.judges.llm.server import LlmServer, answer, completion

HELPED = "Ginger helped them."


def test_the_same_pair_is_asked_once(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer() as server:
        first = judged(make_judge(server.url), HELPED, "A.")
        again = make_judge(server.url, key="another key")
        assert judged(again, HELPED, "A.") == first
    assert len(server.requests) == 2
    assert again.cost.requests == 0


def test_another_claim_abstract_model_or_prompt_is_another_question(
    make_judge: JudgeMaker, judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LlmServer() as server:
        judge = make_judge(server.url)
        judged(judge, HELPED)
        judged(judge, HELPED, claim="Ginger worsens nausea.")
        judged(judge, "Ginger really helped them.")
        judged(make_judge(server.url, model="another"), HELPED)
        monkeypatch.setattr(prompt, "_SYSTEM", "Otherwise {code}")
        judged(judge, HELPED)
    assert len(server.requests) == 5


def test_offline_judges_from_the_cache_alone(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer() as server:
        judged(make_judge(server.url), HELPED)
        judge = make_judge(server.url, offline=True)
        found = judged(judge, "Something else.", HELPED)
    assert stances(found) == ["failed", "supports"]
    assert "Offline" in str(found[0])
    assert len(server.requests) == 1


def test_refresh_asks_again_and_keeps_the_newer_answer(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([answer("silent"), answer("supports", (3, HELPED))]) as server:
        judged(make_judge(server.url), HELPED)
        assert stances(judged(make_judge(server.url, refresh=True), HELPED)) == ["supports"]
        assert stances(judged(make_judge(server.url), HELPED)) == ["supports"]
    assert len(server.requests) == 2


def test_what_could_not_be_judged_is_not_kept(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([completion("what?"), answer("silent")]) as server:
        assert stances(judged(make_judge(server.url), HELPED)) == ["failed"]
        assert stances(judged(make_judge(server.url), HELPED)) == ["silent"]


@pytest.mark.parametrize(
    "planted",
    [
        b'{"rationale": [], "mixed": false, "probability": 1, "label": "supports"}',
        b'{"rationale": [{"sentence": 3, "quote": "It cured all."}], "mixed": false, '
        b'"probability": 1, "label": "supports"}',
        b"\xff\x00",
    ],
)
def test_a_planted_answer_is_checked_like_a_new_one(
    make_judge: JudgeMaker, judged: Judged, tmp_path: Path, planted: bytes
) -> None:
    folder = tmp_path / "cache"
    with LlmServer() as server:
        judged(make_judge(server.url), HELPED)
        cache = ReplyCache(folder)
        for key in list(cache._cache):
            cache.put(key, planted, "judgement")
        cache.close()
        assert stances(judged(make_judge(server.url), HELPED)) == ["supports"]
    assert len(server.requests) == 2


def test_a_threshold_is_applied_to_kept_answers_too(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([answer("supports", (3, HELPED), probability=0.7)]) as server:
        assert stances(judged(make_judge(server.url), HELPED)) == ["supports"]
        strict = make_judge(server.url, enough=0.8, offline=True)
        assert stances(judged(strict, HELPED)) == ["silent"]


def test_without_a_cache_pairs_are_still_judged(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer() as server:
        judge = make_judge(server.url)
        judge._cache = None
        assert stances(judged(judge, HELPED)) == ["supports"]
        judge._offline = True
        assert isinstance(judged(judge, HELPED)[0], JudgeError)
