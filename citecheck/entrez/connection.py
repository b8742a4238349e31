"""Clients that go by what the environment says of proxies and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citecheck._version import __version__
from citecheck.errors import ConfigError

if TYPE_CHECKING:
    import httpx


def http_client(timeout_s: float | None = None) -> httpx.Client:
    """A client that names citecheck and follows no redirect.

    Raises: ConfigError where HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and their like name what cannot
    be used; what they hold is not repeated, for it may be a password.
    """
    import httpx

    try:
        return httpx.Client(
            headers={"User-Agent": f"citecheck/{__version__}"},
            follow_redirects=False,
            timeout=timeout_s,
        )
    except ImportError as error:
        raise ConfigError(
            "The environment names a SOCKS proxy, which needs: pip install 'httpx[socks]'."
        ) from error
    except (ValueError, httpx.InvalidURL) as error:
        raise ConfigError("The environment names a proxy whose address cannot be used.") from error
    except OSError as error:
        raise ConfigError(
            "The environment names a file of certificates that cannot be read."
        ) from error
