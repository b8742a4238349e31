"""What a cluster answers, taken apart. It is untrusted: what does not fit is no answer."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from citecheck.mirror.manifest import FORMAT, Manifest
from citecheck.model.study import Study

_MOST_RECORDS = 10**9
_Pmid = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,8}$")]
_Count = Annotated[int, Field(ge=0, le=_MOST_RECORDS)]


class Version(NamedTuple):
    """Which writing of a document was read: the next is refused where another came between."""

    number: int
    term: int


class NotTheReply(ValueError):
    """An answer to something else, or to a part only; its words are for people."""


class _Reply(BaseModel):
    """What is asked of a reply; whatever else it says is not read."""

    model_config = ConfigDict(frozen=True)


class _Hit(_Reply):
    pmid: _Pmid = Field(alias="_id")


class _Total(_Reply):
    value: _Count
    relation: Literal["eq", "gte"]


class _Hits(_Reply):
    total: _Total
    hits: tuple[_Hit, ...]


class _Shards(_Reply):
    failed: _Count
    total: _Count


class _Found(_Reply):
    timed_out: bool
    shards: _Shards = Field(alias="_shards")
    hits: _Hits


class _Kept(_Reply):
    record: str


class _Record(_Reply):
    pmid: str = Field(alias="_id")
    found: bool
    kept: _Kept | None = Field(default=None, alias="_source")


class _Records(_Reply):
    docs: tuple[_Record, ...]


class _Text(_Reply):
    json_: str = Field(alias="json")


class _Written(_Reply):
    number: _Count = Field(alias="_seq_no")
    term: _Count = Field(alias="_primary_term")


class _Manifest(_Written):
    source: _Text = Field(alias="_source")


def read_search(reply: object, *, limit: int) -> tuple[int, tuple[str, ...]]:
    """The exact count and the PMIDs of the best, at most `limit`.

    Raises: NotTheReply; ValueError for a reply of another shape.
    """
    found = _Found.model_validate(reply)
    if found.timed_out or found.shards.failed or found.hits.total.relation != "eq":
        raise NotTheReply(f"{found.shards.failed} of {found.shards.total} shards failed")
    count, pmids = found.hits.total.value, tuple(hit.pmid for hit in found.hits.hits)
    if len(set(pmids)) != len(pmids) or len(pmids) != min(count, limit):
        raise NotTheReply("other records than it counts")
    return count, pmids


def read_records(reply: object) -> dict[str, Study]:
    """The studies that were found, by PMID. Raises: NotTheReply; ValueError."""
    found: dict[str, Study] = {}
    for each in _Records.model_validate(reply).docs:
        if not each.found:
            continue
        if each.kept is None:
            raise NotTheReply("a record without its text")
        study = Study.model_validate_json(each.kept.record)
        if study.pmid != each.pmid:
            raise NotTheReply("another record than was asked for")
        found[each.pmid] = study
    return found


def read_manifest(reply: object) -> tuple[Manifest, Version]:
    """What the index says that it has read, and which writing of it this is.

    Raises: NotTheReply; ValueError.
    """
    kept = _Manifest.model_validate(reply)
    manifest = Manifest.model_validate_json(kept.source.json_)
    if manifest.format != FORMAT:
        raise NotTheReply("another version of citecheck made the index")
    return manifest, Version(kept.number, kept.term)


def read_written(reply: object) -> Version:
    """Which writing a document has become. Raises: ValueError."""
    written = _Written.model_validate(reply)
    return Version(written.number, written.term)
