"""What a shell is offered for a word that is being typed; the shell itself lists files.

The values of an option are said where the option is; here is what takes more than a list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

SOURCES: Final = (
    ("entrez", "PubMed itself"),
    ("mirror", "PubMed on this disk"),
    ("opensearch+https://", "a cluster"),
)
JUDGES: Final = (
    ("rules", "built in"),
    ("model", "the network that ships with citecheck"),
    ("model:", "a folder, or a name on a hub"),
    ("llm", "a language model, asked at --llm-url"),
)
_MOST: Final = 200
"""Files that are offered behind `NAME=`, where the shell cannot list them."""


def files(context: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Any file or folder."""
    return [CompletionItem(typed, type="file")]


def folders(context: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Any folder."""
    return [CompletionItem(typed, type="dir")]


def source(context: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """The services that are asked for studies, or a file or folder of studies.

    Files come first, since click's script for bash forgets what stood before them.
    """
    return [*files(context, param, typed), *_starting(SOURCES, typed)]


def judge(context: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """The judges by name."""
    return _starting(JUDGES, typed)


def listed(words: Sequence[str]) -> Completer:
    """Some of these words, with commas between them; none is offered twice."""

    def complete(
        context: click.Context, param: click.Parameter, typed: str
    ) -> list[CompletionItem]:
        before, comma, last = typed.rpartition(",")
        given = before.split(",")
        left = [word for word in words if word not in given and word.startswith(last)]
        return [CompletionItem(f"{before}{comma}{word}") for word in left]

    return complete


def formats(names: Sequence[str]) -> Completer:
    """A name of these, and behind `NAME=` the file that it goes to."""

    def complete(
        context: click.Context, param: click.Parameter, typed: str
    ) -> list[CompletionItem]:
        name, equals, file = typed.partition("=")
        if not equals:
            return _starting([(each, None) for each in names], typed)
        return [CompletionItem(f"{name}={each}") for each in _paths(file)]

    return complete


def _starting(known: Sequence[tuple[str, str | None]], typed: str) -> list[CompletionItem]:
    return [CompletionItem(word, help=said) for word, said in known if word.startswith(typed)]


def _paths(typed: str) -> list[str]:
    folder, slash, start = typed.rpartition("/")
    try:
        entries = list(islice(Path(folder + slash or ".").iterdir(), _MOST))
    except OSError:
        return []
    return sorted(
        f"{folder}{slash}{each.name}{'/' if each.is_dir() else ''}"
        for each in entries
        if each.name.startswith(start)
    )
