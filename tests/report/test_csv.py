from __future__ import annotations

import csv
import io

import pytest

from citecheck.report.csv import COLUMNS, render
from citecheck.report.view import View
from tests.report.hostile import ALL, FORMULAS, hostile_report
from tests.reports import accepting, checked, document, evidence, report
from tests.sample_report import sample_report

SENTENCE = "Valerian helps with insomnia."
# What a spreadsheet takes for the start of a formula, whatever it strips before.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    body = text.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter))


def test_there_is_a_row_for_each_claim_and_one_for_each_piece_of_evidence() -> None:
    claims = [claim for each in sample_report().documents for claim in each.claims]
    rows = _rows(render(sample_report()))
    assert [row["row"] for row in rows[:9]] == ["claim", *["evidence"] * 7, "claim"]
    assert sum(row["row"] == "claim" for row in rows) == len(claims) == 15
    references = sum(len(each.references) for each in sample_report().documents)
    assert len(rows) == 15 + sum(len(claim.evidence) for claim in claims) + references
    assert tuple(rows[0]) == COLUMNS


def test_evidence_can_be_joined_to_its_claim() -> None:
    rows = _rows(render(sample_report()))
    claims = {(row["document"], row["claim"]): row for row in rows if row["row"] == "claim"}
    assert len(claims) == 15
    for row in rows:
        assert (row["document"], row["claim"]) in claims or row["row"] == "reference"
        if row["row"] == "evidence":
            assert row["stance"] in ("supports", "contradicts", "silent")
            assert row["verdict"] == ""


def test_values_stand_as_a_program_reads_them() -> None:
    claim, study, *_ = _rows(render(sample_report()))
    assert claim["text"] == "valerian tea shortened the time to sleep in people with insomnia"
    assert (claim["line"], claim["hedged"], claim["supports"]) == ("3", "false", "5")
    assert (claim["verdict"], claim["certainty"], claim["unchecked"]) == (
        "supported",
        "moderate",
        "",
    )
    assert (study["pmid"], study["weight"], study["doi"]) == ("90000001", "3.6", "")
    assert study["authors"] == "Okoro AB | Lind C | Marsh D"


def test_a_reference_has_a_row_with_what_is_cited_beside_the_record() -> None:
    rows = [row for row in _rows(render(sample_report())) if row["row"] == "reference"]
    _, hops, missing, *_ = rows
    assert (hops["reference"], hops["finding"], hops["standing"]) == (
        "r2",
        "mismatched",
        "corrected",
    )
    assert (hops["cited_year"], hops["year"], hops["differences"]) == (
        "2011",
        "2014",
        "year: 2011 / 2014",
    )
    assert hops["study_title"] == "Hops and dreams: a diary study"
    assert hops["candidates"] == "PMID 90000144"
    assert hops["notices"].startswith("ErratumIn: J Imagin Sleep")
    assert hops["cited_for"] == rows[0]["cited_for"].split(" | ")[1]
    assert (missing["finding"], missing["pmid"], missing["verdict"]) == ("not-found", "", "")
    assert missing["line"] and missing["text"].startswith("Poe E.")


def test_an_accepted_claim_carries_the_reason() -> None:
    claim = checked(SENTENCE, SENTENCE[:-1])
    view = View(accepted=accepting(f"{claim.fingerprint} our own survey, see note 4"))
    [row] = _rows(render(report(document(SENTENCE, claim)), view))
    assert row["accepted"] == "our own survey, see note 4"
    named = view.accepted[0].model_copy(update={"by": "Dana Lind"})
    [row] = _rows(render(report(document(SENTENCE, claim)), View(accepted=(named,))))
    assert row["accepted"] == "our own survey, see note 4 (Dana Lind)"


def test_a_number_below_zero_stays_one() -> None:
    text = "-5 degrees help. So."
    [row] = _rows(render(report(document(text, checked(text, "-5")))))
    assert row["text"] == "-5"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_wherever_it_stands(formula: str) -> None:
    text = f"{formula} and on. {SENTENCE}"
    study = evidence(title=formula, authors=("Okoro AB", formula), journal=formula)
    claim = checked(text, f"{formula} and on", evidence=(study,))
    made = render(report(document(text, claim, title=formula, origin=formula)))
    for row in _rows(made):
        for cell in row.values():
            assert not cell.lstrip(" \"'").startswith(STARTS) or cell.startswith("'"), cell


def test_no_cell_of_a_hostile_report_is_a_formula_in_any_locale() -> None:
    made = render(hostile_report())
    usual = csv.field_size_limit(10**7)
    try:
        for delimiter in ",;\t|":
            for row in csv.reader(io.StringIO(made[1:], newline=""), delimiter=delimiter):
                for cell in row:
                    inner = cell.strip(' "')
                    assert delimiter == "," or not inner.startswith(("=", "+", "@")), cell
                    assert delimiter != "," or not cell.lstrip().startswith(STARTS), cell
    finally:
        csv.field_size_limit(usual)


def test_a_table_of_nothing_has_its_header() -> None:
    assert render(report(document("", title=ALL))) == "\ufeff" + ",".join(COLUMNS) + "\r\n"
