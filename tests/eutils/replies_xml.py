"""The utilities' answers in NCBI's XML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.eutils.docsum import Summary
from tests.eutils.esearch import Found
from tests.eutils.links import LinkSet
from tests.eutils.markup import element, leaf
from tests.eutils.reply import Reply, xml

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n'
_DTD = "https://eutils.ncbi.nlm.nih.gov/eutils/dtd"
_DOCTYPES = {
    "eSearchResult": ("esearch 20060628", "20060628/esearch.dtd"),
    "eSummaryResult": ("esummary v1 20041029", "20041029/esummary-v1.dtd"),
    "ePostResult": ("epost 20090526", "20090526/epost.dtd"),
    "eLinkResult": ("elink 20101123", "20101123/elink.dtd"),
    "eInfoResult": ("einfo 20190110", "20190110/einfo.dtd"),
    "eFetchResult": ("efetch 20131226", "20131226/efetch.dtd"),
}
SUMMARIES_DOCTYPE = "20190422/esummary_pubmed.dtd"


def head(root: str) -> str:
    """Declaration and DOCTYPE of a reply with this root element."""
    name, path = _DOCTYPES[root]
    # NCBI's DOCTYPE of efetch errors names another root element than the one that follows.
    named = "eEfetchResult" if root == "eFetchResult" else root
    return f'{_DECLARATION}<!DOCTYPE {named} PUBLIC "-//NLM//DTD {name}//EN" "{_DTD}/{path}">\n'


def summaries_head() -> str:
    """Declaration and DOCTYPE of a reply of document summaries (esummary, version 2.0)."""
    public = "-//NLM//DTD esummary pubmed 20190422//EN"
    return (
        f'{_DECLARATION}<!DOCTYPE eSummaryResult PUBLIC "{public}" "{_DTD}/{SUMMARIES_DOCTYPE}">\n'
    )


def error(root: str, *messages: str) -> Reply:
    """A failure inside a 200."""
    lines = "".join(f"\t{leaf('ERROR', message)}\n" for message in messages)
    return xml(f"{head(root)}<{root}>\n{lines}</{root}>\n")


def count(found: Found) -> Reply:
    """A search of which only the count was wanted."""
    return xml(f"{head('eSearchResult')}<eSearchResult>\n\t<Count>{found.count}</Count>\n"
               "</eSearchResult>\n")  # fmt: skip


def search(found: Found) -> Reply:
    """One page of a search."""
    kept = ""
    if found.web_env:
        kept = leaf("QueryKey", found.query_key) + leaf("WebEnv", found.web_env)
    ids = "".join(f"\n{leaf('Id', pmid)}" for pmid in found.ids)
    parts = [
        leaf("Count", found.count),
        leaf("RetMax", len(found.ids)),
        leaf("RetStart", found.start),
        kept,
        f"<IdList>{ids}\n</IdList>" if ids else "<IdList/>",
        _translations(found.notes.translations),
        leaf("QueryTranslation", found.translation),
        _errors(found),
        _warnings(found),
    ]
    return xml(f"{head('eSearchResult')}<eSearchResult>{''.join(parts)}</eSearchResult>\n")


def _translations(pairs: Iterable[tuple[str, str]]) -> str:
    texts = [
        f"<Translation>     {leaf('From', source)}     {leaf('To', target)}    </Translation>"
        for source, target in pairs
    ]
    return element("TranslationSet", *texts) if texts else "<TranslationSet/>"


def _errors(found: Found) -> str:
    notes = found.notes
    parts = [leaf("PhraseNotFound", phrase) for phrase in notes.phrases_not_found]
    parts += [leaf("FieldNotFound", tag) for tag in notes.fields_not_found]
    return element("ErrorList", *parts) if parts else ""


def _warnings(found: Found) -> str:
    notes = found.notes
    parts = [leaf("PhraseIgnored", phrase) for phrase in notes.phrases_ignored]
    parts += [leaf("QuotedPhraseNotFound", phrase) for phrase in notes.quoted_phrases_not_found]
    parts += [leaf("OutputMessage", message) for message in notes.messages]
    return element("WarningList", *parts) if parts else ""


def posted(web_env: str, query_key: int, invalid: Sequence[str]) -> Reply:
    """Where posted ids are kept."""
    bad = "".join(f"\t\t{leaf('Id', one)}\n" for one in invalid)
    listed = f"\t<InvalidIdList>\n{bad}\t</InvalidIdList>\n" if bad else ""
    kept = f"\t{leaf('QueryKey', query_key)}\n\t{leaf('WebEnv', web_env)}\n"
    return xml(f"{head('ePostResult')}<ePostResult>\n{listed}{kept}</ePostResult>\n")


def summaries_v1(summaries: Iterable[Summary]) -> Reply:
    """Document summaries as esummary sends them by default."""
    bodies = "".join(map(_docsum, summaries))
    return xml(f"{head('eSummaryResult')}<eSummaryResult>\n{bodies}</eSummaryResult>\n")


def _docsum(summary: Summary) -> str:
    if summary.error:
        return f"\t{leaf('ERROR', f'UID={summary.uid}: {summary.error}')}\n"
    rows = "".join(f"\t{_item(*item)}\n" for item in summary.items_v1())
    return f"<DocSum>\n\t{leaf('Id', summary.uid)}\n{rows}</DocSum>\n\n"


def _item(name: str, kind: str, value: str | list[tuple[str, str, str]]) -> str:
    if isinstance(value, str):
        return leaf("Item", value, Name=name, Type=kind)
    inner = "".join(f"\n\t\t{_item(*child)}" for child in value)
    return element("Item", f"{inner}\n\t" if inner else "", Name=name, Type=kind)


def summaries_v2(summaries: Iterable[Summary]) -> Reply:
    """Document summaries of version 2.0."""
    bodies = "".join(map(_document, summaries))
    return xml(
        f'{summaries_head()}<eSummaryResult>\n<DocumentSummarySet status="OK">\n{bodies}'
        "</DocumentSummarySet>\n</eSummaryResult>\n"
    )


def _document(summary: Summary) -> str:
    if summary.error:
        inner = leaf("error", summary.error)
        return f'<DocumentSummary uid="{summary.uid}">\n{inner}\n</DocumentSummary>\n\n'
    rows = "".join(f"\t{row}\n" for row in summary.elements_v2())
    return f'<DocumentSummary uid="{summary.uid}">\n{rows}</DocumentSummary>\n\n'


def links(sets: Iterable[LinkSet]) -> Reply:
    """Link sets, one for each `id=`."""
    bodies = "".join(map(_link_set, sets))
    return xml(f"{head('eLinkResult')}<eLinkResult>\n{bodies}</eLinkResult>\n")


def _link_set(one: LinkSet) -> str:
    ids = element("IdList", *[leaf("Id", uid) for uid in one.ids])
    groups = [
        element(
            "LinkSetDbHistory" if group.query_key else "LinkSetDb",
            leaf("DbTo", group.db_to),
            leaf("LinkName", group.name),
            leaf("QueryKey", group.query_key) if group.query_key else "",
            *[_link(pmid, score) for pmid, score in group.links if not group.query_key],
        )
        for group in one.groups
    ]
    web_env = leaf("WebEnv", one.web_env) if one.web_env else ""
    return element("LinkSet", leaf("DbFrom", one.db_from), ids, *groups, web_env) + "\n"


def _link(pmid: int, score: int | None) -> str:
    return element("Link", leaf("Id", pmid), "" if score is None else leaf("Score", score))


def spelling(query: str, corrected: str, pieces: Sequence[tuple[str, bool]]) -> Reply:
    """A corrected query. A success holds an ERROR element too; it is empty."""
    spelled = "".join(leaf("Replaced" if new else "Original", text) for text, new in pieces)
    return xml(
        '<?xml version="1.0"?>\n<!DOCTYPE eSpellResult PUBLIC '
        '"-//NLM//DTD eSpellResult, 23 November 2004//EN" '
        '"https://www.ncbi.nlm.nih.gov/entrez/query/DTD/eSpell.dtd">\n'
        f"<eSpellResult>\n\t<Database>pubmed</Database>\n\t{leaf('Query', query)}\n"
        f"\t{leaf('CorrectedQuery', corrected)}\n"
        f"\t<SpelledQuery>{spelled}</SpelledQuery>\n\t<ERROR/>\n</eSpellResult>\n"
    )


def databases(names: Iterable[str]) -> Reply:
    """The databases that there are."""
    listed = "".join(f"\t{leaf('DbName', name)}\n" for name in names)
    return xml(f"{head('eInfoResult')}<eInfoResult>\n<DbList>\n\n{listed}</DbList>\n\n"
               "</eInfoResult>\n")  # fmt: skip


def database(info: dict[str, str], fields: Iterable[dict[str, str]],
             link_list: Iterable[dict[str, str]]) -> Reply:  # fmt: skip
    """One database, its fields and links."""

    def rows(of: dict[str, str]) -> str:
        return "".join(leaf(name, text) if text else f"<{name}/>" for name, text in of.items())

    described = [element("Field", rows(field)) for field in fields]
    linked = [element("Link", rows(link)) for link in link_list]
    lists = element("FieldList", *described) + element("LinkList", *linked)
    body = element("DbInfo", rows(info), lists)
    return xml(f"{head('eInfoResult')}<eInfoResult>\n\t{body}\n\n</eInfoResult>\n")
