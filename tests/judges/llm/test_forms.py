"""Servers differ in what they take: the strictest form that one takes is found, once."""

from __future__ import annotations

import json

import pytest

from citecheck.errors import JudgeError
from citecheck.judges.llm.answer import Answer, Quoted
from citecheck.judges.llm.judge import LlmJudge
from citecheck.judges.llm.prompt import ANSWER_SCHEMA
from citecheck.judges.llm.wire import FORMS
from tests.judges.llm.conftest import Judged, JudgeMaker, stances
from tests.judges.llm.server import Asked, LlmServer, Reply, reader

TEXTS = ("Ginger helped them.", "Ginger harmed them.", "Ginger was given.", "It helped.")
STANCES = ["supports", "contradicts", "silent", "supports"]


def server_without(*words: str, status: int = 400) -> LlmServer:
    """A server that refuses requests in which one of these parameters stands."""

    def model(asked: Asked) -> Reply:
        refused = any(word in asked.body for word in words)
        return Reply({"error": {"param": words[0]}}, status=status) if refused else reader(asked)

    return LlmServer(model)


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    ("unknown", "form"),
    [
        (("temperature",), 1),
        (("response_format",), 2),
        (("response_format", "temperature"), 3),
        (("response_format", "max_tokens", "max_completion_tokens"), 3),
    ],
)
def test_a_server_that_refuses_a_parameter_is_asked_without_it(
    make_judge: JudgeMaker, judged: Judged, unknown: tuple[str, ...], form: int, status: int
) -> None:
    with server_without(*unknown, status=status) as server:
        judge = make_judge(server.url)
        assert stances(judged(judge, *TEXTS)) == STANCES
        assert stances(judged(judge, "Another that helped.")) == ["supports"]
    extra = [
        {name: value for name, value in asked.body.items() if name not in ("model", "messages")}
        for asked in server.requests
    ]
    assert extra == [*FORMS[: form + 1], *[FORMS[form]] * len(TEXTS)]


def test_a_server_that_takes_no_form_is_not_asked_in_all_of_them_for_every_pair(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([Reply(status=400)]) as server:
        found = judged(make_judge(server.url), *TEXTS)
    assert all(isinstance(each, JudgeError) and "HTTP 400" in str(each) for each in found)
    assert len(server.requests) == 2 * len(FORMS) + 2


def test_one_pair_that_the_server_refuses_does_not_change_the_form(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    def model(asked: Asked) -> Reply:
        return Reply(status=400) if "harmed" in asked.user else reader(asked)

    with LlmServer(model) as server:
        found = judged(make_judge(server.url), *TEXTS)
    assert stances(found) == ["supports", "failed", "silent", "supports"]
    assert all("response_format" in asked.body for asked in server.requests)


def test_a_first_pair_that_no_form_helps_leaves_the_form_open(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    def model(asked: Asked) -> Reply:
        return Reply(status=400) if "word word" in asked.user else reader(asked)

    with LlmServer(model) as server:
        found = judged(make_judge(server.url), "word word", *TEXTS)
    assert stances(found) == ["failed", *STANCES]
    assert len(server.requests) == len(FORMS) + len(TEXTS)


def test_a_pair_refused_in_a_form_that_another_pair_has_ruled_out_is_asked_in_the_right_one(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    judge: LlmJudge

    def model(asked: Asked) -> Reply:
        if "response_format" not in asked.body:
            return reader(asked)
        # Meanwhile, in another thread, a pair was answered in the plain form.
        judge._client._form, judge._client.settled = 2, True
        return Reply(status=400)

    with LlmServer(model) as server:
        judge = make_judge(server.url)
        assert stances(judged(judge, TEXTS[0])) == ["supports"]
    assert len(server.requests) == 2


def test_the_schema_that_is_sent_is_the_one_that_is_checked() -> None:
    assert list(ANSWER_SCHEMA["properties"]) == list(Answer.model_fields)
    assert ANSWER_SCHEMA["required"] == list(Answer.model_fields)
    quoted = ANSWER_SCHEMA["properties"]["rationale"]["items"]
    assert list(quoted["properties"]) == quoted["required"] == list(Quoted.model_fields)
    checked = Answer.model_json_schema()["properties"]["label"]["enum"]
    assert ANSWER_SCHEMA["properties"]["label"]["enum"] == checked
    assert next(iter(ANSWER_SCHEMA["properties"])) == "rationale"
    assert list(ANSWER_SCHEMA["properties"])[-1] == "label"
    assert json.loads(json.dumps(FORMS)) == list(FORMS)
