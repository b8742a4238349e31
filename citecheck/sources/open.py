"""What `--source` names becomes a source of studies."""

from __future__ import annotations

from pathlib import Path

from citecheck.errors import BadSource
from citecheck.model.search import StudySource
from citecheck.model.settings import Settings
from citecheck.sources.collect import studies_of
from citecheck.sources.files import STUDY_FILES
from citecheck.sources.source import LocalSource
from citecheck.sources.tree import MeshTree


def open_source(spec: str, settings: Settings, lexicon: MeshTree) -> StudySource:
    """The source that `spec` names: a file or folder of studies.

    Raises: BadSource, one sentence, if there is none or nothing in it can be used.
    """
    path = existing(spec)
    kind = "folder" if path.is_dir() else "file"
    studies = studies_of(path, spec, lexicon)
    if not studies:
        raise BadSource(f"The {kind} {spec!r} holds no studies ({STUDY_FILES}).")
    return LocalSource(studies, lexicon, kind=kind, detail=spec)


def existing(spec: str) -> Path:
    """The file or folder that `spec` names, which nobody has looked into yet.

    Raises: BadSource, one sentence, if there is none.
    """
    if spec in ("entrez", "mirror") or spec.startswith("mirror:") or "://" in spec:
        raise BadSource(
            f"The source {spec!r} is not available in this version; give a file or a folder."
        )
    try:
        path = Path(spec).expanduser()
        if spec and path.exists():
            return path
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadSource(f"The source {spec!r} cannot be read: {reason}.") from None
    raise BadSource(f"The source {spec!r} does not exist.")
