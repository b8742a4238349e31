"""Which relation word of a sentence carries its claim, and what it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.claims import cues
from citecheck.claims.clauses import Parts, finite
from citecheck.claims.cues import Hit
from citecheck.claims.named import Named
from citecheck.claims.view import View

EFFECT = frozenset({"decreases", "increases", "improves", "worsens", "prevents", "causes"})
LEVEL = frozenset({"equal", "no-better", "no-worse"})
"""Senses of comparison.toml that set two things level, whatever verb stands beside them."""
_CARRIES = EFFECT | {
    "link",
    "due-to",
    "harm",
    "safe",
    "onset",
    "falls-short",
    "interferes",
    "lasts",
    "fades",
    "occurs",
    "same",
}
_UNTIL = {"increases": "prevents", "decreases": "increases"}
"""What more or less time until something says of that thing."""
_OF_A_WAIT = {"prevents": "increases", "decreases": "increases", "increases": "decreases"}
_LEADS_ON = frozenset({"causes", "experiences", "affects", "acts"})
_LED_TO = (EFFECT - {"causes"}) | {"safe"}
_CHAIN = 45
_NEAR = 12
_NOUNISH = re.compile(r"\b(?:an?|the|its|their|this|these) $", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!, )\b(?:that|which|who) (?:\w+ (?!(?:is|are|was|were|have|has|had|do|does|did) $)){0,2}$",
    re.IGNORECASE,
)
_LINKING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|also|not|often|consistently|may|might|can|could|"
    r"studies|study|research|researchers|scientists|that|data|findings|evidence)\s+(?:\w+ly )?$",
    re.IGNORECASE,
)
_BENEFIT = re.compile(r"benefit(?:s|ed|ted)? (?:\w+ )?from\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:of|from|in|for|against|to|by|with|on)\b", re.IGNORECASE)
_PATIENTS = re.compile(
    r" (?:patients?|sufferers?|victims?|survivors?|people|adults|children|men|women)\b",
    re.IGNORECASE,
)
_BY = re.compile(r" (?:\w+ly )?by\b")

# What makes a relation the one that the sentence is about; the greatest sum wins.
_IN_MAIN, _CARRIED, _ACTS, _AILMENT, _ANYTHING = 4.0, 3.0, 1.5, 2.0, 0.5
_FINITE, _ADJECTIVE, _IN_RELATIVE, _LINKED = 0.25, 2.5, 4.0, 2.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation word, the concept that it is said of, and the words of an outcome if any.

    `risk` is "risk of" and the like right behind it; `passive`, that the actor follows ("by");
    `wait`, that it is said of a time that one waits; `itself`, that it is said of that thing or of
    its growth, not of what is done about it ("healing of burns") nor of those who have it;
    `until`, that it is said of the time until that ("shortens the time to relapse").
    """

    hit: Hit
    object: Named | None
    outcome: Hit | None
    risk: Hit | None = None
    passive: bool = False
    wait: bool = False
    itself: bool = False
    until: bool = False

    @property
    def sense(self) -> str:
        """What happens to what it is said of; what is delayed is waited for longer."""
        if self.wait and self.hit.has("timing"):
            return _OF_A_WAIT[self.hit.sense]
        if self.until and (self.bad or self.good):
            return _UNTIL.get(self.hit.sense, self.hit.sense)
        if self.bad and self.itself and self.hit.has("grows"):
            return "worsens"
        if self.bad and self.itself and self.hit.has("ends"):
            return "decreases"
        return self.hit.sense

    @property
    def on_ailment(self) -> bool:
        """Whether it is said of a disease, a symptom or another outcome."""
        if self.outcome or self.risk:
            return True
        return self.object is not None and self.object.plays("disease", "outcome", "quantity")

    @property
    def bad(self) -> bool:
        """Whether more of what it is said of would be bad: a disease, a harm, a risk."""
        if self.risk:
            return True
        if self.outcome:
            return self.outcome.sense == "bad"
        return self.object is not None and (self.object.ailment or self.object.polarity == "bad")

    @property
    def good(self) -> bool:
        """Whether more of what it is said of would be good: relief, survival, strength."""
        if self.risk:
            return False
        if self.outcome:
            return self.outcome.sense == "good"
        return self.object is not None and self.object.polarity == "good"


def main_relation(view: View, parts: Parts) -> Relation | None:
    """The relation that carries the claim, or None where the sentence has none.

    One in the main clause outranks one beside it, one that says what happens to a disease
    or an outcome outranks one that says how something acts; the first wins a tie. "Leads
    to a reduction in pain" is a reduction, not a cause.
    """
    said = parts.said
    inside = [r for r in view.relations if said.start <= r.start < said.end]
    if not inside and parts.frame:
        inside = [
            r for r in view.relations if r.end > parts.frame.end - _NEAR and r.start < said.start
        ]
    elif not inside:
        inside = list(view.relations)
    found = [_relation(view, hit) for hit in inside]
    best: Relation | None = None
    best_score = 0.0
    for number, relation in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following and _leads_on(view, parts, relation, following):
            continue
        score = _score(view, relation, parts)
        if score > best_score:
            best, best_score = relation, score
    return best


def _relation(view: View, hit: Hit) -> Relation:
    shielded = cues.load("discourse", "against").first(view.text, hit.end)
    begin = shielded.end if shielded and hit.sense == "prevents" else hit.end
    after = [n for n in view.usable if n.start >= begin][:2]
    if len(after) == 2 and after[0].first == "anatomy" and _joined(view, after[0], after[1]):
        after = after[1:]  # "neck and back pain" is pain
    after = after[:1]
    if after and _another_between(view, hit, after[0].start):
        after = []
    outcomes = cues.load("outcomes")
    word = outcomes.first(view.text, hit.start)
    if word is None and hit.sense in {"harm", "safe"}:
        word = outcomes.first(view.text)
    if word and after and (after[0].start <= word.start or _in_name(view, word)):
        word = None
    risk = cues.load("discourse", "risk-of").first(view.text, hit.end)
    wait = cues.load("discourse", "wait").first(view.text, hit.end)
    risk = risk if risk and risk.start - hit.end <= _NEAR else None
    said_of = risk or word or (after[0] if after else None)
    return Relation(
        hit=hit,
        object=after[0] if after else None,
        outcome=word,
        risk=risk,
        passive=_is_passive(view, hit),
        wait=wait is not None and wait.start - hit.end <= _NEAR,
        itself=said_of is not None
        and (hit.has("grows") or hit.has("ends"))
        and _is_itself(view, hit, said_of),
        until=said_of is not None and _is_until(view, hit, said_of),
    )


def _is_itself(view: View, hit: Hit, said_of: Hit | Named) -> bool:
    if _PATIENTS.match(view.text, said_of.end):
        return False
    if _PREPOSITION.search(view.text, hit.end, said_of.start) is None:
        return True
    growth = cues.load("discourse", "growth-of")
    return growth.first(view.text, hit.end, said_of.start) is not None


def _is_until(view: View, hit: Hit, said_of: Hit | Named) -> bool:
    time = cues.load("discourse", "time-to").first(view.text, hit.end, said_of.start)
    return time is not None and time.start - hit.end <= _NEAR


def _links(view: View, parts: Parts, hit: Hit) -> bool:
    """Whether the link is what is stated, not said in passing ("pain associated with gout")."""
    return hit.start == parts.said.start or bool(_LINKING.search(view.text, 0, hit.start))


def _joined(view: View, organ: Named, following: Named) -> bool:
    between = view.text[organ.end : following.start]
    return following.plays("disease", "outcome") and between.strip() in ("", "and", "or", ",")


def _is_passive(view: View, hit: Hit) -> bool:
    """Whether what acts comes after: "is due to X", "a side effect of X", "is eased by X"."""
    if hit.sense == "due-to" or (
        hit.sense == "harm" and hit.of(view.text).endswith((" of", " from"))
    ):
        return True
    if _BENEFIT.match(view.text, hit.start):
        return True
    return _BY.match(view.text, hit.end) is not None


def _is_noun(view: View, hit: Hit) -> bool:
    """Whether a verb stands as noun or adjective: "the increased dose", "this increase"."""
    before = _NOUNISH.search(view.text, 0, hit.start)
    if before is None or not hit.verbal:
        return False
    points = before[0].lower().startswith(("this", "these"))
    return not (points and hit.of(view.text).endswith("s"))


def _in_name(view: View, word: Hit) -> bool:
    """Whether the words of an outcome are part of a longer name ("weight training")."""
    return any(n.start <= word.start and word.end < n.end for n in view.usable)


def _another_between(view: View, hit: Hit, at: int) -> bool:
    """Whether another verb of effect takes the concept that follows ("an increase ... eases X")."""
    return any(hit.end + _NEAR < r.start and r.end <= at and r.verbal for r in view.relations)


def _score(view: View, relation: Relation, parts: Parts) -> float:
    main = parts.main
    score = _IN_MAIN if main.start <= relation.hit.start < main.end else 0.0
    if relation.sense in _CARRIES:
        score += _CARRIED
    elif relation.sense == "acts":
        score += _ACTS
    if relation.on_ailment:
        score += _AILMENT
    elif relation.object:
        score += _ANYTHING
    if _is_noun(view, relation.hit):
        score -= _ADJECTIVE
    if relation.sense == "link" and relation.hit.verbal:
        score += _LINKED if _links(view, parts, relation.hit) else -_LINKED
    if relation.sense == "contains":
        score -= _ADJECTIVE
    if finite(view, relation.hit):
        score += _FINITE
    if _RELATIVE.search(view.text, main.start, relation.hit.start):
        score -= _IN_RELATIVE
    return score + 0.1


def _leads_on(view: View, parts: Parts, relation: Relation, following: Relation) -> bool:
    """Whether a relation only leads on to the next ("led to fewer deaths")."""
    if relation.sense not in _LEADS_ON or following.sense not in _LED_TO:
        return False
    start, end = relation.hit.end, following.hit.start
    if start <= parts.main.end <= end:
        return False
    between = any(start <= n.start and n.end <= end for n in view.usable)
    return end - start <= _CHAIN and not between
