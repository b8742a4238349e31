from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError
from citecheck.judges import open as opening
from citecheck.judges.open import open_judge
from citecheck.judges.shipped import verify
from citecheck.model.evidence import Judgement, StanceJudge
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, Study
from tests.judges.small import write_model

SETTINGS = Settings()


def _study(text: str, number: int = 1) -> Study:
    return Study(
        id=f"s{number}", title="A study", abstract=(AbstractSection(section="", text=text),)
    )


def _judged(judge: StanceJudge, lexicon: Lexicon, *texts: str) -> list[Judgement]:
    claim = from_sentence("Ginger reduces nausea.", lexicon)
    found = judge.judge(claim, [_study(text, number) for number, text in enumerate(texts)])
    assert all(isinstance(judgement, Judgement) for judgement in found)
    return [judgement for judgement in found if isinstance(judgement, Judgement)]


def test_rules_are_opened_by_their_name(lexicon: Lexicon) -> None:
    assert open_judge("rules", lexicon, SETTINGS).name == "rules"


@pytest.mark.parametrize("name", ["rule", "models", "", "model:", "model:/no/such/folder"])
def test_a_judge_that_does_not_exist_is_refused(
    lexicon: Lexicon, name: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError):
        open_judge(name, lexicon, SETTINGS)


def test_a_folder_with_a_model_is_a_judge_of_its_name(lexicon: Lexicon, tmp_path: Path) -> None:
    judge = open_judge(f"model:{write_model(tmp_path / 'mine')}", lexicon, SETTINGS)
    assert isinstance(judge, StanceJudge)
    assert judge.name == "model:mine"
    texts = ("Ginger helped them.", "Ginger harmed them.", "Ginger was given.")
    found = _judged(judge, lexicon, *texts)
    assert [j.stance for j in found] == ["supports", "contradicts", "silent"]
    assert [bool(j.rationale) for j in found] == [True, True, False]


def test_studies_are_judged_alike_in_any_company(lexicon: Lexicon, tmp_path: Path) -> None:
    judge = open_judge(f"model:{write_model(tmp_path)}", lexicon, SETTINGS)
    alone = _judged(judge, lexicon, "Ginger helped them.")
    among = _judged(judge, lexicon, "Ginger helped them.", "word " * 300, "Ginger harmed them.")
    assert alone[0] == among[0]


def test_a_pair_that_fails_is_an_error_in_its_place(lexicon: Lexicon, tmp_path: Path) -> None:
    judge = open_judge(f"model:{write_model(tmp_path)}", lexicon, SETTINGS)
    claim = from_sentence("Ginger reduces nausea.", lexicon)
    found = judge.judge(claim, [_study("It is broken."), _study("Ginger helped.", 2)])
    assert isinstance(found[0], Exception)
    assert isinstance(found[1], Judgement)


def test_another_model_in_the_folder_is_another_version(lexicon: Lexicon, tmp_path: Path) -> None:
    one = open_judge(f"model:{write_model(tmp_path / 'a')}", lexicon, SETTINGS)
    labels = ("neutral", "entailment", "contradiction")
    two = open_judge(f"model:{write_model(tmp_path / 'b', labels=labels)}", lexicon, SETTINGS)
    assert one.version != two.version


def _shipped(folder: Path) -> Path:
    write_model(folder)
    lines = ['version = "7"', "[sha256]"]
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines.append(f'"{name}" = "{digest}"')
    (folder / "manifest.toml").write_text("\n".join(lines), "utf-8")
    return folder


def test_an_intact_network_tells_its_version(tmp_path: Path) -> None:
    assert verify(_shipped(tmp_path)) == "7"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_one_changed_byte_is_found_before_the_network_is_used(tmp_path: Path, name: str) -> None:
    folder = _shipped(tmp_path)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(bytes(data))
    with pytest.raises(ConfigError, match=f"damaged: {name}"):
        verify(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = _shipped(tmp_path)
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ConfigError, match=r"incomplete: tokenizer\.json"):
        verify(folder)


def test_an_installation_without_a_network_says_so(
    lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citecheck.judges.shipped.shipped_folder", lambda: tmp_path / "none")
    with pytest.raises(ConfigError, match="--judge rules"):
        open_judge(opening.MODEL, lexicon, SETTINGS)


def test_weights_without_what_reads_them_say_what_to_install(
    lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (write_model(tmp_path) / "model.onnx").rename(tmp_path / "model.safetensors")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ConfigError, match=r"install 'citecheck-pubmed\[transformers\]'"):
        open_judge(f"model:{tmp_path}", lexicon, SETTINGS)


def test_other_weights_in_the_folder_are_another_version(lexicon: Lexicon, tmp_path: Path) -> None:
    before = open_judge(f"model:{write_model(tmp_path)}", lexicon, SETTINGS).version
    with (tmp_path / "model.onnx").open("ab") as file:
        file.write(b"\x7a\x00")  # an empty field that no reader knows
    assert open_judge(f"model:{tmp_path}", lexicon, SETTINGS).version != before
