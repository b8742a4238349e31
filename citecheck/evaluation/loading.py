"""What is loaded at its first use, loaded before a clock runs."""

from __future__ import annotations

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, Study
from citecheck.queries.build import plan

_CLAIM = "Ketamine reduces pain in migraine."
_STUDY = Study(
    id="loading",
    title="Ketamine for migraine: a randomised trial",
    abstract=(AbstractSection(section="", text="Ketamine reduced pain in migraine (p < 0.01)."),),
)


def load_all(lexicon: Lexicon, settings: Settings) -> None:
    """Read the lexicon's pages and every list that a first claim would wait for.

    Only the rules judge, whose lists all judges of citecheck share: a judge that asks a
    language model would send, and pay for, a request.
    """
    claim = from_sentence(_CLAIM, lexicon)
    plan(claim, lexicon, settings)
    RulesJudge(lexicon).judge(claim, [_STUDY])
