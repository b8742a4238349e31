"""Manual pages: one for each command, with its options, and clean to the reader of such pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from citecheck.cli.main import citecheck

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("man")
    subprocess.run([sys.executable, "-m", "tools.man", str(folder)], cwd=ROOT, check=True)
    if shutil.which("mandoc"):
        files = sorted(map(str, folder.iterdir()))
        linted = subprocess.run(
            ["mandoc", "-T", "lint", "-W", "warning", *files],
            capture_output=True,
            text=True,
            check=False,
        )
        assert linted.stdout == ""
    return {page.stem: page.read_text(encoding="utf-8") for page in folder.iterdir()}


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, group
    for each, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name}-{each}")
        else:
            yield f"{name}-{each}", command


def test_every_command_has_a_page_with_its_options(pages: dict[str, str]) -> None:
    expected = dict(commands(citecheck, "citecheck"))
    assert set(pages) == set(expected)
    for name, command in expected.items():
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                longest = max(param.opts, key=len)
                assert longest.replace("-", r"\-") in pages[name], f"{name} {longest}"


def test_no_sentence_is_cut_and_no_mark_of_clicks_is_left(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert "\x08" not in page
        assert "..." not in page.split(".SH SYNOPSIS")[0]
    assert ".nf\nExit codes: 0" in pages["citecheck"]
