"""The writing side of an index in a cluster."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from citecheck.cluster.connect import Address, connect, short, translated
from citecheck.cluster.layout import MANIFEST, body_of, index_template
from citecheck.cluster.replies import Version, read_manifest, read_written
from citecheck.errors import MirrorError, QueryRejected, SourceUnavailable
from citecheck.mirror.bring import apply_files, files_of, prepare
from citecheck.mirror.manifest import AppliedFile, Manifest
from citecheck.mirror.parsing import Parsed
from citecheck.mirror.selection import Selection
from citecheck.mirror.settle import last_words, no_counts
from citecheck.mirror.update import OnStep, ignore
from citecheck.mirror.work import Work
from citecheck.model.closing import Closing
from citecheck.sources.entry import Entry

_CHUNK = 500
_CHUNK_BYTES = 10_000_000


class ClusterStore(Closing):
    """Puts files into an index of a cluster, which it makes where there is none.

    `loaders` chunks are sent at a time. A file counts as read once all of it is in: after a kill
    it is sent again, which changes nothing that was in already. Of two processes that write at
    once, the one that comes second to the manifest stops.
    Raises: MirrorError if the cluster does not answer or refuses.
    """

    def __init__(
        self,
        address: Address,
        *,
        loaders: int = 2,
        shards: int = 1,
        replicas: int = 1,
        timeout_s: float = 60.0,
    ) -> None:
        self._address, self._loaders = address, loaders
        self._client = connect(address, timeout_s=timeout_s, patient=True)
        with _as_mirror_error(address):
            if not self._client.indices.exists(index=address.index):
                self._create(shards, replicas)
            kept = self._client.get(index=address.files, id=MANIFEST, ignore=404)
            self._known: Version | None = None
            self.manifest = Manifest()
            if kept.get("found"):
                self.manifest, self._known = read_manifest(kept)
        self._versions = dict(self.manifest.versions)

    def apply(self, name: str, md5: str, dated: str, parsed: Iterable[Parsed]) -> AppliedFile:
        """Everything that one file says.

        Raises: what `parsed` raises, before anything was sent; MirrorError.
        """
        counts = no_counts()
        versions = dict(self._versions)
        last: dict[int, Entry | None] = {}
        for piece in parsed:
            counts["unreadable"] += len(piece.unreadable)
            last |= last_words(piece.steps, versions, counts)
        with _as_mirror_error(self._address):
            self._send(last)
            self._client.indices.refresh(index=self._address.index)
        file = AppliedFile(name=name, md5=md5, dated=dated, **counts)
        self.keep(self.manifest.with_file(file, versions))
        self._versions = versions
        return file

    def keep(self, manifest: Manifest) -> None:
        """Replace the manifest, unless another process has. Raises: MirrorError."""
        if manifest == self.manifest and self._known:
            return
        unchanged: dict[str, Any] = (
            {"if_seq_no": self._known.number, "if_primary_term": self._known.term}
            if self._known
            else {"op_type": "create"}
        )
        with _as_mirror_error(self._address):
            written = self._client.index(
                index=self._address.files,
                id=MANIFEST,
                body={"json": manifest.model_dump_json()},
                params={name: str(value) for name, value in unchanged.items()},
                refresh=True,
            )
            self._known = read_written(written)
        self.manifest = manifest

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _create(self, shards: int, replicas: int) -> None:
        template = index_template(self._address.index, shards=shards, replicas=replicas)
        self._client.indices.put_index_template(name=self._address.index, body=template)
        self._client.indices.create(index=self._address.index)
        files = {"mappings": {"dynamic": False}, "settings": {"number_of_replicas": replicas}}
        self._client.indices.create(index=self._address.files, body=files, ignore=400)

    def _send(self, last: dict[int, Entry | None]) -> None:
        from opensearchpy.helpers import parallel_bulk

        sent = parallel_bulk(
            self._client,
            self._actions(last),
            thread_count=self._loaders,
            chunk_size=_CHUNK,
            max_chunk_bytes=_CHUNK_BYTES,
            raise_on_error=False,
        )
        # What was not there to be deleted is no failure.
        failed = deque((item for ok, item in sent if not ok and not _was_absent(item)), maxlen=1)
        if failed:
            [(action, detail)] = failed[0].items()
            reason = detail.get("error")
            said = str(reason.get("reason") if isinstance(reason, dict) else reason)
            raise MirrorError(
                f"The cluster {self._address.shown} did not take a record ({action}): "
                f"{short(said)}."
            )

    def _actions(self, last: dict[int, Entry | None]) -> Iterator[dict[str, Any]]:
        for pmid, entry in last.items():
            action = {"_index": self._address.index, "_id": str(pmid)}
            if entry is None:
                yield {**action, "_op_type": "delete"}
            else:
                yield {**action, "_op_type": "index", "_source": body_of(entry)}


def bring_to_cluster(
    store: ClusterStore,
    paths: Sequence[Path],
    work: Work,
    *,
    selection: Selection | None = None,
    on_step: OnStep = ignore,
) -> Manifest:
    """The cluster after these files and folders, as `mirror.bring.bring` has it.

    Raises: MirrorError (no file, files of two years, a cluster that does not answer).
    """
    files, year = files_of(paths)
    prepare(store, year, selection)
    apply_files(store, files, work, on_step)
    return store.manifest


def _was_absent(item: dict[str, Any]) -> bool:
    return bool(item.get("delete", {}).get("status") == 404)


@contextmanager
def _as_mirror_error(address: Address) -> Iterator[None]:
    from opensearchpy.exceptions import ConflictError

    try:
        with translated(address):
            try:
                yield
            except ConflictError:
                raise MirrorError(
                    f"Another process wrote to {address.shown} at the same time; start again."
                ) from None
    except (SourceUnavailable, QueryRejected) as error:
        raise MirrorError(str(error)) from None
