"""One request, as the server read it from the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tests.eutils.reading import Gaps
from tests.eutils.text import number as as_number


@dataclass(frozen=True)
class Request:
    """What one client asked.

    `time` is the server's clock when the request was complete. `fields` are the
    parameters in order, of the query string and of a form alike. `headers` have
    lower-case names. `gaps` are what a fault takes from the index for this request.
    """

    time: float
    method: str
    path: str
    fields: tuple[tuple[str, str], ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    client: str = "127.0.0.1"
    target_length: int = 0
    gaps: Gaps = Gaps()  # noqa: RUF009 - frozen

    @property
    def utility(self) -> str:
        """The utility asked: "esearch", "efetch", ..."""
        return self.path.rpartition("/")[2].partition(".")[0]

    @cached_property
    def params(self) -> dict[str, str]:
        """Parameters by lower-case name; one given several times is joined by commas."""
        found: dict[str, str] = {}
        for name, value in self.fields:
            key = name.lower()
            found[key] = f"{found[key]},{value}" if key in found else value
        return found

    @property
    def id_groups(self) -> tuple[tuple[str, ...], ...]:
        """The ids of each `id=`: elink keeps them apart, the other utilities do not."""
        values = (value for name, value in self.fields if name.lower() == "id")
        split = (value.replace(",", " ").split() for value in values)
        return tuple(tuple(ids) for ids in split)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in the order asked."""
        return tuple(one for group in self.id_groups for one in group)

    @property
    def wants_json(self) -> bool:
        """Whether `retmode` asks for JSON."""
        return self.params.get("retmode", "").lower() == "json"

    def number(self, name: str, default: int) -> int:
        """A parameter as a number that is not negative; the default for anything else."""
        value = as_number(self.params.get(name, ""))
        return default if value is None else value

    def with_params(self, **changes: str) -> Request:
        """The request with these parameters (lower-case names) in place of what it had."""
        kept = tuple((name, value) for name, value in self.fields if name.lower() not in changes)
        return replace(self, fields=(*kept, *changes.items()))
