"""The folder of a mirror: what its small files may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Manifest


@pytest.mark.parametrize("said", ["index-26", "index-files\n"])
def test_the_index_in_use_is_the_one_that_is_named(tmp_path: Path, said: str) -> None:
    (tmp_path / "current").write_text(said)
    assert Library(tmp_path).current == tmp_path / said.strip()


@pytest.mark.parametrize("said", ["", "other", "index-/..", "index-\x00", f"index-{'a' * 400}"])
def test_a_name_that_no_index_has_is_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "current").write_text(said)
    assert Library(tmp_path).current is None


@pytest.mark.parametrize("said", ['{"baseline": 99999999999}', '{"year": -5}', '{"year": 2026}'])
def test_a_manifest_names_no_more_files_than_there_can_be(said: str) -> None:
    with pytest.raises(ValidationError):
        Manifest.model_validate_json(said)
