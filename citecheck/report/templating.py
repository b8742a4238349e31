"""Pages of HTML from templates: nothing is fetched, and only their own script can run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from citecheck.report import citation, designs, reference_words, wording
from citecheck.report.deciding import words
from citecheck.report.safe import inert, visible, web_address

if TYPE_CHECKING:
    from jinja2 import Environment

SHARED: Final = __package__
"""The package whose `templates` hold what all pages share."""


@cache
def environment(package: str = SHARED) -> Environment:
    """Templates of a package, which may import the shared ones.

    Every text is escaped, and what steers or hides in it is taken out before that.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(lambda name: _template(name, (package, SHARED))),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_neutral,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals |= {
        "citation": citation,
        "designs": designs,
        "wording": wording,
        "words": reference_words,
    }
    made.filters |= {"words": words, "web": web_address, "one_line": visible, "digest": _digest}
    return made


@cache
def shipped(name: str, package: str = SHARED) -> str:
    """A file from the templates of a package."""
    return (resources.files(package) / "templates" / name).read_text(encoding="utf-8")


def _template(name: str, packages: Sequence[str]) -> str | None:
    for package in packages:
        if (resources.files(package) / "templates" / name).is_file():
            return shipped(name, package)
    return None


def _neutral(value: Any) -> Any:
    """Every text from outside on its way into the page, before it is escaped."""
    from markupsafe import Markup

    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _digest(text: str) -> str:
    """The name by which a content security policy lets in this one script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
