"""The reference of settings, from the models that read them."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import click
from annotated_types import Ge, Gt, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from citecheck.cli.main import citecheck
from citecheck.config.load import ENVIRONMENT
from citecheck.model.accepted import Accepted
from citecheck.model.audit_settings import AuditSettings
from citecheck.model.base import Frozen
from citecheck.model.settings import Settings
from citecheck.model.watch import Watch
from tools.pages.docstrings import meaning
from tools.pages.table import table

_HEAD = """# Settings

Flags outrank the environment, the environment outranks a project's file (`citecheck.toml`, or
`[tool.citecheck]` in `pyproject.toml`, in the folder that citecheck runs in; `--config` or
`CITECHECK_CONFIG` names another), and that outranks the user's own `config.toml`. A name that
does not exist, or a value that cannot be, is an error that says where it stands. The flag and the
variable of a setting stand behind its meaning.

```toml
source = "mirror"                # one source; sources = [...] for several
judge = "rules"
fail_on = ["contradicted", "disputed"]
accepted = ["1b623bda3f5b65c0 we quote the old belief"]

[audit]
fail_on = "new-contradicted"

[[watch]]
name = "site"
sitemaps = ["https://news.example/sitemap.xml"]
```

From Python the same names are keywords: `citecheck.check(text, judge="model")`, or
`Settings(judge="model")`.
"""


def render() -> str:
    """The page: every setting with its type, default, flag, variable and meaning."""
    return "\n".join(
        [
            _HEAD,
            "## Of every run",
            "",
            *_table(Settings, without=("watch", "audit")),
            "",
            "## `[audit]`",
            "",
            *_table(AuditSettings, prefix="audit."),
            "",
            "## `[[watch]]`",
            "",
            meaning_of_class(Watch),
            "",
            *_table(Watch, prefix="watch.", without=("folder",)),
            "",
            "## Environment alone",
            "",
            *table(
                ("variable", "what it does"),
                (
                    ("`CITECHECK_CONFIG`", "Names the project's file, as `--config` does."),
                    ("`CITECHECK_TRACEBACK`", "Shows where a bug of citecheck came up."),
                    ("`NO_COLOR`, `FORCE_COLOR`", "Colour on a terminal: never, always."),
                ),
            ),
            "",
        ]
    )


def meaning_of_class(model: type[Frozen]) -> str:
    """What the class says of itself, after its first line."""
    return meaning(f"{model.__module__}.{model.__name__}").partition(". ")[2]


def _table(
    model: type[Frozen], *, prefix: str = "", without: tuple[str, ...] = ()
) -> Iterator[str]:
    flags = _flags(citecheck)
    variables = {name: variable for variable, name in ENVIRONMENT.items()}
    rows = [
        (
            f"`{name}`",
            _kind(field),
            _default(field),
            f"{_said(model, name)} {_ways(flags.get(prefix + name), variables.get(prefix + name))}",
        )
        for name, field in model.model_fields.items()
        if name not in without
    ]
    return table(("setting", "value", "default", "meaning"), rows)


def _ways(flag: str | None, variable: str | None) -> str:
    """How else it can be set: "`--judge`, `CITECHECK_JUDGE`"."""
    ways = ", ".join(f"`{way}`" for way in (flag, variable) if way)
    return f"({ways})" if ways else ""


def _said(model: type[Frozen], name: str) -> str:
    home = next(c for c in model.__mro__ if name in vars(c).get("__annotations__", {}))
    return meaning(f"{home.__module__}.{home.__name__}.{name}")


def _flags(group: click.Group) -> Mapping[str, str]:
    """The long option of each setting, "audit." before those of audits alone."""
    found: dict[str, str] = {}
    audit = group.commands["audit"]
    commands = [*group.commands.values()]
    assert isinstance(audit, click.Group)
    for command in commands:
        for parameter in command.params:
            found.setdefault(parameter.name or "", _long(parameter))
    for parameter in audit.commands["run"].params:
        found.setdefault(f"audit.{parameter.name}", _long(parameter))
    return {name: option for name, option in found.items() if option.startswith("--")}


def _long(parameter: click.Parameter) -> str:
    return max(parameter.opts, key=len)


def _kind(field: FieldInfo) -> str:
    bounds = " ".join(filter(None, map(_bound, field.metadata)))
    return f"{_name(field.annotation)} {bounds}".strip()


def _name(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return " ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in (Union, types.UnionType):
        return " or ".join(_name(a) for a in get_args(annotation) if a is not type(None))
    if get_origin(annotation) is tuple:
        return f"list of {_name(get_args(annotation)[0])}s"
    return {
        str: "text", int: "whole number", float: "number", bool: "true or false",
        Path: "folder", SecretStr: "text", Accepted: "text",
    }[annotation]  # fmt: skip


def _bound(limit: object) -> str:
    match limit:
        case Ge(ge):
            return f"from {ge:,}"
        case Gt(gt):
            return f"above {gt}"
        case Le(le):
            return f"to {le:,}"
    return ""


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if field.is_required():
        return "(must be given)"
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or value == ():
        return ""
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else f"{value}"
    return f"`{re.sub(r'[.]0$', '', shown)}`"
