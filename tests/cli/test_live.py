"""The command against a loopback PubMed: cut off, offline, killed, and quiet about keys."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.entrez.cache import ReplyCache, reply_folder
from citecheck.model.study import Study
from citecheck.sources.collect import studies_of
from tests.eutils import swap
from tests.eutils.faults import Fault
from tests.eutils.request import Request
from tests.eutils.server import EutilsServer

ROOT = Path(__file__).parents[2]
ARTICLE = str(ROOT / "examples" / "ketamine-ocd.txt")
KEY, EMAIL = "k3y-that-must-not-leak", "someone@example.org"
COMMAND = [sys.executable, "-m", "citecheck"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A user of their own, with nothing in any folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CITECHECK", "NCBI"))}
    return {
        **kept,
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "xdg"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "CITECHECK_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def studies(lexicon: Lexicon) -> tuple[Study, ...]:
    """Those of the examples that PubMed knows by PMID."""
    found = studies_of(ROOT / "examples" / "studies.jsonl", "examples", lexicon)
    return tuple(s.model_copy(update={"demonstration": False}) for s in found if s.pmid)


def ran(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=dict(environment),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        cwd=environment["HOME"],
    )


def claims(run: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run.stdout)["documents"][0]["claims"]
    return found


def test_without_network_and_cache_every_claim_is_unchecked(
    environment: dict[str, str],
) -> None:
    environment["CITECHECK_EUTILS_URL"] = "http://127.0.0.1:9/"
    run = ran(environment, "check", ARTICLE, "--format", "json")
    assert run.returncode == 3
    reasons = {c["unchecked"]["reason"] for c in claims(run)}
    assert "source-unavailable" in reasons
    assert not any(c["verdict"] for c in claims(run))
    assert any("check the connection" in c["why"] for c in claims(run))
    assert run.stderr.count("\n") == 1
    assert "not checked (source-unavailable)" in run.stderr


def test_an_article_costs_at_most_two_requests_a_claim_and_none_the_second_time(
    environment: dict[str, str], studies: tuple[Study, ...]
) -> None:
    with EutilsServer(studies, requests_per_second_with_key=None, api_keys=(KEY,)) as server:
        environment |= {"CITECHECK_EUTILS_URL": server.url, "NCBI_API_KEY": KEY}
        cold = ran(environment, "check", ARTICLE, "--format", "json", "--fail-on", "never")
        warm = ran(environment, "check", ARTICLE, "--format", "json", "--fail-on", "never")
        offline = ran(
            environment, "check", ARTICLE, "--offline", "--format", "json", "--fail-on", "never"
        )
    summary = json.loads(cold.stdout)["summary"]
    assert cold.returncode == 0
    assert 0 < summary["requests"] <= 2.0 * summary["claims"]
    assert json.loads(warm.stdout)["summary"]["requests"] == 0
    verdicts = [[c["verdict"] for c in claims(run)] for run in (cold, warm, offline)]
    assert verdicts[0] == verdicts[1] == verdicts[2]


def test_offline_with_an_empty_cache_is_not_cached_and_exit_three(
    environment: dict[str, str],
) -> None:
    run = ran(environment, "check", ARTICLE, "--offline", "--format", "json")
    assert run.returncode == 3
    assert "not-cached" in {c["unchecked"]["reason"] for c in claims(run) if c["unchecked"]}


def test_a_run_that_is_killed_leaves_a_sound_cache_and_the_next_one_finishes(
    environment: dict[str, str], studies: tuple[Study, ...]
) -> None:
    with EutilsServer(studies, requests_per_second_with_key=None, api_keys=(KEY,)) as server:
        environment |= {"CITECHECK_EUTILS_URL": server.url, "NCBI_API_KEY": KEY}
        for asked in (1, 4, 8):
            before = len(server.requests)
            running = subprocess.Popen(
                [*COMMAND, "check", ARTICLE, "--format", "json"],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )
            while running.poll() is None and len(server.requests) - before < asked:
                time.sleep(0.01)
            running.send_signal(signal.SIGKILL)
            running.wait()
        whole = ran(environment, "check", ARTICLE, "--format", "json", "--fail-on", "never")
        fresh = environment | {"CITECHECK_CACHE_DIR": environment["HOME"] + "/fresh"}
        unbroken = ran(fresh, "check", ARTICLE, "--format", "json", "--fail-on", "never")
    assert whole.returncode == 0
    assert [c["verdict"] for c in claims(whole)] == [c["verdict"] for c in claims(unbroken)]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a shell runs in the background ignores Ctrl-C, and so would the programs it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("kind", ["stall", "rate-limit-with-wait"])
def test_ctrl_c_waits_for_no_server_and_keeps_what_was_answered(
    environment: dict[str, str],
    studies: tuple[Study, ...],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    busy = swap.STATUSES["rate-limit"]
    monkeypatch.setitem(
        swap.STATUSES, "rate-limit-with-wait", lambda r: busy(r).with_headers(Retry_After="30")
    )
    claims = ["--claim", "Ketamine relieves depression.", "--claim", "Zinc shortens colds."]
    cache = ReplyCache(reply_folder(Path(environment["CITECHECK_CACHE_DIR"])))
    with EutilsServer(studies, requests_per_second=None) as server:
        environment["CITECHECK_EUTILS_URL"] = server.url
        server.strike(Fault(kind, "headers", when=_is_of_zinc, pause_s=600.0))
        running = subprocess.Popen(
            [*COMMAND, "check", *claims, "--format", "json"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
        )
        while not (server.struck and cache.info().entries):
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        said, log = running.communicate()
        assert (running.returncode, said, log.strip()) == (130, "", "citecheck: Interrupted.")
        assert len(server.struck) == 1, "it asked once more before it ended"
        asked = len(server.requests)
        server.heal()
        assert ran(environment, "check", *claims[:2]).returncode in (0, 1)
        assert [r.utility for r in server.requests[asked:]] == ["efetch"]
    cache.close()


def _is_of_zinc(request: Request) -> bool:
    return "zinc" in request.params.get("term", "")


def test_no_key_and_no_email_in_any_output_or_file(
    environment: dict[str, str], studies: tuple[Study, ...], tmp_path: Path
) -> None:
    with EutilsServer(studies, requests_per_second_with_key=None, api_keys=(KEY,)) as server:
        environment |= {
            "CITECHECK_EUTILS_URL": server.url,
            "NCBI_API_KEY": KEY,
            "NCBI_EMAIL": EMAIL,
        }
        told = ran(environment, "check", ARTICLE, "--format", "json", "--verbose")
        assert any(r.params.get("api_key") == KEY for r in server.requests)
    assert KEY not in told.stdout + told.stderr
    assert EMAIL not in told.stdout + told.stderr
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert KEY.encode() not in file.read_bytes()
        assert EMAIL.encode() not in file.read_bytes()


def test_a_dry_run_asks_nothing_and_says_what_it_would_ask(
    environment: dict[str, str], studies: tuple[Study, ...]
) -> None:
    with EutilsServer(studies) as server:
        environment["CITECHECK_EUTILS_URL"] = server.url
        run = ran(environment, "check", ARTICLE, "--dry-run")
        assert server.requests == ()
    assert run.returncode == 0
    assert '"Ketamine"[mh]' in run.stdout
    assert "searches and one request for every 200 records" in run.stdout


def test_the_cache_can_be_shown_and_emptied(
    environment: dict[str, str], studies: tuple[Study, ...]
) -> None:
    with EutilsServer(studies, requests_per_second_with_key=None, api_keys=(KEY,)) as server:
        environment |= {"CITECHECK_EUTILS_URL": server.url, "NCBI_API_KEY": KEY}
        ran(environment, "check", "--claim", "Ketamine relieves migraine.", "--format", "json")
    assert not ran(environment, "cache", "info").stdout.startswith("0 ")
    assert "replies forgotten" in ran(environment, "cache", "clear").stdout
    assert ": 0 replies" in ran(environment, "cache", "info").stdout
