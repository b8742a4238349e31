"""The report as one HTML file: nothing is fetched, and only its own script can run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from citecheck.model.report import Report
from citecheck.report import citation, designs, reference_words, wording
from citecheck.report.deciding import words
from citecheck.report.html_page import page
from citecheck.report.safe import inert, visible, web_address
from citecheck.report.view import View

if TYPE_CHECKING:
    from jinja2 import Environment


def render(report: Report, view: View | None = None) -> str:
    """The article with its claims marked in place, what it cites, and all that is known of each.

    Of the view it takes what an editor accepts: a browser knows its own width and colours.
    """
    style, script = _shipped("page.css"), _shipped("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=page(report, view or View()),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_shipped),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_neutral,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals |= {
        "citation": citation,
        "designs": designs,
        "wording": wording,
        "words": reference_words,
    }
    environment.filters |= {"words": words, "web": web_address, "one_line": visible}
    return environment


def _neutral(value: Any) -> Any:
    """Every text from outside on its way into the page, before it is escaped."""
    from markupsafe import Markup

    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _shipped(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The name by which a content security policy lets in this one script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
