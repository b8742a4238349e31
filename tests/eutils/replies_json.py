"""The utilities' answers in NCBI's JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tests.eutils.docsum import Summary
from tests.eutils.esearch import Found
from tests.eutils.links import LinkSet
from tests.eutils.reply import Reply, plain_json

_RESULT = {"esearch": "esearchresult", "einfo": "einforesult", "elink": "linksets"}


def _wrapped(utility: str, **content: Any) -> Reply:
    return plain_json({"header": {"type": utility, "version": "0.3"}, **content})


def error(utility: str, message: str) -> Reply:
    """A failure inside a 200. A newline in NCBI's text stays as it is: no strict JSON."""
    if utility == "esummary":
        return _wrapped(utility, esummaryresult=[message])
    if utility == "elink":
        return _wrapped(utility, linksets=[], ERROR=message)
    reply = _wrapped(utility, **{_RESULT.get(utility, f"{utility}result"): {"ERROR": message}})
    return Reply(reply.body.replace(rb"\n", b"\n"), reply.content_type)


def count(found: Found) -> Reply:
    """A search of which only the count was wanted."""
    return _wrapped("esearch", esearchresult={"count": str(found.count)})


def search(found: Found) -> Reply:
    """One page of a search."""
    notes = found.notes
    result: dict[str, Any] = {
        "count": str(found.count),
        "retmax": str(len(found.ids)),
        "retstart": str(found.start),
    }
    if found.web_env:
        result |= {"querykey": str(found.query_key), "webenv": found.web_env}
    result |= {
        "idlist": [str(pmid) for pmid in found.ids],
        "translationset": [{"from": a, "to": b} for a, b in notes.translations],
        "querytranslation": found.translation,
    }
    if notes.phrases_not_found or notes.fields_not_found:
        result["errorlist"] = {
            "phrasesnotfound": notes.phrases_not_found,
            "fieldsnotfound": notes.fields_not_found,
        }
    if notes.phrases_ignored or notes.quoted_phrases_not_found or notes.messages:
        result["warninglist"] = {
            "phrasesignored": notes.phrases_ignored,
            "quotedphrasesnotfound": notes.quoted_phrases_not_found,
            "outputmessages": notes.messages,
        }
    return _wrapped("esearch", esearchresult=result)


def summaries(found: Iterable[Summary]) -> Reply:
    """Document summaries by uid."""
    listed = list(found)
    result: dict[str, Any] = {"uids": [summary.uid for summary in listed]}
    return _wrapped("esummary", result=result | {one.uid: one.as_json() for one in listed})


def links(sets: Iterable[LinkSet]) -> Reply:
    """Link sets, one for each `id=`."""
    return _wrapped("elink", linksets=[_link_set(one) for one in sets])


def _link_set(one: LinkSet) -> dict[str, Any]:
    result: dict[str, Any] = {"dbfrom": one.db_from, "ids": list(one.ids)}
    kept = [
        {"dbto": group.db_to, "linkname": group.name, "querykey": str(group.query_key)}
        for group in one.groups
        if group.query_key
    ]
    plain = [
        {
            "dbto": group.db_to,
            "linkname": group.name,
            "links": [_link(pmid, score) for pmid, score in group.links],
        }
        for group in one.groups
        if not group.query_key
    ]
    if one.web_env:
        return result | {"linksetdbhistories": kept, "webenv": one.web_env}
    return result | ({"linksetdbs": plain} if plain else {})


def _link(pmid: int, score: int | None) -> str | dict[str, str]:
    return str(pmid) if score is None else {"id": str(pmid), "score": str(score)}


def databases(names: Iterable[str]) -> Reply:
    """The databases that there are."""
    return _wrapped("einfo", einforesult={"dblist": list(names)})


def database(info: dict[str, str], fields: Iterable[dict[str, str]],
             link_list: Iterable[dict[str, str]]) -> Reply:  # fmt: skip
    """One database, its fields and links."""
    described = _lower(info) | {
        "fieldlist": [_lower(field) for field in fields],
        "linklist": [_lower(link) for link in link_list],
    }
    return _wrapped("einfo", einforesult={"dbinfo": described})


def _lower(row: dict[str, str]) -> dict[str, str]:
    return {re.sub(r"\s", "", name).lower(): text for name, text in row.items()}
