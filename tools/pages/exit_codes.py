"""The reference of exit codes and errors, from where the program has them."""

from __future__ import annotations

import inspect
import textwrap

from citecheck import errors
from citecheck.cli import codes
from tools.pages.docstrings import meaning
from tools.pages.table import table

NAMES = ("OK", "FOUND", "WRONG", "UNREAD", "BUG", "INTERRUPTED")


def rows() -> list[tuple[str, str]]:
    """Each code with what it means."""
    return [(str(getattr(codes, name)), meaning(f"citecheck.cli.codes.{name}")) for name in NAMES]


def render() -> str:
    """The page."""
    _, tree, *rest = inspect.cleandoc(errors.__doc__ or "").split("\n\n")
    return "\n".join(
        [
            "# Exit codes and errors",
            "",
            *table(("code", "meaning"), rows()),
            "",
            "1 outranks 3: where something was found and something else could not be read, the "
            "code is 1, and standard error names both. Claims that no search could settle "
            "(`not-a-pubmed-question`, `claim-incomplete`) alone leave 0. Data goes to standard "
            "output, all that is said beside it to standard error.",
            "",
            "In a script:",
            "",
            "<!-- not run: article.txt is the reader's own -->",
            "```sh",
            "citecheck check article.txt --fail-on contradicted,disputed --format json=report.json",
            "```",
            "",
            "## Errors of the library",
            "",
            "```text",
            textwrap.dedent(tree),
            "```",
            "",
            *rest,
            "",
        ]
    )
