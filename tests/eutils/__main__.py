"""`python -m tests.eutils STUDIES.jsonl [--port N]`: the loopback server by hand.

Point CITECHECK_EUTILS_URL at the address that it prints. Studies without PMID are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from pathlib import Path
from typing import Any

from citecheck.model.study import Study
from tests.eutils.server import EutilsServer


def read(path: Path) -> list[Study]:
    """The studies of a JSON Lines file that have a PMID."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [_study(row) for row in rows if row.get("pmid")]


def _study(row: dict[str, Any]) -> Study:
    abstract = row.get("abstract", [])
    if isinstance(abstract, str):
        row = {**row, "abstract": [{"section": "", "text": abstract}]}
    named = {
        key: [{"name": one} if isinstance(one, str) else one for one in row.get(key, [])]
        for key in ("publication_types", "mesh", "chemicals")
    }
    known = {key: value for key, value in row.items() if key in Study.model_fields}
    return Study.model_validate(known | named)


def main() -> None:
    """Serves until it is interrupted."""
    parser = argparse.ArgumentParser(description="Serve studies as PubMed's E-utilities would.")
    parser.add_argument("studies", type=Path)
    parser.add_argument("--port", type=int, default=0, help="a free one by default")
    options = parser.parse_args()
    with EutilsServer(read(options.studies), port=options.port) as server:
        sys.stdout.write(f"CITECHECK_EUTILS_URL={server.url}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write(f"{len(server.requests)} requests\n")


if __name__ == "__main__":
    main()
