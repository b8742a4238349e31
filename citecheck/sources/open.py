"""What `--source` names becomes a source of studies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from citecheck.errors import BadSource
from citecheck.model.search import StudySource
from citecheck.sources.collect import studies_of
from citecheck.sources.files import STUDY_FILES
from citecheck.sources.source import LocalSource
from citecheck.sources.spelling import CLUSTER, ENTREZ, MIRROR, kind_of
from citecheck.sources.tree import MeshTree

_NO_PATH: Final = (
    "The source {spec!r} is no file or folder; besides those there are "
    f"{ENTREZ} (PubMed itself), {MIRROR}, {MIRROR}:PATH and {CLUSTER}https://..."
)


def open_source(spec: str, lexicon: MeshTree) -> StudySource:
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
    if kind_of(spec) != "path":
        raise BadSource(_NO_PATH.format(spec=spec))
    try:
        path = Path(spec).expanduser()
        if spec and path.exists():
            return path
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadSource(f"The source {spec!r} cannot be read: {reason}.") from None
    if spec.isalnum():  # a bare word may be meant for another source ("pubmed")
        raise BadSource(_NO_PATH.format(spec=spec))
    raise BadSource(f"The source {spec!r} does not exist.")
