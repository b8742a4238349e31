from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from citecheck.model.claim import Location
from citecheck.model.report import Report
from citecheck.model.verdict import Flag, FlagCode
from citecheck.report import sarif
from citecheck.report.rules import rules
from citecheck.report.sarif import render
from citecheck.report.view import View
from tests.report.hostile import hostile_report
from tests.report.large import large_report
from tests.reports import accepting, checked, document, report
from tests.sample_report import ARTICLE, sample_report

NPM = Path(__file__).parents[1] / "browser" / "node_modules"
SCHEMA = NPM / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
SENTENCE = "Valerian helps with insomnia."
REPORTS = (sample_report(), hostile_report(), report(), report(document("")), large_report(50))
VIEW = View(folder="/home/me/site/posts", root="/home/me/site")


def _run(value: Report, view: View = VIEW) -> dict[str, Any]:
    log = json.loads(render(value, view))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def _uri(origin: str, view: View = VIEW) -> str:
    claim = checked(SENTENCE, SENTENCE[:-1])
    [result] = _run(report(document(SENTENCE, claim, origin=origin)), view)["results"]
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


def _one(text: str = SENTENCE, words: str = SENTENCE[:-1], **changes: Any) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = _run(report(document(text, checked(text, words, **changes))))[
        "results"
    ]
    return results


@pytest.mark.skipif(not SCHEMA.exists(), reason="no SARIF schema (npm install in tests/browser)")
@pytest.mark.parametrize("value", REPORTS)
def test_every_report_fits_the_official_schema(value: Report) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema)
    log = json.loads(render(value, VIEW.model_copy(update={"accepted": accepting("x because")})))
    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"] = 1
    assert not validator.is_valid(log)


@pytest.mark.parametrize("value", REPORTS)
def test_every_result_has_what_code_scanning_needs(value: Report) -> None:
    run = _run(value)
    declared = run["tool"]["driver"]["rules"]
    for rule in declared:
        assert len(rule["id"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1_024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1_024
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in run["results"]:
        rule = declared[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert result["level"] == rule["defaultConfiguration"]["level"]
        assert 0 < len(result["message"]["text"]) <= 1_024
        [location] = result["locations"]
        place = location["physicalLocation"]["region"]
        assert place["startLine"] >= 1
        assert place.get("endLine", 1) >= place["startLine"] or "endLine" not in place
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert urlsplit(uri).scheme in ("", "http", "https", "file")
        assert ".." not in uri.split("/")


def test_every_verdict_and_every_flag_has_a_rule_that_keeps_its_name() -> None:
    declared = [rule["id"] for rule in _run(report())["tool"]["driver"]["rules"]]
    assert declared[:5] == ["contradicted", "unfound", "disputed", "unchecked", "unreadable"]
    flags = {f"flag/{code}" for code in get_args(FlagCode)}
    of_references = declared[5 + len(flags) :]
    assert set(declared[5 : 5 + len(flags)]) == flags
    assert of_references == [
        f"reference/{code}"
        for code in (
            "mismatched",
            "not-found",
            "ambiguous",
            "malformed",
            "unchecked",
            "retracted",
            "concern",
        )
    ]
    assert len(declared) == len(set(declared)) == len({rule.name for rule in rules()})


def test_what_is_supported_is_no_finding_and_all_else_is() -> None:
    claims = sample_report().documents[0].claims + sample_report().documents[2].claims
    found = Counter(result["ruleId"] for result in _run(sample_report())["results"])
    assert found["contradicted"] == 1
    assert found["unfound"] == sum(claim.verdict == "unfound" for claim in claims)
    assert found["unchecked"] == sum(claim.verdict is None for claim in claims)
    assert found["disputed"] == sum(claim.disputed for claim in claims)
    assert found["unreadable"] == 1
    assert found["flag/overstated"] == found["flag/no-such-study-type"] == 1
    assert "supported" not in found


def test_references_worth_a_look_are_notes_at_their_place() -> None:
    results = [r for r in _run(sample_report())["results"] if r["ruleId"].startswith("reference/")]
    assert Counter(r["ruleId"] for r in results) == {
        "reference/mismatched": 1,
        "reference/not-found": 1,
        "reference/ambiguous": 1,
        "reference/malformed": 1,
        "reference/unchecked": 1,
        "reference/retracted": 1,
    }
    assert {r["level"] for r in results} == {"note", "warning"}
    assert [r["ruleId"] for r in results if r["level"] == "warning"] == ["reference/retracted"]
    [retracted] = [r for r in results if r["ruleId"] == "reference/retracted"]
    assert "RetractionIn Ann Fancy Med. 2012;6:9" in retracted["message"]["text"]
    for result in results:
        place = result["locations"][0]["physicalLocation"]["region"]
        line = ARTICLE.split("\n")[place["startLine"] - 1]
        start, end = place["startColumn"] - 1, place["endColumn"] - 1
        assert line[start:end] == place["snippet"]["text"] != ""
        assert list(result["partialFingerprints"]) == ["citecheckReference/v1"]
    prints = [r["partialFingerprints"]["citecheckReference/v1"] for r in results]
    assert len(set(prints)) == len(prints)


def test_a_flag_that_the_verdict_restates_is_no_second_finding() -> None:
    flags = (
        Flag(code="on-topic-silent", message="x"),
        Flag(code="demonstration-data", message="y"),
    )
    assert [each["ruleId"] for each in _one(flags=flags)] == ["unfound"]


def test_demonstration_data_is_told_of_the_run() -> None:
    [invocation] = _run(sample_report())["invocations"]
    [said] = invocation["toolExecutionNotifications"]
    assert "written for demonstration" in said["message"]["text"]
    assert invocation["exitCode"] == 1


def test_a_region_is_the_claim_by_line_and_column() -> None:
    [result, *_] = _one(ARTICLE, "valerian cures insomnia\nfor good")
    place = result["locations"][0]["physicalLocation"]["region"]
    lines = ARTICLE.split("\n")
    assert lines[place["startLine"] - 1][place["startColumn"] - 1 :] == "valerian cures insomnia"
    assert lines[place["endLine"] - 1][: place["endColumn"] - 1] == "for good"
    assert place["snippet"]["text"] == "valerian cures insomnia\nfor good"


def test_columns_count_characters_and_say_so() -> None:
    text = "🙂 Valerian helps with insomnia."
    run = _run(report(document(text, checked(text, "Valerian helps"))))
    assert run["columnKind"] == "unicodeCodePoints"
    place = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (place["startColumn"], place["endColumn"]) == (3, 17)


def test_a_document_without_lines_points_at_its_first_and_quotes() -> None:
    [result] = _one(location=None)
    place = result["locations"][0]["physicalLocation"]["region"]
    assert place == {"startLine": 1, "snippet": {"text": SENTENCE[:-1]}}


@pytest.mark.parametrize(
    ("origin", "uri"),
    [
        ("a.md", "posts/a.md"),
        ("./sub/../a b.md", "posts/a%20b.md"),
        ("../README.md", "README.md"),
        ("/home/me/site/posts/a.md", "posts/a.md"),
        ("/etc/a.md", "file:///etc/a.md"),
        ("../../other/a.md", "file:///home/me/other/a.md"),
        ("c:é#?.md", "posts/c%3A%C3%A9%23%3F.md"),
        ("https://x.example/a?b=c", "https://x.example/a?b=c"),
        ("-", "posts/standard-input"),
    ],
)
def test_a_file_is_named_by_its_place_in_the_repository(origin: str, uri: str) -> None:
    assert _uri(origin) == uri
    assert unquote(_uri(origin)) is not None


def test_without_a_repository_a_file_is_named_as_it_was_given() -> None:
    assert _uri("a/b.md", View()) == "a/b.md"
    assert _uri("/abs/b.md", View()) == "file:///abs/b.md"


def test_a_finding_is_followed_by_the_claims_fingerprint() -> None:
    [result] = _one()
    claim = checked(SENTENCE, SENTENCE[:-1])
    assert result["partialFingerprints"] == {"citecheckClaim/v1": claim.fingerprint}
    moved = claim.model_copy(update={"location": Location(line=9, column=2)})
    [later] = _run(report(document(SENTENCE, moved)))["results"]
    assert later["partialFingerprints"] == result["partialFingerprints"]


def test_a_claim_that_an_editor_accepted_is_suppressed_with_the_reason() -> None:
    claim = checked(SENTENCE, SENTENCE[:-1])
    accepted = accepting(f"{claim.fingerprint} Our own survey, see note 4", "other no")
    view = VIEW.model_copy(update={"accepted": accepted})
    [result] = _run(report(document(SENTENCE, claim)), view)["results"]
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Our own survey, see note 4",
        }
    ]
    [open_one] = _run(report(document(SENTENCE, claim)))["results"]
    assert open_one["suppressions"] == []


def test_words_of_a_claim_make_no_link_and_no_placeholder() -> None:
    [result] = _one(why="See [here](javascript:x) and {0}.")
    assert result["message"]["text"].startswith("Unfound: See (here)(javascript:x) and (0).")


def test_beyond_what_code_scanning_takes_the_mildest_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    run = _run(sample_report())
    levels = [result["level"] for result in run["results"]]
    assert levels.count("error") == 2
    assert len(levels) == 3
    said = run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert "left out" in said


def test_a_large_report_stays_far_below_the_limits() -> None:
    text = render(large_report(500), VIEW)
    assert len(json.loads(text)["runs"][0]["results"]) <= 5_000
    assert len(gzip.compress(text.encode())) < 10_000_000
