"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from citecheck.cli import completing

if TYPE_CHECKING:
    from citecheck.model.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


REPORT_FORMATS: Final = (
    "terminal", "markdown", "html", "json", "jsonl", "csv", "sarif", "github", "claimreview", "ris",
    "csl-json",
)  # fmt: skip
"""As in `report.formats.FORMATS`, which help need not load."""
PLAIN_FORMATS: Final = ("terminal", "markdown", "json")


def format_option(
    names: Sequence[str], help_text: str | None = None
) -> Callable[[Command], Command]:
    """`--format NAME` or `--format NAME=FILE`, repeatable, with one of these names."""
    listed = f"{', '.join(names[:-1])} or {names[-1]}; NAME=FILE writes to a file. Repeatable."
    default = "[default: terminal on a terminal; markdown in a file or pipe]"
    return click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="NAME[=FILE]",
        help=f"{help_text or listed}  {default}",
        shell_complete=completing.formats(names),
    )


def fail_on_option(words: Sequence[str], help_text: str) -> Callable[[Command], Command]:
    """`--fail-on LIST`, of these words."""
    return click.option(
        "--fail-on",
        metavar="LIST",
        help=help_text,
        shell_complete=completing.listed(words),
    )


def config_option(command: Command) -> Command:
    """Which settings."""
    return click.option(
        "--config",
        metavar="FILE",
        help="Read settings from this TOML file.",
        shell_complete=completing.files,
    )(command)


def origins_argument(command: Command) -> Command:
    """The texts to read."""
    return click.argument(
        "paths", nargs=-1, metavar="[PATH|URL|-]...", shell_complete=completing.files
    )(command)


def source_options(command: Command) -> Command:
    """Where studies come from and how many are read: what a command takes as `**asked`."""
    for option in reversed(
        (
            click.option(
                "--source",
                "sources",
                multiple=True,
                metavar="SOURCE",
                shell_complete=completing.source,
                help="Studies to search: entrez (PubMed itself), mirror or mirror:PATH (PubMed on "
                "this disk), opensearch+https://... (a cluster), or a file or folder of PubMed "
                "XML, MEDLINE text or study JSONL. Repeatable: sources add up.  [default: entrez]",
            ),
            click.option(
                "--offline",
                is_flag=True,
                help="Ask no server: of PubMed, only what the cache holds.",
            ),
            click.option("--refresh", is_flag=True, help="Ask again what the cache holds."),
            click.option(
                "--published-before",
                metavar="DATE",
                help="Judge by what was known then: read no study published later.",
            ),
            click.option(
                "--max-studies",
                type=click.IntRange(1, 9_999),
                help="How many of a claim's ranked matches are read.  [default: 40]",
            ),
            config_option,
        )
    ):
        command = option(command)
    return command


def judge_options(command: Command) -> Command:
    """What finds each study's stance: what a command takes as `judge`, `llm_url`, `llm_model`."""
    for option in reversed(
        (
            click.option(
                "--judge",
                metavar="JUDGE",
                shell_complete=completing.judge,
                help="What finds each study's stance: rules, model, llm, or model:NAME with the "
                "folder of a model or its name on a hub.  [default: rules]",
            ),
            click.option(
                "--llm-url", metavar="URL", help="Where the judge llm asks, as .../v1; it may cost."
            ),
            click.option("--llm-model", metavar="NAME", help="Which model the judge llm asks."),
        )
    ):
        command = option(command)
    return command


def allow_private_option(command: Command) -> Command:
    """Whether addresses given to be read may be on this machine or in its own network."""
    return click.option(
        "--allow-private",
        is_flag=True,
        help="Read addresses on this machine and in private networks too.",
    )(command)


def quiet_option(command: Command) -> Command:
    """No progress on stderr."""
    return click.option("--quiet", is_flag=True, help="No progress on standard error.")(command)


def settings_from(**flags: Any) -> Settings:
    """Settings with only those flags that the user gave. Raises: ConfigError."""
    import platformdirs

    from citecheck.config.load import load_settings
    from citecheck.errors import ConfigError

    given = {name: value for name, value in flags.items() if value not in (None, (), False)}
    try:
        user_folder = platformdirs.user_config_path("citecheck")
    except RuntimeError as error:  # a user without an entry, as containers have them
        raise ConfigError(
            "There is no home folder for settings and cache: set HOME to one."
        ) from error
    try:
        folder = Path.cwd()
    except FileNotFoundError as error:
        raise ConfigError("The folder that this was started in is gone.") from error
    return load_settings(given, os.environ, folder=folder, user_file=user_folder / "config.toml")


def origins_from(paths: tuple[str, ...], *, optional: bool = False) -> tuple[str, ...]:
    """The documents to read; standard input where none is named and it is no terminal.

    Raises: click.UsageError if there is nothing to read.
    """
    if paths:
        return tuple(dict.fromkeys(paths))
    if optional:
        return ()
    if sys.stdin is not None and not sys.stdin.isatty():
        return ("-",)
    raise click.UsageError("Name a file, an address or - for standard input.")
