"""Files of sentences to check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.cli.inputs import sentences_of


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_only_a_line_feed_ends_a_row_of_claims(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    sentences = [f"Zinc{mark}helps.", "Honey does not."]
    rows = [json.dumps({"claim": each}, ensure_ascii=False) for each in sentences]
    file.write_text("\n".join(rows), "utf-8")
    assert sentences_of(str(file)) == sentences
