"""The E-utilities without sockets: a request in, a reply out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.eutils import replies_json, replies_xml
from tests.eutils.citations import match_citations, spell
from tests.eutils.docsum import Summary
from tests.eutils.esearch import Library, Refused, search
from tests.eutils.evaluate import HistoryGone, TooManyWildcards
from tests.eutils.failures import failure
from tests.eutils.links import link_sets
from tests.eutils.medline import medline
from tests.eutils.query import CannotRun
from tests.eutils.record import Record
from tests.eutils.records import NEWEST_DTD, article_set, prolog
from tests.eutils.reply import TEXT, Reply, html
from tests.eutils.request import Request
from tests.eutils.text import number
from tests.eutils.vocabulary import vocabulary

MOST_POSTED = 10_000
MOST_FETCHED = 10_000
_LARGEST_ID = 18_446_744_073_709_551_615
_DATABASES = ("pubmed", "protein", "nuccore", "gene", "books", "mesh", "nlmcatalog", "pmc")
_LINKS = {
    "pubmed_pubmed": ("Similar articles", "Similar PubMed articles, by text and MeSH terms"),
    "pubmed_pubmed_citedin": ("Cited In", "PubMed articles that cite this one"),
    "pubmed_pubmed_refs": ("References for PMC Articles", "References for this PMC Article"),
}


class Service:
    """Answers for one library. `dtd` is the release that efetch names in its DOCTYPE."""

    def __init__(self, library: Library, *, dtd: str = NEWEST_DTD) -> None:
        self._library = library
        self._index = library.index
        self._dtd = dtd
        self._utilities: dict[str, Callable[[Request], Reply]] = {
            "esearch": self._esearch,
            "efetch": self._efetch,
            "esummary": self._esummary,
            "epost": self._epost,
            "elink": self._elink,
            "ecitmatch": self._ecitmatch,
            "espell": self._espell,
            "einfo": self._einfo,
        }

    def answer(self, request: Request) -> Reply:
        """NCBI's reply; failures that NCBI reports inside a 200 too."""
        utility = self._utilities.get(request.utility)
        if utility is None:
            return html("404 Not Found", "<p>No such utility.</p>", status=404)
        try:
            if request.utility != "einfo":
                self._check_database(request)
            return utility(request)
        except HistoryGone as gone:
            return failure(request, f"Unable to obtain query #{gone}")
        except TooManyWildcards:
            return failure(request, "Too many wildcards: at most 256 in a search")
        except CannotRun:
            return failure(request, "Can't run executor")
        except Refused as refused:
            return failure(request, str(refused))

    def _check_database(self, request: Request) -> None:
        name = request.params.get("dbfrom") or request.params.get("db", "")
        if name != "pubmed":
            raise Refused(f"Invalid db name specified: {name}")

    def _esearch(self, request: Request) -> Reply:
        found = search(request, self._library)
        if request.params.get("rettype", "").lower() == "count":
            return replies_json.count(found) if request.wants_json else replies_xml.count(found)
        return replies_json.search(found) if request.wants_json else replies_xml.search(found)

    def _page(self, request: Request, empty: str, most: int) -> list[str]:
        """The ids asked, or those of a stored query; a page of them where one is asked."""
        if request.ids:
            ids: Sequence[str] = request.ids
        elif request.params.get("query_key"):
            key = request.number("query_key", 0)
            kept = self._library.history.find(request.params.get("webenv", ""), key)
            if kept is None:
                raise HistoryGone(key)
            ids = [str(pmid) for pmid in kept]
        else:
            raise Refused(empty)
        start = request.number("retstart", 0)
        return list(ids[start : start + min(request.number("retmax", most), most)])

    def _records(self, ids: Sequence[str]) -> list[Record]:
        """The records that exist; ids that nobody has are left out without a word."""
        known = self._index.by_pmid
        return [known[pmid] for pmid in dict.fromkeys(map(number, ids)) if pmid in known]

    def _efetch(self, request: Request) -> Reply:
        ids = self._page(request, "Supplied id parameter is empty.", MOST_FETCHED)
        kind = request.params.get("rettype", "").lower()
        if kind == "uilist":
            return Reply("".join(f"{one}\n" for one in ids).encode(), TEXT)
        records = self._records(ids)
        if kind == "medline":
            return Reply(medline(records), TEXT)
        if not records:
            return Reply(f"{prolog(self._dtd)}<PubmedArticleSet></PubmedArticleSet>".encode())
        return Reply(article_set(records, dtd=self._dtd))

    def _esummary(self, request: Request) -> Reply:
        ids = self._page(request, "Neither query_key nor id specified", MOST_FETCHED)
        known = self._index.by_pmid
        found = [Summary(one, known.get(number(one) or 0)) for one in ids]
        if request.wants_json:
            return replies_json.summaries(found)
        if request.params.get("version", "") == "2.0":
            return replies_xml.summaries_v2(found)
        return replies_xml.summaries_v1(found)

    def _epost(self, request: Request) -> Reply:
        ids = request.ids
        if len(ids) > MOST_POSTED:
            raise Refused(f"Too many IDs: {len(ids)}; at most {MOST_POSTED} in one request")
        numbers = {one: number(one) or 0 for one in ids}
        valid = [numbers[one] for one in ids if 0 < numbers[one] <= _LARGEST_ID]
        omitted = (
            "Some IDs have invalid value and were omitted. "
            f"Maximum ID value {_LARGEST_ID}"
        )  # fmt: skip
        if not valid:
            messages = ["Empty ID list; Nothing to store", *([omitted] if ids else [])]
            return replies_xml.error("ePostResult", *messages)
        web_env = request.params.get("webenv", "")
        kept = self._library.history.keep(valid, web_env)
        invalid = [one for one in ids if not 0 < numbers[one] <= _LARGEST_ID]
        return replies_xml.posted(*kept, invalid)

    def _elink(self, request: Request) -> Reply:
        sets = link_sets(request, self._index, self._library.history)
        return replies_json.links(sets) if request.wants_json else replies_xml.links(sets)

    def _ecitmatch(self, request: Request) -> Reply:
        text = match_citations(request.params.get("bdata", ""), self._index)
        return Reply(text.encode(), TEXT)

    def _espell(self, request: Request) -> Reply:
        term = request.params.get("term", "")
        return replies_xml.spelling(term, *spell(term, self._index))

    def _einfo(self, request: Request) -> Reply:
        name = request.params.get("db", "")
        if not name:
            listed = replies_json.databases if request.wants_json else replies_xml.databases
            return listed(_DATABASES)
        if name not in _DATABASES:
            raise Refused(f"Can not retrieve DbInfo for db={name}")
        day = self._library.today
        info = {
            "DbName": name,
            "MenuName": "PubMed",
            "Description": "PubMed bibliographic record",
            "DbBuild": f"Build-{day:%Y.%m.%d}.06.33",
            "Count": str(len(self._index.records)),
            "LastUpdate": f"{day:%Y/%m/%d} 06:33",
        }
        links = [
            {"Name": name, "Menu": menu, "Description": text, "DbTo": "pubmed"}
            for name, (menu, text) in _LINKS.items()
        ]
        described = replies_json.database if request.wants_json else replies_xml.database
        return described(info, _fields(), links)


def _fields() -> list[dict[str, str]]:
    def flag(holds: bool) -> str:
        return "Y" if holds else "N"

    return [
        {
            "Name": field.name,
            "FullName": field.full,
            "Description": field.description,
            "TermCount": "",
            "IsDate": flag(field.kind == "date"),
            "IsNumerical": flag(field.kind == "uid"),
            "SingleToken": flag(field.kind != "text"),
            "Hierarchy": flag(field.kind in ("heading", "publication-type", "subheading")),
            "IsHidden": flag(field.kind == "uid"),
        }
        for field in vocabulary().fields.values()
    ]
