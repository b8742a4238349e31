"""What `--source` names becomes a source of studies."""

from __future__ import annotations

from pathlib import Path

from citecheck.errors import BadSource
from citecheck.model.search import StudySource
from citecheck.model.settings import Settings
from citecheck.sources.files import read_file, study_files
from citecheck.sources.source import LocalSource
from citecheck.sources.tree import MeshTree, with_uis


def open_source(spec: str, settings: Settings, lexicon: MeshTree) -> StudySource:
    """The source that `spec` names: a file or folder of studies.

    Raises: BadSource, one sentence, if there is none or nothing in it can be used.
    """
    if spec == "entrez" or spec == "mirror" or spec.startswith("mirror:") or "://" in spec:
        raise BadSource(
            f"The source {spec!r} is not available in this version; give a file or folder."
        )
    path = Path(spec).expanduser()
    if path.is_dir():
        return _folder(path, spec, lexicon)
    if not path.exists():
        raise BadSource(f"The source {spec!r} does not exist.")
    studies = [with_uis(study, lexicon) for study in read_file(path, spec)]
    if not studies:
        raise BadSource(f"The source {spec!r} holds no studies.")
    return LocalSource(studies, lexicon, kind="file", detail=spec)


def _folder(path: Path, spec: str, lexicon: MeshTree) -> StudySource:
    studies = [
        with_uis(study, lexicon)
        for file in study_files(path)
        for study in read_file(file, str(Path(spec) / file.relative_to(path)))
    ]
    if not studies:
        raise BadSource(
            f"The folder {spec!r} holds no studies (study JSONL, PubMed XML or MEDLINE text)."
        )
    return LocalSource(studies, lexicon, kind="folder", detail=spec)
