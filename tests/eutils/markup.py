"""The few lines of XML writing that all replies share."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_ESCAPED_INLINE = re.compile(r"&lt;(/?(?:b|i|sub|sup|u))&gt;")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def element(tag: str, *content: str, **attributes: str) -> str:
    """`<tag a="b">content</tag>`; the content is markup already, attributes are text."""
    named = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{named}>{''.join(content)}</{tag}>"


def leaf(tag: str, text: object, **attributes: str) -> str:
    """An element that holds plain text."""
    return element(tag, escape(str(text)), **attributes)


def inline(tag: str, text: str, **attributes: str) -> str:
    """An element that holds text with inline markup; every other `<` is escaped."""
    return element(tag, _ESCAPED_INLINE.sub(r"<\1>", escape(text)), **attributes)


def optional(tag: str, text: str) -> str:
    """A leaf, or nothing where there is no text."""
    return leaf(tag, text) if text else ""


def ascii_only(xml: str) -> bytes:
    """The bytes of an efetch reply: everything beyond ASCII as a hexadecimal reference."""
    return _BEYOND_ASCII.sub(lambda m: f"&#x{ord(m.group()):x};", xml).encode("ascii")
