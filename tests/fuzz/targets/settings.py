"""Settings files, claims files and lists of pages, as a user or a project's repository has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from citecheck.errors import ConfigError
from tests.fuzz.target import Target

_TOML: Final = (
    b"source = ", b'["entrez"]', b"judge = ", b"max_studies = ", b"published_before = ",
    b"2019-12-31", b"fail_on = ", b'"never"', b"[[watch]]\n", b"name = ", b"files = ",
    b"urls = ", b"include = ", b"[audit]\n", b"ledger = ", b"notify = ", b"accepted = ",
    b"[tool.citecheck]\n", b"offline = true", b"timeout_s = ", b"nan", b"inf", b"-1", b"1e999",
    b"9" * 5_000, b"[", b"]", b"{", b"}", b'"""', b"'''", b"\\u0000", b"1979-05-27T07:32:00Z",
    b"07:32:00", b"cache_dir = ", b"llm_url = ", b". = ", b"interval_days = ", b"max_pages = ",
    b"user_agent = ", b"respect_robots = ", b"x = 1\n", b"''",
)  # fmt: skip


def _settings(data: bytes) -> object:
    """As citecheck.toml, and as the table of a pyproject.toml; then what is accepted is asked."""
    from citecheck.config.load import load_settings
    from citecheck.report.accepted import reason
    from citecheck.report.view import View
    from tests.make import claim

    with TemporaryDirectory() as name:
        folder = Path(name)
        file = "pyproject.toml" if data.startswith(b"[tool") else "citecheck.toml"
        (folder / file).write_bytes(data)
        found = load_settings({}, {}, folder=folder, user_file=folder / "none.toml")
    return reason(claim(), View(accepted=found.accepted))


def _claims_file(data: bytes) -> object:
    from citecheck.cli.inputs import sentences_of

    names = ("a.txt", "a.csv", "a.jsonl", "a.CSV", "a.doc")
    with TemporaryDirectory() as name:
        path = Path(name) / (names[data[0] % len(names)] if data else names[0])
        path.write_bytes(data[1:])
        found = sentences_of(str(path))
    assert found and all(sentence.strip() for sentence in found)
    return found


def _settings_seeds() -> Iterator[bytes]:
    yield (
        b'source = ["studies.jsonl"]\nfail_on = "contradicted, disputed"\nmax_studies = 30\n'
        b'published_before = 2019-12-31\naccepted = ["f1 our own survey, see note 4"]\n\n'
        b'[audit]\nledger = "a.db"\nnotify = "mailto://a@example.org"\nfail_on = "new-unfound"\n\n'
        b'[[watch]]\nname = "site"\nfiles = ["*.md"]\nurls = ["https://example.org/a"]\n'
        b'include = ["*health*"]\ninterval_days = 0.5\n'
    )
    yield b'[tool.citecheck]\njudge = "rules"\ntimeout_s = 5\noffline = true\n'


def _claims_file_seeds() -> Iterator[bytes]:
    yield b"\x00Zinc shortens colds.\nHoney soothes coughs.\n"
    yield b'\x01id,Claim\n1,"Zinc shortens colds, trials say."\n2,Honey soothes.\n'
    yield b'\x02{"claim": "Zinc shortens colds."}\n"Honey soothes."\n'


TARGETS: Final = (
    Target("settings", _settings, _settings_seeds, (ConfigError,), _TOML, weight=3),
    Target(
        "claims-file",
        _claims_file,
        _claims_file_seeds,
        (ConfigError,),
        (b'"', b",", b"\n", b"\r", b"\x00", b'{"claim": ', b"[", b"claim", b"\xef\xbb\xbf", b";"),
        weight=1,
    ),
)
