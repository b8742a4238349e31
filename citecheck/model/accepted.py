"""A claim that an editor lets stand."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from citecheck.model.base import Frozen


class Accepted(Frozen):
    """Which claim is let stand, why, and who decided it; also written as a line.

    As a line it is the claim's fingerprint, a space and the reason.
    """

    claim: str = Field(min_length=1)
    """The claim's fingerprint."""
    reason: str = Field(min_length=1)
    by: str | None = None
    """Who decided it; None is "the editors"."""

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        claim, _, reason = given.strip().partition(" ")
        if not reason:
            raise PydanticCustomError("line", "a line is a fingerprint, a space and the reason")
        return {"claim": claim, "reason": reason.strip()}
