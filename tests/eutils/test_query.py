"""What the server finds, against a brute-force reading and against PubMed's known ways."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eutils.brute import Joined, Leaf
from tests.eutils.evaluate import Evaluator, HistoryGone, TooManyWildcards
from tests.eutils.headings import Headings
from tests.eutils.index import Hits, Index
from tests.eutils.query import CannotRun, parse
from tests.eutils.reading import Gaps, Notes, Part
from tests.eutils.record import as_records
from tests.eutils.specimens import RECORDS, THESAURUS
from tests.eutils.thesaurus import Entry, TableThesaurus

INDEX = Index(as_records(RECORDS))
HEADINGS = Headings(INDEX.records, THESAURUS)
TODAY = dt.date(2023, 6, 1)

LEAVES = st.sampled_from(
    [
        "ketamine", "migraine", "aura", "adverse", "adverse event", "spreading depression",
        "obsessive compulsive disorder", "trial", "randomized trial", "co2", "headache",
        "mice", "reviewed", "nowhere", "what is known", "slow infusion of ketamine",
    ]
).map(Leaf)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Joined,
        inner,
        st.lists(st.tuples(st.sampled_from(["AND", "OR", "NOT"]), inner), min_size=1, max_size=4)
        .map(tuple),
    ),
    max_leaves=12,
)  # fmt: skip


def run(term: str, gaps: Gaps = Gaps()) -> tuple[Part, Notes]:  # noqa: B008 - frozen
    evaluator = Evaluator(INDEX, HEADINGS, today=TODAY, gaps=gaps)
    return evaluator.run(term), evaluator.notes


def hits(term: str) -> set[int]:
    """The last digits of the PMIDs found."""
    return {pmid - 31_000_000 for pmid in run(term)[0].hits}


@given(TREES)
def test_any_tree_of_phrases_finds_what_a_brute_force_reading_finds(tree: Leaf | Joined) -> None:
    assert run(tree.term())[0].hits == tree.hits(INDEX.records)


PIECES = st.sampled_from(
    ["a", "migraine", " ", "(", ")", "[", "]", '"', ":", "#", "*", "/", "~", "-", "1", "²", "٣",
     "9" * 30, " AND ", " OR ", " NOT ", "[tiab]", "[tiab:~", "[dp]", "[uid]", "[mh]", "[pt]",
     "[sb]", "[la]", "[au]", "[ta]", "[nope]", "2019", "last 5 years"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_either_run_or_refused(term: str) -> None:
    try:
        part, _ = run(term)
    except (CannotRun, HistoryGone):
        return
    assert part.hits <= INDEX.all


def test_booleans_run_from_left_to_right() -> None:
    assert hits("reviewed[tiab] OR ketamine[tiab] AND mice[tiab]") == {2}
    assert hits("reviewed[tiab] OR (ketamine[tiab] AND mice[tiab])") == {2, 3}


def test_and_not_runs_as_and() -> None:
    assert hits("ketamine[tiab] AND NOT mice[tiab]") == {2}
    assert hits("(ketamine[tiab]) NOT (mice[tiab])") == {1, 4, 5}


def test_words_side_by_side_are_joined_by_and() -> None:
    assert hits("ketamine[tiab] mice[tiab]") == {2}


def test_lower_case_operators_are_words() -> None:
    assert parse("rats or mice") == parse("rats  or  mice")
    assert hits('"rats or mice"[tiab]') == set()


@pytest.mark.parametrize("term", ["((", "()", "", "  ", "AND", "[tiab]", '""'])
def test_a_term_without_operand_cannot_run(term: str) -> None:
    with pytest.raises(CannotRun):
        run(term)


def test_brackets_that_do_not_match_are_forgiven() -> None:
    assert hits("(ketamine[tiab] AND mice[tiab]") == {2}
    assert hits("ketamine[tiab]) AND mice[tiab]") == {2}


def test_deep_brackets_are_refused_and_do_not_crash() -> None:
    with pytest.raises(CannotRun):
        run("(" * 5_000 + "ketamine")


def test_title_fields_differ_from_title_and_abstract() -> None:
    assert hits("aura[ti]") == {1, 8, 9}
    assert hits("aura[tiab]") == {1, 2, 8, 9}


def test_a_space_before_the_tag_changes_nothing() -> None:
    assert hits("aura [TI]") == hits("aura[ti]")


def test_unquoted_words_with_a_tag_are_a_phrase_or_else_all_required() -> None:
    assert hits("adverse event[tiab]") == {1}
    part, _ = run("ketamine infusion[tiab]")
    assert part.hits == {31000001}
    assert part.translation == '"ketamine"[Title/Abstract] AND "infusion"[Title/Abstract]'


def test_quoted_words_must_stand_side_by_side() -> None:
    assert hits('"ketamine infusion"[tiab]') == set()


def test_hyphens_and_case_do_not_matter() -> None:
    assert hits('"Obsessive-Compulsive Disorder"[tiab]') == {4, 5}


def test_proximity_takes_any_order_and_counts_the_words_between() -> None:
    assert hits('"aura ketamine"[tiab:~1]') == {1}
    assert hits('"aura ketamine"[tiab:~0]') == set()
    assert hits('"infusion slow"[ti:~0]') == {1}


def test_a_wildcard_inside_drops_the_proximity() -> None:
    assert hits('"aura ketamin*"[tiab:~3]') == set()
    assert hits('"of ketamin*"[tiab:~3]') == {1}


def test_a_wildcard_needs_four_letters_before_it() -> None:
    assert hits("infus*[tiab]") == {1}
    part, notes = run("inf*[tiab] OR mice[tiab]")
    assert part.hits == {31000002}
    assert notes.phrases_not_found == ["inf*"]


def test_a_wildcard_switches_mapping_off() -> None:
    part, notes = run("migraine*")
    assert notes.translations == []
    assert part.translation == '"migraine*"[All Fields]'


def test_more_than_256_wildcards_are_refused() -> None:
    term = " OR ".join(f"word{n}*[tiab]" for n in range(257))
    with pytest.raises(TooManyWildcards):
        run(term)
    assert hits(" OR ".join(["migraine*[ti]"] * 256)) == {1, 3, 6, 7, 8}


def test_headings_explode_unless_told_otherwise() -> None:
    assert hits("migraine disorders[mh]") == {1, 3, 6}
    assert hits("migraine disorders[mh:noexp]") == {3, 6}
    assert hits('"animals"[mh] NOT "humans"[mh]') == {2}
    assert hits("animals[mh]") == {1, 2, 3, 4, 6}


def test_a_place_in_the_tree_is_below_another_only_at_a_dot() -> None:
    tree = TableThesaurus(
        {
            "D1": Entry(("Above",), ("A01.1",)),
            "D2": Entry(("Below",), ("A01.1.5",)),
            "D3": Entry(("Beside",), ("A01.10",)),
        }
    )
    assert [tree.covers("D1", ui) for ui in ("D1", "D2", "D3")] == [True, True, False]
    assert not tree.covers("D2", "D1")


def test_headings_are_found_by_entry_terms_and_with_qualifiers() -> None:
    part, notes = run("sick headache[mh]")
    assert part.translation == '"migraine disorders"[MeSH Terms]'
    assert notes.translations == [("sick headache[mh]", part.translation)]
    assert hits('"ketamine/pharmacology"[mh]') == {2}
    assert hits("drug therapy[sh]") == {1}


def test_major_topics_are_fewer() -> None:
    assert hits("migraine disorders[majr]") == {1, 3}
    assert hits("ketamine[majr]") == {1}


def test_a_heading_that_nobody_knows_is_dropped_and_said_so() -> None:
    part, notes = run("fleegle[mh] OR mice[mh]")
    assert part.hits == {31000002}
    assert notes.phrases_not_found == ["fleegle[MeSH Terms]"]


def test_publication_types_include_those_below() -> None:
    assert hits("clinical trial[pt]") == {1, 4}
    assert hits('"randomized controlled trial"[pt]') == {1}
    assert hits("retracted publication[pt]") == {4}
    assert hits("preprint[pt]") == {9}


def test_a_known_type_that_no_record_has_is_no_error() -> None:
    part, notes = run("meta-analysis[pt]")
    assert (part.hits, notes.phrases_not_found) == (frozenset(), [])


def test_substances_are_found_by_any_name() -> None:
    assert hits("loopamab[nm]") == {6}
    assert hits("LPB-1[nm]") == {6}


def test_languages_by_name_or_code() -> None:
    assert hits("spanish[la]") == hits("spa[la]") == {7}


def test_authors_by_family_name_and_initials_that_may_be_cut() -> None:
    assert hits("ruiz-soler[au]") == hits("Ruiz-Soler C[au]") == {1, 2}
    assert hits("ruiz-soler c[1au]") == {2}
    assert hits("angstrom a[au]") == {1}
    assert hits("ruiz[au]") == {1, 2}
    assert hits("rui[au]") == set()


def test_journal_volume_page_and_doi_are_compared_whole() -> None:
    assert hits("J Loopback Med[ta] AND 12[vi] AND 117[pg]") == {1}
    assert hits("10.5555/loop.1[doi]") == {1}


def test_dates_are_ranges_of_days() -> None:
    assert hits("2018:2020[dp]") == {1, 4}
    assert hits("2019/03[dp]") == {1}
    assert hits("2019/03/05[dp]") == set()
    assert hits("2019/03/05:2019/03/31[edat]") == {1}
    assert hits('"2018"[dp] : "2020"[dp]') == {1, 4}
    assert hits('"2018:2020"[dp]') == {1, 4}
    assert hits('"last 2 years"[dp]') == {6, 9}
    assert hits("2018:3000[crdt]") == {1, 4, 5, 6, 9}


def test_a_single_date_is_translated_as_pubmed_does() -> None:
    assert run("2008[pdat]")[0].translation == "2008/01/01:2008/12/31[Date - Publication]"


def test_ranges_of_pmids() -> None:
    assert hits("31000002:31000004[UID]") == {2, 3, 4}
    assert hits("31000002[uid]") == {2}
    assert hits("31000002 31000004") == {2, 4}


def test_subsets_and_filters() -> None:
    assert hits("systematic[sb]") == {3}
    assert hits("medline[sb]") == {1, 2, 3, 4, 6}
    assert hits("all[SB] NOT pubmed books[SB]") == {1, 2, 3, 4, 5, 6, 7, 9}
    assert hits("therapy/narrow[filter]") == {1}
    assert hits("ketamine[tiab] AND hasabstract") == {1, 2, 4}
    assert hits("hasabstract[text]") == hits("hasabstract") == {1, 2, 3, 4, 6, 7, 8}
    assert hits("hasretractionin") == {4}
    assert hits("hasexpressionofconcernin[all]") == {6}


def test_untagged_words_are_mapped_to_headings_and_all_fields() -> None:
    part, notes = run("migraine in ketalar")
    assert notes.translations[0] == (
        "migraine",
        '"migraine disorders"[MeSH Terms] OR ("migraine"[All Fields] AND "disorders"[All Fields])'
        ' OR "migraine disorders"[All Fields] OR "migraine"[All Fields]',
    )
    assert [source for source, _ in notes.translations] == ["migraine", "ketalar"]
    assert part.hits == {31000001, 31000002}


def test_the_longest_name_is_mapped() -> None:
    _, notes = run("migraine with aura")
    assert [source for source, _ in notes.translations] == ["migraine with aura"]


def test_a_substance_maps_to_the_supplementary_record() -> None:
    _, notes = run("lpb-1")
    assert notes.translations[0][1].startswith('"loopamab"[Supplementary Concept]')


def test_quotes_switch_mapping_off() -> None:
    part, notes = run('"sick headache"')
    assert (part.hits, notes.translations) == (frozenset(), [])


def test_a_word_that_the_index_lacks_is_dropped_while_hits_remain() -> None:
    gaps = Gaps(words=frozenset({"abcXYZ"}))
    part, notes = run("mice[tiab] AND abcXYZ", gaps)
    assert part.hits == {31000002}
    assert notes.phrases_not_found == ["abcXYZ"]
    alone, notes = run("abcXYZ", gaps)
    assert (alone.hits, alone.translation) == (frozenset(), "(abcXYZ[All Fields])")
    assert notes.phrases_not_found == ["abcXYZ"]


def test_what_is_taken_away_from_a_dropped_word_is_not_found() -> None:
    part, _ = run("abcXYZ NOT mice[tiab]", Gaps(words=frozenset({"abcXYZ"})))
    assert part.hits == set()


def test_a_quoted_phrase_that_the_index_lacks_loses_its_quotes() -> None:
    gaps = Gaps(phrases=frozenset({"ketamine infusion", "slow-infusion"}))
    part, notes = run('"ketamine infusion"[tiab]', gaps)
    assert part.hits == {31000001}
    assert notes.quoted_phrases_not_found == ['"ketamine infusion"']
    hyphenated, notes = run('"slow-infusion"[tiab] OR mice[tiab]', gaps)
    assert hyphenated.hits == {31000002}
    assert notes.quoted_phrases_not_found == ['"slow-infusion"']


def test_an_unknown_tag_searches_free_text_and_is_reported() -> None:
    part, notes = run("ketamine[NoSuchField]")
    assert part.hits == run("ketamine")[0].hits
    assert notes.fields_not_found == ["NoSuchField"]


def test_stored_results_can_be_part_of_a_term() -> None:
    kept: dict[int, Hits] = {1: frozenset({31000001, 31000002})}
    evaluator = Evaluator(INDEX, HEADINGS, today=TODAY, stored=kept.get)
    assert evaluator.run("#1 AND mice[tiab]").hits == {31000002}
    assert evaluator.run("(#1) NOT (mice[tiab])").hits == {31000001}
    with pytest.raises(HistoryGone, match="7"):
        evaluator.run("#7")


def test_translations_keep_the_order_of_the_booleans_with_brackets() -> None:
    term = "a1[tiab] OR b2[tiab] AND (c3[tiab] OR d4[tiab]) NOT e5[tiab]"
    short = run(term)[0].translation.replace("[Title/Abstract]", "").replace('"', "")
    assert short == "((a1 OR b2) AND (c3 OR d4)) NOT e5"
