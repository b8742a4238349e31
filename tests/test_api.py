"""The public names, as a caller uses them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import citecheck
from citecheck.errors import CitecheckError, ConfigError, UnreadableDocument

ROOT = Path(__file__).parents[1]
STUDIES = str(ROOT / "examples" / "studies.jsonl")
TEXT = "A review concluded that zinc shortens the common cold."


def test_every_public_name_is_there() -> None:
    for name in citecheck.__all__:
        assert getattr(citecheck, name) is not None


def test_errors_can_be_named_before_anything_was_checked() -> None:
    code = "import citecheck; print(citecheck.errors.CitecheckError.__name__)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "CitecheckError"


def test_a_text_a_path_and_a_name_of_a_file_are_all_checked(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(TEXT, encoding="utf-8")
    reports = [citecheck.check(what, source=STUDIES) for what in (TEXT, file, str(file))]
    assert len({r.documents[0].text for r in reports}) == 1
    assert all(r.summary.claims == 1 for r in reports)
    assert [r.documents[0].origin for r in reports] == ["text", str(file), str(file)]


def test_acheck_gives_the_same_report() -> None:
    found = asyncio.run(citecheck.acheck(TEXT, source=STUDIES)).documents[0].claims[0]
    same = citecheck.check(TEXT, source=STUDIES).documents[0].claims[0]
    assert found.model_dump(exclude={"searches"}) == same.model_dump(exclude={"searches"})


def test_check_many_yields_each_document_as_it_is_finished(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    documents = citecheck.check_many(files, source=STUDIES)
    assert next(documents).origin == str(files[0])
    assert [d.origin for d in documents] == [str(f) for f in files[1:]]


def test_extract_needs_no_source() -> None:
    [claim] = citecheck.extract(TEXT)
    assert claim.text == TEXT
    assert claim.intervention is not None
    assert claim.intervention.text.lower() == "zinc"


def test_wrong_settings_and_empty_texts_are_errors_of_our_tree() -> None:
    with pytest.raises(ConfigError):
        citecheck.check(TEXT, source="no-such-file.jsonl")
    with pytest.raises(ConfigError):
        citecheck.check(TEXT, source=STUDIES, judge="oracle")
    with pytest.raises(ConfigError, match="max_studies"):
        citecheck.check(TEXT, source=STUDIES, max_studies=0)
    with pytest.raises(UnreadableDocument):
        citecheck.check("  \n ", source=STUDIES)
    assert issubclass(ConfigError, CitecheckError)


def test_importing_citecheck_loads_nothing_heavy() -> None:
    code = (
        "import sys, citecheck; "
        "print([m for m in ('pydantic', 'httpx', 'tantivy', 'lxml') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_help_page_loads_no_settings_and_a_check_without_the_web_no_tls() -> None:
    code = (
        "import sys; from citecheck.cli.main import main; main(['--help']); "
        "print([m for m in ('pydantic', 'platformdirs', 'rich') if m in sys.modules]); "
        "import citecheck.checker; print([m for m in ('asyncio', 'ssl') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-2:] == ["[]", "[]"]
