"""A question to a language model as a request, and its reply taken apart. Pure.

The key is no part of either: it is added when the request is sent, and never reaches a cache
key, a log line or an error.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from citecheck.errors import ConfigError, JudgeError
from citecheck.judges.llm.budget import Usage
from citecheck.judges.llm.prompt import ANSWER_SCHEMA, Question
from citecheck.model.base import Frozen

MOST_ANSWER_TOKENS: Final = 4_000
"""Asked of the server; the answer is a hundred or two, and some models think before it."""
MOST_TOKENS_TOLD: Final = 100_000_000
"""More than any reply can have cost: who says so is not believed."""

_SCHEMA = {
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "stance", "strict": True, "schema": ANSWER_SCHEMA},
    }
}
_USUAL = {"temperature": 0, "max_tokens": MOST_ANSWER_TOKENS}
_OF_THINKERS = {"max_completion_tokens": MOST_ANSWER_TOKENS}
FORMS: Final[tuple[dict[str, Any], ...]] = (
    _SCHEMA | _USUAL,
    _SCHEMA | _OF_THINKERS,
    _USUAL,
    {},
)
"""What is asked besides the messages, the strictest first: a server that refuses one form with
400 is asked in the next. Models that think take no temperature and name the limit otherwise."""


class Endpoint(Frozen):
    """Where to ask and which model: `address` is the base to which /chat/completions is added."""

    address: str
    model: str

    @property
    def url(self) -> str:
        """The address that takes the questions."""
        return f"{self.address.rstrip('/')}/chat/completions"

    @property
    def host(self) -> str:
        """The server's name, for people."""
        return urlsplit(self.address).netloc


def endpoint(address: str | None, model: str | None) -> Endpoint:
    """The endpoint that the settings name. Raises: ConfigError in one sentence."""
    address, model = (address or "").strip(), (model or "").strip()
    wanted = {"CITECHECK_LLM_URL": address, "CITECHECK_LLM_MODEL": model}
    missing = [name for name, value in wanted.items() if not value]
    if missing:
        raise ConfigError(
            f"The judge llm needs an address and a model: set {' and '.join(missing)}."
        )
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError("The address of the judge llm is no http or https address.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigError(
            "The address of the judge llm may hold no password, query or fragment; "
            "the key goes into CITECHECK_LLM_KEY."
        )
    name = " ".join(model.split())
    if len(name) > 200 or not name.isprintable():
        raise ConfigError("The name of the model for the judge llm is no usable name.")
    return Endpoint(address=address, model=name)


def credential(key: SecretStr | None) -> SecretStr | None:
    """The key as it can stand in a header; None for none. Raises: ConfigError, without the key."""
    text = key.get_secret_value().strip() if key else ""
    if not (text.isascii() and text.isprintable()):
        raise ConfigError("CITECHECK_LLM_KEY holds characters that no key has.")
    return SecretStr(text) if text else None


def cache_key(asked: Endpoint, question: Question) -> str:
    """The same for the same model at the same address, the same prompt and the same pair."""
    parts = (asked.url, asked.model, question.system, question.user)
    digest = hashlib.sha256(json.dumps(parts).encode("ascii"))
    return f"judgement-{digest.hexdigest()}"


def body(asked: Endpoint, question: Question, form: dict[str, Any]) -> dict[str, Any]:
    """What is sent: model, two messages, and what the form adds."""
    messages = [
        {"role": "system", "content": question.system},
        {"role": "user", "content": question.user},
    ]
    return {"model": asked.model, "messages": messages, **form}


class _Message(Frozen, extra="ignore"):
    content: str | None = None
    refusal: str | None = None


class _Choice(Frozen, extra="ignore"):
    message: _Message
    finish_reason: str | None = None


class _Reply(Frozen, extra="ignore"):
    choices: tuple[_Choice, ...]


def read_usage(reply: bytes) -> Usage | None:
    """The tokens that a reply says it cost; None if it does not, or says nonsense."""
    try:
        told = json.loads(reply)["usage"]
        counts = [told["prompt_tokens"], told["completion_tokens"]]
    except (ValueError, RecursionError, KeyError, TypeError, IndexError):
        return None
    if all(type(count) is int and 0 <= count <= MOST_TOKENS_TOLD for count in counts):
        return Usage(*counts)
    return None


def read_content(reply: bytes) -> str:
    """What the model wrote. Raises: JudgeError if it refused, was cut off, or wrote nothing."""
    try:
        [first, *_] = _Reply.model_validate_json(reply).choices
    except (ValidationError, ValueError):
        raise JudgeError("The model's server sent no chat completion.") from None
    if first.message.refusal or first.finish_reason == "content_filter":
        raise JudgeError("The model refused to judge this pair.")
    if first.finish_reason == "length":
        raise JudgeError("The model's answer was cut off before its end.")
    if not (first.message.content or "").strip():
        raise JudgeError("The model gave no answer.")
    return first.message.content or ""
