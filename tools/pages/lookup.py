"""Whether what a page tells a reader to type exists, without running any of it."""

from __future__ import annotations

import re
import shlex

import click

from citecheck.cli.main import citecheck
from tools.pages import ROOT

_PARTS = re.compile(r"\|\||&&|[|;]")
_VARIABLE = re.compile(r"[A-Z_]+=")
_TARGET = re.compile(r"^([\w-]+)(?: [\w-]+)*:", re.MULTILINE)


def wrong(line: str) -> str | None:
    """Why a command line cannot be right, or None: `citecheck`, `make` and `python` are known."""
    for part in _PARTS.split(line):
        words = shlex.split(part, comments=True)
        while words and (words[0] == "export" or _VARIABLE.match(words[0])):
            words.pop(0)
        match words:
            case ["citecheck", *arguments]:
                if (reason := _refused(arguments)) is not None:
                    return f"{line}: {reason}"
            case ["make", *targets]:
                known = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
                if missing := [t for t in targets if "=" not in t and t not in known]:
                    return f"{line}: no target {missing[0]}"
            case ["python" | "python3", "-m", module, *_]:
                if not _is_module(module):
                    return f"{line}: no module {module}"
            case ["python" | "python3", script, *_] if not (ROOT / script).is_file():
                return f"{line}: no file {script}"
    return None


def unknown_in_prose(span: str) -> str | None:
    """Why a command named in prose does not exist: `citecheck mirror create|sync --path FOLDER`."""
    return next(filter(None, map(_unknown, span.split("; "))), None)


def _unknown(span: str) -> str | None:
    named: list[click.Command] = [citecheck]
    options = re.findall(r"--[a-z][\w-]*", span)
    for word in span.split()[1:]:
        if word.startswith("-") or not all(isinstance(c, click.Group) for c in named):
            break
        group = named[0]
        names = word.split("|")
        if not isinstance(group, click.Group) or not set(names) <= set(group.commands):
            return f"no command {word!r}"
        named = [group.commands[name] for name in names]
    known = {name for c in named for p in c.params for name in (*p.opts, "--help")}
    known |= {"--version"} if named == [citecheck] else set()
    return next((f"no option {option}" for option in options if option not in known), None)


def _refused(arguments: list[str]) -> str | None:
    """What the program's own parser says; nothing is run."""
    command: click.Command = citecheck
    context: click.Context | None = None
    try:
        while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
            name, *arguments = arguments
            if name not in command.commands:
                return f"no command {name!r}"
            command = command.commands[name]
        command.make_context(command.name or "", arguments, parent=context)
    except click.exceptions.Exit:  # --help and --version end here
        return None
    except click.BadParameter as error:
        files_are_the_reader_s = error.param and isinstance(error.param.type, click.Path)
        return None if files_are_the_reader_s else error.format_message()
    except click.ClickException as error:
        return error.format_message()
    return None


def _is_module(module: str) -> bool:
    path = ROOT.joinpath(*module.split("."))
    ours = path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
    return ours or module in ("venv", "pip", "http.server", "citecheck")
