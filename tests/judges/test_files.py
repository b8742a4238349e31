"""Which files make a model, and which are never touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.errors import ConfigError
from citecheck.judges.files import digest_of, files_of, listed
from citecheck.judges.hub import hub_id

CONFIG = ("config.json", "tokenizer.json")


@pytest.mark.parametrize(
    ("names", "kind", "read"),
    [
        (("model.onnx",), "onnx", ("model.onnx",)),
        (("onnx/model.onnx", "model.safetensors"), "onnx", ("onnx/model.onnx",)),
        (
            ("onnx/model.onnx", "onnx/model.onnx_data", "onnx/model_int8.onnx"),
            "onnx",
            ("onnx/model.onnx", "onnx/model.onnx_data"),
        ),
        (("model.safetensors", "pytorch_model.bin"), "safetensors", ("model.safetensors",)),
        (("model.safetensors", "modeling.py", "run.sh"), "safetensors", ("model.safetensors",)),
        (
            (
                "model-00002-of-00002.safetensors",
                "model-00001-of-00002.safetensors",
                "model.safetensors.index.json",
            ),
            "safetensors",
            (
                "model.safetensors.index.json",
                "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors",
            ),
        ),
    ],
)
def test_the_graph_is_read_where_there_is_one_else_the_tensors(
    names: tuple[str, ...], kind: str, read: tuple[str, ...]
) -> None:
    found = files_of((*CONFIG, *names), "x")
    assert (found.kind, found.names) == (kind, (*CONFIG, *read))


def test_tensors_can_do_with_a_tokenizer_of_another_form() -> None:
    found = files_of(("config.json", "spm.model", "model.safetensors", "model.onnx"), "x")
    assert found == ("safetensors", ("config.json", "spm.model", "model.safetensors"))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "no config.json"),
        (("model.onnx", "tokenizer.json"), "no config.json"),
        (("config.json", "model.onnx"), "no tokenizer.json"),
        (("config.json", "model.safetensors"), "no tokenizer"),
        ((*CONFIG, "pytorch_model.bin"), "pickled"),
        ((*CONFIG, "model.safetensors.index.json", "weights.ckpt"), "pickled"),
        (CONFIG, "no model.onnx and no model.safetensors"),
        ((*CONFIG, "onnx/model_int8.onnx"), "no model.onnx"),
    ],
)
def test_what_is_no_model_is_one_clear_sentence(names: tuple[str, ...], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        files_of(names, "x")


def test_a_folder_is_listed_with_the_folder_of_its_graph(tmp_path: Path) -> None:
    (tmp_path / "onnx").mkdir()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in ("config.json", "onnx/model.onnx", "deep/er/x.bin"):
        (tmp_path / name).write_text("x")
    assert listed(tmp_path) == ("config.json", "onnx/model.onnx")


def test_one_changed_byte_of_any_file_is_another_model(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    before = digest_of(tmp_path, ("a", "b"))
    assert digest_of(tmp_path, ("b", "a")) == before
    (tmp_path / "b").write_text("c")
    assert digest_of(tmp_path, ("a", "b")) != before
    assert len(before) == 12


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("org/name", "org/name"),
        ("Org-1/nli.v3_small@main", "Org-1/nli.v3_small"),
        ("org/name@v1", "org/name@v1"),
        ("org/name@refs/pr/2", "org/name@refs/pr/2"),
    ],
)
def test_an_id_of_a_hub_is_taken_apart(text: str, shown: str) -> None:
    assert str(hub_id(text)) == shown


@pytest.mark.parametrize(
    "text",
    ["", "name", "a/b/c", "/org/name", "./name", "../name", "org/..", "org/name@a..b", "org/na me",
     "org/name@", "~/name", "https://x.example/org/name", "org/näme", "org/name\n"],
)  # fmt: skip
def test_what_is_no_id_is_none(text: str) -> None:
    assert hub_id(text) is None
