"""The curated overlay: every id exists, every name is given once, every group shows itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.concepts.compile import OverlayMistake, compile_overlay, write_overlay
from citecheck.concepts.lexicon import DATA, Lexicon
from citecheck.concepts.overlay import Ambiguity, CuratedConcept, Group, read_groups
from citecheck.concepts.store import MESH, OVERLAY, Layer

GROUPS = tuple(read_groups())


@pytest.fixture(scope="module")
def mesh() -> Layer:
    return Layer(DATA, MESH)


def _group(**content: object) -> Group:
    return Group.model_validate({"what": "a test", "source": "us", **content})


def test_the_shipped_overlay_is_what_the_curated_files_say(tmp_path: Path, mesh: Layer) -> None:
    write_overlay(tmp_path, GROUPS, mesh)
    made, shipped = Layer(tmp_path, OVERLAY), Layer(DATA, OVERLAY)
    rebuild = "run `python -m tools.build_lexicon overlay`"
    assert set(made.all_keys()) == set(shipped.all_keys()), rebuild
    assert [k for k in made.all_keys() if made.namings(k) != shipped.namings(k)] == [], rebuild
    assert set(made.ids()) == set(shipped.ids()), rebuild
    assert [i for i in made.ids() if made.entry(i) != shipped.entry(i)] == [], rebuild


@pytest.mark.parametrize("group", GROUPS, ids=[group.what for group in GROUPS])
def test_a_group_has_a_source_a_text_that_fires_and_a_near_miss(
    group: Group, lexicon: Lexicon
) -> None:
    assert group.source
    if not group.concept and not group.ambiguous:
        return
    assert group.fires and group.misses
    fires = {i for m in lexicon.mentions(group.fires.text) for i in m.concept_ids}
    misses = {i for m in lexicon.mentions(group.misses.text) for i in m.concept_ids}
    assert group.fires.concept in fires
    assert group.misses.concept not in misses


def test_every_curated_name_is_found_in_running_text(lexicon: Lexicon) -> None:
    lost = []
    for concept in (concept for group in GROUPS for concept in group.concept):
        for name in concept.names:
            ids = {i for m in lexicon.mentions(f"Of {name} much is said.") for i in m.concept_ids}
            if concept.id not in ids:
                lost.append((name, concept.name))
    assert not lost


def test_every_outcome_of_ours_has_a_polarity() -> None:
    outcomes = [
        concept
        for group in GROUPS
        for concept in group.concept
        if concept.id.startswith("X:") and concept.semantics[0] == "outcome"
    ]
    assert len(outcomes) > 30
    assert [concept.name for concept in outcomes if concept.polarity is None] == []


def test_members_and_parents_make_no_circle(lexicon: Lexicon) -> None:
    overlay = Layer(DATA, OVERLAY)
    assert [ui for ui in overlay.ids() if ui in lexicon.ancestors(ui)] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"concept": [{"id": "D999999", "name": "Nothing"}]}, "D999999"),
        ({"concept": [{"id": "D007649", "name": "Ketamin"}]}, "'Ketamine', not 'Ketamin'"),
        ({"concept": [{"id": "X:new", "name": "New"}]}, "no semantics"),
        ({"ambiguous": [{"name": "K", "means": {"D007649": "Ketamin"}}]}, "'Ketamine'"),
        ({"unnamed": ["cats (and so on)"]}, "no text can hold"),
        ({"unnamed": ["pilots", "pilot"]}, "given twice"),
        ({"silent": {"D007649": "Esketamine"}}, "'Ketamine'"),
    ],
)
def test_a_mistake_in_the_overlay_is_named(
    content: dict[str, object], message: str, mesh: Layer
) -> None:
    with pytest.raises(OverlayMistake, match=message):
        compile_overlay([_group(**content)], mesh)


def test_a_concept_keeps_what_the_overlay_does_not_change(mesh: Layer) -> None:
    ours = CuratedConcept(id="D007649", name="Ketamine", names=("vitamin K of the club",))
    _, entries = compile_overlay([_group(concept=[ours])], mesh)
    before, after = mesh.entry("D007649"), entries["D007649"]
    assert before is not None
    assert (after.tree_numbers, after.semantics) == (before.tree_numbers, before.semantics)
    assert after.synonyms == ("vitamin K of the club", *before.synonyms)


def test_an_ambiguity_keeps_all_its_meanings(mesh: Layer) -> None:
    both = Ambiguity(name="KX", means={"D007649": "Ketamine", "D005473": "Fluoxetine"})
    namings, _ = compile_overlay([_group(ambiguous=[both])], mesh)
    assert {naming.id for naming in namings["kx "]} == {"D007649", "D005473"}
    assert all(naming.capitals for naming in namings["kx "])


def test_what_names_nothing_or_is_silent_is_not_found_in_running_text(lexicon: Lexicon) -> None:
    unnamed = [name for group in GROUPS for name in group.unnamed]
    silent = {ui: name for group in GROUPS for ui, name in group.silent.items()}
    assert [name for name in unnamed if lexicon.mentions(f"Of {name} much is said.")] == []
    heard = [
        name
        for ui, name in silent.items()
        for mention in lexicon.mentions(f"Of {name} much is said.")
        if ui in mention.concept_ids
    ]
    assert heard == []
