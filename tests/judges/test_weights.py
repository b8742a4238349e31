"""Models that come as weights alone, read by transformers: small random ones made here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError, JudgeError
from citecheck.judges.open import open_judge
from citecheck.judges.weights import WeightsNetwork
from citecheck.model.evidence import Judgement
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, Study
from tests.judges.small import LABELS

_WHY = "needs the extra transformers (pip install 'citecheck-pubmed[transformers]')"
torch = pytest.importorskip("torch", reason=_WHY)
transformers = pytest.importorskip("transformers", reason=_WHY)

# transformers and torch warn of what they will change; that is not for this project to mend.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

WORDS = ("ginger", "helped", "harmed", "them", "a", "claim", "nausea", "reduces", "study", ".")
SIZES: dict[str, Any] = {
    "vocab_size": 64, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
    "intermediate_size": 16, "max_position_embeddings": 300, "num_labels": 3,
}  # fmt: skip
FAMILIES = {
    "bert": ("BertConfig", {}),
    "roberta": ("RobertaConfig", {"pad_token_id": 1, "type_vocab_size": 1}),
    "deberta-v2": ("DebertaV2Config", {"type_vocab_size": 0, "relative_attention": True}),
}


def _tokenizer(folder: Path, family: str) -> None:
    """tokenizer.json as each family has it: WordPiece, byte-level BPE, or SentencePiece's own."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    start, end = ("<s>", "</s>") if family == "roberta" else ("[CLS]", "[SEP]")
    special = [start, "<pad>" if family == "roberta" else "[PAD]", end]
    unknown = "<unk>" if family == "roberta" else "[UNK]"
    names = [*special, unknown]
    if family == "bert":
        vocabulary = {word: i for i, word in enumerate([*names, *WORDS])}
        tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=unknown))
        tokenizer.normalizer = normalizers.BertNormalizer()
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    elif family == "roberta":
        letters = "abcdefghijklmnopqrstuvwxyz.Ġ"
        tokenizer = Tokenizer(models.BPE({w: i for i, w in enumerate([*names, *letters])}, []))
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    else:
        pieces = [(word, -1.0) for word in names] + [(f"▁{word}", -2.0) for word in WORDS]
        tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    second = f"{end} $B {end}" if family == "roberta" else f"$B:1 {end}:1"
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {second}",
        special_tokens=[(start, 0), (end, 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    classes = {"bert": "BertTokenizer", "roberta": "RobertaTokenizer"}
    told = {
        "tokenizer_class": classes.get(family, "DebertaV2Tokenizer"),
        "unk_token": unknown, "pad_token": special[1], "cls_token": start, "sep_token": end,
        "bos_token": start, "eos_token": end,
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(told), "utf-8")


def write_weights(
    folder: Path,
    family: str = "bert",
    *,
    labels: Sequence[str] = LABELS,
    says: str | None = None,
    headless: bool = False,
    **config: Any,
) -> Path:
    """A random model of a family; with `says` it gives this label whatever it reads."""
    folder.mkdir(parents=True, exist_ok=True)
    kind, more = FAMILIES[family]
    told = getattr(transformers, kind)(
        **SIZES,
        **more,
        id2label=dict(enumerate(labels)),
        label2id={n: i for i, n in enumerate(labels)},
    )
    torch.manual_seed(7)
    maker = transformers.AutoModel if headless else transformers.AutoModelForSequenceClassification
    model = maker.from_config(told)
    if says is not None:
        head = getattr(model.classifier, "out_proj", model.classifier)
        torch.nn.init.zeros_(head.weight)
        with torch.no_grad():
            head.bias.copy_(torch.tensor([6.0 if label == says else 0.0 for label in labels]))
    model.save_pretrained(folder, safe_serialization=True)
    written = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(written | config), "utf-8")
    _tokenizer(folder, family)
    return folder


@pytest.mark.parametrize("family", FAMILIES)
def test_a_model_gives_the_shares_that_transformers_gives(tmp_path: Path, family: str) -> None:
    folder = write_weights(tmp_path, family)
    passage, claim = "a study . ginger helped them .", "ginger reduces nausea ."
    odds = WeightsNetwork(folder, "model:x").read(passage, claim)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder)
    with torch.inference_mode():
        scores = model(**tokenizer(passage, claim, return_tensors="pt")).logits[0]
    shares = torch.softmax(scores, -1).tolist()
    assert [odds.supports, odds.contradicts, odds.silent] == pytest.approx(shares, abs=1e-5)
    assert len(set(shares)) == 3


@pytest.mark.parametrize("family", FAMILIES)
def test_the_words_of_evidence_and_claim_are_read_and_their_order_counts(
    tmp_path: Path, family: str
) -> None:
    network = WeightsNetwork(write_weights(tmp_path, family), "model:x")
    first = network.read("ginger helped them", "a claim")
    assert network.read("ginger helped them", "a claim") == first
    assert network.read("ginger harmed them", "a claim") != first
    assert network.read("a claim", "ginger helped them") != first


@pytest.mark.parametrize("labels", list(permutations(("ENTAILMENT", "Contradiction", "neutral"))))
def test_outputs_are_read_in_the_order_and_case_that_the_config_gives(
    tmp_path: Path, labels: tuple[str, ...]
) -> None:
    for says, stance in zip(LABELS, ("supports", "contradicts", "silent"), strict=True):
        spelt = next(label for label in labels if label.lower() == says)
        network = WeightsNetwork(
            write_weights(tmp_path / says, labels=labels, says=spelt), "model:x"
        )
        assert getattr(network.read("ginger helped", "a claim"), stance) > 0.9


def test_a_folder_of_weights_is_a_judge(lexicon: Lexicon, tmp_path: Path) -> None:
    folder = write_weights(tmp_path / "mine", "deberta-v2", says="entailment")
    judge = open_judge(f"model:{folder}", lexicon, Settings())
    assert judge.name == "model:mine"
    study = Study(
        id="s", title="A study", abstract=(AbstractSection(section="", text="Ginger helped."),)
    )
    [found] = judge.judge(from_sentence("Ginger reduces nausea.", lexicon), [study])
    assert isinstance(found, Judgement)
    assert found.stance == "supports"
    assert [quote.text for quote in found.rationale] == ["Ginger helped."]


def test_other_weights_are_another_version(lexicon: Lexicon, tmp_path: Path) -> None:
    one = write_weights(tmp_path / "a", says="neutral")
    two = write_weights(tmp_path / "b", says="entailment")
    assert (one / "config.json").read_bytes() == (two / "config.json").read_bytes()
    versions = {open_judge(f"model:{f}", lexicon, Settings()).version for f in (one, two)}
    assert len(versions) == 2


def test_a_pair_longer_than_the_model_reads_is_cut(tmp_path: Path) -> None:
    network = WeightsNetwork(write_weights(tmp_path, says="entailment"), "model:x")
    assert network.read("ginger " * 5_000, "a claim " * 5_000).supports > 0.9


def test_a_pair_on_which_the_model_fails_could_not_be_judged(tmp_path: Path) -> None:
    network = WeightsNetwork(write_weights(tmp_path, max_tokens=512), "model:x")
    with pytest.raises(JudgeError):
        network.read("ginger " * 5_000, "a claim")  # more than its 300 positions


def test_a_temperature_softens_the_odds(tmp_path: Path) -> None:
    plain = WeightsNetwork(write_weights(tmp_path / "a", says="neutral"), "a")
    soft = WeightsNetwork(write_weights(tmp_path / "b", says="neutral", temperature=4.0), "b")
    assert soft.read("a", "b").silent < plain.read("a", "b").silent


def test_weights_without_a_trained_head_are_refused(tmp_path: Path) -> None:
    folder = write_weights(tmp_path, headless=True)
    with pytest.raises(ConfigError, match=r"no trained weights for classifier\."):
        WeightsNetwork(folder, "model:x")


def test_labels_that_say_nothing_are_refused(tmp_path: Path) -> None:
    folder = write_weights(tmp_path, labels=("LABEL_0", "LABEL_1", "LABEL_2"))
    with pytest.raises(ConfigError, match="id2label"):
        WeightsNetwork(folder, "model:x")


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    folder = write_weights(tmp_path)
    (folder / name).write_bytes(b"\x00not this")
    with pytest.raises(ConfigError):
        WeightsNetwork(folder, "model:x")


@pytest.mark.parametrize("model_type", ["bert", "evil"])
def test_code_beside_a_model_is_never_run(
    lexicon: Lexicon, tmp_path: Path, model_type: str
) -> None:
    ran = tmp_path / "ran"
    folder = tmp_path / "model"
    write_weights(
        folder,
        says="entailment",
        model_type=model_type,
        auto_map={
            "AutoConfig": "evil.Evil",
            "AutoModelForSequenceClassification": "evil.Evil",
            "AutoTokenizer": ["evil.Evil", "evil.Evil"],
        },
    )
    (folder / "evil.py").write_text(f"open({str(ran)!r}, 'w').close()\nclass Evil: pass\n")
    tokenizer = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
    tokenizer["auto_map"] = {"AutoTokenizer": ["evil.Evil", "evil.Evil"]}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer), "utf-8")
    if model_type == "evil":
        with pytest.raises(ConfigError, match="cannot be loaded"):
            open_judge(f"model:{folder}", lexicon, Settings())
    else:
        open_judge(f"model:{folder}", lexicon, Settings())
    assert not ran.exists()


def test_pickled_weights_are_not_opened(lexicon: Lexicon, tmp_path: Path) -> None:
    folder = write_weights(tmp_path / "model")
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(ConfigError, match="pickled"):
        open_judge(f"model:{folder}", lexicon, Settings())
    with pytest.raises(ConfigError, match="cannot be loaded"):
        WeightsNetwork(folder, "model:x")
