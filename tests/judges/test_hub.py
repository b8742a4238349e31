"""Models of a hub, fetched by the real client from a hub on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import huggingface_hub
import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError
from citecheck.judges.hub import MOST_BYTES, Fetched, fetch, hub_id
from citecheck.judges.open import open_judge
from citecheck.model.settings import Settings
from tests.judges.hub import COMMIT, HubServer
from tests.judges.small import write_model

Fetch = Callable[..., Fetched]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubServer]:
    """A hub with `org/nli` (ONNX and more), `org/tensors` and `org/pickled`."""
    graph = write_model(tmp_path / "repos" / "nli")
    (graph / "onnx").mkdir()
    (graph / "model.onnx").rename(graph / "onnx" / "model.onnx")
    tensors = write_model(tmp_path / "repos" / "tensors")
    (tensors / "model.onnx").rename(tensors / "model.safetensors")
    pickled = write_model(tmp_path / "repos" / "pickled")
    (pickled / "model.onnx").rename(pickled / "pytorch_model.bin")
    for folder in (graph, tensors):
        (folder / "pytorch_model.bin").write_bytes(b"\x80\x04N.")
        (folder / "modeling_evil.py").write_text("raise SystemExit('run')")
    repos = {"org/nli": graph, "org/tensors": tensors, "org/pickled": pickled}
    with HubServer(repos) as server:
        yield server


@pytest.fixture
def get(hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """`fetch` from that hub into a folder of the test's."""
    # The client reads HF_ENDPOINT when it is imported; the command below meets it as a user does.
    real = huggingface_hub.HfApi
    download = huggingface_hub.hf_hub_download
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: real(endpoint=hub.url, token=False))
    monkeypatch.setattr(
        huggingface_hub,
        "hf_hub_download",
        lambda *args, **how: download(*args, endpoint=hub.url, token=False, **how),
    )

    def ask(name: str, *, offline: bool = False, refresh: bool = False) -> Fetched:
        wanted = hub_id(name)
        assert wanted is not None
        return fetch(wanted, tmp_path / "models", offline=offline, refresh=refresh)

    return ask


def test_a_model_is_fetched_with_the_files_that_are_read_and_no_other(
    hub: HubServer, get: Fetch
) -> None:
    found = get("org/nli")
    assert found.commit == COMMIT
    names = {p.relative_to(found.folder).as_posix() for p in found.folder.rglob("*.*")}
    assert names == hub.fetched == {"config.json", "tokenizer.json", "onnx/model.onnx"}


def test_what_was_fetched_is_used_again_without_asking(hub: HubServer, get: Fetch) -> None:
    first = get("org/nli")
    asked = len(hub.requests)
    hub.status = 500
    assert get("org/nli") == first
    assert get("org/nli", offline=True) == first
    assert get("org/nli", offline=True, refresh=True) == first
    assert len(hub.requests) == asked


def test_refresh_asks_for_the_newest_commit(hub: HubServer, get: Fetch) -> None:
    get("org/nli")
    hub.commit = "f" * 40
    assert get("org/nli").commit == COMMIT
    assert get("org/nli", refresh=True).commit == "f" * 40
    assert get("org/nli").commit == "f" * 40


def test_a_revision_can_be_named_and_is_kept_apart(hub: HubServer, get: Fetch) -> None:
    assert get(f"org/nli@{COMMIT}").commit == COMMIT
    assert get("org/nli@v1").commit == COMMIT
    assert get("org/nli@v1", offline=True).commit == COMMIT
    with pytest.raises(ConfigError, match="Offline"):
        get("org/nli", offline=True)


def test_refresh_from_a_hub_that_is_down_is_an_error_not_the_old_model(
    hub: HubServer, get: Fetch
) -> None:
    get("org/nli")
    hub.status = 503
    with pytest.raises(ConfigError, match="could not be fetched"):
        get("org/nli", refresh=True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("org/none", "no such model"),
        ("org/nli@v9", "no such revision"),
        ("org/pickled", "pickled"),
    ],
)
def test_what_the_hub_does_not_have_is_one_clear_sentence(get: Fetch, name: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        get(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (403, {"X-Error-Code": "GatedRepo"}, "gated"),
        (429, {}, "could not be fetched"),
        (200, {}, "could not be fetched|no config.json"),
    ],
)
def test_a_hub_that_refuses_or_says_nonsense_is_one_clear_sentence(
    hub: HubServer, get: Fetch, status: int, headers: dict[str, str], said: str
) -> None:
    hub.status, hub.headers = status, headers
    with pytest.raises(ConfigError, match=said):
        get("org/nli")


def test_half_a_file_is_never_taken_for_a_model(hub: HubServer, get: Fetch) -> None:
    hub.cut = 20
    with pytest.raises(ConfigError, match="could not be fetched"):
        get("org/nli")
    with pytest.raises(ConfigError, match="Offline"):
        get("org/nli", offline=True)
    hub.cut = 0
    assert (get("org/nli").folder / "onnx" / "model.onnx").is_file()


def test_a_model_that_is_too_big_is_not_fetched(hub: HubServer, get: Fetch) -> None:
    hub.sizes = {"onnx/model.onnx": MOST_BYTES}
    with pytest.raises(ConfigError, match="too big"):
        get("org/nli")
    assert hub.fetched == set()


def test_without_what_reads_it_nothing_is_fetched(
    hub: HubServer, get: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match=r"install 'citecheck-pubmed\[transformers\]'"):
        get("org/tensors")
    with pytest.raises(ConfigError, match=r"install 'citecheck-pubmed\[model\]'"):
        get("org/nli")
    assert hub.fetched == set()


def test_without_the_client_the_sentence_names_folder_and_extra(
    get: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ConfigError, match=r"no folder 'org/nli'.*citecheck-pubmed\[hub\]"):
        get("org/nli")


@pytest.mark.parametrize(
    "planted",
    [
        b"{",
        b'{"commit": "main", "files": ["config.json", "tokenizer.json", "model.onnx"]}',
        b'{"commit": "../../../../etc", "files": []}',
        json.dumps({"commit": "a" * 40, "files": ["/etc/passwd"]}).encode(),
        json.dumps({"commit": "a" * 40, "files": ["config.json", "tokenizer.json", "model.onnx"]})
        .encode(),
    ],
)  # fmt: skip
def test_a_planted_receipt_is_no_model(hub: HubServer, get: Fetch, planted: bytes) -> None:
    folder = get("org/nli").folder
    [receipt] = folder.parents[1].glob("fetched-*.json")
    receipt.write_bytes(planted)
    with pytest.raises(ConfigError, match="Offline"):
        get("org/nli", offline=True)


def test_the_judge_names_the_model_and_its_commit(
    get: Fetch, lexicon: Lexicon, tmp_path: Path
) -> None:
    judge = open_judge("model:org/nli", lexicon, Settings(cache_dir=tmp_path / "cache"))
    assert (judge.name, judge.version) == ("model:org/nli", COMMIT)


def test_a_folder_wins_over_a_hub(
    hub: HubServer, get: Fetch, lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_model(tmp_path / "org" / "nli")
    judge = open_judge("model:org/nli", lexicon, Settings(cache_dir=tmp_path / "cache"))
    assert judge.name == "model:nli"
    assert hub.requests == []


def test_the_command_fetches_from_the_hub_that_the_environment_names(
    hub: HubServer, tmp_path: Path
) -> None:
    study = {
        "pmid": "7",
        "title": "Ginger for nausea: a trial",
        "abstract": "Ginger helped nausea.",
    }
    (tmp_path / "studies.jsonl").write_text(json.dumps(study), "utf-8")
    command = [
        sys.executable, "-m", "citecheck", "check", "--claim", "Ginger reduces nausea.",
        "--source", "studies.jsonl", "--judge", "model:org/nli", "--format", "json", "--fail-on",
        "never",
    ]  # fmt: skip
    environment = {
        **os.environ,
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(tmp_path / "hf"),
        "CITECHECK_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *more], cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    refused = run("--offline")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Offline, and the model org/nli has not been fetched before." in refused.stderr
    done = run()
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["judge"]["name"] == "model:org/nli"
    assert report["judge"]["version"] == COMMIT
    assert report["documents"][0]["claims"][0]["verdict"] is not None
    asked = len(hub.requests)
    assert run("--offline").returncode == 0
    assert len(hub.requests) == asked
