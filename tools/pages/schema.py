"""The reference of the report's shape, from its JSON Schema."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Any

from citecheck.model import report
from citecheck.model.base import Frozen
from citecheck.report.schema import render as schema
from tools.pages.table import table

Node = Mapping[str, Any]

_HEAD = """# The report's shape

What `--format json` writes, object by object, from the
[JSON Schema](../report.schema.json) (2020-12). Every key is always there; what is unknown is
`null`, and no other key may appear. [The report](../report.md#json) says what a program may
rely on.
"""


def render() -> str:
    """The page: each object of the schema, in the order in which it is met."""
    whole = json.loads(schema())
    objects: dict[str, Node] = {"Report": whole}
    waiting = [whole]
    while waiting:
        for name in _referred(waiting.pop(0).get("properties", {})):
            if name not in objects:
                objects[name] = whole["$defs"][name]
                waiting.append(objects[name])
    return "\n".join([_HEAD, *(line for item in objects.items() for line in _section(*item))])


def _section(name: str, node: Node) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    for said in [node.get("description", ""), *_inherited(name)]:
        if said:
            yield " ".join(said.replace("None", "null").split())
            yield ""
    rows = ((f"`{key}`", _kind(part)) for key, part in node.get("properties", {}).items())
    yield from table(("key", "value"), rows)
    yield ""


def _inherited(name: str) -> Iterator[str]:
    """What the models that this one extends say of themselves: their keys are among its own."""
    model = getattr(report, name, None)
    for base in model.__mro__[1:] if model else ():
        if base.__module__.startswith("citecheck.") and base is not Frozen and base.__doc__:
            yield inspect.cleandoc(base.__doc__)


def _kind(part: Node) -> str:
    """What a value may be, in words."""
    match part:
        case {"$ref": ref}:
            return _link(ref)
        case {"anyOf": parts}:
            return " or ".join(_kind(each) for each in parts)
        case {"enum": values}:
            return " or ".join(_literal(value) for value in values)
        case {"const": value}:
            return _literal(value)
        case {"type": "array", "prefixItems": items}:
            return f"list of {len(items)}: {', '.join(_kind(item) for item in items)}"
        case {"type": "array", "items": item}:
            return f"list of {_kind(item)}"
    name = {"string": "text", "integer": "whole number", "boolean": "`true` or `false`"}.get(
        part["type"], "`null`" if part["type"] == "null" else part["type"]
    )
    bounds = [f"{word} {part[key]}" for key, word in _BOUNDS if key in part]
    return " ".join([name, *bounds])


_BOUNDS = (("minimum", "from"), ("maximum", "to"))


def _literal(value: object) -> str:
    return f"`{json.dumps(value)}`"


def _link(ref: str) -> str:
    name = ref.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def _referred(part: object) -> Iterator[str]:
    """The names of the objects that a part of the schema leads to, in order."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield from [value.rpartition("/")[2]] if key == "$ref" else _referred(value)
    elif isinstance(part, list):
        for each in part:
            yield from _referred(each)
