"""What a reader should not have done, told apart by where it happened, and made small."""

from __future__ import annotations

import hashlib
import json
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.cost import peak_mb, processor_s
from tests.fuzz.target import Target, outcome

MINIMISING_S = 20.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of misbehaviour: `key` is the same for inputs that fail in the same place."""

    key: str
    what: str
    data: bytes


def examine(target: Target, data: bytes) -> Finding | None:
    """What is wrong with how the target took these bytes; None if nothing is.

    An error that is not the target's own, more processor time than it may take, or more memory.
    """
    memory = peak_mb()
    begun = processor_s()
    try:
        outcome(target, data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - any other error is what is looked for
        return Finding(_key(error), _told(error), data)
    took = processor_s() - begun
    if took > target.seconds:
        return Finding("slow", f"{took:.1f} s for {len(data):,} bytes", data)
    grown = peak_mb() - memory
    if grown > target.megabytes:
        return Finding("memory", f"{grown:.0f} MB for {len(data):,} bytes", data)
    return None


def minimised(target: Target, finding: Finding) -> Finding:
    """The finding with as little of its input as still shows it, within some seconds.

    Memory that was once taken is not seen again, so that such a finding stays as it is.
    """
    if finding.key == "memory":
        return finding

    def fails(data: bytes) -> bool:
        found = examine(target, data)
        return found is not None and found.key == finding.key

    small = shrunk(finding.data, fails, processor_s() + MINIMISING_S)
    return examine(target, small) or finding


def shrunk(data: bytes, fails: Callable[[bytes], bool], until: float) -> bytes:
    """The least part that still fails, found by leaving out ever smaller pieces."""
    size = max(1, len(data) // 2)
    while size and processor_s() < until:
        at, smaller = 0, False
        while at < len(data) and processor_s() < until:
            shorter = data[:at] + data[at + size :]
            if fails(shorter):
                data, smaller = shorter, True
            else:
                at += size
        size = size if smaller and size < len(data) else size // 2
    return data


def keep(finding: Finding, folder: Path) -> Path:
    """Write the finding's bytes, and beside them what went wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9]+", "-", finding.key)[:80].strip("-")
    digest = hashlib.sha256(finding.key.encode()).hexdigest()[:6]
    path = folder / f"{name}-{digest}"
    path.with_suffix(".bin").write_bytes(finding.data)
    told = {"key": finding.key, "what": finding.what, "bytes": len(finding.data)}
    path.with_suffix(".json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    return path.with_suffix(".bin")


def _key(error: BaseException) -> str:
    """The kind of error, and the last place of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/citecheck/" in f.filename and "site-packages" not in f.filename]
    place = ours[-1] if ours else frames[-1]
    return f"{type(error).__name__} {Path(place.filename).name} {place.name}"


def _told(error: BaseException) -> str:
    lines = traceback.format_exception(error, limit=-8)
    return "".join(line if len(line) < 1_000 else line[:1_000] + "...\n" for line in lines)[-4_000:]
