"""Random Boolean queries on made-up records: words, phrases, wildcards, headings, filters."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from benchmarks.mirror_brute import Plain
from benchmarks.pubmed_shape import headings, words
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import (
    And,
    Attribute,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    TextField,
    Wildcard,
    Words,
)

_TYPES = ("Randomized Controlled Trial", "Clinical Trial", "Review", "Case Reports", "Comment")
_FIELDS: tuple[TextField, ...] = ("title", "tiab", "tiab", "tiab", "all")


class Queries:
    """Draws queries whose words and phrases stand in the records."""

    def __init__(self, records: Sequence[Plain], lexicon: Lexicon, seed: int) -> None:
        self._draw = random.Random(seed)
        self._records = records
        self._lexicon = lexicon

    def query(self) -> Query:
        """What a searcher writes: some groups of alternatives, all required, some excluded."""
        draw = self._draw
        groups = tuple(self._group() for _ in range(draw.randint(1, 3)))
        query: Query = groups[0] if len(groups) == 1 else And(parts=groups)
        if draw.random() < 0.6:
            query = And(parts=(query, self._filter()))
        if draw.random() < 0.25:
            query = Not(keep=query, drop=self._leaf())
        return query

    def _group(self) -> Query:
        parts = tuple(self._leaf() for _ in range(self._draw.choice((1, 2, 3, 5))))
        return parts[0] if len(parts) == 1 else Or(parts=parts)

    def _leaf(self) -> Query:
        leaves: tuple[Callable[[], Query], ...] = (
            self._word, self._word, self._phrase, self._phrase, self._prefix, self._wild,
            self._near, self._heading, self._heading, self._author,
        )  # fmt: skip
        return self._draw.choice(leaves)()

    def _filter(self) -> Query:
        draw = self._draw
        first = draw.randint(1970, 2015)
        filters: tuple[Query, ...] = (
            Published(first=first, last=first + draw.randint(0, 15)),
            Published(first=first),
            PubType(name=draw.choice(_TYPES)),
            Attribute(kind="language", value=draw.choice(("eng", "fre"))),
            Attribute(kind="has", value="abstract"),
            Mesh(ui="D006801", name="Humans", explode=draw.random() < 0.5),
        )
        return draw.choice(filters)

    def _field(self) -> TextField:
        return self._draw.choice(_FIELDS)

    def _word(self) -> Query:
        vocabulary, _ = words()
        return Words(text=vocabulary[int(20 * 400 ** self._draw.random())], field=self._field())

    def _run(self, size: int) -> list[str]:
        """Words that stand beside each other in some record."""
        while True:
            record = self._draw.choice(self._records)
            text = self._draw.choice((record.title, *record.abstract)).split()
            if len(text) > size:
                start = self._draw.randrange(len(text) - size)
                return text[start : start + size]

    def _phrase(self) -> Query:
        return Words(text=" ".join(self._run(self._draw.choice((2, 2, 3)))), field=self._field())

    def _long_word(self) -> str:
        vocabulary, _ = words()
        while True:
            word = vocabulary[int(30 * 1000 ** self._draw.random())]
            if len(word) >= 7:
                return word

    def _prefix(self) -> Query:
        return Words(text=self._long_word()[:5], field=self._field(), prefix=True)

    def _wild(self) -> Query:
        word = self._long_word()
        return Wildcard(text=f"{word[:4]}*{word[-1]}", field=self._field())

    def _near(self) -> Query:
        draw = self._draw
        run = self._run(draw.choice((3, 4, 5)))
        text = " ".join(draw.sample([run[0], run[-1]], 2))
        return Near(text=text, distance=draw.randint(1, 6), field=draw.choice(("title", "tiab")))

    def _heading(self) -> Query:
        known, _ = headings()
        ui, name = known[int(3 * (len(known) / 3) ** self._draw.random()) - 1]
        qualifier = "drug therapy" if self._draw.random() < 0.1 else None
        explode, major = self._draw.random() < 0.7, self._draw.random() < 0.2
        if explode and self._draw.random() < 0.5:
            above = [u for u in sorted(self._lexicon.ancestors(ui)) if u.startswith("D")]
            if above:
                ui = self._draw.choice(above)
                concept = self._lexicon.concept(ui)
                name = concept.name if concept else name
        return Mesh(
            ui=ui, name=name, explode=explode, major=major and not qualifier, qualifier=qualifier
        )

    def _author(self) -> Query:
        record = self._draw.choice(self._records)
        return Words(text=self._draw.choice(record.authors).strip(), field="author")
