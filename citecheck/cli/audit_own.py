"""The files of an audit itself, which are no pages to watch."""

from __future__ import annotations

from collections.abc import Iterable
from glob import escape
from pathlib import Path

from citecheck.model.settings import Settings
from citecheck.model.watch import Watch


def sparing(settings: Settings, written: Iterable[Path]) -> Settings:
    """The settings with the audit's own files watched by none, whatever its patterns say.

    A summary, a ledger or a configuration that lies beside the pages would else be one of them.
    """
    ledger = settings.audit.ledger
    own = [escape(str(path.resolve())) for path in written]
    if "://" not in ledger:
        # With its lock and its journals.
        own.append(f"{escape(str(Path(ledger).resolve()))}*")
    watches = tuple(
        watch.model_copy(update={"exclude": (*watch.exclude, *_as_listed(watch, own))})
        for watch in settings.watch
    )
    return settings.model_copy(update={"watch": watches})


def _as_listed(watch: Watch, own: list[str]) -> list[str]:
    """The patterns of files by their whole path, and as they lie in the folder of the watch."""
    folder = f"{escape(str(Path(watch.folder).resolve()))}/"
    below = [each.removeprefix(folder) for each in own if each.startswith(folder)]
    return [*own, *below, "citecheck.toml"]
