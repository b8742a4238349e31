"""Records of the study type that a text names, as a query."""

from __future__ import annotations

from functools import cache

from citecheck.model.query import Or, PubType, Query, Words
from citecheck.text.tables import read_table


def study_type_query(claimed: str) -> Query:
    """Any record of this type, by publication type or by the words that name it.

    Raises: KeyError for a type that study_types.toml does not know.
    """
    return _queries()[claimed]


@cache
def _queries() -> dict[str, Query]:
    table = read_table("citecheck.queries", "study_types.toml")
    return {
        name: Or(
            parts=(
                *(PubType(name=t) for t in entry["publication_types"]),
                *(Words(text=w) for w in entry["words"]),
            )
        )
        for name, entry in table.items()
    }
