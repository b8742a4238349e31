"""The words that `--fail-on` and `fail_on` take. Light: the help of the command line shows them."""

from __future__ import annotations

from typing import Final

FINDINGS: Final = ("contradicted", "disputed", "unfound", "reference")
NEVER: Final = "never"
FAIL_ON: Final = (*FINDINGS, NEVER)
FAIL_ON_IN_AUDITS: Final = (*(f"new-{word}" for word in FINDINGS), *FAIL_ON)
