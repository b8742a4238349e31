"""What the shipped lexicon answers."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon, load

KETAMINE, FLUOXETINE, SSRI, OCD = "D007649", "D005473", "D017367", "D009771"
HEADACHE_DISORDERS, CLUSTER, MIGRAINE = "D020773", "D003027", "D008881"
PSILOCYBIN, MDMA = "D011562", "D018817"


def _found(lexicon: Lexicon, text: str) -> dict[str, tuple[str, ...]]:
    return {mention.text: mention.concept_ids for mention in lexicon.mentions(text)}


def test_a_mention_leaves_the_possessive_out(lexicon: Lexicon) -> None:
    assert _found(lexicon, "Ketamine’s effect") == {"Ketamine": (KETAMINE,)}


def test_an_inverted_heading_is_looked_up_as_it_is_spoken(lexicon: Lexicon) -> None:
    assert lexicon.lookup("Cluster Headache") == lexicon.lookup("headache, cluster") == (CLUSTER,)


@pytest.mark.parametrize("name", ["Lead", "Aged", "Pilots", "Death", "Alcohols", "Humans", "Risk"])
def test_headings_that_are_silent_in_text_are_found_by_their_own_name(
    name: str, lexicon: Lexicon
) -> None:
    (found,) = lexicon.lookup(name)
    concept = lexicon.concept(found)
    assert concept is not None
    assert concept.name == name


def test_an_unknown_name_or_id_is_nothing(lexicon: Lexicon) -> None:
    assert lexicon.lookup("no such thing at all") == ()
    assert lexicon.lookup("") == ()
    assert lexicon.concept("D999999") is None
    assert lexicon.names("X:none") == ()
    assert lexicon.ancestors("X:none") == frozenset()


def test_names_begin_with_the_preferred_one_and_repeat_none(lexicon: Lexicon) -> None:
    names = lexicon.names(MDMA)
    assert names[0] == "N-Methyl-3,4-methylenedioxyamphetamine"
    assert {"ecstasy", "midomafetamine", "molly"} <= set(names)
    assert len(set(names)) == len(names)


def test_the_tree_covers_what_is_below_and_nothing_beside(lexicon: Lexicon) -> None:
    assert lexicon.covers(CLUSTER, CLUSTER)
    assert lexicon.covers(HEADACHE_DISORDERS, CLUSTER)
    assert not lexicon.covers(CLUSTER, HEADACHE_DISORDERS)
    assert not lexicon.covers(MIGRAINE, CLUSTER)
    assert not lexicon.covers(CLUSTER, MIGRAINE)


@pytest.mark.parametrize(
    ("broad", "narrow"),
    [("exercise", "exercise therapy"), ("vaping", "e-cigarette")],
)
def test_what_everybody_calls_by_the_broader_name_is_covered_by_it(
    broad: str, narrow: str, lexicon: Lexicon
) -> None:
    (above,), (below,) = lexicon.lookup(broad), lexicon.lookup(narrow)
    assert lexicon.covers(above, below)
    assert not lexicon.covers(below, above)


def test_who_asks_while_another_thread_climbs_the_tree_is_told_all(
    monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon
) -> None:
    asked_by_another: list[frozenset[str]] = []
    fresh = load.__wrapped__()
    climb = Lexicon._directly_above

    def interrupted(self: Lexicon, concept_id: str) -> frozenset[str]:
        if concept_id == HEADACHE_DISORDERS and not asked_by_another:
            asked_by_another.append(frozenset())
            asked_by_another.append(fresh.ancestors(CLUSTER))
        return climb(self, concept_id)

    monkeypatch.setattr(Lexicon, "_directly_above", interrupted)
    fresh.ancestors(HEADACHE_DISORDERS)
    monkeypatch.undo()
    assert asked_by_another[1] == lexicon.ancestors(CLUSTER)
    assert fresh.ancestors(CLUSTER) == lexicon.ancestors(CLUSTER)


def test_a_class_of_the_overlay_covers_its_members_and_their_kin(lexicon: Lexicon) -> None:
    (esketamine,) = lexicon.lookup("esketamine")
    (psychedelics,) = lexicon.lookup("psychedelics")
    (antidepressants,) = lexicon.lookup("antidepressants")
    assert lexicon.covers(SSRI, FLUOXETINE)
    assert lexicon.covers(antidepressants, FLUOXETINE)
    assert not lexicon.covers(FLUOXETINE, SSRI)
    assert lexicon.covers(KETAMINE, esketamine)
    assert not lexicon.covers(esketamine, KETAMINE)
    assert lexicon.covers(psychedelics, PSILOCYBIN)
    assert not lexicon.covers(PSILOCYBIN, MDMA)


def test_ancestors_leave_the_concept_itself_out(lexicon: Lexicon) -> None:
    above = lexicon.ancestors(FLUOXETINE)
    assert SSRI in above
    assert FLUOXETINE not in above


def test_abbreviations_come_with_their_concept_or_their_words(lexicon: Lexicon) -> None:
    text = (
        "Obsessive-compulsive disorder (OCD) is treated with selective serotonin reuptake "
        "inhibitors (SSRIs) at the Upper River Clinic (URC)."
    )
    assert lexicon.abbreviations_in(text) == {
        "OCD": OCD,
        "SSRI": SSRI,
        "URC": "Upper River Clinic",
    }


def test_abbreviations_of_the_document_serve_a_sentence(lexicon: Lexicon) -> None:
    (mention,) = lexicon.mentions("OCD eased.", abbreviations={"OCD": OCD})
    assert (mention.concept_id, mention.via) == (OCD, "abbreviation")
    assert lexicon.mentions("XYZ eased.", abbreviations={"XYZ": "Xylophone youth zone"}) == ()


def test_an_abbreviation_counts_only_as_it_was_written(lexicon: Lexicon) -> None:
    assert lexicon.mentions("She was rest.", abbreviations={"REST": KETAMINE}) == ()


def test_an_abbreviation_keeps_its_concept_where_the_long_form_is_a_kin_of_its_names(
    lexicon: Lexicon,
) -> None:
    text = "Exposure to di(2-ethylhexyl) phthalate (DEHP) rose; DEHP is in plastics."
    assert _found(lexicon, text)["DEHP"] == lexicon.lookup("Diethylhexyl Phthalate")


def test_an_ambiguous_name_has_no_single_concept(lexicon: Lexicon) -> None:
    (mention,) = lexicon.mentions("AD is common.")
    assert len(mention.concept_ids) > 1
    assert mention.concept_id is None


def test_a_topic_settles_by_what_is_above_or_below_it(lexicon: Lexicon) -> None:
    (dementia,) = lexicon.lookup("Dementia")
    (mention,) = lexicon.mentions("AD is common.", topic={dementia})
    assert mention.concept_id == "D000544"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ketamine", "drug"),
        ("Serotonin", "substance"),
        ("Glutamic Acid", "substance"),
        ("Receptors, N-Methyl-D-Aspartate", "process"),
        ("Cluster Headache", "disease"),
        ("Acupuncture Therapy", "procedure"),
        ("Exercise", "behaviour"),
        ("Red Meat", "food"),
        ("Quality of Life", "outcome"),
        ("Prevalence", "quantity"),
        ("Neuronal Plasticity", "process"),
        ("Pregnant Women", "population"),
        ("Rats", "organism"),
        ("Brain", "anatomy"),
        ("Randomized Controlled Trial", "study-type"),
    ],
)
def test_the_likeliest_role_comes_first(name: str, first: str, lexicon: Lexicon) -> None:
    concept = lexicon.concept(lexicon.lookup(name)[0])
    assert concept is not None
    assert concept.semantics[0] == first
    assert len(set(concept.semantics)) == len(concept.semantics)


@pytest.mark.parametrize(
    ("name", "polarity"),
    [
        ("Pain", "bad"),
        ("Mortality", "bad"),
        ("Remission", "good"),
        ("Quality of Life", "good"),
        ("Body Weight", "neutral"),
        ("Cluster Headache", "bad"),
        ("Ketamine", None),
    ],
)
def test_outcomes_and_diseases_have_a_polarity(
    name: str, polarity: str | None, lexicon: Lexicon
) -> None:
    concept = lexicon.concept(lexicon.lookup(name)[0])
    assert concept is not None
    assert concept.polarity == polarity


def test_a_long_hostile_text_is_read_in_one_pass(lexicon: Lexicon) -> None:
    assert len(lexicon.mentions("(ketamine " * 5_000)) == 5_000
    assert lexicon.mentions("((((" * 20_000 + "-'" * 20_000) == ()
    assert lexicon.mentions("journal of " * 20_000) == ()
