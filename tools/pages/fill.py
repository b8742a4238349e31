"""A page with what its commands and its code really print."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path
from typing import Any

from tools.pages import ROOT
from tools.pages.blocks import Block, blocks, joined, typed
from tools.pages.shell import Shell, stable


def filled(page: str, folder: Path) -> str:
    """The page with every output as it is now, made in `folder`, which gets a copy of examples/.

    Raises: whatever a block of Python raises.
    """
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    session = _Session(Shell(folder))
    lines = page.splitlines(keepends=True)
    made: list[str] = []
    done = 0
    for block in blocks(page):
        made += lines[done : block.first]
        made.append(session.text(block))
        done = block.after
    return "".join([*made, *lines[done:]])


class _Session:
    """What the blocks of one page share: a terminal, its folder, and the names of the code."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.names: dict[str, Any] = {"__name__": "page"}
        self.printed = ""

    def text(self, block: Block) -> str:
        """The block's text, run and filled in where it is to be."""
        if block.title and not block.not_run:
            (self.shell.folder / block.title).write_text(block.text, encoding="utf-8")
        if block.output:
            return self.printed
        if block.not_run:
            return block.text
        if block.language == "python":
            self.printed = self._python(block.text)
        elif block.language == "console":
            return "".join(self._typed(command) for command in typed(block.text))
        return block.text

    def _python(self, code: str) -> str:
        with self.shell.here(), contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, "a block of the page", "exec"), self.names)
        return stable(printed.getvalue(), self.shell.folder)

    def _typed(self, written: str) -> str:
        return f"$ {written}\n{self.shell.run(joined(written))}"
