"""Where each format of a report goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from citecheck.errors import ConfigError
from citecheck.model.settings import Settings
from citecheck.report.view import View


class Target(NamedTuple):
    """One format, and the file it goes to; None is standard output."""

    format: str
    path: Path | None


def targets(
    formats: Sequence[str], known: Sequence[str], require: Callable[[str], object]
) -> list[Target]:
    """What `--format` asks for; without it `terminal` on a terminal, else `markdown`.

    `require` raises UnknownFormat for a name that does not exist. Also raises ConfigError
    if two formats want standard output or a file could not be written.
    """
    if not formats:
        default = "terminal" if sys.stdout.isatty() and "terminal" in known else "markdown"
        return [Target(default, None)]
    wanted: list[Target] = []
    for each in formats:
        name, _, file = each.partition("=")
        require(name)
        if "=" in each and not file:
            raise ConfigError(f"--format {each}: name a file after the equals sign.")
        wanted.append(Target(name, _writable(Path(file)) if file else None))
    if sum(target.path is None for target in wanted) > 1:
        raise ConfigError("Only one format can go to standard output; give the others a file.")
    return wanted


def write(outputs: Sequence[tuple[Target, str]]) -> None:
    """Every output to its place; one that fails does not keep the others from being written.

    Raises: ConfigError that names the first file that could not be written.
    """
    failures: list[str] = []
    for target, text in outputs:
        if target.path is None:
            _to_stdout(text)
            continue
        try:
            target.path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            failures.append(f"{target.path} could not be written: {error.strerror}.")
    if failures:
        raise ConfigError(failures[0])


def terminal_view(*, verbose: bool = False, settings: Settings | None = None) -> View:
    """How standard output shows a report: its width, whether in colour, in which encoding.

    With settings, also who signs drafts, which claims are accepted and which repository
    the run began in.
    """
    if os.environ.get("NO_COLOR"):
        colour = False
    elif os.environ.get("FORCE_COLOR"):
        colour = True
    else:
        colour = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    view = View(
        width=max(20, shutil.get_terminal_size((100, 24)).columns),
        colour=colour,
        encoding=sys.stdout.encoding or "ascii",
        searches=verbose,
        verbose=verbose,
    )
    if settings is None:
        return view
    folder = Path.cwd()
    known = {
        "review_author": settings.review_author,
        "review_url": settings.review_url,
        "accepted": settings.accepted,
        "folder": str(folder),
        "root": str(_repository(folder)),
    }
    return view.model_copy(update=known)


def _repository(folder: Path) -> Path:
    """The folder above (or this one) that git calls its root; without one, this folder."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def _to_stdout(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def _writable(path: Path) -> Path:
    if path.is_dir():
        raise ConfigError(f"{path} is a folder; name a file for the report.")
    if not path.parent.is_dir():
        raise ConfigError(f"The folder {path.parent} does not exist.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ConfigError(f"{path} cannot be written.")
    return path
