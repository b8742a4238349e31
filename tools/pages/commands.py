"""The reference of commands, from the commands themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from citecheck.cli.main import citecheck
from tools.pages.table import table

_OPTION = re.compile(r"(?<![\w`-])--[a-z][\w-]*")


def render() -> str:
    """The page: every command with its usage, help and options."""
    return "\n".join(
        [
            "# Commands",
            "",
            "Every command with all its options, as `--help` shows them. What the exit codes mean "
            "stands on [a page of its own](exit-codes.md), what may stand in files and in the "
            "environment among the [settings](settings.md).",
            "",
            *_section(citecheck, click.Context(citecheck, info_name="citecheck")),
        ]
    )


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}"
    yield ""
    yield "```text"
    yield " ".join(["Usage:", context.command_path, *command.collect_usage_pieces(context)])
    yield "```"
    yield ""
    yield from _help(command.help or "")
    options = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts
        if (record := parameter.get_help_record(context)) is not None
    ]
    if options:
        yield from table(
            ("option", "what it does"),
            (
                (f"`{name}`", _OPTION.sub(r"`\g<0>`", text).replace("[", r"\["))
                for name, text in options
            ),
        )
        yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.commands[name]
            yield from _section(part, click.Context(part, info_name=name, parent=context))


def _help(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        kept = paragraph.startswith("\b")
        lines = [line for line in paragraph.splitlines() if line.strip("\b ")]
        if kept:
            yield from ["```text", *lines, "```"]
        else:
            yield _OPTION.sub(r"`\g<0>`", " ".join(map(str.strip, lines)))
        yield ""
