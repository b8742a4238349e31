"""The fenced blocks of a page, and what is to be done with each.

    ```console   commands after `$ ` and what they print: run, and the output filled in
    ```python    run, all blocks of a page one after another in one namespace
    ```text      plain; after `<!-- output -->` what the block of Python before it printed
    ```toml, ```json, ```yaml   must parse; TOML with settings must be settings

`title="NAME"` puts a block into the folder that the page's commands run in, as the file NAME.
`<!-- not run: REASON -->` before a block says why it cannot be run; commands are looked up.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt

RUN = frozenset({"console", "python"})
PARSED = frozenset({"toml", "json", "yaml"})
LOOKED_UP = frozenset({"sh"})
PLAIN = frozenset({"text", "markdown"})
LANGUAGES = RUN | PARSED | LOOKED_UP | PLAIN

_NOT_RUN = re.compile(r"<!-- not run: (.+?) -->\s*\Z", re.DOTALL)
_OUTPUT = re.compile(r"<!-- output -->\s*\Z")
_TITLE = re.compile(r'title="([\w.-]+)"')


class Block(NamedTuple):
    """One fence. `first` and `after` are the lines of its text, from 0, half-open.

    `not_run` is the reason given; `output`: the text is what the Python before it printed.
    """

    language: str
    text: str
    first: int
    after: int
    title: str | None = None
    not_run: str | None = None
    output: bool = False

    @property
    def commands(self) -> tuple[str, ...]:
        """The command lines that a reader would type, continuation lines joined."""
        if self.language == "console":
            return tuple(joined(command) for command in typed(self.text))
        if self.language == "sh":
            return tuple(line.strip() for line in joined(self.text).splitlines() if line.strip())
        return ()


def blocks(page: str) -> list[Block]:
    """Every fence of a page, in order, with the remark right before it."""
    found: list[Block] = []
    remark = ""
    for token in MarkdownIt("commonmark").parse(page):
        if token.type == "html_block":
            remark = token.content
        elif token.type == "fence" and token.map:
            found.append(_block(token.info, token.content, token.map, remark))
            remark = ""
        elif token.type == "inline":
            remark = ""
    return found


def typed(console: str) -> list[str]:
    """The commands of a console block as they are written, without what they printed.

    Raises: ValueError if it begins with something else.
    """
    commands: list[str] = []
    goes_on = False
    for line in console.splitlines():
        begins = line.startswith("$ ")
        if begins:
            commands.append(line.removeprefix("$ "))
        elif goes_on:
            commands[-1] += f"\n{line}"
        elif not commands:
            raise ValueError(f"a console block begins with a command, not with {line!r}")
        goes_on = (begins or goes_on) and line.endswith("\\")
    return commands


def joined(written: str) -> str:
    """Commands with each on one line."""
    return written.replace("\\\n", "")


def _block(info: str, text: str, lines: list[int], remark: str) -> Block:
    language, _, rest = info.strip().partition(" ")
    title = _TITLE.search(rest)
    not_run = _NOT_RUN.search(remark)
    return Block(
        language=language,
        text=text,
        first=lines[0] + 1,
        after=lines[1] - 1,
        title=title[1] if title else None,
        not_run=" ".join(not_run[1].split()) if not_run else None,
        output=bool(_OUTPUT.search(remark)),
    )
