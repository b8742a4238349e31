"""Where each format of a report goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from citecheck.cli.streams import hush
from citecheck.errors import ConfigError
from citecheck.model.settings import Settings
from citecheck.model.whole import put
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
    if two formats want one place or a file could not be written.
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
    places = Counter(os.path.realpath(target.path) for target in wanted if target.path)
    for place, count in places.items():
        if count > 1 and place != os.devnull:
            raise ConfigError(f"Two formats would go to {place}; give each a file of its own.")
    return wanted


def write(wanted: Sequence[Target], view: View, render: Callable[[str, View], str]) -> None:
    """Every format to its place; one that fails does not keep the others from being written.

    `render` makes the text of a format. A file is put whole, or stays as it was. Who read standard
    output and went away (`| head`) has what they wanted.
    Raises: ConfigError that names the first place that could not be written.
    """
    failures: list[str] = []
    for target in wanted:
        try:
            if target.path is None:
                _to_stdout(render(target.format, view))
            else:
                put(target.path, [render(target.format, _on_paper(view))])
        except OSError as error:
            where = target.path or "Standard output"
            failures.append(f"{where} could not be written: {error.strerror or error}.")
    if failures:
        raise ConfigError(failures[0])


def terminal_view(*, verbose: bool = False, settings: Settings | None = None) -> View:
    """How standard output shows a report: its width, whether in colour, in which encoding.

    With settings, also who signs drafts, which claims are accepted and which repository
    the run began in.
    """
    view = View(
        width=max(20, shutil.get_terminal_size((100, 24)).columns),
        colour=_colour(sys.stdout.isatty() and os.environ.get("TERM") != "dumb"),
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


def _on_paper(view: View) -> View:
    """The view of a file: in UTF-8, and in colour only where that is asked for."""
    return view.model_copy(update={"colour": _colour(False), "encoding": "utf-8"})


def _colour(by_itself: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or by_itself


def _repository(folder: Path) -> Path:
    """The folder above (or this one) that git calls its root; without one, this folder."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def _to_stdout(text: str) -> None:
    """Raises: OSError if it could not be written; what is left of it then goes nowhere."""
    if sys.__stdout__ is None:
        raise OSError("it is closed")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        hush()
    except OSError:
        hush()
        raise


def _writable(path: Path) -> Path:
    try:
        if path.is_dir():
            raise ConfigError(f"{path} is a folder; name a file for the report.")
        if not path.parent.is_dir():
            raise ConfigError(f"The folder {path.parent} does not exist.")
        there = path.exists()
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
    if not os.access(path if there else path.parent, os.W_OK):
        raise ConfigError(f"{path} cannot be written.")
    return path
