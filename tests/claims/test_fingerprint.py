"""A claim's short name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citecheck.claims.extract import extract
from citecheck.claims.fingerprint import fingerprint
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text


def test_case_quotes_bullets_and_spaces_do_not_count() -> None:
    plain = fingerprint("Zinc shortens colds by 'a day'.", "efficacy")
    assert fingerprint("- ZINC  shortens\ncolds by “a day”", "efficacy") == plain


def test_a_name_that_somebody_wrote_down_holds() -> None:
    """Ledgers, settings and remarks of years name claims by these."""
    assert fingerprint("Zinc shortens colds by a day.", "efficacy") == "659e5f1aa789e4e4"
    context = {"condition": "D008575", "intervention": "zinc"}
    name = fingerprint("“Ménière’s disease – 2.5 µg…”", "harm", context)
    assert name == "b8036ec30f3dff49"


def test_another_word_number_or_kind_counts() -> None:
    names = {
        fingerprint("Zinc shortens colds by 1 day", "efficacy"),
        fingerprint("Zinc shortens colds by 2 days", "efficacy"),
        fingerprint("Iron shortens colds by 1 day", "efficacy"),
        fingerprint("Zinc shortens colds by 1 day", "harm"),
    }
    assert len(names) == 4


WORDS = st.lists(st.from_regex(r"[a-z]{1,8}[0-9]?", fullmatch=True), min_size=1, max_size=8)


@given(
    WORDS, st.lists(st.sampled_from([" ", "\n", ", ", " - ", "  ", "… "]), min_size=9, max_size=9)
)
def test_no_light_edit_gives_another_name(words: list[str], gaps: list[str]) -> None:
    edited = "".join(f"{gap}{word.upper()}" for gap, word in zip(gaps, words, strict=False))
    assert fingerprint(f"“{edited}.”", "efficacy") == fingerprint(" ".join(words), "efficacy")


@given(WORDS, WORDS)
def test_other_words_give_another_name(one: list[str], other: list[str]) -> None:
    names = {fingerprint(" ".join(words), "efficacy") for words in (one, other)}
    assert len(names) == (1 if one == other else 2)


@given(
    WORDS,
    st.dictionaries(st.sampled_from(["condition", "intervention"]), st.text("abc", min_size=1)),
)
def test_a_context_counts_by_its_parts_and_not_by_their_order(
    words: list[str], context: dict[str, str]
) -> None:
    text, back = " ".join(words), dict(reversed(context.items()))
    assert fingerprint(text, "harm", context) == fingerprint(text, "harm", back)
    assert (fingerprint(text, "harm", context) == fingerprint(text, "harm")) == (not context)


@given(st.text())
def test_it_is_sixteen_hex_digits(text: str) -> None:
    name = fingerprint(text, "efficacy")
    assert len(name) == 16
    assert set(name) <= set("0123456789abcdef")


def test_the_same_words_about_another_drug_are_another_claim(lexicon: Lexicon) -> None:
    about = "# {0} for colds\n\n{0} is sold everywhere. It shortens the common cold by a day.\n"
    zinc, iron = (
        [c for c in extract(from_text(about.format(drug)), lexicon) if "shortens" in c.text]
        for drug in ("Zinc", "Iron")
    )
    assert [c.text for c in zinc] == [c.text for c in iron] != []
    assert {c.fingerprint for c in zinc}.isdisjoint(c.fingerprint for c in iron)


def test_what_the_sentence_names_itself_does_not_count_by_its_page(lexicon: Lexicon) -> None:
    claim = "Zinc shortens the common cold by a day."
    pages = (f"# Iron\n\nIron is a metal. {claim}\n", f"# News\n\n- {claim.lower()}\n\nMore soon.")
    names = {extract(from_text(page), lexicon)[0].fingerprint for page in pages}
    assert len(names) == 1
