"""What is to be said many times over, said once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

from citecheck.model.audit import PageTrouble
from citecheck.web.labels import label

SHOWN: Final = 3
"""As many alike are shown one by one; of more, so many are named and the others counted."""
_Item = TypeVar("_Item")


def grouped(items: Iterable[_Item], alike: Callable[[_Item], Hashable]) -> list[list[_Item]]:
    """The items that are alike together, in the order of their first; few alike stay alone."""
    groups: defaultdict[Hashable, list[_Item]] = defaultdict(list)
    for item in items:
        groups[alike(item)].append(item)
    return [
        part
        for group in groups.values()
        for part in ([group] if len(group) > SHOWN else [[item] for item in group])
    ]


def named(words: Sequence[str]) -> str:
    """ "a, b, c and 147 more"."""
    more = len(words) - SHOWN
    return ", ".join(words[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def server_of(origin: str) -> str:
    """The server of an address; nothing for a file, and for what is no address."""
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""


def sentence_of(trouble: PageTrouble) -> str:
    """Why a page could not be read, without its own address."""
    return trouble.reason.replace(label(trouble.origin), "…")


class Unread(NamedTuple):
    """What could not be read for one reason: one address, or many on one server."""

    troubles: tuple[PageTrouble, ...]

    @property
    def head(self) -> str:
        """The address, or "150 addresses on news.example"."""
        first = self.troubles[0].origin
        if len(self.troubles) == 1:
            return first
        where, how_many = server_of(first), f"{len(self.troubles):,}"
        return f"{how_many} addresses on {where}" if where else f"{how_many} pages"

    @property
    def reason(self) -> str:
        """Why; without the address where there are many."""
        first = self.troubles[0]
        return first.reason if len(self.troubles) == 1 else sentence_of(first)

    @property
    def some(self) -> str:
        """A few of many addresses, and how many more; nothing for one."""
        return named([each.origin for each in self.troubles]) if len(self.troubles) > 1 else ""

    @property
    def watches(self) -> str:
        """Which watches named them."""
        return ", ".join(dict.fromkeys(each.watch for each in self.troubles))


def unread(troubles: Iterable[PageTrouble]) -> list[Unread]:
    """What could not be read, equal sentences on one server once."""
    groups = grouped(troubles, lambda each: (server_of(each.origin), sentence_of(each)))
    return [Unread(tuple(group)) for group in groups]
