"""Plain text: what is a heading, an item, a caption, a paragraph."""

from __future__ import annotations

import pytest

from citecheck.documents.plain import blocks, title
from tests.growth import is_linear

PARAGRAPH = "Ketamine eases the pain of some people with migraine. It wears off within a week."


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks(text)]


def texts(text: str) -> list[str]:
    return [block.of(text) for block in blocks(text)]


@pytest.mark.parametrize(
    "heading",
    [
        "Rapid Relief",
        "Ketamine for migraine",
        "Key Points:",
        "What is migraine?",
        "Does it work in people who also have depression, and for how long?",
        "5-HT Receptors and Pain",
        "3. Better sleep",
        "Frequently Asked Questions about Ketamine",
        "Conclusion",
    ],
)
def test_a_short_line_over_a_paragraph_is_a_heading(heading: str) -> None:
    assert kinds(f"{PARAGRAPH}\n{heading}\n{PARAGRAPH}") == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "It wears off.",
        "It wears off!",
        "It wears off (within a week).",
        "It wears off.[12]",
        "She called it “a miracle.”".replace("“", '"').replace("”", '"'),
        "Those who took part were asked at the end of every week how much pain they had felt",
    ],
)
def test_a_sentence_over_a_paragraph_is_a_paragraph(line: str) -> None:
    assert kinds(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}") == ["paragraph"] * 3


def test_headings_stand_alone_with_or_without_empty_lines() -> None:
    assert kinds(f"Rapid Relief\n{PARAGRAPH}") == kinds(f"Rapid Relief\n\n\n{PARAGRAPH}")


def test_a_single_line_without_a_stop_can_be_a_claim() -> None:
    assert kinds("Ketamine reduces the symptoms of OCD") == ["paragraph"]


def test_lines_without_any_stop_are_no_headings() -> None:
    text = "Ketamine reduces the symptoms of OCD\nMDMA cures cluster headache\nTea helps sleep"
    assert kinds(text) == ["paragraph"] * 3


def test_a_list_without_bullets_is_a_list() -> None:
    items = "Reduces migraine attacks\nImproves sleep at night"
    assert kinds(f"{PARAGRAPH}\nBenefits of magnesium:\n{items}\n{PARAGRAPH}") == [
        "paragraph", "heading", "list-item", "list-item", "paragraph",
    ]  # fmt: skip
    assert kinds(f"{PARAGRAPH}\nWhat It Does\n{items}")[1:] == ["heading", "list-item", "list-item"]


def test_headings_that_come_back_in_a_table_of_contents_are_no_items() -> None:
    headings = ["How ketamine eases pain", "Why it wears off so soon", "What it costs"]
    text = "\n".join([*headings, PARAGRAPH]) + "".join(f"\n{h}\n{PARAGRAPH}" for h in headings)
    assert "list-item" not in kinds(text)


def test_an_address_is_no_heading() -> None:
    assert kinds(f"{PARAGRAPH}\nwww.hale.example/tea\n{PARAGRAPH}") == ["paragraph"] * 3


def test_a_heading_over_a_heading_is_one() -> None:
    text = f"Questions about ketamine\nDoes it last?\n{PARAGRAPH}"
    assert kinds(text) == ["heading", "heading", "paragraph"]


def test_a_short_line_in_lower_case_is_a_caption() -> None:
    assert kinds(f"{PARAGRAPH}\nketamine and migraine\n{PARAGRAPH}")[1] == "boilerplate"


def test_a_line_that_comes_back_is_a_caption_but_not_where_it_is_the_title() -> None:
    text = (
        f"Ketamine Clinic\n{PARAGRAPH}\nKetamine Clinic\n{PARAGRAPH}\nKetamine Clinic\n{PARAGRAPH}"
    )
    assert kinds(text)[::2] == ["heading", "boilerplate", "boilerplate"]
    assert title(text, blocks(text)) == "Ketamine Clinic"


@pytest.mark.parametrize("bullet", ["-", "*", "•", "✓", "►", "1.", "12)", "a)", "(2)"])
def test_an_item_starts_after_its_bullet(bullet: str) -> None:
    text = f"{bullet} It wears off.\n{bullet} It is cheap."
    assert kinds(text) == ["list-item", "list-item"]
    assert texts(text) == ["It wears off.", "It is cheap."]


def test_a_dash_or_number_inside_the_text_is_no_bullet() -> None:
    assert kinds("-5 degrees is cold for patients.\n3.5% did not answer the question.") == [
        "paragraph",
        "paragraph",
    ]


def test_a_quoted_mail_is_a_quote() -> None:
    assert texts("> It wears off.") == ["It wears off."]
    assert kinds("> It wears off.") == ["quote"]


def test_cells_are_a_table() -> None:
    assert kinds("Drug\tDose\tEffect\nKetamine | 40 mg | fast") == ["table", "table"]


def test_a_paragraph_broken_to_a_width_is_one_block() -> None:
    text = (
        "A small trial in twelve adults with cluster headache tested a single dose\n"
        "of psilocybin against placebo. Attacks were fewer in the three weeks after\n"
        "the dose, but the gap could be due to chance.\n\nNext Steps\n\nMore is to be learned."
    )
    assert kinds(text) == ["paragraph", "heading", "paragraph"]


def test_a_text_that_begins_with_a_paragraph_has_no_title() -> None:
    text = f"{PARAGRAPH}\n\nRapid Relief\n\n{PARAGRAPH}"
    assert title(text, blocks(text)) is None


def test_a_long_document_of_short_lines_takes_linear_time() -> None:
    assert len(blocks("Rapid Relief\n" * 20_000)) == 20_000
    assert is_linear(lambda n: blocks("Rapid Relief\n" * n), 20_000)


@pytest.mark.parametrize("text", ["", " \n\t\n", "- ", "\n- \n"])
def test_nothing_gives_no_block(text: str) -> None:
    assert [block for block in blocks(text) if block.of(text).strip(" -")] == []
