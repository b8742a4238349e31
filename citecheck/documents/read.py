"""Reads a path, an address or standard input. The only door of this room."""

from __future__ import annotations

import re
from pathlib import Path

from citecheck.documents.assemble import identify, without_surrogates
from citecheck.documents.fetch import fetch_alone
from citecheck.documents.kinds import kind_by_name, refused_by_name
from citecheck.documents.parse import Raw, document_of, of_text
from citecheck.errors import DocumentError, UnreadableDocument, UnsupportedFormat
from citecheck.model.document import Document, Unreadable
from citecheck.model.settings import Settings
from citecheck.web.fetch import Fetcher
from citecheck.web.labels import label

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


def is_url(origin: str) -> bool:
    """Whether `origin` is an address and no path; only http and https can be read."""
    return _SCHEME.match(origin) is not None


def read(
    origin: str,
    *,
    stdin: bytes | None = None,
    settings: Settings,
    fetcher: Fetcher | None = None,
) -> Document | Unreadable:
    """The document at a path, at an http(s) address, or on standard input ("-").

    `fetcher` is one to share; without it an address is read by one of its own.
    What cannot be read is an `Unreadable` with the reason in one sentence; nothing is raised.
    """
    try:
        return document_of(_raw(origin, stdin, settings, fetcher), without_surrogates(origin))
    except DocumentError as error:
        return unreadable(origin, error)


def from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002 - named as the field that it fills
    origin: str = "text",
) -> Document:
    """The document of a text in hand, plain or Markdown; of any size and language, also empty."""
    return of_text(text, None, id, origin)


def unreadable(origin: str, error: DocumentError) -> Unreadable:
    """The reason why a document could not be read, as a value."""
    shown = without_surrogates(origin)
    return Unreadable(id=identify(shown), origin=shown, reason=str(error))


def _raw(origin: str, stdin: bytes | None, settings: Settings, fetcher: Fetcher | None) -> Raw:
    most = settings.max_document_bytes
    if origin == "-":
        raw = Raw(stdin or b"", "Standard input")
    elif not is_url(origin):
        return read_file(Path(origin), origin, most)
    elif fetcher is not None:
        return fetch_alone(origin, fetcher, settings)
    else:
        with Fetcher(timeout_s=settings.timeout_s) as own:
            return fetch_alone(origin, own, settings)
    if len(raw.data) > most:
        raise UnreadableDocument(f"{raw.label} is too big: at most {most:,} bytes are read.")
    return raw


def read_file(path: Path, origin: str, most: int) -> Raw:
    """A file of at most `most` bytes, called as `origin` in what is said. Raises: DocumentError."""
    named = label(origin)
    try:
        if path.is_dir():
            raise UnreadableDocument(f"{named} is a folder; name the files in it.")
        what = refused_by_name(path.name) if path.exists() else None
        if what:
            raise UnsupportedFormat(f"{named} is {what}.")
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > most:
                raise UnreadableDocument(
                    f"{named} is too big: it has {size:,} bytes, and at most {most:,} are read."
                )
            data = file.read(most + 1)
            if len(data) > most:
                raise UnreadableDocument(f"{named} is too big: at most {most:,} bytes are read.")
            return Raw(data, named, kind_by_name(path.name))
    except FileNotFoundError as error:
        raise UnreadableDocument(f"There is no file {named}.") from error
    except PermissionError as error:
        raise UnreadableDocument(f"{named} may not be read by this user.") from error
    except ValueError as error:
        raise UnreadableDocument(f"{named} is no name that a file can have.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableDocument(f"{named} cannot be read: {reason}.") from error
