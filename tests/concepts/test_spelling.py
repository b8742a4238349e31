"""Misspellings, and what must never be taken for one."""

from __future__ import annotations

import itertools

import pytest

from citecheck.concepts.lexicon import DATA, Lexicon
from citecheck.concepts.spelling import Speller

# Pairs of the lists of look-alike and sound-alike drug names (FDA, ISMP): facts of safety.
LOOK_ALIKES = [
    ("hydroxyzine", "hydralazine"), ("prednisone", "prednisolone"), ("celexa", "celebrex"),
    ("clonidine", "klonopin"), ("clonazepam", "lorazepam"), ("bupropion", "buspirone"),
    ("carbamazepine", "oxcarbazepine"), ("chlorpromazine", "chlorpropamide"),
    ("cycloserine", "cyclosporine"), ("dobutamine", "dopamine"), ("fluoxetine", "duloxetine"),
    ("glipizide", "glyburide"), ("lamivudine", "lamotrigine"), ("metformin", "metronidazole"),
    ("nicardipine", "nifedipine"), ("quetiapine", "olanzapine"), ("sumatriptan", "zolmitriptan"),
    ("tramadol", "trazodone"), ("vinblastine", "vincristine"), ("zantac", "zyrtec"),
    ("daunorubicin", "doxorubicin"), ("ephedrine", "epinephrine"), ("fentanyl", "sufentanil"),
]  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(DATA)


@pytest.mark.parametrize("pair", LOOK_ALIKES, ids="-".join)
def test_no_slip_in_one_drug_is_read_as_its_look_alike(
    pair: tuple[str, str], speller: Speller
) -> None:
    for meant, other in itertools.permutations(pair):
        for slip in _slips(meant):
            assert speller.correct(slip) != other, slip


def _slips(word: str) -> list[str]:
    """Every word that is one letter left out, doubled, swapped or mistaken away."""
    cuts = [(word[:i], word[i:]) for i in range(len(word))]
    dropped = [a + b[1:] for a, b in cuts]
    doubled = [a + b[0] + b for a, b in cuts]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    mistaken = [a + c + b[1:] for a, b in cuts for c in "aeiolnrst"]
    return [slip for slip in (*dropped, *doubled, *swapped, *mistaken) if slip != word]


@pytest.mark.parametrize(
    "word", ["pain", "ketamine", "relive", "patents", "KETAMIN3", "naïve", "ocdd", ""]
)
def test_a_word_a_name_or_something_short_is_left_alone(word: str, speller: Speller) -> None:
    assert speller.correct(word) is None


def test_a_corrected_mention_says_so_and_keeps_the_words_of_the_text(lexicon: Lexicon) -> None:
    (mention,) = lexicon.mentions("Try Ketamin!", spelling=True)
    assert (mention.text, mention.via, mention.concept_id) == ("Ketamin", "spelling", "D007649")
    assert lexicon.mentions("Try Ketamin!") == ()
