"""The cross-encoder: a small BERT that reads evidence and claim together."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoTokenizer, BertModel, PreTrainedTokenizerBase


class CrossEncoder(nn.Module):  # type: ignore[misc,unused-ignore]  # torch may be missing
    """Logits for SUPPORT, CONTRADICT, NEUTRAL from the first token and the mean of all."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(2 * encoder.config.hidden_size, 3)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        seen = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * seen).sum(1) / seen.sum(1)
        return self.classify(self.dropout(torch.cat((hidden[:, 0], mean), dim=-1)))


def load_base(folder: Path) -> tuple[CrossEncoder, PreTrainedTokenizerBase]:
    """The encoder of a checkpoint in the transformers layout, with a new head.

    The word embeddings stay as they are: rare names of drugs keep what pretraining gave them.
    """
    config = AutoConfig.from_pretrained(folder, attn_implementation="eager")
    encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return CrossEncoder(encoder), AutoTokenizer.from_pretrained(folder)
