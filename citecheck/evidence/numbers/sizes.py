"""How large an effect is said to be: "by 30%", "1.5 days shorter", "two-fold"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from citecheck.evidence.tables import table

_PART = re.compile(r"^(?:a|one) ")


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a change as a range in one unit; `low` equals `high` for a single number."""

    text: str
    low: float
    high: float
    unit: str

    def agrees_with(self, other: Size) -> bool:
        """Whether both can mean the same: the ranges meet, or nearly."""
        slack = float(table("numbers/sizes")["within_times"])
        return (
            self.unit == other.unit
            and self.low <= other.high * slack
            and other.low <= self.high * slack
        )


def sizes_in(folded: str) -> tuple[Size, ...]:
    """The sizes of changes that folded lower-case text gives, in order."""
    found = {match.start("low"): match for form in _forms() for match in form.finditer(folded)}
    sizes = (_size(found[at]) for at in sorted(found))
    return tuple(size for size in sizes if size is not None)


def is_other(claimed: Sequence[Size], told: Iterable[Size]) -> bool:
    """Whether sizes are told in a claimed unit, and none of them can be what is claimed."""
    units = {size.unit for size in claimed}
    comparable = [size for size in told if size.unit in units]
    return bool(comparable) and not any(a.agrees_with(b) for a in claimed for b in comparable)


def is_told(claimed: Sequence[Size], told: Iterable[Size]) -> bool:
    """Whether what is claimed is among the sizes told, or may be."""
    return any(a.agrees_with(b) for b in told for a in claimed)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form["pattern"]) for form in table("numbers/sizes")["form"])


def _size(match: re.Match[str]) -> Size | None:
    rules = table("numbers/sizes")
    if not match["unit"]:
        share = float(rules["parts"][_PART.sub("", match["low"].replace("-", " "))])
        return Size(match[0], share, share, "%")
    known = rules["units"].get(match["unit"])
    if known is None:
        return None
    unit, times = known
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    return Size(match[0], min(low, high) * times, max(low, high) * times, unit)


def _number(text: str) -> float:
    words: dict[str, int] = table("numbers/sizes")["words"]
    return float(words.get(text, 0) or text)
