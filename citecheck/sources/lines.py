"""Lines of a byte stream, none of them longer than a record can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from citecheck.errors import BadSource

MAX_LINE_BYTES = 8_000_000
"""No publication is that long; a longer line is no text of studies."""


def bounded_lines(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """The lines with their ends, the first without a byte order mark.

    Raises: BadSource, naming file and line, at a line that is too long.
    """
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            raise BadSource(f"{name}, line {number}: longer than {MAX_LINE_BYTES:,} bytes.")
        yield line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def text_lines(stream: IO[bytes], name: str) -> Iterator[str]:
    """The lines as UTF-8 text.

    Raises: BadSource, naming file and line, at a line that is too long or not UTF-8.
    """
    for number, line in enumerate(bounded_lines(stream, name), start=1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            raise BadSource(f"{name}, line {number}: not UTF-8 text.") from None
