from __future__ import annotations

import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from citecheck.errors import ConfigError, JudgeError
from citecheck.judges.network import Network, softmax
from tests.judges.small import LABELS, write_model


@pytest.mark.parametrize("labels", list(permutations(LABELS)))
def test_outputs_are_read_in_the_order_that_the_config_gives(
    tmp_path: Path, labels: tuple[str, ...]
) -> None:
    network = Network(write_model(tmp_path, labels=labels), "model:x")
    assert network.read("It helped them", "a claim").supports > 0.9
    assert network.read("It harmed them", "a claim").contradicts > 0.9
    assert network.read("It was there", "a claim").silent > 0.5


def test_the_three_odds_add_up_to_one(tmp_path: Path) -> None:
    odds = Network(write_model(tmp_path), "model:x").read("helped harmed", "claim")
    assert odds.supports + odds.contradicts + odds.silent == pytest.approx(1)


@pytest.mark.parametrize(
    "labels",
    [
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "not_entailment"),
        ("entailment", "entailment", "neutral"),
    ],
)
def test_labels_that_are_not_the_three_stances_are_refused(
    tmp_path: Path, labels: tuple[str, ...]
) -> None:
    with pytest.raises(ConfigError, match="id2label"):
        Network(write_model(tmp_path, labels=labels), "model:x")


def test_a_temperature_in_the_config_softens_the_odds(tmp_path: Path) -> None:
    plain = Network(write_model(tmp_path / "a"), "model:a").read("helped", "claim")
    soft = Network(write_model(tmp_path / "b", temperature=4.0), "model:b").read("helped", "claim")
    assert soft.supports < plain.supports


def test_a_passage_longer_than_the_model_reads_is_cut_at_its_end(tmp_path: Path) -> None:
    network = Network(write_model(tmp_path, max_tokens=16), "model:x")
    assert network.read("helped " + "so " * 5000, "claim").supports > 0.9
    assert network.read("so " * 5000 + "helped", "claim").supports < 0.5


def test_a_claim_longer_than_the_model_reads_is_cut_too(tmp_path: Path) -> None:
    network = Network(write_model(tmp_path, max_tokens=16), "model:x")
    assert network.read("helped", "word " * 5000).supports > 0.5


def test_scores_that_are_no_numbers_are_a_pair_that_could_not_be_judged(tmp_path: Path) -> None:
    network = Network(write_model(tmp_path), "model:x")
    with pytest.raises(JudgeError):
        network.read("broken", "claim")


def test_a_pair_gives_the_same_odds_whatever_was_read_before(tmp_path: Path) -> None:
    network = Network(write_model(tmp_path), "model:x")
    first = network.read("helped a little", "claim")
    network.read("harmed " * 40, "another claim")
    assert network.read("helped a little", "claim") == first


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_damaged_file_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    folder = write_model(tmp_path)
    (folder / name).write_bytes(b"\x00not this")
    with pytest.raises(ConfigError):
        Network(folder, "model:x")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_missing_file_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    folder = write_model(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ConfigError):
        Network(folder, "model:x")


def test_the_graph_may_lie_in_a_folder_of_its_own(tmp_path: Path) -> None:
    folder = write_model(tmp_path)
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert Network(folder, "model:x").read("helped", "claim").supports > 0.9


@pytest.mark.parametrize("types", [False, True])
def test_a_tokenizer_of_sentencepiece_is_read_and_token_types_are_given_where_wanted(
    tmp_path: Path, *, types: bool
) -> None:
    wanted = ("input_ids", "attention_mask", *(["token_type_ids"] if types else []))
    folder = write_model(tmp_path, inputs=wanted)
    marks = [("[UNK]", -9.0), ("[CLS]", 0.0), ("[SEP]", 0.0)]
    pieces = [*marks, *((f"▁{word}", -1.0) for word in ("helped", "harmed", "broken"))]
    tokenizer = Tokenizer(Unigram(pieces, unk_id=0))
    tokenizer.pre_tokenizer = Metaspace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    network = Network(folder, "model:x")
    assert network.read("it helped", "claim").supports > 0.9
    assert network.read("it harmed", "claim").contradicts > 0.9


def test_an_input_that_nobody_can_fill_is_refused(tmp_path: Path) -> None:
    folder = write_model(tmp_path, inputs=("input_ids", "pixel_values"))
    with pytest.raises(ConfigError, match="pixel_values"):
        Network(folder, "model:x")


def test_an_input_whose_name_is_no_text_is_a_model_that_cannot_be_loaded(tmp_path: Path) -> None:
    folder = write_model(tmp_path, inputs=("input_ids", "pixel_values"))
    graph = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(graph.replace(b"pixel_values", b"pixel_\xff\xfelues"))
    with pytest.raises(ConfigError, match="cannot be loaded"):
        Network(folder, "model:x")


def test_an_input_of_any_name_is_told_in_one_sentence(tmp_path: Path) -> None:
    folder = write_model(tmp_path, inputs=("input_ids", "pixel\n" * 900))
    with pytest.raises(ConfigError) as refused:
        Network(folder, "model:x")
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300 + len(str(folder))


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_without_its_packages_the_judge_says_what_to_install(
    tmp_path: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_model(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigError, match=r"install 'citecheck-pubmed\[model\]'"):
        Network(folder, "model")


def test_softmax_does_not_overflow() -> None:
    assert softmax([9000.0, 0.0, 0.0])[0] == pytest.approx(1)


@pytest.mark.parametrize(
    "told",
    [
        {"temperature": 0},
        {"temperature": -1.0},
        {"temperature": "warm"},
        {"temperature": True},
        {"max_tokens": 0},
        {"max_tokens": "all"},
        {"max_tokens": 10**9},
    ],
)
def test_a_config_that_asks_for_nonsense_is_refused(tmp_path: Path, told: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=next(iter(told))):
        Network(write_model(tmp_path, **told), "model:x")


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"a": "' + b"x" * 2_000_000 + b'"}', b"[]"])
def test_a_config_that_is_hostile_is_refused(tmp_path: Path, data: bytes) -> None:
    (write_model(tmp_path) / "config.json").write_bytes(data)
    with pytest.raises(ConfigError):
        Network(tmp_path, "model:x")
