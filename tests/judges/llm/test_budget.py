"""Requests and tokens are counted, and end where the settings say."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.errors import JudgeError
from citecheck.judges.llm.client import MOST_TRIES
from citecheck.model.cost import JudgeCost
from tests.judges.llm.conftest import Judged, JudgeMaker, stances
from tests.judges.llm.server import LlmServer, Reply, answer, completion

TEXTS = tuple(f"Result {number}." for number in range(6))


def test_the_cost_is_what_the_server_says(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([answer("silent", usage=(100, 20))]) as server:
        judge = make_judge(server.url)
        assert judge.cost == JudgeCost()
        judged(judge, *TEXTS)
    assert judge.cost == JudgeCost(requests=6, prompt_tokens=600, completion_tokens=120)


def test_an_unusable_answer_costs_too(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([completion("what?"), completion(None, finish_reason="length")]) as server:
        judge = make_judge(server.url)
        judged(judge, *TEXTS[:2])
    assert judge.cost == JudgeCost(requests=2, prompt_tokens=240, completion_tokens=60)


@pytest.mark.parametrize(
    "usage",
    [
        None,
        "many",
        {},
        {"prompt_tokens": -5, "completion_tokens": 1},
        {"prompt_tokens": 1.5, "completion_tokens": 1},
        {"prompt_tokens": True, "completion_tokens": 1},
        {"prompt_tokens": 10**30, "completion_tokens": 1},
    ],
)
def test_where_the_server_does_not_say_tokens_are_estimated_and_that_is_told(
    make_judge: JudgeMaker, judged: Judged, usage: Any
) -> None:
    with LlmServer([answer("silent", usage=usage)]) as server:
        judge = make_judge(server.url)
        judged(judge, TEXTS[0])
    sent = server.requests[0].system + server.requests[0].user
    assert judge.cost.unmetered == 1
    assert judge.cost.prompt_tokens == len(sent) // 4
    assert 5 < judge.cost.completion_tokens < 50


@pytest.mark.parametrize("threads", [1, 8])
def test_the_limit_of_requests_ends_the_run_at_the_same_pair_each_time(
    make_judge: JudgeMaker, judged: Judged, threads: int
) -> None:
    with LlmServer() as server:
        judge = make_judge(server.url, max_requests=4, threads=threads)
        found = [*judged(judge, *TEXTS), *judged(judge, "Another.")]
    assert stances(found) == ["silent"] * 4 + ["failed"] * 3
    assert "is reached: 4 a run (llm_max_requests)" in str(found[-1])
    assert len(server.requests) == judge.cost.requests == 4


def test_a_second_try_counts_as_a_request(make_judge: JudgeMaker, judged: Judged) -> None:
    assert MOST_TRIES > 3
    with LlmServer([Reply(status=500)]) as server:
        judge = make_judge(server.url, max_requests=3)
        [found] = judged(judge, "A.")
    assert isinstance(found, JudgeError)
    assert len(server.requests) == judge.cost.requests == 3


@pytest.mark.parametrize("threads", [1, 8])
def test_the_limit_of_tokens_ends_the_run_at_the_same_pair_each_time(
    make_judge: JudgeMaker, judged: Judged, threads: int
) -> None:
    with LlmServer([answer("silent", usage=(900, 100))]) as server:
        judge = make_judge(server.url, max_tokens=3_000, threads=threads)
        found = [each for text in TEXTS for each in judged(judge, text)]
    assert stances(found) == ["silent"] * 3 + ["failed"] * 3
    assert "is reached: 3,000 a run (llm_max_tokens)" in str(found[-1])
    assert judge.cost.prompt_tokens + judge.cost.completion_tokens == 3_000


def test_pairs_that_are_under_way_hold_what_they_will_cost(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([answer("silent", usage=(700, 100))]) as server:
        judge = make_judge(server.url, max_tokens=2_500)
        found = judged(judge, *TEXTS)
    assert "failed" in stances(found)
    cost = judge.cost
    assert cost.prompt_tokens + cost.completion_tokens <= 2_500


def test_what_the_cache_holds_costs_nothing_even_beyond_the_limit(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer() as server:
        judged(make_judge(server.url), *TEXTS)
        judge = make_judge(server.url, max_requests=1)
        found = judged(judge, "New.", "Newer.", *TEXTS)
    assert stances(found) == ["silent", "failed", *["silent"] * 6]
    assert judge.cost.requests == 1


def test_a_pair_that_was_not_sent_gives_back_what_it_held(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([Reply(status=401)]) as server:
        judge = make_judge(server.url, max_requests=8)
        judged(judge, *TEXTS)
        assert judge._budget._held_requests == judge._budget._held_tokens == 0
    assert judge.cost == JudgeCost(requests=1)
