"""Small validated identifiers of publications and MeSH records."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

Pmid = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,8}$")]
"""A PubMed identifier: a whole number without leading zeros, as text."""

Pmcid = Annotated[str, StringConstraints(pattern=r"^PMC[1-9][0-9]*$")]
"""A PubMed Central identifier with its prefix."""

MeshUi = Annotated[str, StringConstraints(pattern=r"^[CDQ][0-9]{6,9}$")]
"""A MeSH unique identifier: D descriptor, C supplementary record, Q qualifier."""

_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")


def _doi(value: str) -> str:
    if not _DOI.fullmatch(value):
        raise ValueError(f"not a DOI: {value!r}")
    return value


Doi = Annotated[str, AfterValidator(_doi)]
"""A DOI without resolver: `10.` + registrant + `/` + suffix. Compared in lower case."""
