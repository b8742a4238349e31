"""A model of a hub, fetched once and kept: the files that are read, at one revision.

The hub is asked through huggingface_hub, so its environment (HF_ENDPOINT, HF_TOKEN, ...) holds
here as everywhere. What was fetched is used again without asking, until `refresh`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, ValidationError

from citecheck.errors import ConfigError
from citecheck.judges.files import ModelFiles, files_of
from citecheck.model.base import Frozen

MOST_BYTES = 4 * 1024**3
_ID = re.compile(
    r"(?P<repo>[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95})(?:@(?P<revision>[\w./-]{1,100}))?",
    re.ASCII,
)
_TIMEOUT_S = 20.0


class HubId(NamedTuple):
    """A repository of a hub, `org/name`, and the branch, tag or commit wanted of it."""

    repo: str
    revision: str

    def __str__(self) -> str:
        return self.repo if self.revision == "main" else f"{self.repo}@{self.revision}"


class Fetched(NamedTuple):
    """Where a model lies, and the commit that its files are of."""

    folder: Path
    commit: str


class _Receipt(Frozen):
    """What was fetched whole; written last, so that half a model is never taken for one."""

    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    files: tuple[str, ...]


def hub_id(text: str) -> HubId | None:
    """`org/name` or `org/name@revision` taken apart; None if it is neither."""
    found = _ID.fullmatch(text)
    if found is None or ".." in text:
        return None
    return HubId(found["repo"], found["revision"] or "main")


def fetch(wanted: HubId, home: Path, *, offline: bool, refresh: bool) -> Fetched:
    """The folder of a model of the hub, fetched into `home` unless it is there.

    Raises: ConfigError in one sentence if the hub has no such model, does not answer, or holds
    no weights that are read; offline also if the model was not fetched before.
    """
    receipt = _receipt_file(wanted, home)
    kept = None if refresh and not offline else _kept(wanted, home, receipt)
    if kept is not None:
        return kept
    if offline:
        raise ConfigError(f"Offline, and the model {wanted} has not been fetched before.")
    try:
        import huggingface_hub
        from huggingface_hub import errors
    except ImportError as error:
        raise ConfigError(
            f"There is no folder {str(wanted)!r}; to fetch a model of that name from a hub "
            "pip install 'citecheck-pubmed[hub]'."
        ) from error
    refusals: tuple[tuple[type[Exception], str], ...] = (
        (errors.GatedRepoError, "it is gated: log in to the hub and accept its terms first"),
        (errors.RepositoryNotFoundError, "the hub has no such model, or does not show it to you"),
        (errors.RevisionNotFoundError, "it has no such revision"),
        (errors.OfflineModeIsEnabled, "HF_HUB_OFFLINE is set"),
    )
    try:
        info = huggingface_hub.HfApi().model_info(
            wanted.repo, revision=wanted.revision, files_metadata=True, timeout=_TIMEOUT_S
        )
        sizes = {file.rfilename: file.size or 0 for file in info.siblings or ()}
        chosen = _checked(files_of(sizes, f"the hub's {wanted}"), sizes, wanted)
        for name in chosen.names:
            huggingface_hub.hf_hub_download(
                wanted.repo, name, revision=info.sha, cache_dir=home, etag_timeout=_TIMEOUT_S
            )
        told = _Receipt(commit=info.sha or "", files=chosen.names)
    except ConfigError:
        raise
    except Exception as error:  # the library lets errors of its own HTTP client through
        why = next((said for kind, said in refusals if isinstance(error, kind)), None)
        reason = why or f"the hub gave no usable answer ({type(error).__name__})"
        raise ConfigError(
            f"The model {wanted} is no folder here, and could not be fetched: {reason}."
        ) from error
    receipt.write_text(told.model_dump_json(), encoding="utf-8")
    fetched = _kept(wanted, home, receipt)
    if fetched is None:
        raise ConfigError(
            f"The model {wanted} was fetched, and is not whole; try again with --refresh."
        )
    return fetched


def _checked(files: ModelFiles, sizes: dict[str, int], wanted: HubId) -> ModelFiles:
    """The files, if they are not too many bytes and what reads them is installed."""
    if sum(sizes[name] for name in files.names) > MOST_BYTES:
        raise ConfigError(f"The model {wanted} is too big: at most 4 GB are fetched.")
    if files.kind == "safetensors":
        _require(("torch", "transformers"), "transformers", wanted)
    else:
        _require(("onnxruntime", "tokenizers"), "model", wanted)
    return files


def _require(packages: Sequence[str], extra: str, wanted: HubId) -> None:
    from importlib.util import find_spec

    if not all(map(find_spec, packages)):
        raise ConfigError(
            f"The model {wanted} needs more to be read: pip install 'citecheck-pubmed[{extra}]'."
        )


def _kept(wanted: HubId, home: Path, receipt: Path) -> Fetched | None:
    try:
        told = _Receipt.model_validate_json(receipt.read_bytes())
        folder = _home_of(wanted, home) / "snapshots" / told.commit
        known = files_of(told.files, "the cache").names
    except (OSError, ValidationError, ConfigError):
        return None
    whole = all((folder / name).is_file() for name in known)
    return Fetched(folder, told.commit) if whole else None


def _home_of(wanted: HubId, home: Path) -> Path:
    return home / f"models--{wanted.repo.replace('/', '--')}"


def _receipt_file(wanted: HubId, home: Path) -> Path:
    return _home_of(wanted, home) / f"fetched-{wanted.revision.replace('/', '--')}.json"
