"""How a readable report is to be drawn."""

from __future__ import annotations

from pydantic import Field

from citecheck.model.accepted import Accepted
from citecheck.model.base import Frozen


class View(Frozen):
    """What a caller knows of the place where the text will be read.

    `searches` adds every search; `verbose` adds all there is. `encoding` is that of the
    stream: what it cannot carry is written in ASCII. `review_author` and `review_url` sign
    drafts of ClaimReview; `accepted` are claims that an editor has let stand. `folder` is where
    the run began and `root` the repository around it, both absolute, for formats that name
    files by their place in the repository.
    """

    width: int = Field(default=80, ge=1)
    colour: bool = False
    encoding: str = "utf-8"
    searches: bool = False
    verbose: bool = False
    review_author: str | None = None
    review_url: str | None = None
    accepted: tuple[Accepted, ...] = ()
    folder: str | None = None
    root: str | None = None
