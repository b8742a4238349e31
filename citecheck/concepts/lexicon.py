"""What the words of a text name: drugs, diseases, procedures, behaviours, outcomes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from citecheck.concepts.abbreviations import definitions
from citecheck.concepts.fold import Scan, key, respelt, scan
from citecheck.concepts.matching import Found, Names, find_names
from citecheck.concepts.spelling import Speller
from citecheck.concepts.store import MESH, OVERLAY, Entry, Layer, Naming
from citecheck.model.concept import Concept, Mention

DATA = Path(__file__).parent / "data"
_LONG_WORD = 5
_REACH = 100
"""Characters of keys in which a name is looked for; those of a few compounds are longer."""
_ID = re.compile(r"(?:[DC][0-9]{6,9}|X:[a-z0-9-]+)\Z")

_Meaning = tuple[str, tuple[str, ...]]
"""An abbreviation as it is written, and the concepts that it names in a text."""


class _Beginning(NamedTuple):
    """What begins with a word of the overlay: whether names of MeSH do, and which of its own.

    `silent`: the word by itself names nothing in running text, and is left out.
    """

    in_mesh: bool
    curated: tuple[str, ...]
    silent: bool


class Lexicon:
    """MeSH with a curated overlay on it: what the overlay says of a name or an id, holds."""

    def __init__(self, mesh: Layer, overlay: Layer, speller: Speller) -> None:
        self._mesh = mesh
        self._overlay = overlay
        self._speller = speller
        self._above: dict[str, frozenset[str]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._namings = lru_cache(maxsize=16_384)(self._looked_up)
        self._beginning = lru_cache(maxsize=4_096)(self._begun)
        self._meanings_of = lru_cache(maxsize=256)(self._defined)

    def concept(self, id: str) -> Concept | None:  # noqa: A002
        """The concept with this UI or overlay id; None if there is none."""
        entry = self._entry(id)
        return entry.concept() if entry else None

    def names(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The names of a concept as they are written, the preferred first; () if unknown."""
        entry = self._entry(id)
        return (entry.name, *entry.synonyms) if entry else ()

    def lookup(self, name: str) -> tuple[str, ...]:
        """The ids that this very name has, but for case, hyphens, plural and inversion.

        What the overlay says of words in running text does not hide a heading of MeSH from
        one who asks for it by its own name."""
        folded = key(name)
        for naming in self._mesh.namings(folded):
            if naming.preferred and self.names(naming.id)[0].casefold() == name.casefold():
                return (naming.id,)
        curated = tuple(naming.id for naming in self._overlay.namings(folded) if naming.id)
        return curated or tuple(naming.id for naming in self._mesh.namings(folded))

    def is_silent(self, name: str) -> bool:
        """Whether running text is never read as naming this ("Humans", "Time")."""
        namings = self._namings(key(name))
        return bool(namings) and all(naming.silent or not naming.id for naming in namings)

    def is_word(self, word: str) -> bool:
        """Whether it is a word of a name or of English; those under five letters never are."""
        return self._speller.knows(word)

    def mentions(
        self,
        text: str,
        *,
        abbreviations: Mapping[str, str] | None = None,
        topic: Collection[str] = (),
        spelling: bool = False,
    ) -> tuple[Mention, ...]:
        """The concepts that `text` names, in order; the longest name wins, none overlap.

        `abbreviations` is what `abbreviations_in` found in the whole document (by default,
        in `text`); one whose long form is no concept names nothing. `topic` holds the ids
        that the document is about: of an ambiguous name the one reading that is among them,
        or broader or narrower than one of them, is taken. With `spelling` words that are
        neither English nor in any name are read as the one name that they misspell."""
        known = self.abbreviations_in(text) if abbreviations is None else abbreviations
        words = scan(text)
        respellings = self._respellings(text, words) if spelling else {}
        read = respelt(words, respellings) if respellings else words
        found = list(find_names(text, read, self._source, self._meanings_of((*known.items(),))))
        certain = {hit.ids[0] for hit in found if len(hit.ids) == 1}
        return tuple(
            Mention(
                start=hit.start,
                end=hit.end,
                text=text[hit.start : hit.end],
                concept_ids=self._settled(hit.ids, text[hit.start : hit.end], topic, certain),
                via="spelling" if respellings and _respelt(hit, words, respellings) else hit.via,
            )
            for hit in found
        )

    def abbreviations_in(self, text: str) -> dict[str, str]:
        """Each abbreviation that `text` defines, with the id of its long form or its words."""
        found: dict[str, str] = {}
        for definition in definitions(text):
            long_form = text[definition.start : definition.end]
            ids = self.lookup(long_form)
            found.setdefault(definition.short, ids[0] if len(ids) == 1 else long_form)
        return found

    def ancestors(self, id: str) -> frozenset[str]:  # noqa: A002
        """Every broader concept, by MeSH's tree and by the overlay, without itself."""
        if id not in self._above:
            # Kept when it is whole and not before: other threads ask meanwhile.
            self._above[id] = self._all_above(id)
        return self._above[id]

    def descendants(self, id: str) -> frozenset[str]:  # noqa: A002
        """Every narrower concept, by MeSH's tree and by the overlay, without itself."""
        if id not in self._below:
            self._below[id] = self._all_below(id)
        return self._below[id]

    def _all_above(self, id: str) -> frozenset[str]:  # noqa: A002
        found: set[str] = set()
        waiting = [id]
        while waiting:
            for broader in self._directly_above(waiting.pop()) - found:
                found.add(broader)
                known = self._above.get(broader)
                if known is None:
                    waiting.append(broader)
                else:
                    found |= known
        return frozenset(found - {id})

    def _all_below(self, id: str) -> frozenset[str]:  # noqa: A002
        found: set[str] = set()
        waiting = [id]
        seen: tuple[str, ...] = ()
        while waiting:
            concept = waiting.pop()
            entry = self._entry(concept)
            numbers = tuple(f"{number}." for number in (entry.tree_numbers if entry else ()))
            # What stands below a place that was looked at is found already.
            new_places = [place for place in numbers if not place.startswith(seen)]
            seen += tuple(new_places)
            below = {ui for place in new_places for ui in self._mesh.below(place[:-1])}
            new = below.union(self.members(concept)) - found - {id}
            found |= new
            waiting += new
        return frozenset(found)

    def covers(self, broad_id: str, narrow_id: str) -> bool:
        """Whether the two are the same concept, or the second is narrower than the first."""
        return broad_id == narrow_id or broad_id in self.ancestors(narrow_id)

    def members(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The concepts that the overlay puts right below this one, sorted by id.

        MeSH's own tree is not among them: a search reaches it by exploding the heading.
        """
        return self._members.get(id, ())

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for narrow in sorted(self._overlay.ids()):
            entry = self._overlay.entry(narrow)
            for broad in entry.parents if entry else ():
                below.setdefault(broad, []).append(narrow)
        return {broad: tuple(narrow) for broad, narrow in below.items()}

    def _entry(self, concept_id: str) -> Entry | None:
        return self._overlay.entry(concept_id) or self._mesh.entry(concept_id)

    def _looked_up(self, folded: str) -> tuple[Naming, ...]:
        return self._overlay.namings(folded) or self._mesh.namings(folded)

    def _starting(self, keys: str, offset: int, word: str) -> Sequence[str]:
        if word not in self._curated:
            return self._mesh.prefixes(keys[offset : offset + _REACH])
        known = self._beginning(word)
        found = self._mesh.prefixes(keys[offset : offset + _REACH]) if known.in_mesh else []
        if known.silent and found and len(found[0]) == len(word) + 1:
            del found[0]
        curated = [name for name in known.curated if keys.startswith(name, offset)]
        return sorted({*found, *curated}, key=len) if curated else found

    def _begun(self, word: str) -> _Beginning:
        alone = f"{word} "
        silent = all(naming.silent or not naming.id for naming in self._namings(alone))

        def counts(name: str) -> bool:
            return not silent or name != alone

        return _Beginning(
            in_mesh=any(map(counts, islice(self._mesh.starting(alone), 2))),
            curated=tuple(filter(counts, self._curated[word])),
            silent=silent,
        )

    @cached_property
    def _curated(self) -> dict[str, list[str]]:
        """The names of the overlay by their first word."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._overlay.all_keys():
            found[name.partition(" ")[0]].append(name)
        return dict(found)

    @cached_property
    def _source(self) -> Names:
        return Names(self._starting, self._namings)

    def _defined(self, known: tuple[tuple[str, str], ...]) -> Mapping[str, _Meaning]:
        meanings = {}
        for short, meaning in known:
            ids = (meaning,) if _ID.match(meaning) else self.lookup(meaning)
            meanings[key(short)] = (short, ids or self._kin_of_words(short, meaning))
        return meanings

    def _kin_of_words(self, short: str, long_form: str) -> tuple[str, ...]:
        """What an abbreviation names anyway, where that shares a word with its long form.

        "Di(2-ethylhexyl) phthalate" is no name of DEHP in the lexicon, but it is DEHP."""
        words = _long_words(long_form)
        return tuple(
            ui for ui in self.lookup(short) if words & _long_words(" ".join(self.names(ui)))
        )

    def _settled(
        self, ids: tuple[str, ...], words: str, topic: Collection[str], certain: Iterable[str]
    ) -> tuple[str, ...]:
        """The readings that the very words, the topic, or else the rest of the text leave.

        The words decide between "Insulin" and "Insulins", which fold to one key, and "colds" are
        no temperature: what is a process before all else has no plural."""
        if len(ids) == 1:
            return ids
        if words[-1:] == "s":
            ids = tuple(filter(self._is_countable, ids)) or ids
            if len(ids) == 1:
                return ids
        exact = tuple(i for i in ids if self.names(i)[0].casefold() == words.casefold())
        if len(exact) == 1:
            return exact
        for about in (topic, certain):
            fitting = tuple(i for i in ids if any(self._akin(i, other) for other in about))
            if len(fitting) == 1:
                return fitting
        return ids

    def _is_countable(self, concept_id: str) -> bool:
        entry = self._entry(concept_id)
        return entry is None or entry.semantics[:1] != ("process",)

    def _akin(self, one: str, other: str) -> bool:
        return self.covers(one, other) or self.covers(other, one)

    def _directly_above(self, concept_id: str) -> frozenset[str]:
        entry = self._entry(concept_id)
        if entry is None:
            return frozenset()
        by_tree = {ui for number in entry.tree_numbers for ui in self._mesh.broader(number)}
        return frozenset(by_tree.union(entry.parents) - {concept_id})

    def _respellings(self, text: str, words: Scan) -> dict[int, str]:
        found = {}
        for index, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
            if words.begins[index] and words.closes[index]:
                correct = self._speller.correct(text[start:end])
                if correct:
                    found[index] = correct
        return found


def _long_words(text: str) -> set[str]:
    return {word for word in key(text).split() if len(word) >= _LONG_WORD}


def _respelt(hit: Found, words: Scan, respellings: Mapping[int, str]) -> bool:
    return any(hit.start <= words.starts[index] < hit.end for index in respellings)


@cache
def load() -> Lexicon:
    """The lexicon that is shipped; its files are mapped, not read."""
    return Lexicon(Layer(DATA, MESH), Layer(DATA, OVERLAY), Speller(DATA))
