"""Where a user's mirror lies."""

from __future__ import annotations

from pathlib import Path


def mirror_folder(named: Path | None) -> Path:
    """The folder that settings name, or `mirror` in the user's data folder."""
    if named is not None:
        return named.expanduser()
    import platformdirs

    return platformdirs.user_data_path("citecheck") / "mirror"
