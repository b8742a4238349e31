"""The direction probes: findings written for the project, and what they say to many claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.evidence import Stance, StanceJudge
from citecheck.model.study import AbstractSection, Study

FOLDER = Path(__file__).parent.parent / "cases" / "probes"
_STANCE: dict[str, Stance] = {
    "SUPPORT": "supports",
    "CONTRADICT": "contradicts",
    "NEUTRAL": "silent",
}


@dataclass(frozen=True, slots=True)
class Probe:
    """One claim put to one finding."""

    id: str
    kind: str
    study: Study
    claim: str
    stance: Stance


def probes() -> Iterator[Probe]:
    """All of them, file by file."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for group in yaml.safe_load(file.read_text("utf-8")):
            study = Study(
                id=group["id"],
                title=group["title"],
                abstract=(AbstractSection(section="", text=" ".join(group["finding"])),),
            )
            for entry in group["probes"]:
                yield Probe(
                    group["id"], entry["kind"], study, entry["claim"], _STANCE[entry["label"]]
                )


def stance_of(probe: Probe, judge: StanceJudge, lexicon: Lexicon) -> Stance:
    """What a judge says to one probe. Raises: the judge's error where it cannot judge it."""
    (judgement,) = judge.judge(from_sentence(probe.claim, lexicon), [probe.study])
    if isinstance(judgement, Exception):
        raise judgement
    return judgement.stance
