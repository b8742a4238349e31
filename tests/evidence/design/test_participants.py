"""How many people took part."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.participants import participants_of
from citecheck.evidence.reading.study import read_study
from citecheck.model.study import Level
from tests.evidence.build import study


def _count(lexicon: Lexicon, text: str, level: Level = "randomized") -> int | None:
    return participants_of(read_study(study("Zinc", text), lexicon), level)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Thirty-four adults with migraine were randomised to ketamine or saline.", 34),
        ("We enrolled 1,683 patients. 1,201 patients completed the trial.", 1683),
        ("A total of 120 healthy volunteers took zinc.", 120),
        ("Of 210 patients screened, 58 were randomised.", 58),
        ("Patients received ketamine (n = 17) or saline (n = 17).", 34),
        ("Adults took 40 mg of zinc for 12 weeks in 2013.", None),
        ("Women aged 18 to 45 years took zinc.", None),
        ("About 25% of patients got well.", None),
        ("There were 14 000 person-years of follow-up.", None),
    ],
)
def test_numbers_of_people_and_other_numbers(
    lexicon: Lexicon, text: str, count: int | None
) -> None:
    assert _count(lexicon, text) == count


def test_a_synthesis_counts_all_its_studies(lexicon: Lexicon) -> None:
    text = "The largest trial enrolled 320 patients. In all 3276 patients were pooled."
    assert _count(lexicon, text, "synthesis") == 3276


def test_a_case_report_has_one_person(lexicon: Lexicon) -> None:
    assert _count(lexicon, "We report a 45-year-old man who took zinc.", "case") == 1


def test_the_number_that_the_record_states_comes_first(lexicon: Lexicon) -> None:
    read = read_study(study("Zinc", "We enrolled 60 patients.", participants=61), lexicon)
    assert participants_of(read, "randomized") == 61


def test_the_background_is_no_sample(lexicon: Lexicon) -> None:
    abstract = [
        ("BACKGROUND", "Colds struck 5000 patients a year."),
        ("METHODS", "Zinc was given."),
    ]
    assert participants_of(read_study(study("Zinc", abstract), lexicon), "randomized") is None
