"""The exit codes."""

from __future__ import annotations

from typing import Final

OK: Final = 0
FOUND: Final = 1
"""Something that `--fail-on` names."""
WRONG: Final = 2
"""The command or a setting."""
UNREAD: Final = 3
"""Something could not be read, searched or judged, or was not looked at in time."""
BUG: Final = 4
INTERRUPTED: Final = 130
