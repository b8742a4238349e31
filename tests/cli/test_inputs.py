"""Files of sentences to check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.cli.inputs import sentences_of
from citecheck.errors import ConfigError


def test_a_table_with_nothing_below_its_heading_holds_no_sentence(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("id,claim\n", "utf-8")
    with pytest.raises(ConfigError, match="holds no sentence"):
        sentences_of(str(tmp_path / "claims.csv"))


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_only_a_line_feed_ends_a_row_of_claims(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    sentences = [f"Zinc{mark}helps.", "Honey does not."]
    rows = [json.dumps({"claim": each}, ensure_ascii=False) for each in sentences]
    file.write_text("\n".join(rows), "utf-8")
    assert sentences_of(str(file)) == sentences
