"""citecheck checks what a text says about health against PubMed.

    >>> import citecheck
    >>> report = citecheck.check("page.html", source="studies.jsonl")

The names below are the public interface, with `citecheck.errors` and the values of
`citecheck.model` that a source, a judge or a reporter takes and gives; everything else may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from citecheck import errors as errors
from citecheck._version import __version__

if TYPE_CHECKING:
    from citecheck.checker import Checker, acheck, check, check_many, extract
    from citecheck.model.claim import Claim
    from citecheck.model.evidence import Evidence, StanceJudge
    from citecheck.model.report import Report
    from citecheck.model.search import StudySource
    from citecheck.model.settings import Settings
    from citecheck.model.study import Study
    from citecheck.report.formats import Reporter

_HOME = {
    "Checker": "checker",
    "acheck": "checker",
    "check": "checker",
    "check_many": "checker",
    "extract": "checker",
    "Claim": "model.claim",
    "Evidence": "model.evidence",
    "StanceJudge": "model.evidence",
    "Report": "model.report",
    "StudySource": "model.search",
    "Settings": "model.settings",
    "Study": "model.study",
    "Reporter": "report.formats",
}

__all__ = [
    "Checker",
    "Claim",
    "Evidence",
    "Report",
    "Reporter",
    "Settings",
    "StanceJudge",
    "Study",
    "StudySource",
    "__version__",
    "acheck",
    "check",
    "check_many",
    "extract",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that `citecheck --help` does not load everything."""
    if name not in _HOME:
        raise AttributeError(f"module 'citecheck' has no attribute {name!r}")
    return getattr(import_module(f"citecheck.{_HOME[name]}"), name)
