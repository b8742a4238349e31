"""Takes a PDF file from standard input apart; runs alone, in a process of its own.

Whoever made the file decides what reading it costs, so it is read where it can be stopped:
with pypdf's own limits drawn tight, a limit of memory and one of computing time. It writes one
line of JSON for the file, one for each page as it is done, and one for how it ended. It imports
nothing of citecheck, which would take longer than most files do.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import math
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

MOST_MEMORY_BYTES = 1_500_000_000
MOST_CPU_S = 40
"""When the system ends the process; it stops by itself, between two pages, at half of that."""
MOST_PAGES = 3_000
MOST_CHARACTERS = 5_000_000
_UNPACKED_BYTES = 20_000_000


def main() -> None:
    """Reads standard input, writes lines of JSON."""
    _bound(resource.RLIMIT_AS, MOST_MEMORY_BYTES)
    _bound(resource.RLIMIT_CPU, MOST_CPU_S)
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    try:
        for line in _lines(data):
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
    except MemoryError:
        sys.stdout.write('{"ended": "too-big"}\n')


def _bound(what: int, most: int) -> None:
    # Some systems do not let a process bound itself in every way.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _lines(data: bytes) -> Iterator[dict[str, Any]]:
    import pypdf
    from pypdf import apply_configuration, errors

    limits: dict[str, Any] = {
        "zlib_maximum_output_length": _UNPACKED_BYTES,
        "lzw_maximum_output_length": _UNPACKED_BYTES,
        "run_length_maximum_output_length": _UNPACKED_BYTES,
        "array_based_stream_maximum_output_length": _UNPACKED_BYTES,
        "stream_decoding_work_maximum_length": 3 * _UNPACKED_BYTES,
        "stream_parsing_work_maximum_count": 600_000,
        "page_tree_maximum_entries": 10 * MOST_PAGES,
        "xform_maximum_invocations_per_extraction": 500,
        "jbig2dec_binary": None,
    }
    with apply_configuration(**limits):
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                yield {"ended": "encrypted"}
                return
            yield {"title": _title(reader), "pages": len(reader.pages)}
        except (errors.DependencyError, errors.FileNotDecryptedError):
            yield {"ended": "encrypted"}
        except errors.LimitReachedError:
            yield {"ended": "too-big"}
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever a broken file makes pypdf raise
            yield {"ended": "damaged"}
        else:
            yield from _pages(reader)


def _title(reader: Any) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # noqa: BLE001 - a title is not worth a file
        return None
    return str(title)[:300] if title else None


def _pages(reader: Any) -> Iterator[dict[str, Any]]:
    from pypdf import errors

    begun = time.process_time()
    characters = 0
    for number in range(len(reader.pages)):
        if number >= MOST_PAGES:
            yield {"ended": "too-long"}
            return
        if time.process_time() - begun > MOST_CPU_S / 2:
            yield {"ended": "too-slow"}
            return
        try:
            rows = _rows(reader.pages[number])
        except errors.LimitReachedError:
            yield {"page": None, "why": "too-big"}
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - one broken page leaves the others
            yield {"page": None, "why": "damaged"}
        else:
            characters += sum(len(row[0]) for row in rows)
            if characters > MOST_CHARACTERS:
                yield {"ended": "too-long"}
                return
            yield {"page": rows}
    yield {"ended": "whole"}


def _rows(page: Any) -> list[list[Any]]:
    """The lines of a page: text, x, y, size of the letters, whether all are bold."""
    rows: list[list[Any]] = []
    runs: list[tuple[str, float, float, float, bool]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        for part in text.splitlines(keepends=True):
            bare = part.rstrip("\r\n")
            if bare.strip():
                runs.append((bare, *_place(cm, tm, size), _bold(font)))
            elif bare and runs:
                runs.append((bare, *runs[-1][1:]))
            if bare != part and runs:
                rows.append(_row(runs))
                runs.clear()

    page.extract_text(visitor_text=visit)
    if runs:
        rows.append(_row(runs))
    return rows


def _row(runs: list[tuple[str, float, float, float, bool]]) -> list[Any]:
    longest = max(runs, key=lambda run: len(run[0]))
    text = "".join(run[0] for run in runs)
    return [text, runs[0][1], longest[2], longest[3], all(run[4] for run in runs)]


def _place(cm: list[float], tm: list[float], size: float) -> tuple[float, float, float]:
    """Where a run stands on the page, and the size that its letters have there."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    seen = size * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
    return tuple(round(v, 1) if math.isfinite(v) else 0.0 for v in (x, y, seen))  # type: ignore[return-value]


def _bold(font: Any) -> bool:
    name = str(font.get("/BaseFont", "")) if font else ""
    return any(word in name for word in ("Bold", "Black", "Heavy", "Semibold"))


if __name__ == "__main__":
    main()
