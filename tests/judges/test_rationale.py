from __future__ import annotations

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.ask import ask
from citecheck.evidence.reading.study import ReadStudy, read_study
from citecheck.judges.rationale import AT_MOST, choose, passage
from citecheck.model.study import AbstractSection, Study

ABSTRACT = (
    "Headache is common. "
    "Little is known about the cost of care. "
    "We assigned 90 adults with migraine to magnesium or placebo. "
    "Adherence was 92% in both arms. "
    "Attacks of migraine fell by 41% with magnesium and by 16% with placebo (P = 0.01). "
    "Two participants moved away. "
    "Magnesium reduced the frequency of migraine attacks."
)
CLAIM = "Magnesium reduces the frequency of migraine."


def _read(
    lexicon: Lexicon, abstract: str = ABSTRACT, title: str = "A trial in primary care"
) -> ReadStudy:
    section = AbstractSection(section="", text=abstract)
    return read_study(Study(id="s", title=title, abstract=(section,)), lexicon)


def _chosen(lexicon: Lexicon, read: ReadStudy, claim: str = CLAIM) -> list[str]:
    statement = ask(from_sentence(claim, lexicon), lexicon).statement
    return [sentence.text for sentence in choose(statement, read, lexicon)]


def test_the_sentences_on_the_claim_are_chosen_and_the_others_left(lexicon: Lexicon) -> None:
    chosen = _chosen(lexicon, _read(lexicon))
    assert "Magnesium reduced the frequency of migraine attacks." in chosen
    assert any("41%" in sentence for sentence in chosen)
    assert "Two participants moved away." not in chosen


def test_another_claim_on_the_same_paper_gets_other_sentences(lexicon: Lexicon) -> None:
    chosen = _chosen(lexicon, _read(lexicon), "Participants' adherence was the same in both arms.")
    assert "Adherence was 92% in both arms." in chosen


def test_never_more_than_a_few_and_in_the_order_of_the_abstract(lexicon: Lexicon) -> None:
    chosen = _chosen(lexicon, _read(lexicon))
    assert len(chosen) == AT_MOST
    assert chosen == sorted(chosen, key=ABSTRACT.index)


def test_a_short_abstract_is_read_whole(lexicon: Lexicon) -> None:
    assert _chosen(lexicon, _read(lexicon, "One thing. Another thing.")) == [
        "One thing.",
        "Another thing.",
    ]


def test_the_passage_begins_with_the_title_as_a_sentence(lexicon: Lexicon) -> None:
    read = _read(lexicon, "It helped.")
    assert passage(read, list(read.of("results"))) == "A trial in primary care. It helped."


def test_a_study_of_nothing_but_a_huge_sentence_stays_readable(lexicon: Lexicon) -> None:
    read = _read(lexicon, "word " * 20_000)
    assert (
        len(
            passage(
                read, choose(ask(from_sentence(CLAIM, lexicon), lexicon).statement, read, lexicon)
            )
        )
        < 1_000
    )
