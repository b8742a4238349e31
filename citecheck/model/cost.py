"""What a judge has cost that asks a server."""

from __future__ import annotations

from pydantic import Field

from citecheck.model.base import Frozen


class JudgeCost(Frozen):
    """Requests sent and tokens used. A judge that asks nobody has none.

    The tokens are those that the server counted. `unmetered` replies did not say: theirs are
    estimated, and in the sums.
    """

    requests: int = Field(default=0, ge=0)
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    unmetered: int = Field(default=0, ge=0)
