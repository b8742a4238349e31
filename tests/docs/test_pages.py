"""Every page is true: what it shows is what happens, and what it names exists."""

from __future__ import annotations

import ast
import importlib
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from citecheck.config.load import load_settings
from tools.pages import ROOT
from tools.pages.__main__ import pages
from tools.pages.blocks import LANGUAGES, Block, blocks
from tools.pages.fill import filled
from tools.pages.lookup import unknown_in_prose, wrong
from tools.pages.reference import GENERATED

RUN = pages()
ALL = [*RUN, *(ROOT / name for name in GENERATED if name.endswith(".md"))]


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", RUN, ids=_name)
def test_what_it_shows_is_what_is_printed(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text, tmp_path) == text, "run `make pages` and read what changed"


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_every_block_says_what_it_is_and_why_if_it_is_not_run(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        where = f"{_name(page)}:{block.first}"
        assert block.language in LANGUAGES, where
        assert block.language != "sh" or block.not_run, f"{where}: why is it not run?"
        assert block.language != "text" or "\ncitecheck " not in f"\n{block.text}", where


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_every_command_that_it_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    faults = [wrong(line) for block in blocks(text) for line in block.commands]
    faults += [
        unknown_in_prose(part.content)
        for token in MarkdownIt("commonmark").enable("table").parse(text)
        for part in token.children or ()
        if part.type == "code_inline" and part.content.startswith("citecheck ")
    ]
    assert not [fault for fault in faults if fault]


@pytest.mark.parametrize("page", ALL, ids=_name)
def test_every_setting_and_every_line_of_code_that_it_shows_could_be_used(
    page: Path, tmp_path: Path
) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "json":
            json.loads(block.text)
        elif block.language == "yaml":
            yaml.safe_load(block.text)
        elif block.language == "toml":
            _accepted(block, tmp_path)
        elif block.language == "python":
            _importable(block)


def _accepted(block: Block, folder: Path) -> None:
    """TOML is a file of settings, unless it says that it is something else's."""
    if block.not_run:
        tomllib.loads(block.text)
        return
    (folder / "citecheck.toml").write_text(block.text, encoding="utf-8")
    assert load_settings({}, {}, folder=folder, user_file=folder / "none.toml")


def _importable(block: Block) -> None:
    """Code, run or not, names what is there."""
    for node in ast.walk(ast.parse(block.text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("citecheck"):
            module = importlib.import_module(node.module or "")
            for name in node.names:
                assert hasattr(module, name.name) or importlib.import_module(
                    f"{node.module}.{name.name}"
                )


def test_few_blocks_are_not_run_and_each_says_why() -> None:
    reasons = [b.not_run for page in ALL for b in blocks(page.read_text(encoding="utf-8"))]
    run = [
        b for page in RUN for b in blocks(page.read_text(encoding="utf-8"))
        if b.language in ("console", "python") and not b.not_run
    ]  # fmt: skip
    assert len(run) > len([reason for reason in reasons if reason])


def test_every_generated_page_is_what_the_code_makes_now() -> None:
    for name, render in GENERATED.items():
        assert (ROOT / name).read_text(encoding="utf-8") == render(), f"{name}: run `make pages`"


def test_the_pages_on_accuracy_still_say_what_the_page_on_limits_quotes() -> None:
    folder = ROOT / "docs"
    limits = (folder / "limits.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| .+? \| (.+?) \| \[.+?\]\(([\w-]+\.md)[#\w-]*\) \|$", limits, re.MULTILINE
    )
    assert len(rows) >= 8
    for said, page in rows:
        source = (folder / page).read_text(encoding="utf-8")
        for figure in re.findall(r"\d+\.\d+%?|\d+%|\d+ of \d+", said):
            assert figure in source, f"limits.md says {figure}, {page} does not"


def test_the_claims_that_it_called_are_added_up_from_the_table_of_the_measurement() -> None:
    folder = ROOT / "docs"
    measured = (folder / "end-to-end.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| rules \| [A-Z]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", measured, re.M
    )
    support, contradict, neutral = ([int(n) for n in row] for row in rows)
    limits = (folder / "limits.md").read_text(encoding="utf-8")
    called = [sum(row[side] for row in (support, contradict, neutral)) for side in (0, 1)]
    assert f"| supported | {called[0]} | {support[0]} |" in limits
    assert f"| contradicted | {called[1]} | {contradict[1]} |" in limits
    said = f"{sum(support)} claims that their abstract supports, {support[2]} ended as *unfound*"
    assert f"{said} and {support[3]} unchecked" in " ".join(limits.split())


def test_the_errors_that_the_page_on_limits_shows_are_still_made() -> None:
    limits = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    shown = re.findall(r"It says (\w+); right is (\w+)\.", limits)
    assert len(shown) >= 3
    for said, right in shown:
        assert said != right, "one was mended: show another that is known, and rewrite its row"
