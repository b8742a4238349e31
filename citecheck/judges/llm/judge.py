"""The judge that asks a language model about each pair, and believes only what it can check."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from citecheck.concepts.lexicon import Lexicon
from citecheck.entrez.cache import ReplyCache
from citecheck.errors import JudgeError
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.judges.llm.answer import judgement, read_answer
from citecheck.judges.llm.budget import Budget, Ticket
from citecheck.judges.llm.client import LlmClient
from citecheck.judges.llm.prompt import MOST_CHARACTERS, PROMPT_VERSION, Question, question
from citecheck.judges.llm.wire import cache_key
from citecheck.judges.plain import ENOUGH, SILENT
from citecheck.model.claim import Claim
from citecheck.model.cost import JudgeCost
from citecheck.model.evidence import Judgement
from citecheck.model.interrupt import until_interrupted
from citecheck.model.study import Study

_PILOTS = 2
"""Pairs asked alone while nobody knows how the server wants to be asked."""


class _Pair(NamedTuple):
    """One pair on its way; `found` is set once it is settled."""

    read: ReadStudy
    question: Question
    ticket: Ticket | None = None
    found: Judgement | JudgeError | None = None


class LlmJudge:
    """A `StanceJudge`: what a language model says of each pair, if it can be checked.

    A pair that gets no usable answer is a `JudgeError` in its place. Answers are kept on disk
    and read again under the same checks; `offline` judges from there alone. The pairs of one
    claim are asked `threads` at a time. `enough` is the probability below which it abstains.
    """

    name = "llm"

    def __init__(
        self,
        client: LlmClient,
        cache: ReplyCache | None,
        budget: Budget,
        lexicon: Lexicon,
        *,
        threads: int = 8,
        offline: bool = False,
        refresh: bool = False,
        enough: float = ENOUGH,
    ) -> None:
        self.version = f"{client.endpoint.model}, prompt {PROMPT_VERSION}"
        self._client, self._cache, self._budget = client, cache, budget
        self._reader = Reader(lexicon)
        self._threads, self._offline, self._refresh = threads, offline, refresh
        self._enough = enough

    @property
    def cost(self) -> JudgeCost:
        """Requests and tokens of this judge so far."""
        return self._budget.cost

    @property
    def side_by_side(self) -> int:
        """How many claims are worth judging at a time: it does little but wait for its server."""
        return self._threads

    def close(self) -> None:
        """Close connections and cache."""
        self._client.close()
        if self._cache is not None:
            self._cache.close()

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        """One judgement for each study, in their order."""
        return self.judge_read(claim, [self._reader.read(study) for study in studies])

    def judge_read(self, claim: Claim, studies: Sequence[ReadStudy]) -> list[Judgement | Exception]:
        """The same for studies that were read before."""
        asked = [_Pair(read, question(claim.text, read.sentences)) for read in studies]
        pairs = [self._admitted(self._at_hand(pair)) for pair in asked]
        pairs = self._piloted(pairs)
        with until_interrupted(ThreadPoolExecutor(self._threads)) as threads:
            pairs = list(threads.map(self._asked, pairs))
        return [pair.found or JudgeError("The pair was not asked.") for pair in pairs]

    def _piloted(self, pairs: list[_Pair]) -> list[_Pair]:
        """The pairs, the first asked alone while nobody knows how the server wants to be asked.

        From a server that has never said a word no other pair of this claim will get one.
        """
        open_pairs = [number for number, pair in enumerate(pairs) if pair.ticket is not None]
        for number in open_pairs[:_PILOTS]:
            if self._client.settled:
                break
            pairs[number] = first = self._asked(pairs[number])
            if not self._client.heard:
                return [self._given_up(pair, first.found) for pair in pairs]
        return pairs

    def _given_up(self, pair: _Pair, because: Judgement | JudgeError | None) -> _Pair:
        if pair.found is not None or pair.ticket is None:
            return pair
        pair.ticket.close()
        return pair._replace(found=because)

    def _at_hand(self, pair: _Pair) -> _Pair:
        """The pair with what can be said of it without asking."""
        if not pair.read.sentences:
            silent = Judgement(stance="silent", probability=0.5, why=SILENT)
            return pair._replace(found=silent)
        if pair.question.characters > MOST_CHARACTERS:
            return pair._replace(found=JudgeError("The abstract is too long for the model."))
        kept = None if self._cache is None or self._refresh else self._cache.get(self._key(pair))
        if kept is not None:
            found = self._believed(pair, kept.decode("utf-8", "replace"))
            if isinstance(found, Judgement):
                return pair._replace(found=found)
        if self._offline:
            missing = "Offline, and the model's answer on this pair is not in the cache."
            return pair._replace(found=JudgeError(missing))
        return pair

    def _admitted(self, pair: _Pair) -> _Pair:
        """The pair with leave to be asked, in the order of the pairs, or with why it has none."""
        if pair.found is not None:
            return pair
        try:
            return pair._replace(ticket=self._budget.admit(pair.question))
        except JudgeError as error:
            return pair._replace(found=error)

    def _asked(self, pair: _Pair) -> _Pair:
        if pair.found is not None or pair.ticket is None:
            return pair
        try:
            content = self._client.ask(pair.question, pair.ticket)
        except JudgeError as error:
            return pair._replace(found=error)
        finally:
            pair.ticket.close()
        found = self._believed(pair, content)
        if self._cache is not None and isinstance(found, Judgement):
            self._cache.put(self._key(pair), content.encode(), "judgement")
        return pair._replace(found=found)

    def _believed(self, pair: _Pair, content: str) -> Judgement | JudgeError:
        try:
            answer = read_answer(content, pair.question.lines)
        except JudgeError as error:
            return error
        return judgement(answer, pair.read.sentences, self._enough)

    def _key(self, pair: _Pair) -> str:
        return cache_key(self._client.endpoint, pair.question)
