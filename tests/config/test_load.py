"""Where a setting comes from, and what is said when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from citecheck.config.load import load_settings
from citecheck.errors import ConfigError
from citecheck.model.settings import Settings


def load(
    folder: Path,
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    return load_settings(
        flags or {}, environment or {}, folder=folder, user_file=folder / "user" / "config.toml"
    )


def test_flags_outrank_environment_which_outranks_the_project_which_outranks_the_user(
    tmp_path: Path,
) -> None:
    (tmp_path / "user").mkdir()
    user = tmp_path / "user" / "config.toml"
    user.write_text('judge = "user"\nmax_studies = 5\nsource = "user.jsonl"\n')
    assert load(tmp_path).judge == "user"
    (tmp_path / "citecheck.toml").write_text('judge = "project"\nsource = ["a", "b"]\n')
    assert load(tmp_path).judge == "project"
    assert load(tmp_path, environment={"CITECHECK_JUDGE": "environment"}).judge == "environment"
    chosen = load(tmp_path, {"judge": "flag"}, {"CITECHECK_JUDGE": "environment"})
    assert (chosen.judge, chosen.sources, chosen.max_studies) == ("flag", ("a", "b"), 5)


def test_a_table_in_pyproject_is_read_where_there_is_no_citecheck_toml(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.citecheck]\nfail_on = "unfound,disputed"\n')
    assert load(tmp_path).fail_on == ("unfound", "disputed")


def test_a_named_file_replaces_the_one_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('judge = "folder"\n')
    (tmp_path / "other.toml").write_text("max_studies = 7\n")
    chosen = load(tmp_path, {"config": str(tmp_path / "other.toml")})
    assert (chosen.judge, chosen.max_studies) == ("rules", 7)


def test_an_unquoted_date_is_a_date(tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text("published_before = 2019-12-31\n")
    assert load(tmp_path).published_before == "2019-12-31"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jugde = 'rules'", "unknown setting: jugde"),
        ('"jug\\nde" = 1', "unknown setting: jug de"),
        ('[audit]\n"led\\nger" = 1', "unknown setting for audits: led ger"),
        ('[[watch]]\nname = "a\\nb"', "the watch a b names nothing"),
        ("max_studies = 'many'", "max_studies"),
        ("max_studies = 0", "max_studies"),
        ("fail_on = ['contradicted', 'supported']", "'supported'"),
        ("published_before = '2019-13-01'", "no date"),
        ("sources = []", "at least one source"),
        ("judge = [", "cannot be read"),
        (f"max_studies = {'9' * 5_000}", "cannot be read"),
        (f"sources = {'[' * 5_000}", "nested too deeply"),
        (f"{'a.' * 50_000}b = 1", "too big"),
        ("# zinc\n" * 200_000, "too big"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_file_and_setting(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "citecheck.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert said in str(caught.value)
    assert "citecheck.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "date", ["2019-W05-1", "20190101", "0001-01-01", "1499-12-31", "2019", "soon", "2019-02-30"]
)
def test_a_day_is_written_so_that_days_sort_as_text(tmp_path: Path, date: str) -> None:
    with pytest.raises(ConfigError, match="no date like"):
        load(tmp_path, {"published_before": date})
    assert load(tmp_path, {"published_before": "1500-01-01"}).published_before == "1500-01-01"


@pytest.mark.parametrize(
    "setting", ["timeout_s = 1e300", "timeout_s = inf", "[audit]\nstanding_days = inf"]
)
def test_no_time_is_longer_than_a_clock_can_count(tmp_path: Path, setting: str) -> None:
    (tmp_path / "citecheck.toml").write_text(setting)
    with pytest.raises(ConfigError):
        load(tmp_path)


def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        load(tmp_path, {"config": "x" * 300})
    nowhere = tmp_path / ("x" * 300) / "config.toml"
    assert load_settings({}, {}, folder=tmp_path, user_file=nowhere) == Settings()


def test_a_named_file_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        load(tmp_path, {"config": str(tmp_path / "none.toml")})


@pytest.mark.parametrize(("text", "offline"), [("1", True), ("false", False), ("", False)])
def test_offline_in_the_environment_is_a_yes_or_no(
    tmp_path: Path, text: str, offline: bool
) -> None:
    assert load(tmp_path, environment={"CITECHECK_OFFLINE": text}).offline is offline


def test_anything_else_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="CITECHECK_OFFLINE"):
        load(tmp_path, environment={"CITECHECK_OFFLINE": "maybe"})


def test_the_key_shows_in_no_print_of_the_settings(tmp_path: Path) -> None:
    chosen = load(tmp_path, environment={"NCBI_API_KEY": "s3cret"})
    assert chosen.ncbi_api_key == "s3cret"
    assert "s3cret" not in repr(chosen) + str(chosen)
