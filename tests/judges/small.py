"""A small model folder: a network that adds up what each word says, in real ONNX files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

LABELS = ("entailment", "contradiction", "neutral")
_WORDS = {
    "[UNK]": (0.0, 0.0, 0.1), "[CLS]": (0.0, 0.0, 0.5), "[SEP]": (0.0, 0.0, 0.0),
    "helped": (9.0, 0.0, 0.0), "harmed": (0.0, 9.0, 0.0), "broken": (float("nan"), 0.0, 0.0),
}  # fmt: skip


def write_model(
    folder: Path,
    *,
    labels: tuple[str, ...] = LABELS,
    inputs: tuple[str, ...] = ("input_ids", "attention_mask"),
    **config: Any,
) -> Path:
    """A folder with model.onnx, tokenizer.json and config.json.

    "helped" in a pair says the label that is first in `LABELS`, "harmed" the second, "broken"
    gives no number; `labels` is the order in which the outputs are said to stand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    columns = [LABELS.index(label) if label in LABELS else i for i, label in enumerate(labels)]
    table = numpy.array(list(_WORDS.values()), dtype=numpy.float32)[:, columns]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", inputs[0]], ["rows"], axis=0),
            helper.make_node("ReduceSum", ["rows", "axis"], ["logits"], keepdims=0),
        ],
        "words",
        [helper.make_tensor_value_info(i, TensorProto.INT64, ["n", "tokens"]) for i in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", len(columns)])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(numpy.array([1], dtype=numpy.int64), "axis"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(WordLevel({w: i for i, w in enumerate(_WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    told = {"id2label": {str(i): label for i, label in enumerate(labels)}, **config}
    (folder / "config.json").write_text(json.dumps(told), "utf-8")
    return folder
