"""PubMed's query language: a term as a tree.

Booleans are upper case and run from left to right; what stands side by side is joined
by AND. Of several operators in a row the first holds, so that `A AND NOT B` runs as
`A AND B`. Brackets that do not match are forgiven as long as anything is left to search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPERATORS = frozenset({"AND", "OR", "NOT"})
_MOST_DEPTH = 200


class CannotRun(Exception):
    """A term that has no operand, or more brackets than any search needs."""


@dataclass(frozen=True)
class Words:
    """Words as typed, quoted or not, and the field tag as typed, if any."""

    text: str
    quoted: bool = False
    tag: str | None = None


@dataclass(frozen=True)
class Range:
    """`low:high[tag]`."""

    low: str
    high: str
    tag: str


@dataclass(frozen=True)
class Stored:
    """`#1`: the hits of an earlier query of the same history."""

    key: int


@dataclass(frozen=True)
class Chain:
    """Operands and the operators between them, to be run from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


Node = Words | Range | Stored | Chain

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<bracket>[()])
      | \#(?P<stored>[0-9]{1,9})(?!\w)
      | (?P<operator>AND|OR|NOT)(?![^\s()"\[])
      | "(?P<quoted>[^"]*)"?(?P<quoted_tag>\s*\[[^\]]*\]?)?(?P<colon>\s*:(?=\s*"))?
      | (?P<words>[^()"\[\s]+)(?P<tag>\s*\[[^\]]*\]?)?
      | (?P<stray>\[[^\]]*\]?)
    )""",
    re.VERBOSE,
)


def parse(term: str) -> Node:
    """The tree of a term. Raises CannotRun where nothing can be searched."""
    parser = _Parser(list(_tokens(term.strip())))
    node = parser.chain()
    while not parser.at_end():
        # A closing bracket too many: what follows it is still searched.
        parser.skip()
        rest = parser.chain()
        node = node if rest is None else rest if node is None else Chain(node, (("AND", rest),))
    if node is None:
        raise CannotRun
    return node


def _tokens(term: str) -> Iterator[str | Node]:
    run: list[str] = []
    from_quote: Words | None = None
    for match in _TOKEN.finditer(term):
        kind, value = match.lastgroup, match.group(match.lastgroup or 0)
        if match["words"] is not None:
            run.append(match["words"])
            if match["tag"] is None:
                continue
            yield _tagged(" ".join(run), _tag(match["tag"]))
            run = []
            continue
        if run:
            yield Words(" ".join(run))
            run = []
        if match["quoted"] is not None:
            operand = Words(match["quoted"], True, _tag(match["quoted_tag"]))
            if from_quote is not None:
                tag = operand.tag or from_quote.tag or ""
                yield Range(from_quote.text, operand.text, tag)
                from_quote = None
            elif match["colon"] is not None:
                from_quote = operand
            elif operand.text.strip():
                yield operand
        elif kind == "stored":
            yield Stored(int(value))
        elif kind in ("operator", "bracket"):
            yield value
    if run:
        yield Words(" ".join(run))


def _tag(raw: str | None) -> str | None:
    return raw.strip().strip("[]").strip() or None if raw else None


def _tagged(text: str, tag: str | None) -> Node:
    low, colon, high = text.partition(":")
    if tag and colon and re.fullmatch(r"[\d/ ]+", low) and re.fullmatch(r"[\d/ ]+", high):
        return Range(low.strip(), high.strip(), tag)
    return Words(text, tag=tag)


class _Parser:
    def __init__(self, tokens: list[str | Node]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def at_end(self) -> bool:
        return self._at >= len(self._tokens)

    def skip(self) -> None:
        self._at += 1

    def chain(self) -> Node | None:
        """Operands up to a closing bracket or the end; None where there is none."""
        first: Node | None = None
        rest: list[tuple[str, Node]] = []
        operator = ""
        while not self.at_end() and self._tokens[self._at] != ")":
            token = self._tokens[self._at]
            self.skip()
            if isinstance(token, str) and token in OPERATORS:
                operator = operator or token
                continue
            operand = self._group() if token == "(" else token
            if operand is None or isinstance(operand, str):
                continue
            if first is None:
                first = operand
            else:
                rest.append((operator or "AND", operand))
            operator = ""
        return Chain(first, tuple(rest)) if first is not None and rest else first

    def _group(self) -> Node | None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise CannotRun
        inside = self.chain()
        self._depth -= 1
        if not self.at_end():
            self.skip()
        return inside
