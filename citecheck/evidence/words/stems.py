"""Plain words compared across texts: folded, without plural endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from citecheck.evidence import tables
from citecheck.text.normalise import fold
from citecheck.text.words import function_words

_WORD = re.compile(r"[a-z0-9α-ω][a-z0-9α-ω+]*(?:[.,](?=[0-9])[0-9]+)?")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without the endings that only mark number or tense; crude and fast.

    "infections" and "infection" agree, "reduced" and "reduction" do not.
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            if ending == "s" and word.endswith(("ss", "us", "is")):
                return word
            return word[: -len(ending)].rstrip("e") if ending != "s" else word[:-1].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


@lru_cache(maxsize=1 << 16)
def root(stemmed: str) -> str:
    """A stem without its derivational ending and in one spelling, to ask what a text is on.

    "activation" and "activated" agree, "haemoglobin" and "hemoglobin", "TGFβ" and "TGFbeta";
    "prednisone" and "prednisolone" do not. Too crude to compare what two sentences say.
    """
    plain = "".join(_GREEK.get(letter, letter) for letter in stemmed)
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    ending = _DERIVED.search(plain)
    return plain[: ending.start()] if ending else plain


_SPELLINGS = (("ae", "e"), ("oe", "e"), ("isation", "ization"), ("our", "or"))
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "σ": "sigma", "τ": "tau", "ω": "omega",
}  # fmt: skip
_DERIVED = re.compile(
    r"(?<=[a-z]{4})(?:ization|ational|ations?|atory|ative|ating|ate?|ions?|ional|ive|ory|ically"
    r"|ical|ic|iously|ious|ous|ally|al|ities|ity|ly|y|e)$"
)


class Token(NamedTuple):
    """One content word: its place in the text and its stem."""

    start: int
    end: int
    stem: str


def tokens_in(folded: str) -> Iterator[Token]:
    """The content words of folded lower-case text, in order; words without content are left out."""
    skip = _stopwords()
    for found in _WORD.finditer(folded):
        word = found[0]
        if word not in skip and (len(word) > 1 or word.isdigit()):
            yield Token(found.start(), found.end(), stem(word))


def stems(text: str) -> list[str]:
    """The stems of the content words of any text, in order."""
    return [token.stem for token in tokens_in(fold(text).lower())]


def phrase_in(phrase: str, folded: str) -> int | None:
    """Where a phrase stands as whole words in folded lower-case text, plural or not."""
    wanted = _phrase(phrase)
    found = wanted.search(folded) if wanted else None
    return found.start() if found else None


@cache
def _phrase(phrase: str) -> re.Pattern[str] | None:
    words = re.findall(r"[a-z0-9]+", fold(phrase).lower())
    if not words:
        return None
    parts = [re.escape(w[:-1] if len(w) > 3 and w.endswith("s") else w) + "s?" for w in words]
    return re.compile(r"(?<![a-z0-9])" + r"[^a-z0-9]{1,2}".join(parts) + r"(?![a-z0-9])")


@cache
def _stopwords() -> frozenset[str]:
    own = tables.table("words/words")["stop"].values()
    return function_words().union(*own)
