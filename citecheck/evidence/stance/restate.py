"""Whether a sentence says again, in its own words, what a claim says, or denies it.

For claims whose parts are not all concepts: the words of the claim are lined up with the
words of the sentence, and the direction of effect on the words that the claim is about is
compared on both sides. Overlap alone never decides a stance; direction and denial do.
"""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.evidence.question.statement import Saying, say
from citecheck.evidence.reading.attribution import (
    comparisons_in,
    names_control,
    tells_of_control,
)
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.stance.answer import Answer, Rule
from citecheck.evidence.stance.lineup import Lineup
from citecheck.evidence.words.opposites import turns_round
from citecheck.model.document import Span


def echo(lineup: Lineup, sentence: ReadSentence) -> Answer | None:
    """The sentence's answer to the claim, or None where it does not speak of its target."""
    statement = lineup.statement
    reading = sentence.reading
    if statement.saying.uncertain or (not reading.effects and statement.saying.sign):
        return None
    target = [at for unit in statement.target for at in lineup.places(unit, sentence)]
    if not target:
        return None
    subject = [at.start for unit in statement.subject for at in lineup.places(unit, sentence)]
    said = say(sentence, target, subject)
    if not said.asserted and not said.denied:
        return None
    side, null = _compare(statement.saying, said, with_control=names_control(sentence.folded))
    if not side:
        return None
    of_control = _is_of_control(sentence, target[0], subject)
    if of_control and null:
        return None  # that nothing happened without the treatment says nothing of it
    if not null and (of_control or _is_swapped(lineup, sentence)):
        side = -side
    if turns_round(statement.words, sentence.words):
        side = -side
    rule: Rule = "echo"
    if side > 0 and statement.shares and sentence.shares:
        rule, null = "share", False
        if not any(a.agrees_with(b) for a in statement.shares for b in sentence.shares):
            side = -1
    return Answer(
        side=side,
        rule=rule,
        sentence=sentence,
        null=null,
        hedged=said.hedged,
        bare=statement.saying.sign == 0,
        distance=said.distance,
        coverage=lineup.coverage(sentence),
    )


def _compare(claim: Saying, said: Saying, *, with_control: bool) -> tuple[int, bool]:
    """The side, 0 for no answer, and whether it is a null one."""
    if said.equivalent and not said.denied:
        return (1, True) if claim.equivalent or (claim.denied and with_control) else (0, False)
    if claim.denied or claim.equivalent:
        if said.denied:
            return 1, True
        bare = claim.denied and not (claim.sign or claim.null)
        return (-1, False) if said.sign or bare else (0, False)
    if said.denied:
        harms = claim.sign < 0 if claim.axis == "value" else claim.sign > 0
        opposite = claim.axis == said.axis and _direction(claim, said) < 0
        if (said.does_not and opposite) or (said.keeps_off and harms):
            return 0, False  # that it does not worsen is not that it does not improve
        return -1, True
    if claim.occurs:
        less = said.sign > 0 if said.axis == "value" else said.sign < 0
        return (0 if said.uncertain else -1 if less else 1), False
    if claim.sign == 0:
        return (0 if said.uncertain else 1), False
    return _direction(claim, said), False


def _direction(claim: Saying, said: Saying) -> int:
    """+1 where both go the same way, -1 where they go opposite ways, 0 where one cannot tell."""
    if said.sign == 0 or (said.axis == "link" and claim.axis != "link"):
        return 0
    if claim.axis == said.axis or "link" in (claim.axis, said.axis):
        turned = claim.axis == "change" and claim.polarity * said.polarity < 0
        return claim.sign * said.sign * (-1 if turned else 1)  # more pain, more pain relief
    changed, other = (said, claim) if said.axis == "change" else (claim, said)
    good = changed.polarity or other.polarity
    return claim.sign * said.sign * good if good else claim.toward * said.toward


def _is_of_control(sentence: ReadSentence, target: Span, subject: Sequence[int]) -> bool:
    """Whether the clause of a target tells what happened without what the claim is about."""
    clause = sentence.reading.clause_at(target.start)
    if not subject or any(map(clause.holds, subject)):
        return False
    return tells_of_control(sentence.folded[clause.start : clause.end])


def _is_swapped(lineup: Lineup, sentence: ReadSentence) -> bool:
    """Whether the sentence compares the other way round: the claim's own side is after "than"."""
    _, zone = next(comparisons_in(sentence.folded), (0, None))
    if zone is None:
        return False
    rivals = {unit.stems for unit in lineup.statement.rivals}
    own = [unit for unit in lineup.statement.subject if unit.stems not in rivals]
    places = [zone.holds(at.start) for unit in own for at in lineup.places(unit, sentence)]
    return bool(places) and all(places)
