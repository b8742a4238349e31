from __future__ import annotations

from citecheck.pubmed.publication_types import type_and_broader, type_ui


def test_a_randomized_trial_is_a_clinical_trial() -> None:
    assert type_and_broader("Randomized  Controlled trial") == (
        "randomized controlled trial",
        "controlled clinical trial",
        "clinical trial",
        "clinical study",
    )


def test_a_trial_protocol_is_no_randomized_trial() -> None:
    assert "randomized controlled trial" not in type_and_broader("Clinical Trial Protocol")


def test_an_unknown_type_stands_for_itself() -> None:
    assert type_and_broader("Case  Diary") == ("case diary",)
    assert type_ui("Case Diary") is None


def test_types_have_their_mesh_ui() -> None:
    assert type_ui("retracted publication") == "D016441"
    assert type_ui("Systematic Review") == "D000078182"
