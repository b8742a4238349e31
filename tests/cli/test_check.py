"""The main job as a user runs it: files in, report out, the right exit code."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from citecheck.cli.main import main

ROOT = Path(__file__).parents[2]
STUDIES = str(ROOT / "examples" / "studies.jsonl")
MDMA = str(ROOT / "examples" / "mdma-cluster-headache.txt")
GERMAN = (
    "Der Schlaf ist für die Gesundheit des Menschen sehr wichtig. Viele Menschen schlafen "
    "schlecht und fühlen sich am Morgen müde. Wer abends lange auf den Bildschirm sieht, "
    "schläft oft später ein als andere. Ein Spaziergang am Nachmittag kann dagegen helfen, "
    "und auch ein ruhiges, dunkles Zimmer ist für die Nacht gut geeignet."
)


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run one command line in an empty folder, with `stdin` as standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("CITECHECK_SOURCE", "CITECHECK_CONFIG", "CITECHECK_JUDGE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return ran


def one_sentence(ran: Ran) -> str:
    assert ran.out == ""
    assert ran.err.startswith("citecheck: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    return ran.err


def report(ran: Ran) -> Any:
    return json.loads(ran.out)


def assert_mdma_helps_nobody(claims: list[dict[str, Any]]) -> None:
    """No claim that is about both MDMA and cluster headache, in whatever role, has support."""
    about = [
        c
        for c in claims
        if {"D018817", "D003027"}
        <= {(c[role] or {}).get("concept_id") for role in ("intervention", "condition", "outcome")}
    ]
    assert len(about) >= 3
    assert {c["verdict"] for c in about if not c["unchecked"]} == {"unfound"}


def test_the_real_page_on_mdma_finds_no_support_either(run: Run, shared_data: Path) -> None:
    page = str(shared_data / "articles" / "mdma-cluster-headache.txt")
    ran = run("check", page, "--source", STUDIES, "--format", "json", "--fail-on", "never")
    claims = report(ran)["documents"][0]["claims"]
    assert_mdma_helps_nobody(claims)
    trials = next(c for c in claims if c["text"].startswith("In clinical trials, mdma"))
    assert trials["verdict"] == "unfound"
    flag = next(f for f in trials["flags"] if f["code"] == "no-such-study-type")
    assert all(f"{n}" in flag["message"] for n in ("13", "11"))


def test_the_example_is_checked_and_no_claim_that_mdma_helps_is_supported(run: Run) -> None:
    ran = run("check", MDMA, "--source", STUDIES, "--format", "json", "--fail-on", "never")
    assert ran.code == 0
    found = report(ran)
    jsonschema.validate(found, json.loads((ROOT / "docs" / "report.schema.json").read_text()))
    claims = found["documents"][0]["claims"]
    assert_mdma_helps_nobody(claims)
    trials = next(c for c in claims if c["text"].startswith("Clinical trials have found"))
    flag = next(f for f in trials["flags"] if f["code"] == "no-such-study-type")
    assert "both: 1" in flag["message"]
    assert {s["purpose"] for s in trials["searches"]} >= {
        "evidence", "widened", "count-intervention", "count-condition", "count-both", "count-type",
    }  # fmt: skip


def test_every_claim_is_the_text_at_its_place_and_every_rationale_is_in_its_study(
    run: Run,
) -> None:
    studies = {}
    for line in Path(STUDIES).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sections = [s["text"] for s in row["abstract"]]
        studies[row.get("pmid") or (row.get("doi") or "").lower() or row.get("pmcid")] = [
            row["title"],
            *sections,
        ]
    articles = [
        str(p)
        for p in sorted((ROOT / "examples").iterdir())
        if p.suffix in (".txt", ".md", ".html") and p.stem != "README"
    ]
    ran = run("check", *articles, "--source", STUDIES, "--format", "json", "--fail-on", "never")
    quoted = 0
    for document in report(ran)["documents"]:
        for claim in document["claims"]:
            assert document["text"][claim["start"] : claim["end"]] == claim["text"]
            assert "demonstration-data" in {f["code"] for f in claim["flags"]} or claim["unchecked"]
            for evidence in claim["evidence"]:
                for quote in evidence["rationale"]:
                    quoted += 1
                    assert any(quote["text"] in part for part in studies[evidence["id"]])
    assert quoted > 20


def test_the_same_run_gives_the_same_bytes_but_for_the_times(run: Run) -> None:
    def without_times(text: str) -> Any:
        found = json.loads(text)
        found["generated_at"] = ""
        for document in found["documents"]:
            for claim in document["claims"]:
                for search in claim["searches"]:
                    search["searched_at"] = ""
        return json.dumps(found)

    arguments = ("check", MDMA, "--source", STUDIES, "--format", "json")
    assert without_times(run(*arguments).out) == without_times(run(*arguments).out)


@pytest.mark.parametrize(
    ("fail_on", "code"), [("never", 0), ("unfound", 1), ("unfound,disputed", 1), ("reference", 0)]
)
def test_fail_on_names_what_ends_with_one(run: Run, fail_on: str, code: int) -> None:
    ran = run("check", MDMA, "--source", STUDIES, "--format", "json", "--fail-on", fail_on)
    assert ran.code == code
    assert report(ran)["exit_code"] == code


def test_several_formats_come_from_one_run_and_only_one_goes_to_stdout(
    run: Run, tmp_path: Path
) -> None:
    ran = run(
        "check", MDMA, "--source", STUDIES, "--fail-on", "never",
        "--format", "markdown", "--format", "json=out.json", "--format", "jsonl=out.jsonl",
    )  # fmt: skip
    assert ran.code == 0
    assert ran.out.startswith("#")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema_version"] == "1"
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").count("\n") > 3
    both = run("check", MDMA, "--source", STUDIES, "--format", "json", "--format", "markdown")
    assert both.code == 2
    assert "Only one format" in one_sentence(both)


def test_two_formats_do_not_share_a_file(run: Run, tmp_path: Path) -> None:
    ran = run(
        "check", MDMA, "--source", STUDIES, "--format", "json=out", "--format", "html=./out"
    )  # fmt: skip
    assert ran.code == 2
    assert "Two formats" in one_sentence(ran)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["x" * 300, "page.txt/out.json"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_checked(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "page.txt").write_text("Zinc shortens the common cold.", "utf-8")
    ran = run("check", "page.txt", "--source", STUDIES, "--format", f"json={name}")
    assert ran.code == 2
    assert one_sentence(ran)


def test_a_dry_run_says_what_could_not_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Zinc shortens the common cold.", "utf-8")
    assert run("check", "page.txt", "--dry-run").code == 0
    ran = run("check", "page.txt", "nowhere.txt", "--dry-run")
    assert (ran.code, "page.txt: 1 claim" in ran.out) == (3, True)


def test_an_old_report_is_shown_in_another_format_without_checking(
    run: Run, tmp_path: Path
) -> None:
    first = run(
        "check", MDMA, "--source", STUDIES, "--fail-on", "never", "--format", "json=old.json"
    )
    assert first.code == 0
    shown = run("report", "old.json", "--format", "json")
    assert shown.out == (tmp_path / "old.json").read_text(encoding="utf-8")
    assert run("report", "old.json", "--format", "terminal").code == 0


def test_sentences_are_checked_as_they_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("id,claim\n1,Ketamine relieves OCD symptoms.\n")
    ran = run(
        "check", "--claim", "Zinc shortens the common cold.", "--claims-file", "claims.csv",
        "--source", STUDIES, "--format", "json", "--fail-on", "never",
    )  # fmt: skip
    [document] = report(ran)["documents"]
    assert [c["text"] for c in document["claims"]] == [
        "Zinc shortens the common cold.",
        "Ketamine relieves OCD symptoms.",
    ]
    assert document["claims"][1]["location"] == {"line": 2, "column": 1}
    for claim in document["claims"]:
        assert document["text"][claim["start"] : claim["end"]] == claim["text"]


def test_each_thing_in_a_list_is_a_claim_of_its_own(run: Run) -> None:
    given = ("--claim", "Ketamine causes nausea and dizziness.", "--claim", "Zinc shortens colds.")
    ran = run("check", *given, "--source", STUDIES, "--format", "json", "--fail-on", "never")
    [document] = report(ran)["documents"]
    nausea, dizziness, zinc = document["claims"]
    assert [c["id"] for c in document["claims"]] == ["c1", "c2", "c3"]
    assert nausea["fingerprint"] != dizziness["fingerprint"]
    assert nausea["text"] == dizziness["text"] == given[1]
    assert [c["outcome"]["concept"] for c in (nausea, dizziness)] == ["Nausea", "Dizziness"]
    assert [s["term"] for s in nausea["searches"]] != [s["term"] for s in dizziness["searches"]]
    assert (dizziness["location"]["line"], zinc["location"]["line"]) == (1, 2)
    assert document["text"][zinc["start"] : zinc["end"]] == given[3]


def test_what_was_published_later_does_not_count(run: Run) -> None:
    claim = ("check", "--claim", "Ivermectin prevents hospital admission in COVID-19.")
    now = report(run(*claim, "--source", STUDIES, "--format", "json"))
    then = report(
        run(*claim, "--source", STUDIES, "--format", "json", "--published-before", "2020-01-01")
    )
    assert now["documents"][0]["claims"][0]["evidence"]
    assert not then["documents"][0]["claims"][0]["evidence"]
    assert then["documents"][0]["claims"][0]["verdict"] == "unfound"


def test_standard_input_is_read_where_nothing_is_named(run: Run) -> None:
    text = b"Researchers found that melatonin helps people with insomnia fall asleep sooner.\n"
    ran = run("claims", "--format", "json", stdin=text)
    [document] = report(ran)["documents"]
    assert document["origin"] == "-"
    [claim] = document["claims"]
    assert "verdict" not in claim
    assert claim["location"] == {"line": 1, "column": 1}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.txt", None, "no file"),
        ("empty.txt", b" \n", "empty"),
        ("binary.txt", b"\x7fELF\x02\x01\x00\x00" * 40, "binary"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        ("german.txt", GERMAN.encode(), "German"),
    ],
)
def test_an_article_that_cannot_be_read_is_said_and_the_others_are_still_checked(
    run: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = run("check", name, MDMA, "--source", STUDIES, "--format", "json", "--fail-on", "never")
    assert ran.code == 3
    unread, read = report(ran)["documents"]
    assert (unread["status"], read["status"]) == ("unreadable", "read")
    assert said in unread["reason"]
    assert "\n" not in unread["reason"]
    assert len(read["claims"]) > 5
    assert ran.err == f"citecheck: {unread['reason']}\n"


def test_an_article_that_is_too_big_is_refused_without_reading_it(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    ran = run("check", "huge.txt", "--source", STUDIES, "--format", "json")
    assert ran.code == 3
    assert "too big" in report(ran)["documents"][0]["reason"]


def test_an_article_without_a_claim_ends_well_and_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The library opens at nine. Please bring your card.\n")
    ran = run("check", "note.txt", "--source", STUDIES, "--format", "markdown")
    assert ran.code == 0
    assert "no claim" in ran.out.lower() or "no health claim" in ran.out.lower()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", MDMA, "--source", STUDIES, "--format", "pdf"), "format"),
        (("check", MDMA, "--source", "nowhere.jsonl"), "nowhere.jsonl"),
        (("check", MDMA, "--source", "empty-folder"), "empty-folder"),
        (("check", MDMA, "--source", "broken.xml"), "broken.xml"),
        (("check", MDMA, "--source", "broken.jsonl"), "broken.jsonl"),
        (("check", MDMA, "--source", STUDIES, "--fail-on", "sometimes"), "sometimes"),
        (("check", MDMA, "--source", STUDIES, "--judge", "oracle"), "oracle"),
        (("check", MDMA, "--source", STUDIES, "--colour"), "--colour"),
        (("check", MDMA, "--source", STUDIES, "--format", "json=no/such/dir.json"), "no/such"),
        (("check", MDMA, "--source", STUDIES, "--max-studies", "0"), "max-studies"),
        (("check", MDMA, "--source", STUDIES, "--config", "none.toml"), "none.toml"),
        (("check", "--claims-file", "none.csv", "--source", STUDIES), "none.csv"),
        (("check", "--claim", " ", "--source", STUDIES), "empty"),
        (("check", "--claim", "Zinc. " * 400, "--source", STUDIES), "at most 2,000"),
        (("report", "none.json"), "none.json"),
        (("eval", "stance", "none.jsonl"), "none.jsonl"),
        (("chekc", MDMA), "chekc"),
        (("search", "The weather is nice.", "--source", STUDIES), ""),
    ],
)
def test_a_wrong_command_is_one_sentence_and_exit_code_two(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "broken.xml").write_text("<PubmedArticleSet><PubmedArticle><MedlineCita")
    (tmp_path / "broken.jsonl").write_text('{"pmid": "1", "title": "x"\n')
    ran = run(*arguments)
    assert ran.code == 2
    assert said in one_sentence(ran)


def test_a_gzipped_source_and_a_folder_of_sources_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    packed = gzip.compress(Path(STUDIES).read_bytes())
    (tmp_path / "sources" / "studies.jsonl.gz").write_bytes(packed)
    arguments = ("check", "--claim", "Zinc shortens the common cold.", "--format", "json")
    from_folder = report(run(*arguments, "--source", "sources"))
    from_file = report(run(*arguments, "--source", STUDIES))
    verdicts = [r["documents"][0]["claims"][0]["verdict"] for r in (from_folder, from_file)]
    assert verdicts[0] == verdicts[1]


def test_a_bug_is_exit_code_four_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("citecheck.checker.check_document", broken)
    ran = run("check", MDMA, "--source", STUDIES)
    assert ran.code == 4
    assert "boom" in one_sentence(ran)
