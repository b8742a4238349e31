"""How a readable report is to be drawn."""

from __future__ import annotations

from pydantic import Field

from citecheck.model.base import Frozen


class View(Frozen):
    """What a caller knows of the place where the text will be read.

    `searches` adds every search; `verbose` adds all there is. `encoding` is that of the
    stream: what it cannot carry is written in ASCII.
    """

    width: int = Field(default=80, ge=1)
    colour: bool = False
    encoding: str = "utf-8"
    searches: bool = False
    verbose: bool = False
