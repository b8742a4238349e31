"""What rules and network read in labelled rows, kept so that weighing them needs no second run."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.evidence.question.ask import ask
from citecheck.evidence.reading.study import Reader
from citecheck.evidence.stance.rules import RulesJudge, decide
from citecheck.judges.combine import features
from citecheck.judges.network import Network
from citecheck.judges.pair import excerpt
from citecheck.judges.together import is_treated, read_both
from training.health import study_of
from training.pairs import rows
from training.scores import FALSE_SUPPORT, Reading, network_figures, rules_figures

DEV = {
    "scifact": "dev", "checkcovid": "dev", "clinifact": "dev", "evidence_inference": "dev",
    "covid_claim_pairs": "val", "healthver_sentence": "dev",
}  # fmt: skip
"""The sets that are measured, each with its development split."""


def half_of(claim: str) -> str:
    """Which half of a development set a claim belongs to: one chooses, the other reports."""
    return "report" if hashlib.sha256(claim.encode()).digest()[0] % 2 else "choose"


def dev_rows(name: str) -> list[dict[str, Any]]:
    """The development rows of a set, without the few that stand in its training split too."""
    found = list(rows(f"pairs_{name}"))
    trained = {(r["claim"], r["evidence"]) for r in found if r["split"] == "train"}
    return [
        row
        for row in found
        if row["split"] == DEV[name] and (row["claim"], row["evidence"]) not in trained
    ]


def readings(
    given: Iterable[dict[str, Any]], name: str, network: Network, lexicon: Lexicon
) -> Iterator[Reading]:
    """The features of each row with its label, set and half; as in `citecheck eval stance`."""
    reader = Reader(lexicon)
    rules = RulesJudge(lexicon, reader)
    for row in given:
        question = ask(from_sentence(row["claim"], lexicon), lexicon)
        read = reader.read(study_of(row))
        chosen = excerpt(question.statement, read, lexicon)
        answers = rules.answers(question, read)
        ruled = decide(question, answers)
        views = read_both(network, chosen, question.claim.text)
        odds = views.together()
        yield {
            "set": name,
            "half": half_of(row["claim"]),
            "claim": row["claim"],
            "label": row["label"],
            "whole": chosen.whole,
            "treated": is_treated(question, read, lexicon),
            "rules": ruled.stance,
            "probability": ruled.probability,
            "odds": [odds.supports, odds.contradicts, odds.silent],
            "features": features(question.claim.text, views, ruled, answers, chosen)._asdict(),
        }


def main() -> None:
    """Read every development set with an exported network; write one line a row."""
    parser = argparse.ArgumentParser(prog="python -m training.measure", description=main.__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--most", type=int, default=10_000, help="rows of each set")
    given = parser.parse_args()
    network, lexicon = Network(given.network, "model"), load()
    with given.to.open("w", encoding="utf-8") as out:
        for name in DEV:
            found = list(readings(dev_rows(name)[: given.most], name, network, lexicon))
            out.writelines(json.dumps(reading) + "\n" for reading in found)
            print(f"{name}: {_told(found)}", flush=True)


def _told(found: Sequence[Reading]) -> str:
    """The network alone and the rules alone, on the half that chooses."""
    choosing = [reading for reading in found if reading["half"] == "choose"]
    alone, ruled = network_figures(choosing), rules_figures(choosing)
    return (
        f"network F1 {alone['macro_f1']:.3f}, false support {alone[FALSE_SUPPORT]:.1%}; "
        f"rules F1 {ruled['macro_f1']:.3f}, false support {ruled[FALSE_SUPPORT]:.1%}"
    )


if __name__ == "__main__":
    main()
