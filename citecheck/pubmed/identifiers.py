"""Identifiers as records print them, made plain, or None for what is none."""

from __future__ import annotations

import re

_PMID = re.compile(r"[1-9][0-9]{0,8}")
_PMCID = re.compile(r"PMC[1-9][0-9]*")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_DOI_RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_MESH_UI = re.compile(r"[CDQ][0-9]{6,9}")


def clean_pmid(text: str | None) -> str | None:
    """A PMID without white space and leading zeros."""
    return _whole(_PMID, (text or "").strip().lstrip("0"))


def clean_pmcid(text: str | None) -> str | None:
    """A PMCID with its prefix in capitals."""
    return _whole(_PMCID, (text or "").strip().upper())


def clean_doi(text: str | None) -> str | None:
    """A DOI without resolver or label, its case kept."""
    return _whole(_DOI, _DOI_RESOLVER.sub("", (text or "").strip(), count=1))


def clean_mesh_ui(text: str | None) -> str | None:
    """A MeSH unique identifier."""
    return _whole(_MESH_UI, (text or "").strip())


def _whole(form: re.Pattern[str], text: str) -> str | None:
    return text if form.fullmatch(text) else None
