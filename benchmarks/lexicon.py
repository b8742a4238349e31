"""How fast the lexicon is, and how much of real records it finds.

`python -m benchmarks.lexicon [RECORDS]`: records to score (1500). Recall needs the folder
CITECHECK_TEST_DATA with `data/pubmed_union.jsonl.gz`: of the MeSH headings whose name or
synonym stands in title or abstract, the share that is found there. `--sample N` prints N
mentions in their context, to be read for precision.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from citecheck.concepts.lexicon import Lexicon, load

_TAGS = (
    "Humans;Animals;Male;Female;Adult;Aged;Aged, 80 and over;Middle Aged;Young Adult;Adolescent;"
    "Child;Child, Preschool;Infant;Infant, Newborn;Pregnancy;Mice;Rats"
)
CHECK_TAGS = frozenset(_TAGS.split(";"))
_READY = (
    "import time, marisa_trie, mmap; import citecheck.model.concept; t = time.perf_counter();"
    "from citecheck.concepts.lexicon import load; load().lookup('ketamine');"
    "print((time.perf_counter() - t) * 1000)"
)


def ready_ms() -> float:
    """Milliseconds until the first answer in a new process, pydantic apart; the best of five."""
    runs = (
        subprocess.run([sys.executable, "-c", _READY], capture_output=True, check=True, text=True)
        for _ in range(5)
    )
    return min(float(run.stdout) for run in runs)


def records(folder: Path) -> list[dict[str, object]]:
    """Real records with MeSH headings and an abstract, in a fixed random order."""
    with gzip.open(folder / "data" / "pubmed_union.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    found = [record for record in found if record.get("mesh") and record.get("abstract")]
    random.Random(7).shuffle(found)
    return found


def expected(lexicon: Lexicon, record: dict[str, object], text: str) -> Iterator[str]:
    """The ids of the record's headings whose own name or synonym stands in the text."""
    plain = f" {_plain(text)} "
    for heading in record["mesh"]:  # type: ignore[attr-defined]
        name = heading.split("/")[0].lstrip("*")
        ids = lexicon.lookup(name)
        if name in CHECK_TAGS or len(ids) != 1 or lexicon.is_silent(name):
            continue
        if any(f" {_plain(known)} " in plain for known in lexicon.names(ids[0]) if len(known) > 3):
            yield ids[0]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def main() -> None:
    """Prints the figures of docs/concepts.md."""
    lexicon = load()
    print(f"ready in {ready_ms():.0f} ms")
    folder = os.environ.get("CITECHECK_TEST_DATA")
    if not folder:
        print("no CITECHECK_TEST_DATA: recall is not measured")
        return
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    chosen = records(Path(folder))[: (numbers or [1500])[0]]
    texts = [f"{record['title'] or ''}. {record['abstract']}" for record in chosen]
    start = time.process_time()
    mentions = [lexicon.mentions(text) for text in texts]
    spent = (time.process_time() - start) * 1000
    print(
        f"{spent / len(texts):.2f} ms per abstract of {sum(map(len, texts)) // len(texts)} letters"
    )
    if "--sample" in sys.argv:
        _sample(lexicon, texts)
        return
    there, exact, covered, missed = 0, 0, 0, Counter[str]()
    for record, text, found in zip(chosen, texts, mentions, strict=True):
        ids = {one for mention in found for one in mention.concept_ids}
        for ui in expected(lexicon, record, text):
            there += 1
            exact += ui in ids
            below = any(lexicon.covers(ui, one) for one in ids)
            covered += below
            if not below:
                missed[lexicon.names(ui)[0]] += 1
    print(f"{there} headings stand in the text: {exact / there:.3f} found,")
    print(f"{covered / there:.3f} found or only as part of a narrower name")
    print("most missed:", ", ".join(f"{name} {n}" for name, n in missed.most_common(12)))


def _sample(lexicon: Lexicon, texts: list[str]) -> None:
    for text in random.Random(11).sample(texts, 100):
        found = lexicon.mentions(text)
        if found:
            one = random.Random(len(text)).choice(found)
            names = " | ".join(lexicon.names(ui)[0] for ui in one.concept_ids)
            before, after = text[max(0, one.start - 45) : one.start], text[one.end : one.end + 45]
            print(f"{before}[{one.text}]{after}".replace("\n", " "), "=>", names)


if __name__ == "__main__":
    main()
