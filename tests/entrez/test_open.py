"""PubMed as the settings want it, and what of this machine cannot be used for that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from citecheck.entrez.open import open_pubmed
from citecheck.errors import BadSource, ConfigError
from citecheck.mirror.transfer import Transfer
from citecheck.model.settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is kept for the user, here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "citecheck"


def test_of_two_folders_the_one_that_cannot_be_used_is_named(home: Path, tmp_path: Path) -> None:
    settings = Settings(cache_dir=tmp_path / "kept")
    open_pubmed(settings).close()
    [turns] = (home / "pace").glob("*.sqlite")
    turns.write_bytes(b"no database" * 100)
    with pytest.raises(BadSource, match=f"turns of all runs {home / 'pace'} cannot be used"):
        open_pubmed(settings)
    turns.unlink()
    (tmp_path / "kept" / "replies" / "cache.db").write_bytes(b"no database" * 100)
    with pytest.raises(BadSource, match=f"cache folder {tmp_path / 'kept'}"):
        open_pubmed(settings)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HTTPS_PROXY", "gopher://jo:secret@proxy.example", "a proxy whose address"),
        ("ALL_PROXY", "socks5://jo:secret@127.0.0.1:1", r"pip install 'httpx\[socks\]'"),
        ("SSL_CERT_FILE", "/no/such/secret.pem", "certificates that cannot be read"),
    ],
)
def test_an_environment_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "socksio", None)
    for opening in (lambda: open_pubmed(Settings(cache_dir=tmp_path)), Transfer):
        with pytest.raises(ConfigError, match=said) as caught:
            opening()
        assert "secret" not in str(caught.value)
