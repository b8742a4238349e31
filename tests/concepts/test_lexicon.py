"""What the shipped lexicon answers."""

from __future__ import annotations

from citecheck.concepts.lexicon import Lexicon

KETAMINE, MIGRAINE, CLUSTER = "D007649", "D008881", "D003027"


def _found(lexicon: Lexicon, text: str, **options: object) -> dict[str, tuple[str, ...]]:
    return {m.text: m.concept_ids for m in lexicon.mentions(text, **options)}  # type: ignore[arg-type]


def test_the_longest_name_wins_and_none_overlap(lexicon: Lexicon) -> None:
    found = _found(lexicon, "Cluster headaches are not migraine headaches.")
    assert found == {"Cluster headaches": (CLUSTER,), "migraine headaches": (MIGRAINE,)}


def test_a_mention_leaves_the_possessive_out(lexicon: Lexicon) -> None:
    assert _found(lexicon, "Ketamine’s effect") == {"Ketamine": (KETAMINE,)}


def test_an_inverted_heading_is_looked_up_as_it_is_spoken(lexicon: Lexicon) -> None:
    assert lexicon.lookup("Cluster Headache") == lexicon.lookup("headache, cluster") == (CLUSTER,)


def test_headaches_cover_cluster_headache_and_migraine_does_not(lexicon: Lexicon) -> None:
    assert lexicon.covers("D006261", "D006261")
    assert lexicon.covers("D020773", CLUSTER)
    assert not lexicon.covers(MIGRAINE, CLUSTER)
    assert not lexicon.covers(CLUSTER, "D020773")


def test_esketamine_is_below_ketamine(lexicon: Lexicon) -> None:
    (esketamine,) = lexicon.lookup("esketamine")
    assert lexicon.covers(KETAMINE, esketamine)
    assert not lexicon.covers(esketamine, KETAMINE)
