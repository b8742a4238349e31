"""A trained checkpoint as the files that ship: int8 ONNX, tokenizer, config, checksums."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.network import CrossEncoder, load_base

_MOST_TOKENS = 256
_FILES = ("model.onnx", "tokenizer.json", "config.json")


def export(base: Path, checkpoint: Path, folder: Path, version: str) -> None:
    """Write the files of one checkpoint to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model, _ = load_base(base)
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    exact = folder / "exact.onnx"
    to_onnx(model.eval(), exact)
    prepared = folder / "prepared.onnx"
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
    # 7-bit weights: sums of 8-bit ones overflow on processors without VNNI, unseen.
    quantize_dynamic(
        str(prepared),
        str(folder / "model.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )
    prepared.unlink()
    exact.unlink()
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    labels = {"0": "entailment", "1": "contradiction", "2": "neutral"}
    config = {"model_type": "bert", "id2label": labels, "max_tokens": _MOST_TOKENS}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    lines = [f'version = "{version}"', "", "[sha256]"]
    lines += [
        f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"'
        for name in _FILES
    ]
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n", "utf-8")


def to_onnx(model: CrossEncoder, path: Path) -> None:
    """The network as an fp32 graph with free batch and length."""
    example = torch.ones((1, 8), dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        model,
        (example, example, torch.zeros_like(example)),
        str(path),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={**dict.fromkeys(names, axes), "logits": {0: "pairs"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Export one checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=main.__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--version", default="1")
    given = parser.parse_args()
    export(given.base, given.checkpoint, given.to, given.version)


if __name__ == "__main__":
    main()
