"""What judges read: a language model's answers, and the folder of a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from citecheck.errors import ConfigError, JudgeError
from tests.fuzz.target import Target

_LINES: Final = (
    "Ketamine helped 12 of 20 people with migraine.",
    "It was no better than placebo after a week.",
)
_ANSWER: Final = (
    b'{"rationale": ', b'[{"sentence": 1, "quote": "Ketamine helped"}]', b'"mixed": false',
    b'"label": ', b'"probability": ', b"0.9", b"1e999", b"NaN", b"true", b'"supports"',
    b"```json\n", b"```", b"</think>", b"<think>", b"null", b"[]",
    b'"sentence": 99999999999999999999', b"\\ud800", b'"choices": ', b"{", b'"message": ',
    b'"content": ', b'"usage": {"prompt_tokens": 1, "completion_tokens": 2}', b"}", b",",
    b'"finish_reason": "length"', b'"refusal": "no"', b"-1",
)  # fmt: skip
_CONFIG: Final = (
    b'"id2label": ', b'{"0": "entailment", "1": "neutral", "2": "contradiction"}',
    b'"temperature": ', b'"max_tokens": ', b"1e999", b"NaN", b"true", b"null", b"-1",
    b"99999999999999999999", b"[" * 3_000, b'"3": "a"', b"{}", b'""',
)  # fmt: skip


def _answer(data: bytes) -> object:
    from citecheck.judges.llm.answer import read_answer

    found = read_answer(data.decode("utf-8", "replace"), _LINES)
    assert 0.0 <= found.probability <= 1.0
    assert all(1 <= quoted.sentence <= len(_LINES) for quoted in found.rationale)
    return found


def _completion(data: bytes) -> object:
    from citecheck.judges.llm.wire import read_content, read_usage

    usage = read_usage(data)
    assert usage is None or all(count >= 0 for count in usage)
    return read_content(data)


def _config(data: bytes) -> object:
    from citecheck.judges.network import manner_of

    with TemporaryDirectory() as name:
        (Path(name) / "config.json").write_bytes(data)
        manner = manner_of(Path(name))
    return manner.odds([1.0, 2.0, 3.0])


def _folder(data: bytes) -> object:
    """A model's folder with one of its files replaced: the first byte says which."""
    from citecheck.judges.network import Network

    names = ("tokenizer.json", "model.onnx", "config.json")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in _model().items():
            (folder / file).write_bytes(content)
        if data:
            (folder / names[data[0] % len(names)]).write_bytes(data[1:])
        return Network(folder, "model:a").read("Ketamine helped.", "Ketamine helps.")


def _receipt(data: bytes) -> object:
    """What says that a model of a hub was fetched whole, as a stranger wrote it."""
    from citecheck.judges.hub import fetch, hub_id

    wanted = hub_id("org/name")
    assert wanted is not None
    with TemporaryDirectory() as name:
        home = Path(name) / "models--org--name"
        home.mkdir()
        (home / "fetched-main.json").write_bytes(data)
        kept = home / "snapshots" / ("a" * 40)
        kept.mkdir(parents=True)
        for file in ("config.json", "tokenizer.json", "model.onnx"):
            (kept / file).write_bytes(b"{}")
        return fetch(wanted, Path(name), offline=True, refresh=False)


@cache
def _model() -> dict[str, bytes]:
    from tests.judges.small import write_model

    with TemporaryDirectory() as name:
        folder = write_model(Path(name))
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _answer_seeds() -> Iterator[bytes]:
    answer = {
        "rationale": [{"sentence": 1, "quote": "Ketamine helped 12 of 20"}],
        "mixed": False,
        "probability": 0.9,
        "label": "supports",
    }
    yield json.dumps(answer).encode()
    yield b"<think>hm</think>```json\n" + json.dumps(answer).encode() + b"\n```"
    yield b'{"rationale": [], "mixed": false, "probability": 0.5, "label": "silent"}'


def _completion_seeds() -> Iterator[bytes]:
    yield (
        b'{"id": "a", "choices": [{"message": {"role": "assistant", "content": "{}"}, '
        b'"finish_reason": "stop"}], "usage": {"prompt_tokens": 12, "completion_tokens": 3}}'
    )
    yield b'{"choices": [{"message": {"content": null, "refusal": "no"}, "finish_reason": "stop"}]}'


def _config_seeds() -> Iterator[bytes]:
    yield (
        b'{"id2label": {"0": "entailment", "1": "neutral", "2": "CONTRADICTION"}, "temperature": 2,'
        b'"max_tokens": 128, "model_type": "bert"}'
    )


def _folder_seeds() -> Iterator[bytes]:
    for number, name in enumerate(("tokenizer.json", "model.onnx", "config.json")):
        yield bytes((number,)) + _model()[name]


def _receipt_seeds() -> Iterator[bytes]:
    yield b'{"commit": "%s", "files": ["config.json", "tokenizer.json", "model.onnx"]}' % (
        b"a" * 40
    )
    yield b'{"commit": "../../%s", "files": ["/etc/passwd"]}' % (b"a" * 34)


TARGETS: Final = (
    Target("llm-answer", _answer, _answer_seeds, (JudgeError,), _ANSWER),
    Target("llm-completion", _completion, _completion_seeds, (JudgeError,), _ANSWER),
    Target("model-config", _config, _config_seeds, (ConfigError, JudgeError), _CONFIG),
    Target(
        "model-folder",
        _folder,
        _folder_seeds,
        (ConfigError, JudgeError),
        _CONFIG,
        weight=2,
        repeats=False,
    ),
    Target(
        "model-receipt",
        _receipt,
        _receipt_seeds,
        (ConfigError,),
        (b'"commit": ', b'"files": ', b"..", b"/", b"[]", b"null", b"\\u0000"),
        weight=1,
    ),
)
