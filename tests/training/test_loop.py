from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch, which the checks do not install")
transformers = pytest.importorskip("transformers", reason="training needs transformers")

from training.loop import Plan, batches_of, train  # noqa: E402
from training.network import CrossEncoder, load_base  # noqa: E402
from training.pairs import Pair  # noqa: E402

PAIRS = [
    Pair("it helped them all", "it helped", "SUPPORT", "made"),
    Pair("it harmed them", "it helped", "CONTRADICT", "made"),
    Pair("they were there", "it helped", "NEUTRAL", "made"),
] * 4
PLAN = Plan(name="smoke", seed=1, epochs=1, batch=6, rate=1e-3, max_tokens=16, checkpoint_every=1)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A tiny random BERT in the transformers layout."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "it", "helped", "harmed", "they"]
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(words), "utf-8")
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=32,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(folder)
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def _weights(model: CrossEncoder) -> list[float]:
    return [float(parameter.detach().sum()) for parameter in model.parameters()]


def test_two_steps_move_the_encoder_and_leave_the_word_embeddings(
    base: Path, tmp_path: Path
) -> None:
    model, tokenizer = load_base(base)
    words = model.encoder.embeddings.word_embeddings.weight.detach().clone()
    before = _weights(model)
    train(model, tokenizer, PAIRS, PLAN, tmp_path / "work")
    assert _weights(model) != before
    assert torch.equal(model.encoder.embeddings.word_embeddings.weight, words)


def test_a_finished_stage_is_taken_up_and_not_trained_again(base: Path, tmp_path: Path) -> None:
    model, tokenizer = load_base(base)
    train(model, tokenizer, PAIRS, PLAN, tmp_path / "work")
    again, tokenizer = load_base(base)
    train(again, tokenizer, PAIRS, PLAN, tmp_path / "work")
    assert _weights(again) == _weights(model)


def test_a_stage_may_end_before_its_pairs_do(base: Path, tmp_path: Path) -> None:
    model, tokenizer = load_base(base)
    train(model, tokenizer, PAIRS, replace(PLAN, stop=1), tmp_path / "work")
    assert torch.load(tmp_path / "work" / "smoke.pt", weights_only=True)["step"] == 1


def test_batches_hold_every_pair_once_and_alike_for_a_seed() -> None:
    lengths = [(7 * n) % 50 for n in range(103)]
    batches = batches_of(lengths, 8, seed=4)
    assert sorted(i for batch in batches for i in batch) == list(range(103))
    assert batches == batches_of(lengths, 8, seed=4)
