"""The judge that a name stands for."""

from __future__ import annotations

import hashlib
from pathlib import Path

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError
from citecheck.evidence.rules import RulesJudge
from citecheck.model.evidence import StanceJudge
from citecheck.model.settings import Settings

MODEL = "model"
LLM = "llm"
_NAMES = f"{RulesJudge.name}, {MODEL}, {LLM}, {MODEL}:FOLDER"


def open_judge(name: str, lexicon: Lexicon, settings: Settings) -> StanceJudge:
    """The judge of this name, ready to judge: `rules`, `model`, `llm` or `model:FOLDER`.

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
        return _of_folder(Path(name.removeprefix(f"{MODEL}:")).expanduser(), lexicon)
    raise ConfigError(f"There is no judge {name[:60]!r}; there are: {_NAMES}.")


def _shipped(lexicon: Lexicon) -> StanceJudge:
    from citecheck.judges.combine import shipped_weighing
    from citecheck.judges.network import Network
    from citecheck.judges.shipped import shipped_folder, verify
    from citecheck.judges.together import TogetherJudge

    folder = shipped_folder()
    version = verify(folder)
    return TogetherJudge(version, Network(folder, MODEL), shipped_weighing(), lexicon)


def _of_folder(folder: Path, lexicon: Lexicon) -> StanceJudge:
    from citecheck.judges.network import Network
    from citecheck.judges.plain import NetworkJudge

    if not folder.is_dir():
        raise ConfigError(f"There is no folder {str(folder)!r} with a model.")
    network = Network(folder, f"{MODEL}:{folder.name}")
    digest = hashlib.sha256((folder / "config.json").read_bytes()).hexdigest()[:12]
    return NetworkJudge(f"{MODEL}:{folder.name}", digest, network, lexicon)
