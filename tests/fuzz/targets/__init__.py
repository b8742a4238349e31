"""Every reader of untrusted bytes, by name."""

from __future__ import annotations

from typing import Final

from tests.fuzz.target import Target
from tests.fuzz.targets import (
    claims,
    cluster,
    documents,
    entrez,
    judges,
    ledgers,
    mirror,
    pubmed,
    reports,
    settings,
    studies,
    web,
)

TARGETS: Final = (
    *documents.TARGETS,
    *claims.TARGETS,
    *pubmed.TARGETS,
    *studies.TARGETS,
    *entrez.TARGETS,
    *settings.TARGETS,
    *ledgers.TARGETS,
    *reports.TARGETS,
    *judges.TARGETS,
    *web.TARGETS,
    *mirror.TARGETS,
    *cluster.TARGETS,
)


def target_of(name: str) -> Target:
    """The target of this name. Raises: SystemExit, which names those that there are."""
    for target in TARGETS:
        if target.name == name:
            return target
    raise SystemExit(f"no target {name!r}; there are {', '.join(t.name for t in TARGETS)}")
