"""Standard output and error, as whoever started us left them."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def hold() -> None:
    """Let streams that were closed (`>&-`) lead nowhere.

    The next file that is opened would get their number, and what is meant for a terminal would
    go into it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def hush() -> None:
    """Let what is still on its way to standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
