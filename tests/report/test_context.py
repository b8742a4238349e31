from __future__ import annotations

from citecheck.report.context import around
from tests.growth import is_linear
from tests.reports import claim

TEXT = (
    "Tea is old. In one trial, valerian helps with\ninsomnia, but not with dreams. Try it.\n\n"
    "Valerian calms. Good night"
)


def test_the_sentence_is_shown_in_three_parts() -> None:
    before, words, after = around(TEXT, claim(TEXT, "valerian helps with\ninsomnia"))
    assert before == "In one trial, "
    assert words == "valerian helps with\ninsomnia"
    assert after == ", but not with dreams."


def test_a_claim_that_is_the_sentence_has_only_its_full_stop_around_it() -> None:
    assert around(TEXT, claim(TEXT, "Valerian calms")) == ("", "Valerian calms", ".")


def test_a_claim_at_the_end_of_a_text_needs_no_full_stop() -> None:
    assert around(TEXT, claim(TEXT, "Good night")) == ("", "Good night", "")


def test_the_sentence_never_reaches_into_the_next_paragraph() -> None:
    text = "One thing\n\nvalerian helps\n\nanother thing"
    assert around(text, claim(text, "valerian helps")) == ("", "valerian helps", "")


def test_a_bullet_is_no_part_of_the_sentence() -> None:
    text = "Facts:\n\n- In short, valerian helps\n- Tea is old\n"
    assert around(text, claim(text, "valerian helps")).before == "In short, "
    assert around(text, claim(text, "Tea is old")).before == ""


def test_a_mangled_percent_sign_is_shown_as_one() -> None:
    mangled = "{" + "0123456789abcdef" * 4 + "}"
    text = f"In 5{mangled}, valerian helps 7{mangled} more, or 9{mangled}."
    shown = around(text, claim(text, f"valerian helps 7{mangled} more"))
    assert shown == ("In 5%, ", "valerian helps 7% more", ", or 9%.")


def test_long_surroundings_are_cut_at_a_word_and_the_claim_is_not() -> None:
    words = "valerian helps " + "very " * 100 + "much"
    text = f"{'so they say, ' * 300}{words}{', they say' * 300}."
    before, shown, after = around(text, claim(text, words))
    assert shown == words
    assert before.startswith("… ")
    assert before.endswith("say, ")
    assert after.endswith(" …")
    assert max(len(before), len(after)) <= 250


def test_a_claim_in_a_huge_text_without_a_break_is_found() -> None:
    text = "x" * 5_000_000 + " valerian helps " + "y" * 5_000_000
    one = claim(text, "valerian helps")
    assert around(text, one).claim == "valerian helps"
    assert is_linear(lambda n: around(text[-n:], claim(text[-n:], text[-10:])), len(text))
