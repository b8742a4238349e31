"""Write a manual page for each command: `python -m tools.man FOLDER`.

They say what `--help` says, made from the same commands.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from click_man.core import write_man_pages

from citecheck._version import __version__
from citecheck.cli.main import citecheck

_AS_IT_IS = re.compile(r"^\x08\n(.*?)(?=^\.|\Z)", re.DOTALL | re.MULTILINE)
"""A paragraph that click is told not to wrap; click-man leaves its mark in the page."""
_EMPTY = re.compile(r"^\.PP\n(?=\.SH|\Z)|(?<=^\.SH COMMANDS\n)\.PP\n", re.MULTILINE)


def write(folder: Path) -> list[Path]:
    """The pages, one for each command and group; SOURCE_DATE_EPOCH dates them."""
    folder.mkdir(parents=True, exist_ok=True)
    for command in _commands(citecheck):
        # click would cut it after 45 characters.
        command.short_help = (command.help or "").partition("\n\n")[0].replace("\n", " ")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    write_man_pages(
        "citecheck",
        citecheck,
        version=__version__,
        date=f"{day:%Y-%m-%d}",
        target_dir=str(folder),
    )
    pages = sorted(folder.glob("citecheck*.1"))
    for page in pages:
        text = _AS_IT_IS.sub(r".nf\n\1.fi\n", page.read_text(encoding="utf-8"))
        page.write_text(_EMPTY.sub("", text), encoding="utf-8", newline="")
    return pages


def _commands(group: click.Group) -> Iterator[click.Command]:
    yield group
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _commands(command)
        else:
            yield command


if __name__ == "__main__":
    made = write(Path(sys.argv[1]))
    print(f"{len(made)} manual pages: man -l {made[-1].parent / 'citecheck.1'}")
