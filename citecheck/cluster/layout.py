"""How a record lies in a cluster: the fields of `sources.schema`, their words cut beforehand."""

from __future__ import annotations

from typing import Any, Final

from citecheck.sources import schema
from citecheck.sources.entry import Entry

MANIFEST: Final = "manifest"


def index_template(pattern: str, *, shards: int, replicas: int) -> dict[str, Any]:
    """The template of indexes of records whose names fit `pattern`."""
    # Values follow each other as they do in tantivy, so that words near each other are near there.
    words = {"type": "text", "analyzer": "whitespace", "position_increment_gap": 1}
    kept = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "index_patterns": [pattern],
        "template": {
            "settings": {"number_of_shards": shards, "number_of_replicas": replicas},
            "mappings": {
                "dynamic": False,
                "properties": {
                    **dict.fromkeys(schema.WORD_FIELDS, words),
                    schema.TERMS: {"type": "keyword"},
                    schema.YEAR: {"type": "integer"},
                    schema.DAY: {"type": "integer"},
                    schema.NUMBER: {"type": "long"},
                    schema.RECORD: kept,
                },
            },
        },
    }


def body_of(entry: Entry) -> dict[str, Any]:
    """An entry as a document of the cluster."""
    texts: dict[str, list[str]] = {}
    for field, text in entry.by_field():
        texts.setdefault(field, []).append(" ".join(schema.tokens(text)))
    numbers = {schema.YEAR: entry.year, schema.DAY: entry.day}
    return {
        schema.NUMBER: entry.number,
        **{field: number for field, number in numbers.items() if number is not None},
        **texts,
        schema.TERMS: list(dict.fromkeys(entry.terms.split(" "))),
        schema.RECORD: entry.record.decode(),
    }
