"""The report as one HTML file."""

from __future__ import annotations

from citecheck.model.report import Report
from citecheck.report.html_page import page
from citecheck.report.templating import environment, shipped
from citecheck.report.view import View


def render(report: Report, view: View | None = None) -> str:
    """The article with its claims marked in place, what it cites, and all that is known of each.

    Of the view it takes what an editor accepts: a browser knows its own width and colours.
    """
    return (
        environment()
        .get_template("page.html")
        .render(
            page=page(report, view or View()),
            style=shipped("base.css") + shipped("page.css"),
            script=shipped("base.js") + shipped("page.js"),
        )
    )
