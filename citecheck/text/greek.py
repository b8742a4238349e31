"""Greek letters by name, as records spell them too: β-carotene, beta-carotene."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    dict(
        zip(
            "αβγδεζηθικλμνξοπρστυφχψως",
            (
                "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
                "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi",
                "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "sigma",
            ),
            strict=True,
        )
    )
)  # fmt: skip
"""The small letters, the sigma at the end of a word among them."""
