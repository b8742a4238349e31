"""English is read, medical English too; other languages are named."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from citecheck.documents import language as room
from citecheck.documents.language import _sample, foreign_language

DATA = tomllib.loads(files("citecheck.documents").joinpath("languages.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", DATA["languages"], ids=lambda item: item["name"])
def test_a_language_is_named(language: dict[str, Any]) -> None:
    assert foreign_language(f"{language['example']} " * 3) == language["name"]
    assert language["source"]


def test_english_is_none() -> None:
    assert foreign_language(f"{DATA['english']['example']} " * 3) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Кетамин облегчает симптомы у некоторых людей. " * 8, "Russian"),
        ("氯胺酮可以减轻一些人的症状，但不知道能持续多久。" * 12, "Chinese"),
        ("ケタミンは一部の人の症状を和らげますが、効果の長さは不明です。" * 9, "Japanese"),
        (
            "케타민은 일부 사람들의 증상을 완화하지만 얼마나 지속되는지는 알 수 없습니다. " * 9,
            "Korean",
        ),
        ("يخفف الكيتامين الأعراض لدى بعض الناس ولا يعرف كم يدوم. " * 8, "Arabic"),
        ("Η κεταμίνη ανακουφίζει τα συμπτώματα σε ορισμένους ανθρώπους. " * 8, "Greek"),
    ],
)
def test_a_script_is_named(text: str, name: str) -> None:
    found = foreign_language(text)
    assert found is not None
    assert found.startswith(name)


def test_a_language_without_a_list_is_still_not_english() -> None:
    estonian = (
        "Ketamiin leevendab mõnede inimeste sümptomeid kiiresti pärast infusiooni lõppu. "
        "Teised ravimid nendel inimestel varem abiks olnud pole. "
        "Kui kaua selline toime kestab, teadlased praegu kindlalt öelda oska. "
        "Uuringud jätkuvad lähiaastatel mitmes suures haiglas üle terve riigi. "
    )
    assert foreign_language(estonian) == "a language other than English"


MEDICAL = [
    # A dense abstract: few function words, many names.
    "BACKGROUND: Esketamine, midazolam, sertraline, fluvoxamine, clomipramine and risperidone are "
    "used in refractory obsessive-compulsive disorder. METHODS: Double-blind crossover trial, "
    "n = 15, ketamine 0.5 mg/kg i.v. vs. saline, 40 min, Y-BOCS at 24 h, 72 h, 7 d. RESULTS: "
    "Y-BOCS -10.2 (SD 3.1) vs. -1.4 (SD 2.0), p < 0.001. CONCLUSIONS: Rapid relief of OCD.",
    # No sentence at all.
    "Abacavir, aciclovir, adalimumab, albendazole, alendronate, allopurinol, alprazolam, amikacin, "
    "amiodarone, amitriptyline, amlodipine, amoxicillin, anastrozole, apixaban, aripiprazole, "
    "aspirin, atenolol, atorvastatin, azathioprine, azithromycin, baclofen, benazepril, bisoprolol",
    # Latin names.
    "Lactobacillus rhamnosus, Saccharomyces boulardii and Bifidobacterium longum shorten acute "
    "diarrhoea in children. Echinacea purpurea does not prevent colds. Hypericum perforatum "
    "induces CYP3A4, and so the pill may fail. Ginkgo biloba does not slow dementia.",
]


@pytest.mark.parametrize("text", MEDICAL, ids=["abstract", "list of drugs", "latin names"])
def test_medical_english_is_english(text: str) -> None:
    assert foreign_language(text) is None
    assert foreign_language(f"{text} " * 10) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine is a drug. Tea is a drink.",
        "Ketamin hilft bei Migräne.",
        "El Niño harms sleep in La Paz, as la Torre et al. found in 2014.",
        "Vitamin D prevents flu; van der Berg and de Vries disagree.",
        "",
        "12 %",
    ],
)
def test_a_short_text_is_given_the_benefit_of_the_doubt(text: str) -> None:
    assert foreign_language(text) is None


def test_a_short_text_that_is_plainly_german_is_german() -> None:
    text = "Ketamin hilft nicht gegen die Migräne, und das ist bekannt."
    assert foreign_language(text) == "German"


def test_no_list_has_a_word_that_is_common_in_english() -> None:
    common = {
        *DATA["english"]["words"],
        *["a", "i", "is", "in", "on", "do", "no", "so", "an", "was", "he", "for", "men", "over"],
    }
    for language in DATA["languages"]:
        assert not common & set(language["words"]), language["name"]


def test_an_english_text_with_a_german_quotation_is_english() -> None:
    english = DATA["english"]["example"]
    german = next(item["example"] for item in DATA["languages"] if item["name"] == "German")
    assert foreign_language(f"{english} {english} {german}") is None


def test_an_article_of_which_a_third_is_english_is_read() -> None:
    english = DATA["english"]["example"]
    german = next(item["example"] for item in DATA["languages"] if item["name"] == "German")
    assert foreign_language(f"{english} {german} {german} " * 5) is None


def test_foreign_names_in_terse_english_do_not_outweigh_it() -> None:
    words = ["the"] * 8 + ["les"] * 12 + ["ketamine"] * 80
    assert foreign_language(" ".join(words)) is None
    assert foreign_language(" ".join(words[8:])) == "French"


def test_a_long_text_is_told_by_parts_of_it() -> None:
    text = next(item["example"] for item in DATA["languages"] if item["name"] == "German") * 20_000
    assert foreign_language(text) == "German"
    assert len(_sample(text)) < len(text) / 50
    assert _sample(text[:1_000]) == text[:1_000]


def test_each_letter_is_looked_up_once_in_each_script(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counted(script: object, point: int) -> bool:
        looked.append(point)
        return False

    monkeypatch.setattr(room, "_holds", counted)
    foreign_language("The patients who took it slept better than those who did not. " * 40)
    scripts = looked.count(ord("t"))
    assert 0 < len(looked) <= 26 * scripts
    assert scripts == len(room._languages().scripts)
