"""A sequence-classification network from its weights alone, by transformers and torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from citecheck.errors import ConfigError, JudgeError
from citecheck.judges.network import Odds, manner_of

_MISSING = (
    "The judge {name!r} has no model.onnx: pip install 'citecheck-pubmed[transformers]' to read it."
)


class WeightsNetwork:
    """One network with its tokenizer, read from a folder in the layout of transformers.

    The folder holds `config.json` as `Network` wants it, `model.safetensors` and a tokenizer.
    The architecture is one that transformers knows: no code beside the model is run, and no
    pickled file is opened. A model whose weights do not cover all of it is refused, since the
    rest would be chance.
    Raises: ConfigError where the folder or the packages that read it are not usable.
    """

    def __init__(self, folder: Path, name: str) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise ConfigError(_MISSING.format(name=name)) from error
        self._torch = torch
        self._manner = manner_of(folder)
        plainly = {"trust_remote_code": False, "local_files_only": True}
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder, **plainly)
            model, told = transformers.AutoModelForSequenceClassification.from_pretrained(
                folder, use_safetensors=True, output_loading_info=True, **plainly
            )
        except Exception as error:  # transformers raises bare types of many libraries
            raise ConfigError(f"The model in {folder} cannot be loaded.") from error
        lacking = sorted({name for name, _ in model.named_parameters()} & set(told["missing_keys"]))
        if lacking:
            raise ConfigError(f"The model in {folder} has no trained weights for {lacking[0]}.")
        self._model: Any = model.float().eval()

    def read(self, passage: str, claim: str) -> Odds:
        """The odds of one pair. Raises: JudgeError where the network gives no usable answer."""
        try:
            encoded = self._tokenizer(
                passage,
                claim,
                truncation="longest_first",
                max_length=self._manner.max_tokens,
                return_tensors="pt",
            )
            with self._torch.inference_mode():
                scores = [float(score) for score in self._model(**encoded).logits[0]]
        except Exception as error:  # transformers raises bare types of many libraries
            raise JudgeError("The model failed on this pair.") from error
        return self._manner.odds(scores)
