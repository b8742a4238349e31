"""Which files of a model are read, be they in a folder or on a hub. Pure.

Only weights that hold numbers and nothing else are read: a graph in ONNX, or tensors in
safetensors. Pickled weights can run code on loading, and programs beside a model are never run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import Literal, NamedTuple

from citecheck.errors import ConfigError

_GRAPHS = ("model.onnx", "onnx/model.onnx")
_TENSORS = "model.safetensors"
_INDEX = f"{_TENSORS}.index.json"
_SHARD = re.compile(r"model-[0-9]{5}-of-[0-9]{5}\.safetensors")
_PICKLED = re.compile(r".*\.(?:bin|pt|pth|pkl|pickle|ckpt|h5|msgpack)")
_CONFIG = "config.json"
_TOKENIZER = "tokenizer.json"
_OF_TOKENIZERS = (
    _TOKENIZER, "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "vocab.txt", "vocab.json", "merges.txt", "spm.model", "sentencepiece.bpe.model",
)  # fmt: skip


class ModelFiles(NamedTuple):
    """The files to read, as paths in the model's folder, and what the weights are in."""

    kind: Literal["onnx", "safetensors"]
    names: tuple[str, ...]


def files_of(names: Collection[str], where: str) -> ModelFiles:
    """The files of a model to read among those there are: the graph in ONNX where there is one.

    Raises: ConfigError in one sentence if there is no model in a form that is read.
    """
    if _CONFIG not in names:
        raise ConfigError(f"There is no model in {where}: it has no config.json.")
    graph = next((name for name in _GRAPHS if name in names), None)
    if graph and _TOKENIZER in names:
        beside = [f"{graph}_data"] if f"{graph}_data" in names else []
        return ModelFiles("onnx", (_CONFIG, _TOKENIZER, graph, *beside))
    tensors = [name for name in names if _SHARD.fullmatch(name)] if _INDEX in names else []
    tensors = [_TENSORS] if _TENSORS in names else [_INDEX, *sorted(tensors)] if tensors else []
    told = [name for name in _OF_TOKENIZERS if name in names]
    if tensors and told:
        return ModelFiles("safetensors", (_CONFIG, *told, *tensors))
    if graph:
        raise ConfigError(f"The model in {where} has no tokenizer.json.")
    if tensors:
        raise ConfigError(f"The model in {where} has no tokenizer.")
    if any(_PICKLED.fullmatch(name) for name in names):
        raise ConfigError(
            f"The model in {where} has only pickled weights, which could run code; "
            "citecheck reads model.onnx and model.safetensors."
        )
    raise ConfigError(f"There is no model.onnx and no model.safetensors in {where}.")


def listed(folder: Path) -> tuple[str, ...]:
    """The names of the files in a model's folder, and in the folder onnx within it."""
    found = [*folder.glob("*"), *folder.glob("onnx/*")]
    return tuple(sorted(str(p.relative_to(folder).as_posix()) for p in found if p.is_file()))


def digest_of(folder: Path, names: Collection[str]) -> str:
    """Twelve digits that tell this model from any other."""
    whole = hashlib.sha256()
    for name in sorted(names):
        with (folder / name).open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:12]
