"""Blocks are read, run and filled in as their first lines say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tools.pages.blocks import blocks, typed
from tools.pages.fill import filled
from tools.pages.lookup import unknown_in_prose, wrong
from tools.pages.shell import DAY, Shell, stable


def test_a_reason_or_an_output_mark_belongs_to_the_block_right_after_it() -> None:
    page = (
        "<!-- not run: it asks\nthe network -->\n```sh\ncitecheck check x\n```\n\n"
        "```python\nprint(1)\n```\n\n<!-- output -->\n```text\n1\n```\n\n"
        '<!-- output -->\n\nwords\n\n```toml title="a.toml"\n```\n'
    )
    sh, code, output, titled = blocks(page)
    assert (sh.language, sh.not_run) == ("sh", "it asks the network")
    assert (code.not_run, code.output) == (None, False)
    assert output.output
    assert (titled.title, titled.output) == ("a.toml", False)


def test_commands_go_on_after_a_backslash_and_end_before_what_they_print() -> None:
    assert typed("$ a \\\n  --b\nprinted \\\nmore\n$ c\n") == ["a \\\n  --b", "c"]
    with pytest.raises(ValueError, match="begins with a command"):
        typed("printed\n")


def test_what_commands_and_code_print_is_filled_in(tmp_path: Path) -> None:
    page = (
        '```text title="note.txt"\nhello\n```\n\n'
        "```console\n$ cat note.txt\nold\n$ citecheck check --claim x --format no\n"
        "$ echo $?\n```\n\n"
        "```python\nseen = 2\nprint('one')\n```\n\n<!-- output -->\n```text\nold\n```\n\n"
        "```python\nprint(seen)\n```\n\n<!-- output -->\n```text\n```\n"
    )
    made = filled(page, tmp_path)
    assert "$ cat note.txt\nhello\n$ citecheck" in made
    assert "There is no format 'no' here" in made
    assert "$ echo $?\n2\n```" in made
    assert "```text\none\n```" in made
    assert made.endswith("```text\n2\n```\n")
    assert filled(made, tmp_path) == made


def test_code_that_fails_fails_the_page(tmp_path: Path) -> None:
    with pytest.raises(NameError):
        filled("```python\nnothing\n```\n", tmp_path)


def test_a_block_with_a_reason_is_left_alone(tmp_path: Path) -> None:
    page = "<!-- not run: no network -->\n```console\n$ touch made.txt\nold\n```\n"
    assert filled(page, tmp_path) == page
    assert not (tmp_path / "made.txt").exists()


def test_the_day_the_clock_and_the_folder_are_the_same_tomorrow(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    printed = (
        f"at {now:%Y-%m-%dT%H:%M:%SZ}, on {now:%Y-%m-%d %H:%M}, in {tmp_path}/a and {tmp_path}  "
    )
    assert stable(printed, tmp_path) == (
        f"at {DAY}T09:00:00Z, on {DAY} 09:00, in a and /home/you/citecheck\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "citecheck check article.txt --fail-on never",
        "cat article.txt | citecheck check",
        "CITECHECK_OFFLINE=1 citecheck mirror create --subset clinical  # hours",
        "citecheck --version",
        "citecheck mirror import pubmed26n*.xml.gz",
        "make demo && python -m benchmarks.pace",
        "python -m tools.build_lexicon overlay",
        "python tools/man.py build/man",
    ],
)
def test_what_exists_is_found(line: str) -> None:
    assert wrong(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "citecheck chekc article.txt",
        "citecheck check --no-such-option",
        "citecheck audit history",
        "cat article.txt | citecheck refs --judge model",
        "citecheck check --max-studies many article.txt",
        "make no-such-target",
        "python -m benchmarks.no_such_module",
        "python tools/no_such_script.py",
    ],
)
def test_what_does_not_exist_is_told(line: str) -> None:
    assert wrong(line)


def test_commands_in_prose_are_looked_up_too() -> None:
    assert unknown_in_prose("citecheck audit run|status|diff --ledger FILE") is None
    assert unknown_in_prose("citecheck audit run; citecheck audit dashboard --output x") is None
    assert unknown_in_prose("citecheck audit run; citecheck audit watch") == "no command 'watch'"
    assert unknown_in_prose("citecheck mirror create|snyc") == "no command 'create|snyc'"
    assert unknown_in_prose("citecheck audit run --cron") == "no option --cron"


def test_a_bug_of_the_program_comes_onto_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.pages.shell.main", lambda arguments: 4)
    with pytest.raises(RuntimeError, match="citecheck cache info"):
        Shell(tmp_path).run("citecheck cache info")
