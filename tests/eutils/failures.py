"""Failures that NCBI reports inside a 200, in the shape that each utility gives them."""

from __future__ import annotations

from tests.eutils import replies_json, replies_xml
from tests.eutils.reply import Reply
from tests.eutils.request import Request

_ROOTS = {
    "efetch": "eFetchResult",
    "esummary": "eSummaryResult",
    "epost": "ePostResult",
    "elink": "eLinkResult",
    "einfo": "eInfoResult",
}
_SPEAK_JSON = ("esearch", "esummary", "elink", "einfo")


def failure(request: Request, message: str) -> Reply:
    """The failure as this request gets it: in JSON only where the utility speaks JSON."""
    if request.wants_json and request.utility in _SPEAK_JSON:
        return replies_json.error(request.utility, message)
    return replies_xml.error(_ROOTS.get(request.utility, "eSearchResult"), message)
