"""What a run over one target did, as a line of the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

LOG = "log.jsonl"


@dataclass(slots=True)
class Tally:
    """`seconds` are of processor time; `branches` are those reached at first and at last."""

    target: str
    engine: str
    seed: int
    executions: int = 0
    seconds: float = 0.0
    branches: tuple[int, int] = (0, 0)
    findings: list[str] = field(default_factory=list)


def append(tally: Tally, work: Path) -> None:
    """Add a line to the log of all runs."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / LOG).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(tally)) + "\n")


def read(work: Path) -> Iterator[Tally]:
    """Every run that the log holds."""
    for line in (work / LOG).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row.pop("outcomes", None)
        yield Tally(**{**row, "branches": tuple(row["branches"])})


def table(work: Path) -> str:
    """The log as a Markdown table: a row for each target, and their sum."""
    rows: dict[str, list[Tally]] = {}
    for tally in read(work):
        rows.setdefault(tally.target, []).append(tally)
    lines = [
        "| target | executions | minutes | branches first, last | findings |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, runs in sorted(rows.items()):
        led = [run.branches for run in runs if run.branches[1]]
        reached = f"{led[0][0]:,}, {max(last for _, last in led):,}" if led else "-"
        found = len({key for run in runs for key in run.findings})
        lines.append(
            f"| {name} | {sum(r.executions for r in runs):,} | "
            f"{sum(r.seconds for r in runs) / 60:.2f} | {reached} | {found} |"
        )
    every = [run for runs in rows.values() for run in runs]
    found = sum(len({key for r in runs for key in r.findings}) for runs in rows.values())
    lines.append(
        f"| all | {sum(r.executions for r in every):,} | "
        f"{sum(r.seconds for r in every) / 60:.2f} | | {found} |"
    )
    return "\n".join(lines)
