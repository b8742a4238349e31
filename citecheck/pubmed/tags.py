"""Elements of NLM's XML, found by the letters of their tags.

Whatever has another form than NLM's raises `NotPlain`: only a reader of any XML may judge it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

ATTRIBUTES = r"(?:\s+[\w:.-]+=\"[^\"<]*\")*\s*"
_INLINE = re.compile(rf"</?[A-Za-z][\w:.-]*{ATTRIBUTES}/?>")
_MARKUP = frozenset({"i", "/i", "b", "/b", "u", "/u", "sub", "/sub", "sup", "/sup"})
"""The tags that most texts have alone."""
_ATTRIBUTE = re.compile(r"\s+([\w:.-]+)=\"([^\"<]*)\"")
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SPACE = re.compile(r"[ \t\r\n]+")
REMEMBERED = 16_384
"""Of short parts that many records share: dates, journals, types."""


class NotPlain(Exception):
    """Something that only the reader of any XML may judge."""


def cut(text: str, opened: str, closed: str) -> tuple[str, str]:
    """What the first element of a name holds, and the text without the element."""
    start = text.find(opened)
    if start < 0:
        return "", text
    middle = text.find(">", start) + 1
    end = text.find(closed, middle)
    if end < 0 or not middle or text[middle - 2] == "/":
        raise NotPlain
    return text[middle:end], text[:start] + text[end + len(closed) :]


def inside(text: str, opened: str, closed: str) -> str:
    """What the first element of a name holds, which has no attributes; "" where there is none."""
    start = text.find(opened)
    if start < 0:
        return ""
    start += len(opened) + 1
    end = text.find(closed, start)
    if end < 0 or text[start - 1] != ">":
        raise NotPlain
    return text[start:end]


def each(text: str, opened: str, closed: str) -> list[tuple[str, str]]:
    """The attributes and the inside of each element of a name."""
    if opened not in text:
        return []
    found = []
    for part in text.split(opened)[1:]:
        middle = part.find(">")
        attributes = part[:middle]
        end = part.find(closed, middle)
        if end < 0 or attributes.count('"') % 2:
            raise NotPlain
        found.append((attributes, part[middle + 1 : end]))
    return found


def clean(content: str) -> str:
    """The whole text of an element, as `records.py` has it."""
    if "<" in content:
        content = _without_tags(content)
    if "&" in content:
        # Of references most texts have one kind.
        if content.count("&lt;") == content.count("&"):
            content = content.replace("&lt;", "<")
        else:
            content = _REFERENCE.sub(_character, content)
    if "\n" in content or "  " in content or "\t" in content or "\r" in content:
        content = _SPACE.sub(" ", content)
    return content.strip(" ")


def _without_tags(content: str) -> str:
    first, *parts = content.split("<")
    kept = [first]
    for part in parts:
        tag, _, text = part.partition(">")
        if tag not in _MARKUP:
            break
        kept.append(text)
    else:
        return "".join(kept)
    content = _INLINE.sub("", content)
    if "<" in content:
        raise NotPlain
    return content


def _character(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    if (number < 32 and number not in (9, 10, 13)) or 0xD7FF < number < 0xE000 or number > 0xFFFD:
        raise NotPlain
    return chr(number)


@lru_cache(maxsize=REMEMBERED)
def attributes_of(content: str) -> Mapping[str, str]:
    """What stands between the name of a tag and its end, by names."""
    if re.fullmatch(ATTRIBUTES, content) is None:
        raise NotPlain
    found = {}
    for name, value in _ATTRIBUTE.findall(content):
        if "\n" in value or "\t" in value or "\r" in value:
            raise NotPlain
        found[name] = _REFERENCE.sub(_character, value)
    return found
