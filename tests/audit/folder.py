"""A site in a folder: an audit of Markdown files, read without any server.

The functions are those of a module, so that they can be sent to processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from citecheck.audit import worker
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import PageRead, PageTask
from citecheck.documents.read import read
from citecheck.model.document import Unreadable
from citecheck.model.settings import Settings
from citecheck.model.watch import Fetched, Listed, Trouble, Validators, Watch


def list_files(watch: Watch, settings: Settings) -> Iterator[Listed | Trouble]:
    """The Markdown files of the watch's folder."""
    for path in sorted(Path(watch.folder).glob("*.md")):
        yield Listed(origin=path.name, watch=watch.name, by="file")


def read_file(task: PageTask, orders: worker.Orders) -> PageRead:
    """One of them, by its bytes as the validator."""
    path = Path(task.watch.folder) / task.listed.origin
    if not path.exists():
        return PageRead(page=task.page, outcome="gone", reason="There is no such file.")
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    validators = Validators(content=content)
    if task.validators == validators:
        return PageRead(page=task.page, outcome="unchanged", validators=validators)
    document = read(str(path), settings=orders.settings)
    if isinstance(document, Unreadable):
        return PageRead(page=task.page, outcome="unreadable", reason=document.reason)
    fetched = Fetched(
        document=document,
        validators=validators,
        final_origin=task.listed.origin,
    )
    return worker.outcome_of(task, fetched)


FOLDER = Tasks(listing=list_files, read=read_file)
