"""The builder of the lexicon: reading NLM's files, choosing records, naming."""

from __future__ import annotations

import bz2
import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path

import pytest

from citecheck.concepts.fold import key
from tools import build_lexicon, lexicon_sources

DESCRIPTORS = """<?xml version="1.0"?>
<DescriptorRecordSet LanguageCode="eng">
 <DescriptorRecord DescriptorClass="1">
  <DescriptorUI>D000001</DescriptorUI>
  <DescriptorName><String>Headache, Test</String></DescriptorName>
  <TreeNumberList><TreeNumber>C10.1</TreeNumber><TreeNumber>C23.2</TreeNumber></TreeNumberList>
  <ConceptList>
   <Concept PreferredConceptYN="Y"><TermList>
    <Term><TermUI>T1</TermUI><String>Headache, Test</String></Term>
    <Term><TermUI>T2</TermUI><String>Headaches, Test</String></Term>
   </TermList></Concept>
   <Concept PreferredConceptYN="N"><TermList>
    <Term><TermUI>T3</TermUI><String>Brain Ache</String></Term>
   </TermList></Concept>
  </ConceptList>
 </DescriptorRecord>
</DescriptorRecordSet>
"""
SUPPLEMENTARY = """<?xml version="1.0"?>
<SupplementalRecordSet LanguageCode="eng">
 <SupplementalRecord SCRClass="1">
  <SupplementalRecordUI>C000001</SupplementalRecordUI>
  <SupplementalRecordName><String>testumab</String></SupplementalRecordName>
  <HeadingMappedToList><HeadingMappedTo><DescriptorReferredTo>
   <DescriptorUI>*D000002</DescriptorUI>
  </DescriptorReferredTo></HeadingMappedTo></HeadingMappedToList>
  <ConceptList><Concept><TermList>
   <Term><TermUI>T4</TermUI><String>testumab</String></Term>
  </TermList></Concept></ConceptList>
 </SupplementalRecord>
</SupplementalRecordSet>
"""


def test_a_descriptor_of_nlm_has_the_terms_of_all_its_concepts(tmp_path: Path) -> None:
    path = tmp_path / "desc.xml"
    path.write_text(DESCRIPTORS, encoding="utf-8")
    (record,) = lexicon_sources.xml_records(path)
    assert (record.ui, record.name) == ("D000001", "Headache, Test")
    assert record.terms == ("Headaches, Test", "Brain Ache")
    assert record.tree_numbers == ("C10.1", "C23.2")


def test_a_supplementary_record_of_nlm_is_below_what_it_is_mapped_to(tmp_path: Path) -> None:
    path = tmp_path / "supp.xml"
    path.write_text(SUPPLEMENTARY, encoding="utf-8")
    (record,) = lexicon_sources.xml_records(path)
    assert (record.ui, record.name, record.terms) == ("C000001", "testumab", ())
    assert record.above == ("D000002",)


def test_a_word_list_that_would_run_code_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "names.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        content = bz2.compress(pickle.dumps(OrderedDict(a=["b"])))
        archive.writestr("names/drug_ner_dictionary.pkl.bz2", content)
    with pytest.raises(pickle.UnpicklingError, match="OrderedDict"):
        lexicon_sources.wheel_pickle(wheel)


@pytest.mark.parametrize(
    ("name", "terms", "above", "matters"),
    [
        ("testumab", (), (), True),
        ("GX 1234", ("Examplan",), (), True),
        ("measles-test vaccine", (), (), True),
        ("rare test syndrome", (), ("D000001",), True),
        ("2,4-testobenzene", (), (), False),
        ("TST1 protein, human", (), ("D000002",), False),
        ("stumab", (), (), False),
    ],
)
def test_supplementary_records_are_chosen_by_the_stated_rule(
    name: str, terms: tuple[str, ...], above: tuple[str, ...], matters: bool
) -> None:
    record = lexicon_sources.Record("C1", name, terms, (), above)
    known = {key("Examplan")}
    assert build_lexicon.matters(record, known, {"D000001"}, ("mab",)) is matters


def test_the_longest_branch_of_the_tree_decides_what_a_concept_is() -> None:
    places = build_lexicon.Places.read()
    assert places.of(["C10.228"]) == ("disease",)
    assert places.of(["D12.776.543.750.1"])[0] == "process"
    assert places.of(["D12.776.9"]) == ("substance",)
    assert places.of(["J02.500", "G07.203.300.1"]) == ("food",)
    assert places.of([]) == ("other",)


def test_a_place_is_silent_only_where_all_places_are() -> None:
    places = build_lexicon.Places.read()
    assert places.are_silent(["Z01.107"])
    assert not places.are_silent(["Z01.107", "C10.1"])
    assert not places.are_silent(["G01.750.1"])
    assert not places.are_silent([])


@pytest.mark.parametrize(
    ("name", "capitals"),
    [("REST", True), ("OCD", True), ("T3", True), ("Ketamine", False), ("MDMA", False),
     ("Rest", False), ("IT band", False)],
)  # fmt: skip
def test_abbreviations_that_are_short_or_words_need_their_capitals(
    name: str, capitals: bool
) -> None:
    naming = build_lexicon.naming_of(
        "D1", name, preferred=False, silent=False, english={"rest", "it", "can"}
    )
    assert naming.capitals is capitals
