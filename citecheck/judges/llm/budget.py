"""What a run's questions to a language model cost, and where that ends."""

from __future__ import annotations

import threading
from typing import Final, NamedTuple

from citecheck.errors import JudgeError
from citecheck.judges.llm.prompt import Question
from citecheck.model.cost import JudgeCost

CHARACTERS_A_TOKEN: Final = 4
ANSWER_TOKENS: Final = 250
"""What an answer is reckoned at before it is there."""


class Usage(NamedTuple):
    """The tokens of one reply, as the server counts them."""

    prompt: int
    completion: int


class OverBudget(JudgeError):
    """A limit of requests or tokens is reached."""


class Budget:
    """Counts requests and tokens of a run, and lets no more through than it may. Thread-safe.

    Pairs are admitted in their order before any of them is sent, so that the same run stops at
    the same pair. Tokens are known only afterwards: until then each pair holds an estimate.
    Once a limit has turned a pair away, it turns all others away too.
    """

    def __init__(self, *, max_requests: int, max_tokens: int) -> None:
        self._max_requests, self._max_tokens = max_requests, max_tokens
        self._lock = threading.Lock()
        self._requests = self._prompt = self._completion = self._unmetered = 0
        self._held_requests = self._held_tokens = 0
        self._reached: str | None = None

    @property
    def cost(self) -> JudgeCost:
        """What has been spent so far."""
        with self._lock:
            return JudgeCost(
                requests=self._requests,
                prompt_tokens=self._prompt,
                completion_tokens=self._completion,
                unmetered=self._unmetered,
            )

    def admit(self, question: Question) -> Ticket:
        """The leave to ask one question. Raises: OverBudget."""
        tokens = question.characters // CHARACTERS_A_TOKEN + ANSWER_TOKENS
        with self._lock:
            self._check(tokens)
            self._held_requests += 1
            self._held_tokens += tokens
        return Ticket(self, question, tokens)

    def _check(self, tokens: int) -> None:
        if self._reached is None:
            spent = self._prompt + self._completion + self._held_tokens
            if self._requests + self._held_requests >= self._max_requests:
                self._reached = (
                    "The limit of requests to the model is reached: "
                    f"{self._max_requests:,} a run (llm_max_requests)."
                )
            elif spent + tokens > self._max_tokens:
                self._reached = (
                    "The limit of tokens for the model is reached: "
                    f"{self._max_tokens:,} a run (llm_max_tokens)."
                )
        if self._reached is not None:
            raise OverBudget(self._reached)

    def _send(self, *, held: bool) -> None:
        with self._lock:
            if held:
                self._held_requests -= 1
            else:
                self._check(0)
            self._requests += 1

    def _spend(self, usage: Usage, *, metered: bool) -> None:
        with self._lock:
            self._prompt += usage.prompt
            self._completion += usage.completion
            self._unmetered += not metered

    def _release(self, tokens: int, *, held: bool) -> None:
        with self._lock:
            self._held_tokens -= tokens
            self._held_requests -= held


class Ticket:
    """The leave to ask one question: its first request is paid for, others are asked for."""

    def __init__(self, budget: Budget, question: Question, tokens: int) -> None:
        self._budget, self._question, self._tokens = budget, question, tokens
        self._unused = True

    def send(self) -> None:
        """Count one request that is about to go. Raises: OverBudget if it may not."""
        held, self._unused = self._unused, False
        self._budget._send(held=held)

    def spend(self, usage: Usage | None, answer: str) -> None:
        """Count a reply's tokens; where the server does not say, they are estimated."""
        known = usage or Usage(
            self._question.characters // CHARACTERS_A_TOKEN, len(answer) // CHARACTERS_A_TOKEN
        )
        self._budget._spend(known, metered=usage is not None)

    def close(self) -> None:
        """Give back what was held."""
        self._budget._release(self._tokens, held=self._unused)
        self._tokens, self._unused = 0, False
