"""A small corpus and labelled claims about it, written for the tests."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

STUDIES: list[dict[str, Any]] = [
    {
        "doc_id": 1,
        "title": "Ketamine for migraine pain: a randomized trial",
        "abstract": "METHODS: 240 adults with migraine were randomly assigned to ketamine or "
        "placebo. RESULTS: Ketamine reduced migraine pain compared with placebo (p < 0.001).",
    },
    {
        "doc_id": 2,
        "title": "Aspirin for cluster headache: a randomized trial",
        "abstract": "METHODS: 180 adults with cluster headache were randomly assigned to aspirin "
        "or placebo. RESULTS: Aspirin did not reduce attacks compared with placebo (p = 0.71).",
    },
    {
        "doc_id": 3,
        "title": "Zinc and the common cold in schools",
        "abstract": "We describe how schools store zinc lozenges. Colds were not recorded.",
    },
    {
        "doc_id": 4,
        "title": "The price of bread",
        "abstract": "The price of bread rose in four cities.",
    },
]
ROWS: list[dict[str, Any]] = [
    {"claim": "Ketamine reduces pain in migraine.", "label": "SUPPORT", "doc_id": 1},
    {"claim": "Ketamine reduces pain in  migraine.", "label": "NEUTRAL", "doc_id": 4},
    {"claim": "Aspirin reduces attacks of cluster headache.", "label": "CONTRADICT", "doc_id": 2},
    {"claim": "Zinc prevents the common cold.", "label": "NEUTRAL", "doc_id": 3},
    {"claim": "It works very well.", "label": "SUPPORT", "doc_id": 4},
]
"""Four claims, of which the last says neither what works nor for whom."""


def written(folder: Path, rows: Iterable[Mapping[str, Any]], name: str = "rows.jsonl") -> str:
    """The path of a file of these rows, packed if its name says so."""
    path = folder / name
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return str(path)
