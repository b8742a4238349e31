"""Where the sentences of one study name what a question is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.ask import Named, Question
from citecheck.evidence.question.statement import is_lacking
from citecheck.evidence.reading.attribution import Actors, given, is_form_of, names_control
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.model.concept import GIVEN, Mention, Semantic
from citecheck.model.document import Span

_TREATED = re.compile(
    r"\b(?:intervention|treatment|treated|experimental|active|study|drug) "
    r"(?:group|arm|patients|participants|children|women|adults)\b"
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a sentence names the parts of a question; spans are offsets into it.

    `is_main`: the study is about the claim's intervention, so that a sentence which names
    no treatment speaks of it. `treated`: where it then names the treated arm without saying
    with what.
    """

    actors: Actors
    is_main: bool
    target: tuple[Span, ...]
    condition: tuple[Span, ...]
    other_diseases: tuple[Span, ...] = ()
    treated: tuple[int, ...] = ()

    @property
    def about_agent(self) -> bool:
        """Whether the sentence speaks of the claim's intervention."""
        if self.actors.agent or self.treated:
            return True
        return self.is_main and not self.actors.others


class Roles:
    """What the concepts of a lexicon can be; each is looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, tuple[Semantic, ...]] = {}

    def of(self, concept_id: str) -> tuple[Semantic, ...]:
        """What a concept can be, the likeliest first."""
        if concept_id not in self._known:
            concept = self._lexicon.concept(concept_id)
            self._known[concept_id] = concept.semantics if concept else ()
        return self._known[concept_id]

    def is_disease(self, concept_id: str) -> bool:
        """Whether a concept is a disease before all else."""
        return self.of(concept_id)[:1] == ("disease",)

    def is_given(self, mention: Mention) -> bool:
        """Whether a mention names what can be given to people."""
        roles = self.of(mention.concept_ids[0])
        return not GIVEN.isdisjoint(roles) and roles[0] not in ("disease", "outcome")


class Survey:
    """A question put to one study: what it says of the whole, and of each of its sentences."""

    def __init__(self, question: Question, read: ReadStudy, lexicon: Lexicon, roles: Roles) -> None:
        self._question = question
        self._roles = roles
        parts = (question.agent, question.rival, question.target, question.condition)
        self._ids = {id(part): part.ids_in(read, lexicon) for part in parts if part is not None}
        if question.agent is not None:
            self._ids[id(question.agent)] = question.agent.ids_meant_in(read, lexicon)
        self._diseases = question.diseases | self._ids.get(id(question.condition), frozenset())
        self._is_main = question.agent is None or self._is_about(question.agent, read, lexicon)

    def mentions_in(self, sentence: ReadSentence) -> Mentions | None:
        """Where a sentence names the parts of the question.

        None where it names the intervention, but only as what everybody was given, or to say who
        was studied.
        """
        question = self._question
        named = self._spans(question.agent, sentence)
        to_treat = question.kind in ("efficacy", "comparison")
        agent = tuple(s for s in named if given(sentence.folded, s, to_treat=to_treat))
        if named and not agent:
            return None
        # "Never smokers had less of it than smokers": who is without it is the control.
        agent = tuple(s for s in agent if not is_lacking(sentence, s.start)) or agent
        rival = self._spans(question.rival, sentence)
        target = self._spans(question.target, sentence)
        condition = self._spans(question.condition, sentence)
        others = self._others(sentence, agent, (*named, *rival, *target, *condition))
        treated = _TREATED.finditer(sentence.folded) if self._is_main else ()
        return Mentions(
            actors=Actors(agent, rival, others),
            is_main=self._is_main,
            target=target,
            condition=condition,
            other_diseases=self._other_diseases(sentence),
            treated=tuple(match.start() for match in treated),
        )

    def _spans(self, part: Named | None, sentence: ReadSentence) -> tuple[Span, ...]:
        return tuple(part.spans(sentence, self._ids[id(part)])) if part else ()

    def _is_about(self, agent: Named, read: ReadStudy, lexicon: Lexicon) -> bool:
        """Whether the study is about the claim's intervention, not one that names it in passing.

        It is in the title or a major heading, or most of what the abstract says of
        interventions is said of it.
        """
        ids = self._ids[id(agent)]
        if any(agent.spans(sentence, ids) for sentence in read.of("title")):
            return True
        wanted = agent.ref.concept_id
        if wanted is None:
            return True  # words alone cannot tell; how many of them are found is weighed
        if any(h.major and h.ui and lexicon.covers(wanted, h.ui) for h in read.study.mesh):
            return True
        own = others = 0
        for sentence in read.sentences:
            for mention in sentence.mentions:
                if mention.concept_id in ids:
                    own += 1
                elif self._roles.is_given(mention):
                    others += 1
        return own > others

    def _others(
        self, sentence: ReadSentence, agent: tuple[Span, ...], own: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """Where a sentence names other treatments than the claim's."""
        taken = {span.start for span in own}
        return tuple(
            Span(start=m.start, end=m.end)
            for m in sentence.mentions
            if m.start not in taken
            and self._roles.is_given(m)
            and not names_control(m.text.lower())
            and given(sentence.folded, m, to_treat=False)
            and not is_form_of(sentence.folded, m, agent)
        )

    def _other_diseases(self, sentence: ReadSentence) -> tuple[Span, ...]:
        """Diseases that are neither the claim's own, nor broader or narrower, nor symptoms."""
        return tuple(
            Span(start=m.start, end=m.end)
            for m in sentence.mentions
            if m.concept_id
            and m.concept_id not in self._diseases
            and self._roles.is_disease(m.concept_id)
            and "outcome" not in self._roles.of(m.concept_id)
        )
