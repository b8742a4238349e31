"""How well references are checked: `python -m benchmarks.references` prints the tables.

The cases of tests/cases/references are laid out as the texts they would stand in, a document
for each style, and checked against examples/studies.jsonl by the code that `refs` runs. A
case counts as right when the finding is the expected one and, where a record is expected,
when it is that record.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from citecheck.checker import Checker
from citecheck.documents.read import from_text

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "references"
LISTED = ("vancouver", "apa", "ama", "nature", "harvard", "mixed", "mixed-numbered")
NUMBERED = ("vancouver", "ama", "nature", "mixed-numbered")
MISSED = "(not seen)"


class Outcome(NamedTuple):
    """One case and what was found in its place; `key` is of the record, None without one."""

    case: dict[str, Any]
    finding: str
    key: str | None
    standing: str | None
    cited: dict[str, Any]

    @property
    def right(self) -> bool:
        """Whether finding, record and standing are as expected."""
        case = self.case
        if self.finding != case["finding"]:
            return False
        if case.get("key") and case["finding"] in ("resolved", "mismatched"):
            known: tuple[str, str] = (case["key"].lower(), case.get("standing", "current"))
            return (self.key, self.standing) == known
        return True


def cases() -> list[dict[str, Any]]:
    """All cases, the generated ones first."""
    lines = (CASES / "generated.jsonl").read_text("utf-8").splitlines()
    written: list[dict[str, Any]] = []
    for name in ("by_hand.yaml", "fresh.yaml"):
        written += yaml.safe_load((CASES / name).read_text("utf-8"))
    return [*map(json.loads, lines), *written]


def laid_out(style: str, texts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text that holds all of them, and where each stands in it."""
    text = "Notes on headache and mood\n\nThis text is about what has been published so far.\n\n"
    if style in LISTED:
        text += "References\n\n"
    places = []
    for number, each in enumerate(texts, 1):
        text += f"{number}. " if style in NUMBERED else ""
        places.append((len(text), len(text) + len(each)))
        text += each + ("\n" if style in NUMBERED else "\n\n")
    return text, places


def outcomes(rows: Iterable[dict[str, Any]], checker: Checker) -> list[Outcome]:
    """What becomes of each case, in no order."""
    by_style: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_style.setdefault(row["style"], []).append(row)
    found: list[Outcome] = []
    for style, members in by_style.items():
        text, places = laid_out(style, [row["text"] for row in members])
        checked = checker.check_references(from_text(text)).references
        for row, (start, end) in zip(members, places, strict=True):
            here = [
                r
                for r in checked
                if any(start <= p < end for p in (r.start, *(m.start for m in r.mentions)))
            ]
            if not here:
                found.append(Outcome(row, MISSED, None, None, {}))
                continue
            first = here[0]
            key = first.record.id.lower() if first.record else None
            cited = first.cited.model_dump()
            found.append(Outcome(row, first.finding, key, first.standing, cited))
    return found


def table(found: Sequence[Outcome]) -> str:
    """Damage by finding, then precision and recall of each finding."""
    findings = sorted({o.finding for o in found} | {o.case["finding"] for o in found})
    damages = list(dict.fromkeys(o.case["damage"] for o in found))
    lines = ["| damage | n | " + " | ".join(findings) + " | right |"]
    lines.append("| --- | ---: |" + " ---: |" * (len(findings) + 1))
    for damage in damages:
        rows = [o for o in found if o.case["damage"] == damage]
        counts = Counter(o.finding for o in rows)
        cells = " | ".join(str(counts[f] or "") for f in findings)
        lines.append(f"| {damage} | {len(rows)} | {cells} | {sum(o.right for o in rows)} |")
    lines += ["", "| finding | precision | recall | expected |", "| --- | ---: | ---: | ---: |"]
    for finding in findings:
        said = [o for o in found if o.finding == finding]
        meant = [o for o in found if o.case["finding"] == finding]
        both = sum(o.right for o in said)
        precision = f"{both / len(said):.3f}" if said else "-"
        recall = f"{both / len(meant):.3f}" if meant else "-"
        lines.append(f"| {finding} | {precision} | {recall} | {len(meant)} |")
    return "\n".join(lines)


def rates(found: Sequence[Outcome]) -> dict[str, float]:
    """The three rates that matter most."""
    clean = [o for o in found if o.case["damage"] == "clean"]
    invented = [o for o in found if o.case["damage"] == "invented"]
    return {
        "clean resolved": sum(o.right for o in clean) / len(clean),
        "clean called not-found": sum(o.finding == "not-found" for o in clean) / len(clean),
        "invented not resolved": sum(o.finding != "resolved" for o in invented) / len(invented),
    }


def main() -> None:
    rows = cases()
    with Checker(sources=[str(ROOT / "examples" / "studies.jsonl")]) as checker:
        start = time.perf_counter()
        found = outcomes(rows, checker)
        seconds = time.perf_counter() - start
    print(table(found))
    print()
    for name, value in rates(found).items():
        print(f"{name}: {value:.1%}")
    print(f"right: {sum(o.right for o in found)} of {len(found)}, {seconds:.2f} s")
    for o in found:
        if not o.right:
            print(f"- {o.case['damage']}/{o.case['style']}: {o.finding} ({o.key}) instead of "
                  f"{o.case['finding']} ({o.case.get('key')})\n  {o.case['text'][:230]}\n  "
                  f"{ {k: v for k, v in o.cited.items() if v} }")  # fmt: skip


if __name__ == "__main__":
    main()
