"""What an audit watches, the pages that it lists, and what came of reading one."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from citecheck.model.base import Frozen
from citecheck.model.document import Document, Unreadable

ListedBy = Literal["file", "url", "list", "sitemap", "feed"]
"""What named a page. A feed forgets: a page that left it is not gone."""


MOST_DAYS = 36_500
"""A hundred years: never, as audits go."""


class Manners(Frozen):
    """How citecheck behaves toward the servers that it reads pages from."""

    opens_private: ClassVar[str] = "--allow-private (allow_private)"
    """What lets loopback and private addresses be read, as the user writes it."""
    user_agent: str | None = Field(default=None, pattern=r"^[\x20-\x7e]{1,300}$")
    """Sent with every request, and what robots.txt is asked for; by default citecheck's own."""
    concurrency: int = Field(default=2, ge=1, le=32)
    """Requests that one server gets at a time."""
    crawl_delay_s: float = Field(default=0.0, ge=0, le=60)
    """Pause between two requests to a server; a longer one that robots.txt asks for holds."""
    respect_robots: bool = True
    """Whether robots.txt is asked and heeded."""
    allow_private: bool = False
    """Whether loopback and private addresses are read. Link-local ones and those that serve
    a cloud's credentials never are."""


class Watch(Manners):
    """One `[[watch]]` table of citecheck.toml: where pages come from and how often they are read.

    `files` are globs; `lists` are files of one address or path a line, or addresses of such.
    Relative paths start at `folder`, which is that of the configuration file. `include` and
    `exclude` are globs on the origin as it is listed: a page is watched if it matches one of
    `include` (or there is none) and none of `exclude`; `*` matches `/` too.
    """

    opens_private: ClassVar[str] = "allow_private = true in citecheck.toml"
    name: str = Field(min_length=1, max_length=80)
    """What reports call it; each watch has its own."""
    folder: str = ""
    files: tuple[str, ...] = ()
    """Globs of files."""
    urls: tuple[str, ...] = ()
    """Addresses of pages."""
    sitemaps: tuple[str, ...] = ()
    """Addresses or paths of sitemaps, nested and gzipped ones too."""
    feeds: tuple[str, ...] = ()
    """Addresses or paths of RSS or Atom feeds."""
    lists: tuple[str, ...] = ()
    """Addresses or paths of lists, an address or path a line."""
    include: tuple[str, ...] = ()
    """Globs of which a page must match one."""
    exclude: tuple[str, ...] = ()
    """Globs of which a page may match none."""
    interval_days: float = Field(default=1.0, ge=0, le=MOST_DAYS)
    """How old the last reading of a page may be before it is read again."""
    recheck_days: float = Field(default=30.0, gt=0, le=MOST_DAYS)
    """The age at which a verdict is due again though its page did not change."""
    max_page_bytes: int = Field(default=10_000_000, ge=1_000, le=100_000_000)
    """How big a page may be, as it comes and unpacked."""
    max_pages: int = Field(default=100_000, ge=1, le=10_000_000)
    """How many pages are watched, the first that are listed."""


class Listed(Frozen):
    """One page to watch. `origin` is its address, or its path relative to the watch's folder."""

    origin: str
    watch: str
    by: ListedBy
    modified: str | None = None
    """When the sitemap or feed says that it changed last, ISO 8601 in UTC; often wrong."""


class Trouble(Frozen):
    """Why a part of a listing could not be had, in one sentence.

    Where one is `incomplete`, pages that the listing does not name are not gone.
    """

    watch: str
    source: str
    reason: str
    incomplete: bool = True


class Validators(Frozen):
    """What tells whether a page changed since it was read.

    `etag` and `last_modified` are the server's headers as they came, or those that a file's
    size and time make; `content` is the SHA-256 of the bytes, for servers that say neither.
    """

    etag: str | None = None
    last_modified: str | None = None
    content: str | None = None


class Fetched(Frozen):
    """A page that was read."""

    document: Document
    validators: Validators
    final_origin: str
    """The address that the redirects led to; the origin itself where there was none."""


class NotModified(Frozen):
    """The page is what it was when `validators` were given; keep those in here from now on."""

    validators: Validators


class Gone(Frozen):
    """There is no such page any more: 404 or 410, or a file that is not there (status 404)."""

    status: int
    reason: str


Reading = Fetched | NotModified | Gone | Unreadable
"""What came of reading one listed page; `Unreadable` may be for the moment only."""
