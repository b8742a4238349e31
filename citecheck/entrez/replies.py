"""What a reply says: an answer, a failure worth another try, or one that is final. Pure.

PubMed answers failures with status 200 as readily as with 500, in at least six shapes; a
reply is believed only when it has the shape of an answer. Shapes: NLM's documentation, and
replies recorded by public projects.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import Field, ValidationError

from citecheck.model.base import Frozen
from citecheck.model.study import Study
from citecheck.pubmed.parse import latest, parse_records

_NOTHING = "No items found"
HTML_START = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_FINAL = re.compile(
    r"invalid db name|empty term and query_key|retstart|id parameter is empty|"
    r"invalid uid|query is too|API key invalid",
    re.IGNORECASE,
)


class Retryable(Exception):
    """The reply is no answer, and the same question may get one later."""


class Refused(Exception):
    """The reply refuses the question for good."""


class Found(Frozen):
    """An esearch answer. `dropped` phrases and `unknown_fields` were left out of what ran."""

    count: int = Field(ge=0)
    pmids: tuple[str, ...]
    translation: str
    dropped: tuple[str, ...] = ()
    unknown_fields: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_search(body: bytes, *, limit: int) -> Found:
    """The answer in an esearch reply of `retmode=json` to a question for `limit` PMIDs.

    Raises: Retryable, Refused. A raw newline inside a string is read, as PubMed sends it.
    A page that holds fewer PMIDs than it must is no answer, and nothing found is one only where
    PubMed gives no other reason. A hyphenated phrase that its index lacks finds nothing, whatever
    the records say: where nothing was found, it was left out.
    """
    value = _json(body)
    if "error" in value:
        raise Retryable(str(value["error"]))
    result = value.get("esearchresult")
    if not isinstance(result, dict):
        raise Retryable("the reply has no esearchresult")
    said = result.get("ERROR") or result.get("error")
    if said:
        raise _verdict_on(str(said))
    errors, warnings = _table(result, "errorlist"), _table(result, "warninglist")
    try:
        count = int(result["count"])
        unknown = _texts(warnings.get("quotedphrasesnotfound"))
        found = Found(
            count=count,
            pmids=tuple(_texts(result.get("idlist"))),
            translation=str(result.get("querytranslation") or ""),
            dropped=(
                *_texts(errors.get("phrasesnotfound")),
                *_texts(warnings.get("phrasesignored")),
                *(phrase for phrase in unknown if count == 0 and "-" in phrase),
            ),
            unknown_fields=tuple(_texts(errors.get("fieldsnotfound"))),
            warnings=tuple(
                f"{name}: {text}" for name, texts in warnings.items() for text in _texts(texts)
            ),
        )
    except (KeyError, TypeError, ValueError, OverflowError, ValidationError) as error:
        raise Retryable(f"the reply lacks count or ids ({type(error).__name__})") from error
    if len(set(found.pmids)) < min(found.count, limit):
        raise Retryable(f"{len(found.pmids)} of {found.count} ids came")
    if found.count == 0:
        for said in _texts(warnings.get("outputmessages")):
            if _NOTHING not in said:
                raise Retryable(f"nothing was found, with the message: {said}")
    return found


def read_records(body: bytes) -> tuple[Study, ...]:
    """The studies in an efetch reply, each in its highest version.

    Unknown PMIDs are left out by PubMed without a word: who asks compares.
    Raises: Retryable for anything cut short or not XML, Refused for a refusal.
    """
    if HTML_START.match(body):
        raise Retryable("an HTML page came instead of records")
    _, opened, rest = body.partition(b"<ERROR>")
    said, closed, _ = rest.partition(b"</ERROR>")
    if opened and closed:
        raise _verdict_on(said.decode("utf-8", "replace"))
    if b"</PubmedArticleSet>" not in body[-200:] and b"<PubmedArticleSet/>" not in body:
        raise Retryable("the records are cut short")
    try:
        return tuple(record.study for record in latest(parse_records(body)))
    except Exception as error:
        raise Retryable(f"the records cannot be read ({type(error).__name__})") from error


_NUMBER = re.compile(r"[0-9]{1,9}")
_CITATION_MISS = re.compile(r"NOT_FOUND|AMBIGUOUS", re.IGNORECASE)


def read_citations(body: bytes, *, keys: int) -> dict[int, str]:
    """The PMIDs in an ecitmatch reply by the number that each line carries as its key.

    A citation that fits none or several records is left out.
    Raises: Retryable unless every one of the `keys` lines came back.
    """
    if HTML_START.match(body):
        raise Retryable("an HTML page came instead of citations")
    found: dict[int, str] = {}
    answered: set[int] = set()
    for line in body.decode("utf-8", "replace").splitlines():
        parts = line.split("|")
        if len(parts) < 7 or not _NUMBER.fullmatch(parts[5]):
            continue
        answered.add(int(parts[5]))
        said = parts[6].strip()
        if _NUMBER.fullmatch(said):
            found[int(parts[5])] = said
        elif not _CITATION_MISS.match(said):
            raise Retryable("a citation has no answer")
    lacking = len(set(range(keys)) - answered)
    if lacking:
        raise Retryable(f"{keys - lacking} of {keys} citations were answered")
    return found


def _json(body: bytes) -> dict[str, Any]:
    if HTML_START.match(body):
        raise Retryable("an HTML page came instead of an answer")
    try:
        value = json.loads(body.decode("utf-8"), strict=False)
    except (ValueError, RecursionError) as error:
        raise Retryable("the reply is cut short or no JSON") from error
    if not isinstance(value, dict):
        raise Retryable("the reply is no JSON object")
    return value


def _verdict_on(said: str) -> Retryable | Refused:
    text = " ".join(said.split())
    return Refused(text) if _FINAL.search(text) else Retryable(text)


def _table(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError("not a list")
    return [str(item) for item in value]
