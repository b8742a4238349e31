"""Claims that are words rather than concepts, against sentences in other words."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.statement import take_apart
from citecheck.evidence.reading.sentence import read_sentence
from citecheck.evidence.reading.study import read_study
from citecheck.evidence.stance.lineup import Lineup
from citecheck.evidence.stance.restate import echo
from tests.evidence.build import study


def _side(lexicon: Lexicon, claim: str, sentence: str) -> int:
    statement = take_apart(read_sentence(claim, "claim", "other", lexicon))
    read = read_study(study("", [("RESULTS", sentence)]), lexicon)
    found = echo(Lineup(statement, read, lexicon), read.sentences[0])
    return found.side if found else 0


@pytest.mark.parametrize(
    ("claim", "sentence", "side"),
    [
        ("Glarf activates brontin.", "Glarf increased the activity of brontin.", 1),
        ("Glarf activates brontin.", "Glarf suppressed brontin.", -1),
        ("Glarf activates brontin.", "Glarf had no effect on brontin.", -1),
        ("Glarf does not activate brontin.", "Glarf had no effect on brontin.", 1),
        ("Glarf does not activate brontin.", "Glarf activated brontin.", -1),
        ("Glarf activates brontin.", "Knockdown of glarf reduced brontin.", 1),
        ("Glarf suppresses brontin.", "Knockdown of glarf reduced brontin.", -1),
        ("Inhibiting glarf increases brontin.", "Loss of glarf raised brontin.", 1),
        ("Brontin is lower after glarf.", "After glarf, brontin fell.", 1),
        ("Glarf leads to higher brontin.", "Glarf lowered brontin.", -1),
        ("Glarf improves plonk.", "Glarf impaired plonk.", -1),
        ("Brontin is higher with glarf than flim.", "Brontin was higher with flim than glarf.", -1),
        ("Glarf activates brontin.", "Whether glarf activates brontin is unknown.", 0),
        ("Glarf activates brontin.", "The price of bread rose.", 0),
        ("About 80% of glarfs are plonky.", "Of the glarfs 30% were plonky.", -1),
        ("About 80% of glarfs are plonky.", "Of the glarfs 78% were plonky.", 1),
    ],
)  # fmt: skip
def test_direction_and_denial_decide_and_not_overlap(
    lexicon: Lexicon, claim: str, sentence: str, side: int
) -> None:
    assert _side(lexicon, claim, sentence) == side


def test_a_title_that_names_its_topic_asserts_nothing(lexicon: Lexicon) -> None:
    statement = take_apart(read_sentence("Glarf reduces brontin.", "claim", "other", lexicon))
    read = read_study(study("Association between glarf and lower brontin"), lexicon)
    assert echo(Lineup(statement, read, lexicon), read.sentences[0]) is None


def test_coverage_says_how_much_of_the_claim_was_found(lexicon: Lexicon) -> None:
    statement = take_apart(read_sentence("Glarf reduces red brontin.", "claim", "other", lexicon))
    read = read_study(study("", [("RESULTS", "Glarf reduced brontin.")]), lexicon)
    coverage = Lineup(statement, read, lexicon).coverage(read.sentences[0])
    assert coverage.subject == 1.0
    assert coverage.target == pytest.approx(0.5)
    assert coverage.sentence == pytest.approx(2 / 3)
