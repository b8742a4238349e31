"""The judge that a name stands for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.evidence import StanceJudge
from citecheck.model.settings import Settings

if TYPE_CHECKING:
    from citecheck.judges.files import ModelFiles

MODEL = "model"
LLM = "llm"
_NAMES = f"{RulesJudge.name}, {MODEL}, {LLM}, {MODEL}:FOLDER_OR_HUB_ID"


def open_judge(name: str, lexicon: Lexicon, settings: Settings) -> StanceJudge:
    """The judge of this name, ready to judge.

    `rules`, `model`, `llm`, or `model:` with a folder or the id of a model on a hub.
    Raises: ConfigError if there is none of that name, or it cannot be loaded; another judge
    is never taken in its place.
    """
    if name == RulesJudge.name:
        return RulesJudge(lexicon)
    if name == MODEL:
        return _shipped(lexicon)
    if name == LLM:
        from citecheck.judges.llm.open import open_llm

        return open_llm(lexicon, settings)
    if name.startswith(f"{MODEL}:"):
        return _of_user(name.removeprefix(f"{MODEL}:"), lexicon, settings)
    raise ConfigError(f"There is no judge {name[:60]!r}; there are: {_NAMES}.")


def _shipped(lexicon: Lexicon) -> StanceJudge:
    from citecheck.judges.combine import shipped_weighing
    from citecheck.judges.network import Network
    from citecheck.judges.shipped import shipped_folder, verify
    from citecheck.judges.together import TogetherJudge

    folder = shipped_folder()
    version = verify(folder)
    return TogetherJudge(version, Network(folder, MODEL), shipped_weighing(), lexicon)


def _of_user(named: str, lexicon: Lexicon, settings: Settings) -> StanceJudge:
    """The judge by a model of the user's: of a folder, which wins, or of a hub."""
    from citecheck.entrez.cache import reply_folder
    from citecheck.judges.files import digest_of, files_of, listed
    from citecheck.judges.hub import fetch, hub_id

    folder = Path(named).expanduser()
    if named and folder.is_dir():
        files = files_of(listed(folder), str(folder))
        version = digest_of(folder, files.names)
        return _judging(f"{MODEL}:{folder.name}", version, folder, files, lexicon)
    wanted = hub_id(named)
    if wanted is None:
        raise ConfigError(f"There is no folder {named[:200]!r} with a model.")
    home = reply_folder(settings.cache_dir).parent / "models"
    found = fetch(wanted, home, offline=settings.offline, refresh=settings.refresh)
    files = files_of(listed(found.folder), str(wanted))
    return _judging(f"{MODEL}:{wanted.repo}", found.commit, found.folder, files, lexicon)


def _judging(
    name: str, version: str, folder: Path, files: ModelFiles, lexicon: Lexicon
) -> StanceJudge:
    from citecheck.judges.network import Network
    from citecheck.judges.plain import NetworkJudge
    from citecheck.judges.weights import WeightsNetwork

    network = (Network if files.kind == "onnx" else WeightsNetwork)(folder, name)
    return NetworkJudge(name, version, network, lexicon)
