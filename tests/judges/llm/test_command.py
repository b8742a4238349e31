"""`citecheck check --judge llm` as a user runs it, against a model on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from citecheck.cli.main import main
from citecheck.model.settings import Settings
from tests.judges.llm.conftest import KEY
from tests.judges.llm.server import Asked, LlmServer, Reply, completion, reader

CLAIM = "Ketamine relieves migraine."


class Ran(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def claim(self) -> dict[str, Any]:
        claim: dict[str, Any] = json.loads(self.out)["documents"][0]["claims"][0]
        return claim


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in a folder of its own, with two trials and nothing set but the key."""
    monkeypatch.chdir(tmp_path)
    for name in ("URL", "MODEL", "MAX_REQUESTS", "MAX_TOKENS"):
        monkeypatch.delenv(f"CITECHECK_LLM_{name}", raising=False)
    monkeypatch.setenv("CITECHECK_LLM_KEY", KEY)
    monkeypatch.setenv("CITECHECK_CACHE_DIR", str(tmp_path / "cache"))
    studies = [
        {
            "pmid": str(number),
            "title": f"Ketamine for migraine: trial {number}",
            "abstract": [
                {"section": "RESULTS", "text": f"Ketamine {word} patients with migraine."}
            ],
            "publication_types": ["Randomized Controlled Trial"],
            "participants": 200,
        }
        for number, word in ((1, "helped"), (2, "helped"), (3, "met"))
    ]
    lines = "\n".join(json.dumps(study) for study in studies)
    (tmp_path / "studies.jsonl").write_text(lines, "utf-8")

    def ask(*arguments: str, url: str | None = None) -> Ran:
        told = ["--llm-url", url, "--llm-model", "test-model"] if url else []
        base = ["check", "--claim", CLAIM, "--source", "studies.jsonl", "--judge", "llm"]
        code = main([*base, *told, "--format", "json", *arguments])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return ask


def test_a_claim_is_judged_and_the_cost_is_in_the_report(run: Run) -> None:
    with LlmServer() as server:
        done = run(url=server.url)
    assert done.code == 0
    report = json.loads(done.out)
    assert done.claim["verdict"] == "supported"
    assert done.claim["tally"] == {"supports": 2, "contradicts": 0, "silent": 1, "excluded": 0}
    assert report["judge"]["name"] == "llm"
    assert report["judge"]["version"].startswith("test-model")
    assert report["judge_cost"] == {
        "requests": 3, "prompt_tokens": 360, "completion_tokens": 90, "unmetered": 0,
    }  # fmt: skip
    assert report["summary"]["requests"] == 0


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "html"])
def test_every_readable_format_says_what_it_cost(run: Run, format_name: str) -> None:
    with LlmServer() as server:
        done = run("--format", f"{format_name}=report.out", url=server.url)
    assert done.code == 0
    told = Path("report.out").read_text("utf-8").replace("\n", " ")
    assert "(3 requests, 450 tokens)" in told


def test_the_key_is_nowhere_but_in_the_request(run: Run, tmp_path: Path) -> None:
    with LlmServer() as server:
        done = run(
            "--verbose", "--format", "html=r.html", "--format", "markdown=r.md", url=server.url
        )
    with LlmServer([Reply({"error": f"Incorrect API key: {KEY}"}, status=401)]) as server:
        refused = run("--refresh", url=server.url)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert "HTTP 401" in refused.claim["unchecked"]["detail"]
    assert KEY not in "".join((*done[1:], *refused[1:]))
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert not any(KEY.encode() in data for data in kept)


@pytest.mark.parametrize(
    "model",
    [
        lambda _: completion("I would say it supports the claim."),
        lambda _: Reply(status=403),
        lambda _: Reply(raw=b"<html>"),
    ],
)
def test_pairs_that_cannot_be_judged_leave_the_claim_unchecked_with_the_reason(
    run: Run, model: Callable[[Asked], Reply]
) -> None:
    with LlmServer(model) as server:
        done = run(url=server.url)
    assert done.code == 3
    assert done.claim["verdict"] is None
    assert done.claim["unchecked"]["reason"] == "judge-failed"
    assert "model" in done.claim["unchecked"]["detail"]
    assert done.claim["evidence"] == []


def test_nobody_there_is_unchecked_and_no_other_judge_steps_in(run: Run) -> None:
    done = run("--config", str(_settings(timeout_s=1.0)), url="http://127.0.0.1:9/v1")
    assert done.code == 3
    assert done.claim["unchecked"]["reason"] == "judge-failed"
    assert json.loads(done.out)["judge"]["name"] == "llm"


def test_one_pair_that_could_not_change_the_verdict_does_not_stop_it(run: Run) -> None:
    studies = Path("studies.jsonl").read_text("utf-8").splitlines()
    more = [
        json.dumps(json.loads(studies[0]) | {"pmid": str(n), "title": f"Ketamine, migraine: {n}"})
        for n in range(10, 16)
    ]
    Path("studies.jsonl").write_text("\n".join([*studies, *more]), "utf-8")

    def model(asked: Asked) -> Reply:
        return completion("?") if "met patients" in asked.user else reader(asked)

    with LlmServer(model) as server:
        done = run(url=server.url)
    assert done.code == 0
    assert done.claim["verdict"] == "supported"


def test_a_second_run_and_one_offline_ask_nobody(run: Run) -> None:
    with LlmServer() as server:
        first = run(url=server.url)
        again = run(url=server.url)
        offline = run("--offline", url=server.url)
        assert len(server.requests) == 3
        fresh = run("--refresh", url=server.url)
        assert len(server.requests) == 6
    told = [{**each.claim, "searches": []} for each in (first, again, offline, fresh)]
    assert all(each == told[0] for each in told)
    assert json.loads(again.out)["judge_cost"]["requests"] == 0
    nobody = run("--offline", url="http://127.0.0.1:9/v1")
    assert nobody.code == 3
    assert "Offline" in nobody.claim["unchecked"]["detail"]


def test_beyond_the_limit_the_rest_is_not_judged_and_that_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITECHECK_LLM_MAX_REQUESTS", "1")
    with LlmServer() as server:
        done = run(url=server.url)
        assert len(server.requests) == 1
    assert done.code == 3
    assert "is reached: 1 a run" in done.claim["unchecked"]["detail"]


def _settings(**values: Any) -> Path:
    file = Path("citecheck.toml")
    file.write_text("".join(f"{name} = {json.dumps(v)}\n" for name, v in values.items()), "utf-8")
    return file


def test_the_settings_may_stand_in_the_environment_or_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LlmServer() as server:
        monkeypatch.setenv("CITECHECK_LLM_URL", server.url)
        _settings(llm_model="of-the-file", llm_threads=1)
        done = run()
    assert done.code == 0
    assert {asked.body["model"] for asked in server.requests} == {"of-the-file"}
    assert server.most_at_once == 1


@pytest.mark.parametrize(
    ("url", "model", "said"),
    [
        (None, None, "set CITECHECK_LLM_URL and CITECHECK_LLM_MODEL."),
        (None, "m", "set CITECHECK_LLM_URL."),
        ("http://127.0.0.1/v1", None, "set CITECHECK_LLM_MODEL."),
        ("http://127.0.0.1/v1", " ", "set CITECHECK_LLM_MODEL."),
        ("127.0.0.1/v1", "m", "no http or https address"),
        ("ftp://127.0.0.1/v1", "m", "no http or https address"),
        ("http://[::1", "m", "no http or https address"),
        ("http://127.0.0.1:port/v1", "m", "no http or https address"),
        ("http://me:secret@127.0.0.1/v1", "m", "no password"),
        ("http://127.0.0.1/v1?key=secret", "m", "no password, query"),
        ("http://127.0.0.1/v1", "m" * 300, "no usable name"),
    ],
)
def test_a_judge_that_cannot_be_asked_is_one_clear_sentence(
    run: Run, url: str | None, model: str | None, said: str
) -> None:
    told = [*(["--llm-url", url] if url else []), *(["--llm-model", model] if model else [])]
    done = run(*told)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "secret" not in done.err
    assert done.err.count("\n") == 1


def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITECHECK_LLM_KEY", "sk-schlüssel")
    done = run(url="http://127.0.0.1/v1")
    assert done.code == 2
    assert "CITECHECK_LLM_KEY" in done.err
    assert "schl" not in done.err


def test_the_key_of_the_settings_is_not_shown_in_any_form() -> None:
    settings = Settings(llm_key=KEY)
    assert KEY not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize(
    "values",
    [
        {"llm_max_requests": "many"},
        {"llm_max_requests": 0},
        {"llm_max_tokens": -1},
        {"llm_threads": 1000},
        {"llm_key": ["sk-in-a-list"]},
    ],
)
def test_a_setting_that_is_nonsense_is_refused_by_its_name(run: Run, values: Any) -> None:
    _settings(**values)
    done = run(url="http://127.0.0.1/v1")
    assert done.code == 2
    assert next(iter(values)) in done.err
    assert "sk-in-a-list" not in done.err


def test_a_proxy_that_cannot_be_used_is_told_before_anything_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://jo:secret@proxy.example")
    done = run(url="https://127.0.0.1:9/v1")
    assert done.code == 2
    assert "a proxy whose address cannot be used" in done.err
    assert "secret" not in done.err
