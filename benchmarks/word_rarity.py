"""citecheck/evidence/words/rarity.toml: how many abstracts hold a word, from one command.

`python -m benchmarks.word_rarity FILE` reads records, gzipped JSON Lines with `title` and
`abstract` (`pubmed_union.jsonl.gz`), and writes the table: the roots of words by how many
abstracts hold them. Nothing else of the records is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from citecheck.evidence.words.stems import root, stems

TABLE = Path(__file__).parents[1] / "citecheck" / "evidence" / "words" / "rarity.toml"
TIERS = (3, 10, 30, 100, 300)
"""A word that stands in one abstract of three or more, of ten or more ..."""
HEAD = """\
# How common words are in abstracts: roots (words.py) by how many abstracts hold them.
source = "benchmarks/word_rarity.py on {count} abstracts of PubMed on trials and health claims."
"""


def roots_of(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """How many of the texts hold each root, and how many texts there were."""
    held: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        held.update({root(stem) for stem in stems(text) if any(map(str.isalpha, stem))})
    return held, count


def texts_in(file: str) -> Iterator[str]:
    """Title and abstract of each record that has an abstract."""
    with gzip.open(file, "rb") as lines:
        for row in map(json.loads, lines):
            abstract = row.get("abstract") or ""
            if isinstance(abstract, list):
                abstract = " ".join(part["text"] for part in abstract)
            if abstract:
                yield f"{row.get('title') or ''} {abstract}"


def table(held: Counter[str], count: int) -> str:
    """The table as it is shipped."""
    lines = [HEAD.format(count=f"{count:,}")]
    over = 0
    for one_in in TIERS:
        roots = sorted(r for r, n in held.items() if n * one_in >= count and not 0 < over <= n)
        lines.append(f"[[tier]]\none_in = {one_in}\nroots = [")
        lines += [f'  "{line}",' for line in textwrap.wrap(" ".join(roots), 95)]
        lines.append("]\n")
        over = min((held[r] for r in roots), default=over)
    return "\n".join(lines)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="records with title and abstract, .jsonl.gz")
    held, count = roots_of(texts_in(parser.parse_args().file))
    TABLE.write_text(table(held, count), "utf-8")
    print(f"{TABLE.name} is written from {count} abstracts.", file=sys.stderr)


if __name__ == "__main__":
    main()
