"""The index of a mirror on disk: one writer, and a manifest that is committed with the records."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.errors import MirrorError
from citecheck.mirror.damage import without_panic
from citecheck.mirror.manifest import FORMAT, AppliedFile, Manifest
from citecheck.mirror.presence import Presence
from citecheck.mirror.settle import last_words, no_counts
from citecheck.mirror.space import out_of_space
from citecheck.model.closing import Closing
from citecheck.sources import schema
from citecheck.sources.entry import document

if TYPE_CHECKING:
    import tantivy

    from citecheck.mirror.parsing import Parsed, Step

HEAP_BYTES = 120_000_000
"""What the writer may hold before it starts another segment."""
THREADS = 1
"""Of the engine: it indexes a record in less time than one is parsed, and in one segment a word's
postings are written once."""
_MANIFEST = "manifest"
_OTHER_FORM = (
    "The mirror was written by another version of citecheck; remove its folder and create it anew."
)
_LONGEST_REASON = 200
"""Of what the engine says, which may repeat a whole file."""


class Store(Closing):
    """The writing side of one index; a context manager, since only one may write.

    A file is applied whole or not at all: records and manifest become visible in one commit.
    Raises: MirrorError if the folder cannot be used or another process writes there.
    """

    def __init__(
        self, folder: Path, *, threads: int = THREADS, heap_bytes: int = HEAP_BYTES
    ) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with without_panic():
                self._index = schema.new_index(str(folder))
                self._writer = self._index.writer(heap_size=heap_bytes, num_threads=threads)
        except (ValueError, OSError) as error:
            raise _refusal(folder, error) from None
        self.manifest = read_manifest(self._index)
        self._presence = Presence(folder / "pmids.bits", empty=not self.manifest.files)
        self._versions = dict(self.manifest.versions)

    def close(self) -> None:
        """Wait for merges to end and let another process write."""
        with suppress(ValueError, OSError), without_panic():
            self._writer.wait_merging_threads()

    def apply(self, name: str, md5: str, dated: str, parsed: Iterable[Parsed]) -> AppliedFile:
        """Everything that one file says, committed as a whole.

        Raises: what `parsed` raises, and MirrorError if the disk is full; nothing of the file
        is then in the index.
        """
        counts = no_counts()
        try:
            with without_panic():
                for piece in parsed:
                    counts["unreadable"] += len(piece.unreadable)
                    self._apply(piece.steps, counts)
                file = AppliedFile(name=name, md5=md5, dated=dated, **counts)
                self._commit(self.manifest.with_file(file, self._versions))
        except BaseException as error:
            self._undo()
            if isinstance(error, ValueError | OSError):
                raise _refusal(self.folder, error) from None
            raise
        return file

    def keep(self, manifest: Manifest) -> None:
        """Replace the manifest alone. Raises: MirrorError."""
        if manifest == self.manifest:
            return
        try:
            with without_panic():
                self._commit(manifest)
        except (ValueError, OSError) as error:
            raise _refusal(self.folder, error) from None

    def _apply(self, steps: list[Step], counts: dict[str, int]) -> None:
        last = last_words(steps, self._versions, counts)
        outdated = [pmid for pmid in last if self._presence.add(pmid)]
        if outdated:
            self._delete(outdated)
        for entry in last.values():
            if entry is not None:
                self._writer.add_document(document(entry))

    def _delete(self, pmids: list[int]) -> None:
        # By query: the engine's deletion by term finds nothing in a field of numbers.
        import tantivy

        self._writer.delete_documents_by_query(
            tantivy.Query.term_set_query(self._index.schema, schema.NUMBER, pmids)
        )

    def _commit(self, manifest: Manifest) -> None:
        import tantivy

        old = tantivy.Query.term_query(self._index.schema, schema.TERMS, _MANIFEST)
        self._writer.delete_documents_by_query(old)
        entry = tantivy.Document()
        entry.add_text(schema.TERMS, _MANIFEST)
        entry.add_bytes(schema.RECORD, manifest.model_dump_json().encode())
        self._writer.add_document(entry)
        self._presence.save()
        self._writer.commit()
        self.manifest = manifest

    def _undo(self) -> None:
        self._versions = dict(self.manifest.versions)
        with suppress(ValueError, OSError), without_panic():
            self._writer.rollback()


def open_index(folder: Path) -> tantivy.Index:
    """The index of a mirror, for reading.

    Raises: MirrorError if there is none, or it was written in another form.
    """
    import tantivy

    try:
        with without_panic():
            if not tantivy.Index.exists(str(folder)):
                raise MirrorError(f"There is no mirror at {str(folder)!r}.")
            return schema.new_index(str(folder))
    except (ValueError, OSError) as error:
        raise _refusal(folder, error) from None


def read_manifest(index: tantivy.Index) -> Manifest:
    """What the index says that it has read; an empty manifest for a new one.

    Raises: MirrorError for an index that is not a mirror's or of another format.
    """
    import tantivy

    try:
        with without_panic():
            index.reload()
            searcher = index.searcher()
            asked = tantivy.Query.term_query(index.schema, schema.TERMS, _MANIFEST)
            hits = searcher.search(asked, limit=1).hits
            if not hits:
                return Manifest()
            stored = searcher.doc(hits[0][1])[schema.RECORD][0]
    except (ValueError, OSError, LookupError) as error:
        said = " ".join(str(error).split())[:_LONGEST_REASON]
        raise MirrorError(f"The mirror cannot be read: {said}.") from None
    try:
        manifest = Manifest.model_validate_json(stored)
    except ValueError:
        raise MirrorError(_OTHER_FORM) from None
    if manifest.format != FORMAT:
        raise MirrorError(_OTHER_FORM)
    return manifest


def _refusal(folder: Path, error: Exception) -> MirrorError:
    if out_of_space(folder, error):
        return MirrorError(f"The disk that holds {str(folder)!r} is full.")
    if "LockBusy" in str(error):
        return MirrorError(f"Another process is writing to the mirror at {str(folder)!r}.")
    if "schema does not match" in str(error):
        return MirrorError(_OTHER_FORM)
    said = " ".join(str(getattr(error, "strerror", None) or error).split())
    reason = said[:_LONGEST_REASON] or type(error).__name__
    return MirrorError(f"The mirror at {str(folder)!r} cannot be used: {reason}.")
