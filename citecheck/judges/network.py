"""A sequence-classification network in ONNX: evidence and claim in, three probabilities out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

from citecheck.errors import ConfigError, JudgeError

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_PLACES = ("model.onnx", "onnx/model.onnx")
_MEANINGS = {
    "entailment": "supports", "entail": "supports", "support": "supports", "supports": "supports",
    "contradiction": "contradicts", "contradict": "contradicts", "contradicts": "contradicts",
    "refutes": "contradicts", "neutral": "silent", "silent": "silent",
}  # fmt: skip
_MAX_TOKENS = 256
_LONGEST_CONFIG = 1_000_000
_LONGEST_NAME = 60
_MISSING = "The judge {name!r} needs more: pip install 'citecheck-pubmed[model]'."


@dataclass(frozen=True, slots=True)
class Odds:
    """How a passage stands to a claim; the three add up to 1."""

    supports: float
    contradicts: float
    silent: float


class Network:
    """One network with its tokenizer, read from a folder in the layout of transformers.

    The folder holds `model.onnx` (or `onnx/model.onnx`), `tokenizer.json` and `config.json`,
    whose `id2label` must name entailment, contradiction and neutral. Pairs are read one at a
    time on one thread: int8 scores can depend on what else is in a batch.
    Raises: ConfigError where the folder or the packages that read it are not usable.
    """

    def __init__(self, folder: Path, name: str) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ConfigError(_MISSING.format(name=name)) from error
        self._manner = manner_of(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(_model_file(folder)), options, providers=["CPUExecutionProvider"]
            )
            self._inputs = [given.name for given in self._session.get_inputs()]
        except ConfigError:
            raise
        except Exception as error:  # both libraries raise bare types of their own
            raise ConfigError(f"The model in {folder} cannot be loaded.") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self._manner.max_tokens, strategy="longest_first")
        unknown = [name for name in self._inputs if name not in _INPUTS]
        if unknown:
            wanted = " ".join(unknown[0].split())[:_LONGEST_NAME]
            raise ConfigError(f"The model in {folder} wants an input that is unknown: {wanted}.")

    def read(self, passage: str, claim: str) -> Odds:
        """The odds of one pair. Raises: JudgeError where the network gives no usable answer."""
        import numpy

        try:
            encoded = self._tokenizer.encode(passage, claim)
            values = (encoded.ids, encoded.attention_mask, encoded.type_ids)
            given = dict(zip(_INPUTS, values, strict=True))
            feed = {name: numpy.array([given[name]], dtype=numpy.int64) for name in self._inputs}
            scores = [float(score) for score in self._session.run(None, feed)[0][0]]
        except Exception as error:  # both libraries raise bare types of their own
            raise JudgeError("The model failed on this pair.") from error
        return self._manner.odds(scores)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a model is to be read: what its outputs mean, and how much it reads of a pair."""

    order: tuple[str, ...]
    temperature: float
    max_tokens: int

    def odds(self, scores: list[float]) -> Odds:
        """The odds that raw scores mean. Raises: JudgeError if they are no usable ones."""
        if len(scores) != len(self.order) or not all(abs(score) < 1e4 for score in scores):
            raise JudgeError("The model gave no usable scores for this pair.")
        shares = softmax([score / self.temperature for score in scores])
        return Odds(**dict(zip(self.order, shares, strict=True)))


def manner_of(folder: Path) -> Manner:
    """What config.json in a model's folder says of reading it: `id2label`, and if it has them
    `temperature` (1 if not) and `max_tokens` (256 if not).

    Raises: ConfigError if there is no such file, or it says something else.
    """
    config = _config(folder)
    order = label_order(config, folder)
    temperature, most = config.get("temperature", 1.0), config.get("max_tokens", _MAX_TOKENS)
    if not (type(temperature) in (int, float) and 0.01 <= temperature <= 100):
        raise ConfigError(f"The temperature in config.json in {folder} is not from 0.01 to 100.")
    if not (type(most) is int and 16 <= most <= 8192):
        raise ConfigError(f"max_tokens in config.json in {folder} is not from 16 to 8192.")
    return Manner(order, float(temperature), most)


def softmax(scores: list[float]) -> list[float]:
    """Shares that add up to 1."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def label_order(config: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """The stance that each output stands for. Raises: ConfigError if it is not one of each."""
    names = config.get("id2label")
    if isinstance(names, dict) and all(str(i) in names for i in range(len(names))):
        found = [_MEANINGS.get(str(names[str(i)]).lower(), "") for i in range(len(names))]
        if sorted(found) == ["contradicts", "silent", "supports"]:
            return tuple(found)
    raise ConfigError(
        f"config.json in {folder} must name three labels in id2label: "
        "entailment, contradiction and neutral."
    )


def _config(folder: Path) -> dict[str, Any]:
    try:
        with (folder / "config.json").open("rb") as file:
            config = json.loads(file.read(_LONGEST_CONFIG))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"There is no model with a readable config.json in {folder}.") from error
    if not isinstance(config, dict):
        raise ConfigError(f"config.json in {folder} is not a JSON object.")
    return config


def _model_file(folder: Path) -> Path:
    for place in _PLACES:
        if (folder / place).is_file():
            return folder / place
    raise ConfigError(f"There is no model.onnx in {folder}.")
