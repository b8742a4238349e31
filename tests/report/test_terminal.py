from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from citecheck.model.evidence import Evidence
from citecheck.model.verdict import FlagCode
from citecheck.report import wording
from citecheck.report.terminal import render
from citecheck.report.view import View
from tests.reports import accepting, checked, document, evidence, report
from tests.sample_report import sample_report

SENTENCE = "In one trial, valerian helps with insomnia, they say."
WORDS = "valerian helps with insomnia"


def _shown(view: View | None = None, **changes: Any) -> str:
    made = report(document(SENTENCE, checked(SENTENCE, WORDS, **changes)))
    return render(made, view or View())


def _flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize(
    ("changes", "head"),
    [
        ({"verdict": "supported", "certainty": "high"}, "✓ supported · high certainty"),
        ({"verdict": "contradicted", "certainty": "low", "disputed": True},
         "✗ contradicted · low certainty · disputed"),
        ({}, "? unfound"),
        ({"verdict": None, "unchecked": {"reason": "not-cached", "detail": "x"}},
         "– unchecked · offline, and not in the cache"),
    ],
)  # fmt: skip
def test_a_verdict_is_a_sign_and_a_word(changes: dict[str, Any], head: str) -> None:
    assert f"{head} · line 1:15" in _shown(**changes).splitlines()


def test_a_verdict_reads_the_same_without_colour() -> None:
    coloured = render(sample_report(), View(colour=True))
    stripped = re.sub("\x1b\\[[0-9;]*m", "", coloured)
    plain = render(sample_report(), View())
    assert _flat(stripped) == _flat(plain.replace("«", "").replace("»", ""))


def test_no_two_outcomes_share_a_colour() -> None:
    coloured = render(sample_report(), View(colour=True))
    found = re.findall(
        "(\x1b\\[[0-9;]+m)(?:✓|✗|\\?|–) \x1b\\[0m\x1b\\[[0-9;]+m"
        "(supported|contradicted|unfound|unchecked)",
        coloured,
    )
    assert {word for _, word in found} == {"supported", "contradicted", "unfound", "unchecked"}
    assert len(set(found)) == 4


def test_the_claim_stands_in_its_sentence() -> None:
    assert "│ In one trial, «valerian helps with insomnia», they say." in _shown()
    whole = report(document(SENTENCE, checked(SENTENCE, SENTENCE[:-1])))
    assert "│ In one trial, valerian helps with insomnia, they say." in render(whole, View())


def test_a_claim_without_lines_names_no_place() -> None:
    assert "line 1" not in _shown(location=None)


def test_evidence_is_quoted_word_for_word_with_its_pmid() -> None:
    shown = _flat(_shown(verdict="supported", evidence=(evidence("90000001"),)))
    assert "✓ supports · Okoro et al. 2021, Journal of Imagined Sleep · PMID 90000001" in shown
    assert "randomized trial, 84 participants" in shown
    assert "“Valerian tea shortened sleep onset.” conclusions" in shown


@pytest.mark.parametrize(
    ("standing", "shouted"),
    [
        ("retracted", "RETRACTED"),
        ("concern", "EXPRESSION OF CONCERN"),
        ("corrected", "corrected since"),
        ("republished", "retracted and republished"),
    ],
)
@pytest.mark.parametrize("place", ["evidence", "nearest"])
def test_a_standing_is_shown_wherever_the_study_is(standing: str, shouted: str, place: str) -> None:
    changes: dict[str, Any] = {place: (evidence(standing=standing),)}
    assert shouted in _flat(_shown(**changes))


def test_a_retracted_study_is_shown_apart_and_said_not_to_count() -> None:
    many = tuple(evidence(f"9000001{n}") for n in range(5))
    gone = evidence("90000099", standing="retracted", weight=0.0)
    shown = _flat(_shown(verdict="supported", evidence=(gone, *many)))
    assert "and 2 more supporting" in shown
    assert "· supports, but does not count · Okoro" in shown
    assert shown.index("RETRACTED") > shown.index("and 2 more supporting")


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({}, "✓ supports · "),
        ({"stance": "contradicts"}, "✗ contradicts · "),
        ({"mixed": True}, "± supports and contradicts · "),
        ({"mixed": True, "weight": 0.0}, "· supports and contradicts, but does not count · "),
        ({"stance": "silent", "weight": 0.0}, "· silent · "),
    ],
)
def test_a_stance_is_a_sign_and_words(changes: dict[str, Any], start: str) -> None:
    assert f"\n  {start}Okoro" in _shown(View(width=100), evidence=(evidence(**changes),))


def _many() -> tuple[Evidence, ...]:
    silent = {"stance": "silent", "weight": 0.0, "rationale": (), "why": "Says nothing."}
    return (
        *(evidence(f"9000001{n}") for n in range(5)),
        *(evidence(f"9000002{n}", **silent) for n in range(4)),
    )


def test_only_a_few_studies_of_a_kind_are_shown_at_once() -> None:
    shown = _shown(verdict="supported", evidence=_many())
    assert shown.count("✓ supports") == 3
    assert "and 2 more supporting" in shown
    assert "Says nothing." not in shown


def test_silent_studies_are_shown_where_they_are_all_there_is_to_say() -> None:
    shown = _shown(evidence=_many())
    assert shown.count("· silent · ") == 3
    assert "and 1 more silent" in shown


def test_verbose_shows_every_study_with_title_and_weight() -> None:
    shown = _shown(View(verbose=True, width=100), verdict="supported", evidence=_many())
    assert shown.count("✓ supports") == 5
    assert shown.count("· silent · ") == 4
    assert "Valerian tea for restless nights" in shown
    assert "probability 0.90, weight 2.02" in shown
    assert " more " not in shown


def test_two_sentences_of_a_study_are_quoted_and_verbose_quotes_all() -> None:
    said = tuple({"section": "", "text": f"Sentence {n}."} for n in range(3))
    one = (evidence(rationale=said),)
    assert _shown(verdict="supported", evidence=one).count("“Sentence") == 2
    assert _shown(View(verbose=True), verdict="supported", evidence=one).count("“Sentence") == 3


def test_what_stopped_a_check_is_told_once() -> None:
    unchecked = {"reason": "query-rejected", "detail": "It has no meaning to the source."}
    shown = _shown(verdict=None, unchecked=unchecked, why="The source refused the query.")
    assert "  It has no meaning to the source." in shown.splitlines()
    assert "  The source refused the query." in shown.splitlines()
    same = _shown(verdict=None, unchecked=unchecked, why=unchecked["detail"])
    assert same.count("It has no meaning") == 1


def test_the_sum_over_documents_is_shown_where_there_are_several() -> None:
    one = document(SENTENCE, checked(SENTENCE, WORDS))
    assert "documents" not in render(report(one), View())
    assert "2 documents, 2 claims: ? 2 unfound" in render(report(one, one), View())


def test_a_search_understood_as_it_was_sent_is_shown_once() -> None:
    search = sample_report().documents[0].claims[0].searches[0]
    same = search.model_copy(update={"translation": search.term})
    assert "understood" in _shown(View(searches=True), searches=(search,))
    assert "understood" not in _shown(View(searches=True), searches=(same,))


def test_the_nearest_studies_are_said_not_to_bear_on_the_claim() -> None:
    shown = _shown(nearest=(evidence("90000021", title="Hops"),))
    lines = shown.splitlines()
    label = lines.index("  Nearest studies, none of which bears on this claim:")
    assert "PMID 90000021 · Hops" in lines[label + 1]


def test_the_same_nearest_studies_are_shown_once_in_a_document() -> None:
    nearest = (evidence("90000021"), evidence("90000022"))
    text = "Hops help.\nMalt helps.\nBeer helps."
    claims = [checked(text, words, nearest=nearest) for words in ("Hops help", "Malt helps")]
    other = checked(text, "Beer helps", nearest=nearest[:1])
    made = report(document(text, *claims, other))
    shown = _flat(render(made, View()))
    assert shown.count("PMID 90000022") == 1
    assert shown.count("PMID 90000021") == 2
    assert "none of which bears on this claim: the same as for line 1." in shown
    assert _flat(render(made, View(verbose=True))).count("PMID 90000022") == 2


def test_what_the_sentence_says_in_full_is_not_said_again_by_a_flag() -> None:
    flags = (
        {"code": "on-topic-silent", "message": "None speaks to it."},
        {"code": "spin", "message": "A conclusion says too much."},
    )
    shown = _shown(flags=flags)
    assert "? unfound · the studies are silent · line 1:15" in shown
    assert "None speaks to it." not in shown
    assert "! spin: A conclusion says too much." in shown
    assert "None speaks to it." in _shown(View(verbose=True), flags=flags)


def test_every_flag_but_the_restated_and_the_demonstration_is_shown() -> None:
    for code in set(get_args(FlagCode)) - set(wording.RESTATED) - {"demonstration-data"}:
        assert f"! {code}: Look here." in _shown(flags=({"code": code, "message": "Look here."},))


def test_a_reading_shows_how_the_claim_was_understood() -> None:
    note = {"for": "condition", "text": "Sleepless nights", "start": 0, "end": 2}
    assert "Read as efficacy: valerian · insomnia · improves" in _shown()
    assert "Sleepless nights" not in _shown(context=(note,))
    assert "* condition: “Sleepless nights”" in _shown(View(verbose=True), context=(note,))


def test_searches_are_shown_on_demand() -> None:
    searches = sample_report().documents[0].claims[0].searches
    assert "[tiab]" not in _shown(searches=searches)
    for view in (View(searches=True), View(verbose=True)):
        shown = _flat(_shown(view, searches=searches))
        assert "for evidence: 1,234 found, 40 read (studies.jsonl, 2026-03-01)" in shown
        assert 'sent (valerian[tiab] OR "Valerian"[Mesh])' in shown
        assert "understood (valerian[Title/Abstract]" in shown


def test_the_demonstration_warning_stands_once_and_at_the_end() -> None:
    shown = _flat(render(sample_report(), View()))
    assert shown.count("digests written for demonstration") == 1
    assert shown.index("digests written") > shown.index("Could not be read")


def test_the_end_names_sources_judge_and_what_this_is_not() -> None:
    shown = _flat(render(sample_report(), View()))
    assert "file studies.jsonl (1,204 records, data as of 2026-01-31)" in shown
    assert "Judge: rules 1; verdict rules 1; citecheck 0.0-sample." in shown
    assert shown.endswith("It gives no medical advice.")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "No claim about health was found in this text."),
        ({"status": "unreadable", "reason": "It is empty."}, "Could not be read: It is empty."),
        ({"status": "partial", "reason": "It broke off."}, "Read in part only: It broke off."),
    ],
)
def test_a_document_without_verdicts_says_why(changes: dict[str, Any], said: str) -> None:
    assert said in render(report(document("A duck.", **changes)), View()).splitlines()


def test_an_unreadable_document_is_not_said_to_hold_no_claim() -> None:
    shown = render(report(document("", status="unreadable", reason="It is empty.")), View())
    assert "No claim" not in shown


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_or_than_is_good_to_read(width: int) -> None:
    shown = render(sample_report(), View(width=width, verbose=True))
    assert max(map(len, shown.splitlines())) <= min(width, 100)


def test_an_accepted_claim_says_why() -> None:
    claim = checked(SENTENCE, SENTENCE[:-1])
    view = View(
        width=100, accepted=accepting("other x", f"{claim.fingerprint} \x1b[2Jour own survey")
    )
    shown = render(report(document(SENTENCE, claim)), view)
    assert "Accepted by the editors: \ufffd[2Jour own survey" in shown
    named = view.accepted[1].model_copy(update={"by": "Dana\x1b Lind"})
    shown = render(report(document(SENTENCE, claim)), View(width=100, accepted=(named,)))
    assert "Accepted by Dana\ufffd Lind: \ufffd[2Jour own survey" in shown
    assert "Accepted" not in render(report(document(SENTENCE, claim)), View())


def test_references_alone_are_shown_as_such() -> None:
    sample = sample_report()
    shown = render(report(*sample.documents, judge=None), View(width=100))
    assert "9 references: 3 resolved" in shown
    assert "supported" not in shown and "Judge" not in shown
