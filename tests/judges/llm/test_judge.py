"""The judge llm against a model on loopback: good answers, bad ones, and none."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import JudgeError
from citecheck.judges.llm.client import MOST_TRIES
from citecheck.judges.llm.prompt import PROMPT_VERSION
from citecheck.model.evidence import Judgement, Rationale, StanceJudge
from citecheck.model.study import Study
from tests.judges.llm.conftest import KEY, Judged, JudgeMaker, stances, study
from tests.judges.llm.server import Asked, LlmServer, Reply, answer, completion, reader

HELPED = "Ginger helped them."


def reader_of(sentence: str) -> Reply:
    """The answer that the sentence of the results supports the claim."""
    return answer("supports", (3, sentence))


def test_an_answer_that_holds_is_a_judgement_with_the_records_own_sentences(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer() as server:
        judge = make_judge(server.url)
        found = judged(judge, HELPED, "Ginger harmed them.", "Ginger was given.")
    assert isinstance(judge, StanceJudge)
    assert stances(found) == ["supports", "contradicts", "silent"]
    assert isinstance(found[0], Judgement)
    assert found[0].rationale == (Rationale(section="RESULTS", text=HELPED),)
    assert found[0].probability == 0.9
    assert (judge.name, judge.version) == ("llm", f"test-model, prompt {PROMPT_VERSION}")


def test_claim_title_and_abstract_are_sent_and_nothing_else(
    make_judge: JudgeMaker, lexicon: Lexicon
) -> None:
    record = study(HELPED).model_copy(
        update={"authors": ("Okoro A",), "journal": "Annals", "doi": "10.1/x", "year": 2020}
    )
    with LlmServer() as server:
        make_judge(server.url).judge(from_sentence("Ginger reduces nausea.", lexicon), [record])
    [asked] = server.requests
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.claim == "Ginger reduces nausea."
    assert asked.lines == {
        1: "Ginger in pregnancy",
        2: "Women were given ginger or placebo.",
        3: HELPED,
    }
    told = asked.user
    assert "(RESULTS)" in told
    for unsent in ("Okoro", "Annals", "10.1/x", "2020", "s1"):
        assert unsent not in told
    assert asked.body["model"] == "test-model"
    assert asked.body["response_format"]["json_schema"]["strict"] is True


def test_without_a_key_none_is_sent(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer() as server:
        judged(make_judge(server.url, key=None), HELPED)
    assert "authorization" not in server.requests[0].headers


GOOD = '{"rationale": [], "mixed": false, "probability": 0.9, "label": "silent"}'
BAD = {
    "no words": completion(""),
    "nothing at all": completion(None),
    "prose": completion("The study supports the claim."),
    "prose around the answer": completion(f"Here you are: {GOOD}"),
    "half an answer": completion(GOOD[:30]),
    "a list": completion("[]"),
    "another label": completion(GOOD.replace("silent", "supported")),
    "a key too many": completion(GOOD.replace("{", '{"verdict": 1, ', 1)),
    "a key too few": completion(GOOD.replace('"mixed": false, ', "")),
    "a number as text": completion(GOOD.replace("0.9", '"0.9"')),
    "a probability above 1": completion(GOOD.replace("0.9", "1.1")),
    "no number": completion(GOOD.replace("0.9", "NaN")),
    "a side without a sentence": answer("supports"),
    "a sentence that is not there": answer("supports", (4, HELPED)),
    "sentence 0": answer("supports", (0, HELPED)),
    "words that are not there": answer("supports", (3, "Ginger healed everybody.")),
    "words of another sentence": answer("supports", (2, HELPED)),
    "no words quoted": answer("supports", (3, " .")),
    "a made-up sentence beside a true one": answer("supports", (3, HELPED), (3, "It cured all.")),
    "a made-up sentence for silence": answer("silent", (9, "nothing")),
    "too many sentences": answer("supports", *[(3, HELPED)] * 5),
    "very long": completion(GOOD + " " * 30_000),
    "deeply nested": completion("[" * 15_000),
    "cut off": completion(GOOD, finish_reason="length"),
    "filtered": completion(GOOD, finish_reason="content_filter"),
    "a refusal": completion(None, refusal="I can't help with that."),
    "no choices": Reply({"choices": []}),
    "choices of another shape": Reply({"choices": [{"text": GOOD}]}),
    "an error inside a 200": Reply({"error": {"message": f"bad key {KEY}"}}),
    "a page": Reply(raw=b"<html>log in</html>"),
    "no bytes": Reply(raw=b""),
    "not UTF-8": Reply(raw=b"\xff\xfe{}"),
    "a nest": Reply(raw=b"[" * 100_000),
    "oversized": Reply({**completion(GOOD).body, "padding": "x" * 2_000_000}),
}


@pytest.mark.parametrize("reply", BAD.values(), ids=BAD)
def test_an_answer_that_does_not_hold_is_a_pair_that_could_not_be_judged(
    reply: Reply, make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([reply]) as server:
        [found] = judged(make_judge(server.url), HELPED)
    assert isinstance(found, JudgeError)
    assert len(server.requests) == 1
    assert KEY not in str(found)
    assert str(found).endswith(".")


FAILING = {
    "server error": Reply({"error": "down"}, status=500),
    "overloaded": Reply(status=529),
    "too many requests": Reply(status=429, headers={"Retry-After": "1"}),
    "cut short": Reply(answer("supports", (3, HELPED)).body, cut=20),
}


@pytest.mark.parametrize("reply", FAILING.values(), ids=FAILING)
def test_what_may_pass_is_tried_again_but_not_for_ever(
    reply: Reply, make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([reply]) as server:
        [found] = judged(make_judge(server.url), HELPED)
    assert isinstance(found, JudgeError)
    assert len(server.requests) == MOST_TRIES
    with LlmServer([reply, answer("supports", (3, HELPED))]) as server:
        assert stances(judged(make_judge(server.url), HELPED)) == ["supports"]
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [301, 403, 413, 418])
def test_a_refusal_is_asked_once(status: int, make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([Reply({"error": KEY}, status=status)]) as server:
        [found] = judged(make_judge(server.url), HELPED)
    assert f"HTTP {status}" in str(found)
    assert KEY not in str(found)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [401, 402, 404])
def test_what_is_refused_for_all_is_asked_once_for_all(
    status: int, make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([Reply({"error": KEY}, status=status)]) as server:
        judge = make_judge(server.url)
        found = [*judged(judge, HELPED, "A.", "B."), *judged(judge, "C.")]
    assert stances(found) == ["failed"] * 4
    assert {str(each) for each in found} == {str(found[0])}
    assert len(server.requests) == 1


def test_a_server_that_never_answers_costs_one_wait(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([Reply(hang=True)]) as server:
        judge = make_judge(server.url, client={"timeout_s": 0.3})
        found = [*judged(judge, HELPED, "A.", "B."), *judged(judge, "C.")]
    assert stances(found) == ["failed"] * 4
    assert len(server.requests) == 1


def test_a_reply_that_drips_is_given_up(make_judge: JudgeMaker, judged: Judged) -> None:
    slow = Reply(answer("supports", (3, HELPED)).body, drip=True)
    with LlmServer([slow]) as server:
        [found] = judged(make_judge(server.url, client={"timeout_s": 0.4}), HELPED)
    assert isinstance(found, JudgeError)


def test_nobody_there_is_a_pair_that_could_not_be_judged(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    judge = make_judge("http://127.0.0.1:9/v1")
    found = judged(judge, HELPED, "A.", "B.")
    assert stances(found) == ["failed"] * 3
    assert str(found[0]) == "The model's server at 127.0.0.1:9 gave no answer (no connection)."
    assert judge.cost.requests == MOST_TRIES


@pytest.mark.parametrize("status", [429, 503])
def test_what_the_server_asks_to_wait_is_waited_by_all(
    make_judge: JudgeMaker, judged: Judged, status: int
) -> None:
    clock = [1_000_000.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    busy = Reply(status=status, headers={"Retry-After": "7"})
    asking = {"timeout_s": 60.0, "now": lambda: clock[0], "sleep": sleep}
    with LlmServer([busy, reader_of(HELPED)]) as server:
        judge = make_judge(server.url, client=asking)
        assert stances(judged(judge, HELPED)) == ["supports"]
        assert slept == [7.0]
        judge._client._hold(20.0)
        assert stances(judged(judge, HELPED + " Indeed.")) == ["supports"]
        assert slept == [7.0, 20.0]
    assert len(server.requests) == 3


def test_who_would_have_to_wait_too_long_gives_up_at_once(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    slept: list[float] = []
    busy = Reply(status=429, headers={"Retry-After": "3600"})
    with LlmServer([busy]) as server:
        judge = make_judge(server.url, client={"timeout_s": 5.0, "sleep": slept.append})
        found = judged(judge, HELPED, "A.")
    assert stances(found) == ["failed"] * 2
    assert "HTTP 429" in str(found[0])
    assert slept == []
    assert len(server.requests) == 1


def test_one_bad_answer_leaves_the_other_pairs_alone(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    def model(asked: Asked) -> Reply:
        return completion("what?") if "odd" in asked.user else reader(asked)

    with LlmServer(model) as server:
        found = judged(make_judge(server.url), HELPED, "An odd one.", "Ginger harmed them.")
    assert stances(found) == ["supports", "failed", "contradicts"]


def test_a_pair_below_the_threshold_is_silent_and_says_that_it_could_not_tell(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([answer("supports", (3, HELPED), probability=0.55)]) as server:
        [found] = judged(make_judge(server.url), HELPED)
    assert isinstance(found, Judgement)
    assert (found.stance, found.abstained, found.rationale) == ("silent", True, ())
    assert found.why.startswith("Could not tell")


def test_mixed_results_are_told(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer([answer("contradicts", (3, HELPED), mixed=True)]) as server:
        [found] = judged(make_judge(server.url), HELPED)
    assert isinstance(found, Judgement)
    assert found.mixed


@pytest.mark.parametrize(
    "dress",
    ["```json\n{}\n```", "```\n{}\n```", "<think>It {{helped}}.</think>\n{}", "\n {}\n"],
)
def test_a_fence_and_thoughts_before_the_answer_are_allowed(
    dress: str, make_judge: JudgeMaker, judged: Judged
) -> None:
    with LlmServer([completion(dress.format(GOOD))]) as server:
        assert stances(judged(make_judge(server.url), "A.")) == ["silent"]


def test_a_quote_may_differ_in_case_spaces_and_typographic_signs(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    told = "Nausea fell by 40\u201350% \u2014 the \u2018best\u2019 arm."
    quote = "nausea  fell by 40-50% - the 'best' arm"
    with LlmServer([answer("supports", (3, quote))]) as server:
        assert stances(judged(make_judge(server.url), told)) == ["supports"]


def test_studies_are_asked_at_once_and_answered_in_their_order(
    make_judge: JudgeMaker, judged: Judged
) -> None:
    together = threading.Barrier(4, timeout=10)

    def model(asked: Asked) -> Reply:
        if "(RESULTS)\n[3] first" not in asked.user:
            together.wait()  # four must be here before any of them is answered
        return reader(asked)

    texts = ["first", *(f"It {word} them." for word in ["helped", "harmed", "met", "saw"] * 2)]
    with LlmServer(model) as server:
        found = judged(make_judge(server.url, threads=4), *texts)
    assert stances(found) == ["silent", *["supports", "contradicts", "silent", "silent"] * 2]
    assert server.most_at_once == 4


def test_a_study_without_any_text_is_silent_and_nobody_is_asked(
    make_judge: JudgeMaker, lexicon: Lexicon
) -> None:
    with LlmServer() as server:
        found = make_judge(server.url).judge(from_sentence("It helps.", lexicon), [Study(id="x")])
    assert stances(list(found)) == ["silent"]
    assert server.requests == []


def test_an_abstract_that_is_too_long_is_not_sent(make_judge: JudgeMaker, judged: Judged) -> None:
    with LlmServer() as server:
        [found] = judged(make_judge(server.url), "word " * 20_000)
    assert "too long" in str(found)
    assert server.requests == []


def test_no_key_in_cache_errors_or_representations(
    make_judge: JudgeMaker, judged: Judged, tmp_path: Path
) -> None:
    with LlmServer() as server:
        judge = make_judge(server.url)
        judged(judge, HELPED)
    shown = [repr(vars(part)) for part in (judge, judge._client, judge._budget)]
    assert not any(KEY in text for text in (repr(judge), judge.version, *shown))
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert kept
    assert not any(KEY.encode() in data for data in kept)
