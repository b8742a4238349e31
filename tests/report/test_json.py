from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from citecheck.errors import ConfigError
from citecheck.report.json import load, render, render_claims, render_search
from tests.report.hostile import hostile_report
from tests.report.large import large_report
from tests.reports import checked, document, evidence, report
from tests.sample_report import sample_extraction, sample_report, sample_search

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)

REPORT = (
    "schema_version tool generated_at exit_code sources judge judge_cost "
    "rules_version limits summary documents"
)
SOURCE = "kind detail data_as_of records"
SUMMARY = "documents claims supported contradicted unfound unchecked disputed requests"
DOCUMENT = "id title origin status reason text text_sha256 claims references searches"
EXTRACTED = (
    "id fingerprint text start end location cue kind strength hedged claimed_study_type "
    "intervention comparator condition outcome direction context"
)
CHECKED = (
    f"{EXTRACTED} verdict unchecked disputed certainty why flags tally evidence nearest searches"
)
CONCEPT = "text concept concept_id from"
EVIDENCE = (
    "id pmid pmcid doi title authors journal year publication_types level standing participants "
    "species stance mixed probability weight rationale why"
)
SEARCH = "source term translation count retrieved purpose searched_at url"

SENTENCE = "Valerian helps with insomnia."


def _one_claim(**changes: Any) -> str:
    return render(report(document(SENTENCE, checked(SENTENCE, SENTENCE[:-1], **changes))))


def _changed(**changes: Any) -> str:
    return json.dumps(json.loads(_one_claim()) | changes)


def test_the_keys_are_those_of_the_contract_in_its_order() -> None:
    whole = json.loads(render(sample_report()))
    first = whole["documents"][0]
    claim = first["claims"][0]
    noted = next(each for each in first["claims"] if each["context"])
    unchecked = first["claims"][-1]
    for value, keys in (
        (whole, REPORT),
        (whole["tool"], "name version"),
        (whole["judge"], "name version"),
        (whole["sources"][0], SOURCE),
        (whole["summary"], SUMMARY),
        (first, DOCUMENT),
        (claim, CHECKED),
        (claim["location"], "line column"),
        (claim["intervention"], CONCEPT),
        (noted["context"][0], "for text start end"),
        (unchecked["unchecked"], "reason detail"),
        (claim["flags"][0], "code message"),
        (claim["tally"], "supports contradicts silent excluded"),
        (claim["evidence"][0], EVIDENCE),
        (claim["evidence"][0]["rationale"][0], "section text"),
        (claim["searches"][0], SEARCH),
    ):
        assert list(value) == keys.split()


def test_what_is_unknown_is_null_and_not_left_out() -> None:
    claim = json.loads(_one_claim(location=None))["documents"][0]["claims"][0]
    for key in ("location", "comparator", "outcome", "unchecked", "certainty"):
        assert claim[key] is None


def test_letters_stand_as_they_are_and_the_text_ends_with_a_newline() -> None:
    text = render(report(document("Käse, 李 明, “so”.", title="Über")))
    assert "Käse, 李 明, “so”." in text
    assert text.endswith("}\n")
    assert '\n  "tool": {' in text


def test_characters_that_a_terminal_would_act_on_are_escaped_and_come_back() -> None:
    words = "a\x1b[2J b\x9b2J c\u202ed e\u2028f"
    text = render(report(document(words)))
    assert not re.search("[\x1b\x9b\u202e\u2028]", text)
    assert load(text).documents[0].text == words


def test_half_a_character_becomes_a_replacement_so_that_the_report_can_be_written() -> None:
    text = render(report(document("", id="a\udcff", origin="a\udcff")))
    text.encode()
    assert load(text).documents[0].origin == "a\ufffd"


def test_a_report_comes_back_as_it_was() -> None:
    assert load(render(sample_report())) == sample_report()


def test_only_times_differ_between_runs() -> None:
    later = sample_report().model_copy(update={"generated_at": "2027-01-01T00:00:00Z"})
    other = render(later).replace("2027-01-01T00:00:00Z", "2026-03-01T12:00:00Z")
    assert other == render(sample_report())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"a": "\ud800"}', "no schema_version"),
        ("[]", "no schema_version"),
        ("{}", "no schema_version"),
        ('{"schema_version": 1}', "no schema_version"),
        (_changed(schema_version="2"), "reads version '1'"),
        (_changed(surprise=1), "surprise"),
        (_changed(exit_code="0"), "exit_code"),
        (_changed(documents=None), "documents"),
        (_changed(tool={"name": "citecheck"}), "tool.version"),
        (_changed(**{"a\x1b[2J": 1}), "a\ufffd[2J"),
        (_one_claim().replace('"unfound",', '"unfounded",'), "verdict"),
        (_one_claim().replace('"verdict": "unfound"', '"verdict": null'), "either a verdict"),
        (_one_claim().replace('"certainty": null', '"certainty": "high"'), "has a certainty"),
        (_one_claim().replace('"start": 0', '"start": 1'), "not the text at the place"),
        (_one_claim().replace('"start": 0', '"start": -29'), "not the text at the place"),
        (_one_claim(evidence=(evidence(),)).replace("2.025", "NaN"), "no JSON"),
        (_one_claim(evidence=(evidence(),)).replace("2.025", "1e999"), "weight"),
    ],
)
def test_what_is_no_sound_report_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(text)
    message = str(caught.value)
    assert said in message
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 400


def test_every_report_fits_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    made = (sample_report(), hostile_report(), large_report(20), report(), report(document("")))
    for each in made:
        validator.validate(json.loads(render(each)))


def test_the_published_schema_demands_every_key_and_allows_no_other() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for path in (("documents", 0), ("documents", 0, "claims", 0), ("summary",), ("sources", 0)):
        for change in ("extra", "missing"):
            whole = json.loads(render(sample_report()))
            value = whole
            for step in path:
                value = value[step]
            if change == "extra":
                value["surprise"] = None
            else:
                value.popitem()
            assert not validator.is_valid(whole), (path, change)


def test_claims_alone_have_the_same_shape_without_the_keys_from_verdict_on() -> None:
    made = render_claims(sample_extraction(), generated_at="2026-03-01T12:00:00Z", exit_code=3)
    whole = json.loads(made)
    assert json.loads(render_claims([]))["exit_code"] == 0
    assert list(whole) == REPORT.split()
    assert list(whole["summary"]) == SUMMARY.split()
    assert whole["summary"]["claims"] == 15
    assert whole["summary"]["supported"] is None
    assert (whole["generated_at"], whole["exit_code"]) == ("2026-03-01T12:00:00Z", 3)
    assert list(whole["documents"][0]) == DOCUMENT.split()
    assert list(whole["documents"][0]["claims"][0]) == EXTRACTED.split()


def test_a_search_listing_gives_claim_searches_and_records() -> None:
    whole = json.loads(render_search(sample_search(), generated_at="2026-03-01T12:00:00Z"))
    assert whole["claim"]["kind"] == "efficacy"
    assert [each["purpose"] for each in whole["searches"]][:2] == ["evidence", "count-type"]
    assert whole["studies"][0]["pmid"] == "90000001"


def test_a_report_of_before_costs_were_kept_is_read() -> None:
    value = json.loads(render(report()))
    del value["judge_cost"]
    assert load(json.dumps(value)) == report()
