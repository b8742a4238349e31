"""Every setting, as one plain value. Reading them from files and flags is `citecheck.config`'s."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr

from citecheck.model.accepted import Accepted
from citecheck.model.audit_settings import AuditSettings
from citecheck.model.base import Frozen
from citecheck.model.watch import Watch


class Settings(Frozen):
    """What a run may be told; the defaults are those of the command line."""

    sources: tuple[str, ...] = ("entrez",)
    """Where studies are searched; they add up. In files also `source`, for one."""
    judge: str = "rules"
    """What finds each study's stance: rules, model, llm, model:FOLDER or model:ORG/NAME."""
    max_studies: int = Field(default=40, ge=1, le=9_999)
    """How many of a claim's ranked matches are read."""
    published_before: str | None = None
    """ISO date; studies published later are not searched."""
    offline: bool = False
    """Whether no server is asked: of PubMed only what the cache holds."""
    refresh: bool = False
    """Whether what the cache holds is asked again."""
    fail_on: tuple[str, ...] = ("contradicted",)
    """What ends a run with exit code 1: contradicted, disputed, unfound, reference; or never."""
    max_document_bytes: int = Field(default=10_000_000, ge=1_000)
    """How big a document may be, as it comes and unpacked."""
    timeout_s: float = Field(default=60.0, gt=0, le=86_400)
    """When a claim is given up if the source does not answer."""
    allow_private: bool = False
    """Whether addresses given to be read may be loopback or private ones."""
    watch: tuple[Watch, ...] = ()
    """What audits watch: the `[[watch]]` tables."""
    audit: AuditSettings = AuditSettings()
    """How audits go: the `[audit]` table."""
    cache_dir: Path | None = None
    """Where PubMed's replies are kept; None: cache/ in a checkout, else the user's folder."""
    mirror_dir: Path | None = None
    """Where the mirror lies that `--source mirror` searches; None: the user's data folder."""
    bulk_url: str | None = None
    """Where baseline/ and updatefiles/ of PubMed are fetched, if not from NLM."""
    cluster_password: SecretStr | None = None
    """Of the user that a cluster's address names."""
    eutils_url: str | None = None
    """The base of PubMed's E-utilities, if not NCBI's."""
    ncbi_email: str | None = None
    """Sent to NCBI with each request, so that it can write before it blocks anybody."""
    ncbi_api_key: str | None = Field(default=None, repr=False)
    """NCBI's key: ten requests a second instead of three. Keep it in the environment."""
    pace_store: str | None = Field(default=None, repr=False)
    """The URL of a PostgreSQL where workers on several machines share their pace toward PubMed."""
    llm_url: str | None = None
    """The base address of the judge llm, to which /chat/completions is added."""
    llm_model: str | None = None
    """Which model the judge llm asks for."""
    llm_key: SecretStr | None = None
    """Sent to it as a bearer token. Keep it in the environment."""
    llm_max_requests: int = Field(default=1_000, ge=1)
    """Requests to the judge llm in one run; the pairs left over are not judged."""
    llm_max_tokens: int = Field(default=1_000_000, ge=1)
    """Tokens, of questions and answers together, in one run of the judge llm."""
    llm_threads: int = Field(default=8, ge=1, le=64)
    """How many pairs of a claim the judge llm is asked at a time."""
    review_author: str | None = None
    """Who signs the drafts of ClaimReview."""
    review_url: str | None = None
    """The page on which the review will stand."""
    accepted: tuple[Accepted, ...] = ()
    """Claims that an editor lets stand, each as its fingerprint, a space and the reason; or as a
    table of `claim`, `reason` and `by`, for who decided it.

    They are still checked and shown; SARIF marks them as suppressed.
    """
