"""What a claim asks of a study: who acts, on what, and which way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.ages import Age, ages_in
from citecheck.evidence.design.level import names_people
from citecheck.evidence.numbers.sizes import Size, sizes_in
from citecheck.evidence.numbers.times import Time, says_when, times_in
from citecheck.evidence.question.statement import (
    Statement,
    is_lacking,
    listed_with,
    take_apart,
)
from citecheck.evidence.reading.attribution import names_control
from citecheck.evidence.reading.effects import Axis
from citecheck.evidence.reading.outcomes import (
    Outcome,
    aspects_in,
    facets_in,
    outcomes_in,
    says_safe,
)
from citecheck.evidence.reading.scope import of_all_people
from citecheck.evidence.reading.sentence import ReadSentence, read_sentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.words.stems import stems
from citecheck.model.claim import Claim, ClaimKind, required_concepts
from citecheck.model.concept import ConceptRef
from citecheck.model.document import Span
from citecheck.text.normalise import fold

_ENOUGH_WORDS = 0.6
"""The share of a part's words that a text must hold to name it, where it has no concept."""


_BEHIND = 12
"""Characters that may stand between "not" and its verb: "does not itself raise"."""
_GETTING_IT = "getting it"
_CONCESSION = re.compile(
    r"^(?:while|although|though|whereas|unlike|despite|even though)\b[^,;]{1,200}, ", re.I
)
_AFFIRMED = frozenset({"increases", "decreases", "improves", "worsens"})
_LOST = re.compile(r"\b(?:loss|lack|deterioration|impairment) (?:of|in) (?:the |their )?$", re.I)


@dataclass(frozen=True)
class Named:
    """A part of a claim, to be found again in studies: by concept if it has one, else by words."""

    ref: ConceptRef

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content words of the part."""
        return frozenset(stems(self.ref.text))

    def ids_in(self, read: ReadStudy, lexicon: Lexicon) -> frozenset[str]:
        """The concepts of a study that are this one or narrower."""
        wanted = self.ref.concept_id
        return read.ids_under(wanted, lexicon) if wanted is not None else frozenset()

    def ids_meant_in(self, read: ReadStudy, lexicon: Lexicon) -> frozenset[str]:
        """Those, and the class by which a study that names no other member calls it.

        "The vaccine" in a study of measles vaccine is that vaccine.
        """
        wanted = self.ref.concept_id
        own = self.ids_in(read, lexicon)
        if wanted is None or not own:
            return own
        classes = (lexicon.ancestors(wanted) & read.concept_ids) - own
        return own | {broad for broad in classes if read.ids_under(broad, lexicon) <= own | classes}

    def spans(self, sentence: ReadSentence, ids: frozenset[str]) -> list[Span]:
        """Where a sentence names the part; `ids` are those of `ids_in`."""
        if self.ref.concept_id is not None:
            return [Span(start=m.start, end=m.end) for m in sentence.naming(ids)]
        return self.spans_of_words(sentence)

    def spans_of_words(self, sentence: ReadSentence) -> list[Span]:
        """Where a sentence holds enough of the part's words."""
        found = [token for token in sentence.tokens if token.stem in self.stems]
        share = len({token.stem for token in found}) / len(self.stems) if self.stems else 0.0
        if share < _ENOUGH_WORDS:
            return []
        return [Span(start=token.start, end=token.end) for token in found]


@dataclass(frozen=True)
class Question:
    """A claim as the rules read it.

    `change` and `value` are what the claim expects of its target: more or less of it, better
    or worse; 0 where it does not say. `generic`: the claim names no outcome, so that any
    outcome of the treatment answers it. `family` groups outcomes that mean the same.
    `stated`: every part that the claim's kind requires is there; `complete`: by concept.
    `facets`: what a mechanism does to its target; `vague`: that target is an organ or a kind of
    cell, of which a study can say many things that are no answer. `times`: how long it says
    that something takes to act. `of_people`: it names people; `ages`: of which age. `lacking`: it
    is of the lack of its intervention. `sizes`: how large it says the effect is. `in_general`: it
    says that it is of people in general, so that what was found in some of them alone is no answer.
    `safe`: it says that there is no harm, or little. `denies`: what its own verb would do, were it
    not denied: "does not raise".
    """

    claim: Claim
    agent: Named | None
    rival: Named | None
    target: Named | None
    condition: Named | None
    change: int
    value: int
    null: bool
    equivalent: bool
    generic: bool
    family: str | None
    sign: int
    statement: Statement
    stated: bool
    complete: bool
    diseases: frozenset[str]
    aspects: frozenset[str]
    facets: frozenset[str] = frozenset()
    vague: bool = False
    times: tuple[Time, ...] = ()
    of_people: bool = False
    ages: frozenset[Age] = frozenset()
    lacking: bool = False
    sizes: tuple[Size, ...] = ()
    in_general: bool = False
    safe: bool = False
    denies: tuple[Axis, int] | None = None

    def answers(self, outcome: Outcome) -> bool:
        """Whether an outcome stands for the condition: pain does for migraine, mood does not."""
        if outcome.generic or not self.diseases:
            return True
        return outcome.family == self.family or any(i in self.diseases for i in outcome.of)

    def shares_aspect(self, folded: str) -> bool:
        """Whether a text speaks of the same side of the disease, or of none in particular."""
        if not self.aspects:
            return True
        spoken = aspects_in(folded)
        return not spoken or not spoken.isdisjoint(self.aspects)

    def shares_facet(self, folded: str) -> bool:
        """Whether a text speaks of what the claimed mechanism does, or of nothing in particular."""
        if self.kind != "mechanism":
            return True
        spoken = facets_in(folded)
        if self.vague:
            return not spoken.isdisjoint(self.facets)
        return not spoken or not self.facets or not spoken.isdisjoint(self.facets)

    @property
    def is_said_plainly(self) -> bool:
        """Whether the claim's own words, read by themselves, give the direction of its parts."""
        said = self.statement.saying
        expected = self.value if said.axis == "value" else self.change
        return self.lacking or not (said.sign and expected) or said.sign == expected

    @property
    def is_of_active(self) -> bool:
        """Whether the claim compares with another treatment, not with placebo or nothing."""
        return self.rival is not None and not names_control(self.rival.ref.text.lower())

    @property
    def is_of_two_actives(self) -> bool:
        """Whether the claim compares two treatments known by concept, neither of them placebo."""
        parts = (self.agent, self.rival)
        return self.kind == "comparison" and all(
            part is not None
            and part.ref.concept_id is not None
            and not names_control(part.ref.text.lower())
            for part in parts
        )

    @property
    def kind(self) -> ClaimKind:
        """The kind of the claim."""
        return self.claim.kind


def ask(claim: Claim, lexicon: Lexicon) -> Question:
    """The question that a claim puts to every study."""
    required = [ref for _, ref in required_concepts(claim)]
    target = _named(claim.outcome)
    condition = _named(claim.condition)
    folded = fold(claim.text).lower()
    aspects = aspects_in(folded)
    family, sign, generic = _measured(claim, lexicon)
    if claim.kind in ("efficacy", "comparison"):
        # Whether one gets a disease is asked of the disease itself, not of what it does.
        generic = generic or (target is None and aspects != {_GETTING_IT})
    elif claim.kind == "harm":
        generic = False  # of a harm, nothing else stands for it
    if target is None:
        target = condition
    change = {"increases": 1, "decreases": -1}.get(claim.direction, 0)
    value = {"improves": 1, "worsens": -1}.get(claim.direction, 0)
    if claim.kind != "harm" and claim.outcome and _is_lost(claim):
        change = -change  # less "loss of libido" is more libido
    undirected = claim.direction in ("unspecified", "no-effect")
    safe = claim.kind == "harm" and undirected and says_safe(claim.text)
    if claim.kind == "harm" and claim.direction in ("unspecified", "increases") and not safe:
        # A harm to something good ("can cause poor sleep") is less of it, however it is worded.
        change, value = (0, -1) if sign > 0 else (1, 0)
    own = read_sentence(_main_clause(claim), "claim", "other", lexicon)
    statement = take_apart(own)
    if claim.direction in _AFFIRMED:
        # A denial beside the claim ("while X is not well studied, ...") denies nothing of it.
        said = replace(statement.saying, denied=False, null=False)
        statement = replace(statement, saying=said)
    statement = _directed(_alone(statement, claim, own), claim, own, safe=safe)
    if not change and not value and claim.kind in ("association", "mechanism"):
        change = _own_direction(statement)
    return Question(
        claim=claim,
        agent=_named(claim.intervention),
        rival=_named(claim.comparator),
        target=target,
        condition=condition,
        change=change or value * sign,
        value=value or change * sign,
        null=claim.direction == "no-effect" or safe,
        equivalent=claim.direction == "equivalent",
        generic=generic,
        family=family,
        sign=sign,
        statement=statement,
        stated=all(required),
        complete=all(ref and ref.concept_id for ref in required),
        diseases=_with_ancestors(claim.condition, lexicon),
        aspects=aspects if target is condition or generic else frozenset(),
        facets=facets_in(folded) if claim.kind == "mechanism" else frozenset(),
        vague=claim.kind == "mechanism" and _is_vague(claim.outcome, lexicon),
        times=_times(claim, folded),
        of_people=names_people(folded),
        ages=ages_in(folded),
        lacking=_at(claim.intervention, own, is_lacking),
        sizes=sizes_in(folded),
        in_general=of_all_people(folded),
        safe=safe,
        denies=_denied_verb(own),
    )


def _denied_verb(own: ReadSentence) -> tuple[Axis, int] | None:
    """Axis and sign of the verb right behind a plain "not" of a claim."""
    cues = [n.cue.end for n in own.reading.negations if n.kind == "negation"]
    return next(
        (
            (effect.axis, effect.sign)
            for effect in own.reading.effects
            if effect.form == "verb" and any(0 <= effect.cue.start - end <= _BEHIND for end in cues)
        ),
        None,
    )


def _alone(statement: Statement, claim: Claim, own: ReadSentence) -> Statement:
    """The statement without what stands in one list with the claim's own end.

    "It causes nausea and headache" is two claims, and a study of nausea is none of headache.
    """
    ref = claim.outcome or claim.condition
    at = own.text.find(ref.text) if ref is not None and ref.from_ == "sentence" else -1
    found = next((n for n, m in enumerate(own.mentions) if m.start <= at < m.end), None)
    if found is None:
        return statement
    others = [own.mentions[n] for n in listed_with(own.mentions, own.folded, found)]
    target = tuple(
        u for u in statement.target if not any(m.start <= u.start < m.end for m in others)
    )
    return replace(statement, target=target) if target else statement


def _directed(statement: Statement, claim: Claim, own: ReadSentence, *, safe: bool) -> Statement:
    """The statement, left out of any comparison of words where these give no direction.

    "It intensifies depression" names what "it eased depression" names, and says the opposite;
    and what speaks of harm at all shares its words with a claim that there is none. A harm
    of known name that is only said to occur is looked for by its own words.
    """
    said = statement.saying
    if claim.direction == "unspecified" or said.uncertain:
        return statement
    if not safe and (said.sign or said.denied or said.null or said.equivalent):
        return statement
    known = all(ref and ref.concept_id for ref in (claim.intervention, claim.outcome))
    if claim.kind == "harm" and claim.direction == "increases" and claim.outcome and known:
        at = own.text.find(claim.outcome.text)
        harm = tuple(u for u in statement.units if 0 <= u.start - at < len(claim.outcome.text))
        if harm:
            rest = tuple(u for u in statement.units if u not in harm)
            said = replace(said, occurs=True)
            return replace(statement, subject=rest, target=harm, saying=said)
    equal = claim.direction == "equivalent"
    return replace(statement, saying=replace(said, equivalent=equal, uncertain=not equal))


def _named(ref: ConceptRef | None) -> Named | None:
    return Named(ref) if (ref is not None and stems(ref.text)) or (ref and ref.concept_id) else None


def _at(
    ref: ConceptRef | None, own: ReadSentence, holds: Callable[[ReadSentence, int], bool]
) -> bool:
    """Whether something holds where a claim names one of its parts."""
    at = own.text.find(ref.text) if ref is not None and ref.from_ == "sentence" else -1
    return at >= 0 and holds(own, at)


def _times(claim: Claim, folded: str) -> tuple[Time, ...]:
    """How long the claim says that its treatment takes to act."""
    if claim.kind != "efficacy" or not claim.intervention or not says_when(folded):
        return ()
    begin = max(folded.find(fold(claim.intervention.text).lower()), 0)
    return tuple(time for time in times_in(folded) if time.start >= begin)


def _is_vague(ref: ConceptRef | None, lexicon: Lexicon) -> bool:
    """Whether a target is an organ or a kind of cell, or no concept at all."""
    concept = lexicon.concept(ref.concept_id) if ref and ref.concept_id else None
    return concept is None or concept.semantics[:1] == ("anatomy",)


def _main_clause(claim: Claim) -> str:
    """A claim without what it concedes first: "While X takes weeks, Y works in hours"."""
    rest = _CONCESSION.sub("", claim.text)
    named = claim.intervention
    kept = named is None or named.from_ == "context" or named.text in rest
    return rest if kept else claim.text


def _is_lost(claim: Claim) -> bool:
    """Whether it is the loss of its outcome that a claim speaks of."""
    at = claim.text.find(claim.outcome.text) if claim.outcome else -1
    return at > 0 and _LOST.search(claim.text[:at]) is not None


def _own_direction(statement: Statement) -> int:
    """The direction that a claim's own words give where its parts leave it open.

    "Linked to" alone says nothing of more or less; "inversely linked to" does.
    """
    said = statement.saying
    if (
        said.denied
        or said.axis not in ("change", "link")
        or (said.axis == "link" and said.sign > 0)
    ):
        return 0
    return said.sign


def _with_ancestors(ref: ConceptRef | None, lexicon: Lexicon) -> frozenset[str]:
    if ref is None or ref.concept_id is None:
        return frozenset()
    return lexicon.ancestors(ref.concept_id) | {ref.concept_id}


def _measured(claim: Claim, lexicon: Lexicon) -> tuple[str | None, int, bool]:
    """Family, polarity and genericness of what the claim is about."""
    ref = claim.outcome or claim.condition
    if ref is None:
        return None, 0, True
    concept = lexicon.concept(ref.concept_id) if ref.concept_id else None
    named = outcomes_in(fold(ref.text).lower()) or outcomes_in((ref.concept or "").lower())
    family = named[-1].family if named and named[-1].alike else None
    generic = bool(named) and named[-1].generic and claim.outcome is not None
    if concept is not None and concept.polarity is not None:
        return family, {"good": 1, "bad": -1, "neutral": 0}[concept.polarity], generic
    if named:
        return family, named[-1].sign, generic
    if concept is not None and "disease" in concept.semantics:
        return None, -1, generic
    return None, 0, generic
