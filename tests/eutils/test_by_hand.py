"""The server as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx

from tests.eutils.__main__ import read

ROOT = Path(__file__).parents[2]
ROWS = [
    {"pmid": "31", "title": "One", "abstract": "A text.", "mesh": ["Humans"], "unknown": 1},
    {"doi": "10.5555/x", "title": "Without PMID"},
    {"pmid": "32", "title": "Two", "publication_types": ["Review"], "year": 2001},
]


def write(folder: Path) -> Path:
    path = folder / "studies.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))
    return path


def test_studies_are_read_from_json_lines(tmp_path: Path) -> None:
    one, two = read(write(tmp_path))
    assert (one.pmid, one.abstract[0].text, one.mesh[0].name) == ("31", "A text.", "Humans")
    assert two.publication_types[0].name == "Review"


def test_the_program_prints_its_address_and_answers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.eutils", str(write(tmp_path))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip().removeprefix("CITECHECK_EUTILS_URL=")
            params = {"db": "pubmed", "term": "all[sb]", "retmode": "json"}
            found = httpx.get(f"{url}esearch.fcgi", params=params).json()["esearchresult"]
            assert found["idlist"] == ["32", "31"]
        finally:
            process.terminate()
