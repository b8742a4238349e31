"""The exit codes."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Nothing that `--fail-on` names."""
FOUND: Final = 1
"""Something that `--fail-on` names; without it, a contradicted claim."""
WRONG: Final = 2
"""The command or a setting is wrong; nothing was checked."""
UNREAD: Final = 3
"""Something could not be read, searched or judged, or was not looked at in time; the rest was
still checked."""
BUG: Final = 4
"""A bug of citecheck."""
INTERRUPTED: Final = 130
"""Somebody pressed Ctrl-C. No server is waited for; what was answered is in the cache, and the
next run of an audit goes on from there."""
