"""Judges that ask a model on loopback and never wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from citecheck.claims.extract import from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.entrez.cache import ReplyCache
from citecheck.judges.llm.budget import Budget
from citecheck.judges.llm.client import LlmClient
from citecheck.judges.llm.judge import LlmJudge
from citecheck.judges.llm.wire import endpoint
from citecheck.model.evidence import Judgement
from citecheck.model.study import AbstractSection, Study

KEY = "sk-that-must-not-leak"
CLAIM = "Ginger reduces nausea."

JudgeMaker = Callable[..., LlmJudge]
Judged = Callable[..., list[Judgement | Exception]]


def study(text: str, name: str = "s1") -> Study:
    """A study with these results."""
    return Study(
        id=name,
        title="Ginger in pregnancy",
        abstract=(
            AbstractSection(section="METHODS", text="Women were given ginger or placebo."),
            AbstractSection(section="RESULTS", text=text),
        ),
    )


@pytest.fixture
def make_judge(tmp_path: Path, lexicon: Lexicon) -> Iterator[JudgeMaker]:
    """Judges that never sleep, with a cache in the test's folder."""
    with ExitStack() as opened:

        def make(
            url: str,
            *,
            model: str = "test-model",
            key: str | None = KEY,
            max_requests: int = 1_000,
            max_tokens: int = 1_000_000,
            cache: Path | None = None,
            client: dict[str, Any] | None = None,
            **how: Any,
        ) -> LlmJudge:
            asking = {"timeout_s": 5.0, "sleep": lambda _seconds: None, **(client or {})}
            judge = LlmJudge(
                LlmClient(endpoint(url, model), SecretStr(key) if key else None, **asking),
                ReplyCache(cache or tmp_path / "cache"),
                Budget(max_requests=max_requests, max_tokens=max_tokens),
                lexicon,
                **how,
            )
            opened.callback(judge.close)
            return judge

        yield make


@pytest.fixture
def judged(lexicon: Lexicon) -> Judged:
    """What a judge says of the claim and studies with these results."""

    def ask(judge: LlmJudge, *texts: str, claim: str = CLAIM) -> list[Judgement | Exception]:
        studies = [study(text, f"s{number}") for number, text in enumerate(texts)]
        return list(judge.judge(from_sentence(claim, lexicon), studies))

    return ask


def stances(found: list[Judgement | Exception]) -> list[str]:
    """The stance of each pair, or "failed"."""
    return [each.stance if isinstance(each, Judgement) else "failed" for each in found]
