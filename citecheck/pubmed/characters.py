"""The characters that PubMed reads as syntax, so that no word of a search can hold them."""

from __future__ import annotations

import re

SYNTAX = re.compile(r"[\"“”„«»\[\](){}*~|:=#\\/\x00-\x1f\x7f]")
IDENTIFIER_SYNTAX = re.compile(r"[\"\[\]*~|\x00-\x20\x7f]")
WILD_SYNTAX = re.compile(r"[\"“”„«»\[\](){}~|:=#\\/\x00-\x1f\x7f]")
NAME_SYNTAX = re.compile(r"[\"“”„«»\[\]{}*~|:#\\/\x00-\x1f\x7f]")
