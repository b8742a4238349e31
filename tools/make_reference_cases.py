"""Writes tests/cases/references/generated.jsonl: references to the studies of the examples.

    python -m tools.make_reference_cases

Each study is cited in the main styles, clean and with one kind of damage. What should be found
is decided here, by what was done to the reference, and never by running citecheck. The same
seed gives the same file. Volumes and pages are as commonly cited; the example records hold
none, so they are there to be read over.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.reference_damage import swapped, typo
from tools.reference_styles import DATA, STYLES, apa, inline, key, link, names, ref, vancouver

ROOT = Path(__file__).parents[1]
STUDIES = ROOT / "examples" / "studies.jsonl"
TARGET = ROOT / "tests" / "cases" / "references" / "generated.jsonl"
STYLE_NAMES = list(STYLES)

Row = dict[str, Any]


class Setting(NamedTuple):
    """The studies to cite, by what is known of them, and the one source of chance."""

    rng: random.Random
    studies: list[dict[str, Any]]
    sound: list[dict[str, Any]]
    signed: list[dict[str, Any]]
    taken: set[str]


def setting() -> Setting:
    """The studies of the examples."""
    studies = [json.loads(line) for line in STUDIES.read_text("utf-8").splitlines()]
    sound = [s for s in studies if s["standing"] == "current"]
    dated = [s for s in sound if s.get("year") and s.get("journal")]
    signed = [s for s in dated if s.get("authors") and names(s["authors"][0])[1]]
    taken = {s["pmid"] for s in studies if s.get("pmid")}
    return Setting(random.Random(20261122), studies, sound, signed, taken)


def rows() -> Iterator[Row]:
    """Every case: style, damage, text, and what should be found. Chance is drawn in this order."""
    given = setting()
    for made in (clean, in_text, damaged, misattributed, invented, of_another, withdrawn):
        yield from made(given)


def row(style: str, damage: str, text: str, finding: str, of: str | None, **more: str) -> Row:
    return {"style": style, "damage": damage, "text": text, "finding": finding, "key": of} | more


def clean(given: Setting) -> Iterator[Row]:
    """Two styles of every sound study."""
    for number, study in enumerate(given.sound):
        for turn in (0, 2):
            style = STYLE_NAMES[(number + turn) % 5]
            with_doi, with_pmid = (number + turn) % 3 == 0, (number + turn) % 4 == 0
            text = STYLES[style](ref(study, doi=with_doi, pmid=with_pmid))
            yield row(style, "clean", text, "resolved", key(study))


def in_text(given: Setting) -> Iterator[Row]:
    """Mentions in running text, and links."""
    alone = [
        s for s in given.signed
        if sum(o.get("year") == s["year"] and (o.get("authors") or [""])[0] == s["authors"][0]
               for o in given.studies) == 1
    ]  # fmt: skip
    for number, study in enumerate(alone[::3]):
        yield row("inline", "clean", inline(study, number), "resolved", key(study))
    for number, study in enumerate(given.sound[::3]):
        if study.get("pmid") or study.get("doi"):
            yield row("link", "clean", link(study, number), "resolved", key(study))


def damaged(given: Setting) -> Iterator[Row]:
    """Slips in titles, PMIDs and years, each in a reference that is else faithful."""
    rng = given.rng
    for number, study in enumerate(rng.sample(given.signed, 20)):
        r = ref(study)
        damaged = r._replace(title=typo(r.title, rng, 1 + number % 2))
        yield row(STYLE_NAMES[number % 5], "title-typo", STYLES[STYLE_NAMES[number % 5]](damaged),
                  "resolved", key(study))  # fmt: skip
    for number, study in enumerate(rng.sample([s for s in given.signed if s.get("pmid")], 14)):
        r = ref(study, pmid=True)._replace(pmid=swapped(study["pmid"], given.taken, rng))
        text = vancouver(r)
        if number % 3 == 2:
            text = f"{apa(r)} PMID {r.pmid}"
        yield row("apa" if number % 3 == 2 else "vancouver", "pmid-swapped", text, "mismatched",
                  key(study))  # fmt: skip
    for number, study in enumerate(rng.sample(given.signed, 16)):
        style = STYLE_NAMES[number % 5]
        r = ref(study, doi=number % 2 == 0)
        wrong = r._replace(year=str(int(r.year) + rng.choice((-4, -3, 3, 2, -2))))
        yield row(style, "wrong-year", STYLES[style](wrong), "mismatched", key(study))
    for number, study in enumerate(rng.sample(given.signed, 10)):
        style = STYLE_NAMES[number % 5]
        near = ref(study)._replace(year=str(int(study["year"]) + (1 if number % 2 else -1)))
        yield row(style, "year-off-by-one", STYLES[style](near), "resolved", key(study))


def misattributed(given: Setting) -> Iterator[Row]:
    """Unusual and wrong journals, wrong authors."""
    rng = given.rng
    for number, study in enumerate(
        [s for s in given.signed if s["journal"] in DATA["unusual"]][:14]
    ):
        style = ("vancouver", "ama", "harvard")[number % 3]
        odd = ref(study)._replace(journal=DATA["unusual"][study["journal"]][number % 2])
        yield row(style, "journal-abbreviation", STYLES[style](odd), "resolved", key(study))
    for number, study in enumerate(rng.sample(given.signed, 10)):
        style = STYLE_NAMES[number % 5]
        wrong = ref(study)._replace(journal=DATA["invented"]["journals"][number])
        yield row(style, "wrong-journal", STYLES[style](wrong), "mismatched", key(study))
    for number, study in enumerate(rng.sample(given.signed, 10)):
        style = STYLE_NAMES[number % 5]
        r = ref(study, doi=number % 2 == 0)
        others = rng.sample(DATA["invented"]["surnames"], 3)
        wrong = r._replace(authors=tuple(f"{n} {rng.choice('ABCDJKLMRS')}" for n in others))
        yield row(style, "wrong-author", STYLES[style](wrong), "mismatched", key(study))


def invented(given: Setting) -> Iterator[Row]:
    """Works that do not exist, by people who do."""
    rng = given.rng
    for number, title in enumerate(DATA["invented"]["titles"]):
        study = given.signed[(number * 7) % len(given.signed)]
        style = STYLE_NAMES[number % 5]
        r = ref(study)._replace(title=title)
        if number % 3 == 0:
            made_up = re.sub(r"\d(?=\D*$)", lambda m: str((int(m[0]) + 5) % 10), r.doi or "")
            made_up = made_up or f"10.{9000 + number}/invented.{2000 + number}.{number * 37}"
            r = r._replace(doi=made_up)
        if number % 5 == 1:
            r = r._replace(pmid=swapped(rng.choice(sorted(given.taken)), given.taken, rng))
        yield row(style, "invented", STYLES[style](r), "not-found", None)


def of_another(given: Setting) -> Iterator[Row]:
    """The DOI of one paper with the title of another."""
    rng = given.rng
    with_doi_only = [s for s in given.signed if s.get("doi")]
    for number in range(15):
        study, other = rng.sample(with_doi_only, 2)
        style = STYLE_NAMES[number % 5]
        mixed = ref(other)._replace(doi=study["doi"])
        yield row(style, "doi-of-another", STYLES[style](mixed), "mismatched", key(study),
                  other=key(other))  # fmt: skip


def withdrawn(given: Setting) -> Iterator[Row]:
    """What was retracted or republished."""
    for study in given.studies:
        if study["standing"] not in ("retracted", "republished"):
            continue
        standing = study["standing"]
        for style in STYLE_NAMES:
            text = STYLES[style](ref(study, doi=style in ("apa", "nature")))
            yield row(style, standing, text, "resolved", key(study), standing=standing)
        yield row("link", standing, link(study, 1), "resolved", key(study), standing=standing)


def main() -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} cases in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
