"""The studies of several files as one list: the latest of each, deletions applied."""

from __future__ import annotations

from pathlib import Path

from citecheck.model.collector import collector_paused
from citecheck.model.study import Study
from citecheck.pubmed.parse import Deletion, latest
from citecheck.sources.files import read_file, study_files
from citecheck.sources.tree import MeshTree, UiResolver

_GONE = 1_000_000
"""A version above all others: what a later file deletes is not read from earlier ones."""


def studies_of(path: Path, name: str, tree: MeshTree) -> list[Study]:
    """The studies of a file or folder; `name` is what messages call it.

    Of several records with one key the highest version stands, and of equal versions
    the last in the last file, in the order of their paths.

    Raises: BadSource if a file cannot be read or is broken.
    """
    files = study_files(path, name) if path.is_dir() else [path]
    kept: list[Study] = []
    known: dict[str, int] = {}
    resolver = UiResolver(tree)
    with collector_paused():
        # From the last file to the first, so that what is outdated is never built.
        for file in reversed(files):
            kept += map(resolver.resolve, _new_in(file, path, name, known))
    return kept


def _new_in(file: Path, path: Path, name: str, known: dict[str, int]) -> list[Study]:
    """The studies of one file that no later file has; adds them and deletions to `known`."""
    below = file != path
    shown = str(Path(name, file.relative_to(path))) if below else name
    units = list(read_file(file, shown, known=known, skip_others=below))
    new = [unit for unit in latest(units) if known.get(unit.key, 0) < unit.version]
    known.update((unit.key, unit.version) for unit in new)
    for unit in units:
        if isinstance(unit, Deletion):
            known.update(dict.fromkeys(unit.pmids, _GONE))
    return [unit.study for unit in new]
