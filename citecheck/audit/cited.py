"""When two pages cite the same work in the same words, and what of a reference is kept. Pure."""

from __future__ import annotations

import hashlib
import json
import re

from citecheck.model.reference import Cited, Reference


def kept(reference: Reference) -> Reference:
    """The reference at no place in particular, with all that decides what is found and no more.

    The `id` is its fingerprint: the same for every page that cites the same work so, however its
    words are taken apart. An identifier is the same whatever words link to it; a work named in
    running text is looked for by the words around it too; an entry may lead to an identifier that
    only its link holds.
    """
    text = " ".join(reference.text.split())
    if reference.form == "identifier":
        cited = reference.cited
        text = cited.pmid or cited.doi or cited.pmcid or cited.url or " ".join(cited.malformed)
    topic = " ".join(reference.topic.split()) if reference.form == "inline" else ""
    said = json.dumps([reference.form, text, topic, _linked(reference.cited, text)])
    update = {
        "id": hashlib.sha256(said.encode()).hexdigest()[:16],
        "text": text,
        "start": 0,
        "end": len(text),
        "label": None,
        "mentions": (),
        "topic": topic,
    }
    return reference.model_copy(update=update)


def _linked(cited: Cited, text: str) -> list[str]:
    """The identifiers that do not stand in the words; a DOI may be broken there by spaces."""
    words = text.lower()
    glued = "".join(words.split())
    numbers = (cited.pmid, cited.pmcid)
    return [
        *(each for each in numbers if each and not re.search(rf"\b{each.lower()}\b", words)),
        *(each for each in (cited.doi,) if each and each.lower() not in glued),
    ]
