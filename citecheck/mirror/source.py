"""A mirror as a source of studies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from citecheck.errors import BadSource, MirrorError, QueryRejected, SourceUnavailable
from citecheck.mirror.damage import without_panic
from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Manifest
from citecheck.mirror.store import open_index, read_manifest
from citecheck.model.query import Query
from citecheck.model.search import Fetched, SearchResult, SourceInfo
from citecheck.model.study import Study
from citecheck.sources import schema
from citecheck.sources.engine import Engine
from citecheck.sources.receipts import Receipts, utc_now
from citecheck.sources.spelling import MIRROR
from citecheck.sources.tree import MeshTree


class MirrorSource:
    """PubMed's records on this disk, as the mirror stood when it was opened.

    Thread-safe. Raises: MirrorError if there is no mirror to open.
    """

    def __init__(
        self, folder: Path, tree: MeshTree, *, now: Callable[[], datetime] = utc_now
    ) -> None:
        current = Library(folder).current
        if current is None:
            raise MirrorError(f"There is no mirror at {str(folder)!r}.")
        index = open_index(current)
        self.manifest: Manifest = read_manifest(index)
        self._engine = Engine(index, tree)
        self._schema = index.schema
        records = max(0, self._engine.searcher.num_docs - 1)
        detail = self.manifest.told_of(f"{MIRROR}:{folder}")
        self._receipts = Receipts(detail, now)
        self._info = SourceInfo(
            kind="mirror",
            detail=detail,
            data_as_of=self.manifest.data_as_of,
            records=records,
        )

    @property
    def info(self) -> SourceInfo:
        """Where the mirror lies, the date of its data, its size, and what it lacks."""
        return self._info

    def search(self, query: Query, *, limit: int) -> SearchResult:
        """The keys of the best `limit` matches and the exact count; `limit` 0 only counts.

        Raises: QueryRejected for what PubMed could not run or a mirror cannot honour,
        SourceUnavailable if the index cannot be read.
        """
        try:
            with without_panic():
                count, numbers = self._engine.search(query, limit)
        except OSError as error:
            raise SourceUnavailable(f"The mirror cannot be read: {error}.") from None
        except ValueError as error:
            raise QueryRejected(f"The mirror cannot run this search: {error}.") from None
        return self._receipts.search(query, count, tuple(map(str, numbers)))

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The records of these PMIDs, in the order asked.

        Raises: SourceUnavailable if the index cannot be read.
        """
        try:
            with without_panic():
                found = {key: self._study(key) for key in dict.fromkeys(keys)}
        except (OSError, ValueError) as error:
            said = " ".join(str(error).split())[:200]
            raise SourceUnavailable(f"The mirror cannot be read: {said}.") from None
        studies = tuple(study for key in keys if (study := found[key]) is not None)
        receipt = self._receipts.records(keys, tuple(study.key for study in studies))
        return Fetched(
            studies=studies,
            missing=tuple(key for key in keys if found[key] is None),
            asked=dict.fromkeys(keys, receipt),
        )

    def close(self) -> None:
        """Nothing to give back: the index goes with the object."""

    def _study(self, key: str) -> Study | None:
        import tantivy

        if not key.isascii() or not key.isdecimal() or len(key) > 18:
            return None
        asked = tantivy.Query.term_query(self._schema, schema.NUMBER, int(key))
        hits = self._engine.searcher.search(asked, limit=1, count=False).hits
        if not hits:
            return None
        stored = self._engine.searcher.doc(hits[0][1])[schema.RECORD]
        return Study.model_validate_json(stored[0])


def open_mirror(spec: str, folder: Path, tree: MeshTree) -> MirrorSource:
    """The mirror that `--source mirror` (the one at `folder`) or `mirror:PATH` names.

    Raises: BadSource, one sentence, if there is none.
    """
    named = spec.removeprefix(MIRROR).removeprefix(":")
    try:
        return MirrorSource(Path(named).expanduser() if named else folder, tree)
    except (MirrorError, RuntimeError) as error:
        raise BadSource(f"{error} `citecheck mirror create` makes one.") from None
