"""When two pages cite the same work in the same words, and what of a reference is kept. Pure."""

from __future__ import annotations

import hashlib

from citecheck.model.reference import Reference


def kept(reference: Reference) -> Reference:
    """The reference at no place in particular, with all that decides what is found and no more.

    The `id` is its fingerprint: the same for every page that cites the same work so. An identifier
    is the same whatever words link to it; a work named in running text is looked for by the words
    around it too.
    """
    text = " ".join(reference.text.split())
    if reference.form == "identifier":
        cited = reference.cited
        text = cited.pmid or cited.doi or cited.pmcid or cited.url or " ".join(cited.malformed)
    topic = " ".join(reference.topic.split()) if reference.form == "inline" else ""
    plain = reference.model_copy(
        update={
            "id": "",
            "text": text,
            "start": 0,
            "end": len(text),
            "label": None,
            "mentions": (),
            "topic": topic,
        }
    )
    name = hashlib.sha256(plain.model_dump_json().encode("utf-8", "replace")).hexdigest()[:16]
    return plain.model_copy(update={"id": name})
