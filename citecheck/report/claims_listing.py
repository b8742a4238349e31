"""The claims of texts as lists to read: nothing is searched, nothing judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citecheck.model.claim import Claim
from citecheck.model.report import ExtractedDocument
from citecheck.report import wording
from citecheck.report.escape import code, naming, text
from citecheck.report.markdown_parts import in_context as in_context_markdown
from citecheck.report.page import BLANK, Line, draw, line
from citecheck.report.reference_words import in_brief
from citecheck.report.terminal import heading
from citecheck.report.terminal_claim import in_context, place
from citecheck.report.view import View


def terminal(documents: Sequence[ExtractedDocument], view: View) -> str:
    """Each claim in its sentence, with the parts that were recognised."""
    return draw((each for document in documents for each in _document(document, view)), view)


def _document(document: ExtractedDocument, view: View) -> Iterator[Line]:
    yield from heading(document.title, document.origin)
    for said in _state(document):
        yield line(said)
    for number, claim in enumerate(document.claims, 1):
        yield BLANK
        yield from _claim(number, claim, document.text, view)
    if document.references:
        yield BLANK
        yield line(_cited(document), "bold")
        for each in document.references:
            yield line(in_brief(each))
    yield BLANK


def markdown(documents: Sequence[ExtractedDocument]) -> str:
    """The same as Markdown."""
    return "\n".join(each for document in documents for each in _document_markdown(document))


def _document_markdown(document: ExtractedDocument) -> Iterator[str]:
    origin = document.origin
    yield f"# {text(document.title) if document.title else naming(origin, origin)}"
    yield ""
    if document.title:
        yield code(origin)
        yield ""
    for said in _state(document):
        yield naming(said, origin)
        yield ""
    for number, claim in enumerate(document.claims, 1):
        yield f"## {number}. {_kind(claim).capitalize()}{place(claim)}"
        yield ""
        yield f"> {in_context_markdown(claim, document.text)}"
        yield ""
        yield from (f"- {name}: {text(said)}" for name, said in _parts(claim))
        yield ""
    if document.references:
        yield "## References"
        yield ""
        yield _cited(document)
        yield ""
        yield from (f"- {text(in_brief(each))}" for each in document.references)
        yield ""


def _state(document: ExtractedDocument) -> Iterator[str]:
    """What to say of the document as a whole."""
    if document.status == "unreadable":
        yield f"Could not be read: {document.reason or 'no reason given'}"
        return
    if document.status == "partial":
        yield f"Read in part only: {document.reason or 'no reason given'}"
    if document.claims:
        yield f"{wording.plural(len(document.claims), 'claim')}, none of them checked."
    else:
        yield "No claim about health was found in this text."


def _cited(document: ExtractedDocument) -> str:
    return f"{wording.plural(len(document.references), 'reference')}, none of them looked up."


def _claim(number: int, claim: Claim, text: str, view: View) -> Iterator[Line]:
    yield Line(((_kind(claim), "bold"), (place(claim), "dim")), lead=(f"{number}. ", "dim"))
    yield in_context(claim, text, view)
    for name, said in _parts(claim):
        yield Line(((said, ""),), 2, (f"{name:<14}", "dim"))


def _kind(claim: Claim) -> str:
    return wording.KINDS[claim.kind]


def _parts(claim: Claim) -> Iterator[tuple[str, str]]:
    """The roles that were recognised and how the claim is worded, one a line."""
    for role in ("intervention", "comparator", "condition", "outcome"):
        ref = getattr(claim, role)
        if ref is None:
            continue
        named = f"{ref.text} = {ref.concept}" if ref.concept not in (None, ref.text) else ref.text
        ui = f" ({ref.concept_id})" if ref.concept_id else ""
        around = ", from the text around" if ref.from_ == "context" else ""
        yield role, f"{named}{ui}{around}"
    if claim.direction != "unspecified":
        yield "direction", claim.direction.replace("-", " ")
    hedged = ", hedged" if claim.hedged else ""
    yield "wording", f"{wording.STRENGTHS[claim.strength]} (strength {claim.strength}{hedged})"
    if claim.cue:
        yield "cue", f"“{claim.cue}”"
    if claim.claimed_study_type:
        yield "study type", claim.claimed_study_type.replace("-", " ")
