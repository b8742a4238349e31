"""Studies from JSON Lines, the form that anyone can write.

One object a line: `pmid`, `pmcid`, `doi`, `id` (at least one), `title`, `abstract` (text
or `[{"section", "text"}]`), `journal`, `year`, `publication_types`, `mesh`, `standing`,
`notices`, `participants`, `species`, `language`; other keys are ignored, but for `published`
(an ISO date as exact as it is known: "2019-03-05", "2019-03"), `authors`, and
`demonstration`, which marks a digest that is not PubMed's own record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any, get_args

from citecheck.errors import BadSource
from citecheck.model.study import Notice, PublicationType, Species, Standing, Study
from citecheck.pubmed.dates import of_parts
from citecheck.pubmed.identifiers import clean_doi, clean_pmcid, clean_pmid
from citecheck.pubmed.standing import gravest, standing_of
from citecheck.sources.lines import text_lines

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

_Clean = Callable[[str], str | None]


class _WrongField(ValueError):
    """A field that does not hold what it should; the message says both."""


def read_jsonl(stream: IO[bytes], name: str) -> Iterator[Study]:
    """The studies of one file in its order; blank lines are skipped.

    Raises: BadSource, naming file, line and field, at the first line that is no study.
    """
    for number, line in enumerate(text_lines(stream, name), start=1):
        if not line.strip():
            continue
        try:
            yield _study(_object(line))
        except _WrongField as error:
            raise BadSource(f"{name}, line {number}: {error}.") from None


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except RecursionError:
        raise _WrongField("nested too deeply") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise _WrongField(f"not JSON ({reason})") from None
    if not isinstance(value, dict):
        raise _WrongField(f"{_kind(value)}, where an object with a study is expected")
    return value


def _study(row: dict[str, Any]) -> Study:
    title = _text(row, "title") or ""
    types = tuple(_publication_type(item) for item in _list(row, "publication_types"))
    notices = tuple(_notice(item) for item in _list(row, "notices"))
    stated: Standing = _one_of(row, "standing", get_args(Standing)) or "current"
    study = Study.model_validate(
        {
            "pmid": _identifier(row, "pmid", clean_pmid),
            "pmcid": _identifier(row, "pmcid", _pmcid),
            "doi": _identifier(row, "doi", clean_doi),
            "id": _identifier(row, "id", _as_it_is),
            "title": title,
            "abstract": _abstract(row.get("abstract")),
            "authors": _authors(row.get("authors")),
            "journal": _text(row, "journal"),
            "year": _number(row, "year", 1000, 3000),
            "published": _date(row.get("published")),
            "publication_types": types,
            "mesh": tuple(_heading(item) for item in _list(row, "mesh")),
            "standing": gravest((stated, standing_of(types, notices, title))),
            "notices": notices,
            "participants": _number(row, "participants", 0, 10**10),
            "species": _one_of(row, "species", get_args(Species)),
            "language": _text(row, "language"),
            "demonstration": row.get("demonstration") is True,
        }
    )
    if not study.key:
        raise _WrongField("no identifier; one of pmid, doi, pmcid, id is needed")
    return study


def _identifier(row: dict[str, Any], field: str, clean: _Clean) -> str | None:
    value = row.get(field)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _WrongField(f"`{field}` is {_kind(value)}, where text is expected")
    cleaned = clean(_clean(value))
    if cleaned is None:
        raise _WrongField(f"`{field}` is {_shown(value)}, which is no {field.upper()}")
    return cleaned


def _pmcid(text: str) -> str | None:
    """A PMCID; in its own field the number alone is as clear, and many files give it so."""
    return clean_pmcid(text) or clean_pmcid(f"PMC{text.strip()}")


def _as_it_is(text: str) -> str | None:
    return text.strip() or None


def _date(value: object) -> str | None:
    """A day, month or year in ISO's form; it is no part of the form, so nothing is refused."""
    found = _ISO.fullmatch(value) if isinstance(value, str) else None
    return of_parts(found[1], found[2] or "", found[3] or "") if found else None


def _text(row: dict[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _WrongField(f"`{field}` is {_kind(value)}, where text is expected")
    return _clean(value).strip() or None


def _number(row: dict[str, Any], field: str, low: int, high: int) -> int | None:
    value = row.get(field)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        value = int(value)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise _WrongField(f"`{field}` is {_shown(value)}, where a whole number is expected")
    return value


def _one_of(row: dict[str, Any], field: str, allowed: tuple[str, ...]) -> Any:
    value = row.get(field)
    if value is not None and value not in allowed:
        raise _WrongField(f"`{field}` is {_shown(value)}; it must be one of {', '.join(allowed)}")
    return value


def _list(row: dict[str, Any], field: str) -> list[Any]:
    value = row.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _WrongField(f"`{field}` is {_kind(value)}, where a list is expected")
    return value


def _authors(value: object) -> tuple[str, ...]:
    """Names, where a file has them; they are no part of the form, so nothing is refused."""
    names = value if isinstance(value, list) else []
    return tuple(_clean(name).strip() for name in names if isinstance(name, str) and name.strip())


def _abstract(value: object) -> tuple[dict[str, str], ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        text = _clean(value).strip()
        return ({"section": "", "text": text},) if text else ()
    if not isinstance(value, list):
        raise _WrongField(f"`abstract` is {_kind(value)}, where text or a list is expected")
    sections = [_section(item) for item in value]
    return tuple(section for section in sections if section["text"])


def _section(item: object) -> dict[str, str]:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise _WrongField('`abstract` has a part that is not {"section", "text"}')
    return {"section": _text(item, "section") or "", "text": _clean(item["text"]).strip()}


def _publication_type(item: object) -> PublicationType:
    name, ui = _named(item, "publication_types")
    return PublicationType(name=name, ui=ui)


def _heading(item: object) -> dict[str, str | None]:
    name, ui = _named(item, "mesh")
    return {"name": name, "ui": ui}


def _named(item: object, field: str) -> tuple[str, str | None]:
    row = {"name": item} if isinstance(item, str) else item
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(name, str) or not name.strip():
        raise _WrongField(f'`{field}` has a part that is neither a name nor {{"name", "ui"}}')
    return _clean(name).strip(), _text(row, "ui")


def _notice(item: object) -> Notice:
    if isinstance(item, str):
        return Notice(kind="note", text=_clean(item).strip())
    kind = item.get("kind") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(kind, str):
        raise _WrongField('`notices` has a part that is neither text nor {"kind", "text", "pmid"}')
    pmid = _identifier(item, "pmid", clean_pmid)
    return Notice(kind=_clean(kind), text=_text(item, "text") or "", pmid=pmid)


def _clean(text: str) -> str:
    """`text` with lone surrogates, which JSON can escape and UTF-8 cannot hold, replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")


def _shown(value: object) -> str:
    if not isinstance(value, str | int | float):
        return _kind(value)
    shown = json.dumps(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
