"""How `--source` spells what it names."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["entrez", "mirror", "cluster", "path", "unknown"]

ENTREZ: Final = "entrez"
MIRROR: Final = "mirror"
"""The mirror that settings name; with a colon and a folder behind it, the one in that folder."""
CLUSTER: Final = "opensearch+"
"""What stands before the address of a cluster."""


def kind_of(spec: str) -> Kind:
    """What a source is: a path where nothing else is named, "unknown" for any other address."""
    if spec == ENTREZ:
        return "entrez"
    if spec == MIRROR or spec.startswith(f"{MIRROR}:"):
        return "mirror"
    if spec.startswith(CLUSTER):
        return "cluster"
    return "unknown" if "://" in spec else "path"
