"""Any text as claims and as references: what patterns cost on text that nobody would write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from citecheck.errors import ConfigError
from citecheck.model.document import DocumentKind
from tests.fuzz.target import Target
from tests.fuzz.targets.texts import ARTICLE, MARKDOWN, PARAGRAPHS, REFERENCES

_WORDS: Final = (
    b"zinc ", b"ketamine ", b"does not ", b"no effect on ", b"reduced ", b"the risk of ",
    b"than ", b"compared with ", b"versus ", b"may ", b"95% CI ", b"(n = 120) ",
    b"meta-analysis ", b"trial ", b"found that ", b"according to ", b"colds", b"vitamin C",
    b"COVID-19 ", b"in mice", b"placebo ", b"50% of ", b"by 2.3 days", b", and ", b"; ", b". ",
    b"? ", b"FDA ", b"approved ", b"causes ", b"(OCD) ", b"SSRIs ", b"p < .05 ", b"1 in 4 ",
    b"days to weeks ", b"it ", b"this ", b"which ",
)  # fmt: skip
_CITED: Final = (
    b"et al. ", b"(2019)", b"2019;", b"12(3):", b"45-9. ", b"doi:10.1000/", b"PMID: 90000001",
    b"PMC1234567", b"https://doi.org/10.1000/a", b"\n1. ", b"\n[2] ", b"[1-3, 5]",
    b"(Smith, 2019)", b"Smith J, ", b"& ", b"J Snow. ", b"Ref", b"References\n", b"\n\n",
    b"10.1000/((((", b"/", b")", b"\xe2\x80\x93", b"pubmed.ncbi.nlm.nih.gov/", b"arXiv:",
    b"ISBN ", b"In: ", b"Available from: ",
)  # fmt: skip
_BIB: Final = (
    b"@article{", b"author = {", b"title = {", b"year = 2019", b"doi = {", b"}", b"{", b",",
    b" and ", b"@string{", b"@comment{", b"\\'e", b"{\\\"o}", b'"', b"#", b"=", b"\n@",
    b"\\url{", b"%", b"journal = ", b"pages = {1--9}", b"\\", b"$",
)  # fmt: skip
_RIS: Final = (
    b"TY  - JOUR\n", b"ER  - \n", b"AU  - ", b"T1  - ", b"TI  - ", b"PY  - 2019/03/05/",
    b"DO  - ", b"SP  - ", b"UR  - ", b"AN  - ", b"KW  - ", b"\r\n", b"XX  - ", b"ID  - ",
    b"JF  - ", b"  - ",
)  # fmt: skip
_NBIB: Final = (
    b"PMID- ", b"\n\nPMID- 1\n", b"TI  - ", b"AB  - ", b"      ", b"FAU - ", b"MH  - *A/*b\n",
    b"DP  - ", b"AID - 10.1000/a [doi]\n", b"RN  - 0 (A)\n", b"PT  - Retracted Publication\n",
    b"RIN - PMID: 1\n",
)  # fmt: skip
_CSL: Final = (
    b'"author": ', b'{"family": "Smith"}', b'"issued": ', b'{"date-parts": [[2019]]}',
    b'"DOI": ', b'"title": ', b'"type": "book"', b'"items": ', b'"PMID": ', b"[", b"]", b"{",
    b"}", b",", b"null", b"1e999", b"99999999999999999999", b'"container-title": ', b'"id": ',
    b"[[]]", b"[[null]]", b"0",
)  # fmt: skip


def _claims(data: bytes) -> object:
    from citecheck.claims.extract import extract
    from citecheck.concepts.lexicon import load
    from citecheck.documents.read import from_text

    document = from_text(data.decode("utf-8", "replace"))
    found = extract(document, load())
    for claim in found:
        assert document.text[claim.start : claim.end] == claim.text
        within = [s for s in document.sentences if s.start <= claim.start and claim.end <= s.end]
        assert len(within) == 1
        for note in claim.context:
            assert document.text[note.start : note.end] == note.text
    return found


def _sentence(data: bytes) -> object:
    """One sentence given as a claim."""
    from citecheck.checker import claims_as_given

    return claims_as_given([data.decode("utf-8", "replace")])


def _cited(data: bytes) -> object:
    from citecheck.documents.read import from_text
    from citecheck.references.find import find_references

    document = from_text(data.decode("utf-8", "replace"))
    found = find_references(document)
    for work in found:
        assert document.text[work.start : work.end] == work.text
        for span in work.mentions:
            assert 0 <= span.start <= span.end <= len(document.text)
    return found


def _file(data: bytes, kind: DocumentKind) -> object:
    from citecheck.references.files import read

    text = data.decode("utf-8", "replace")
    found = read(text, kind)
    for work in found:
        assert text[work.start : work.end] == work.text
    return found


def _claim_seeds() -> Iterator[bytes]:
    yield ARTICLE.encode()
    yield from (paragraph.encode() for paragraph in PARAGRAPHS)
    yield (
        b"Zinc reduced the duration of colds compared with placebo in 120 adults. It had no effect "
        b"on fever. Statins cause muscle pain in 5% of people; this was not seen in mice."
    )


def _sentence_seeds() -> Iterator[bytes]:
    yield from (paragraph.encode() for paragraph in PARAGRAPHS)


def _cited_seeds() -> Iterator[bytes]:
    yield f"{ARTICLE}\n\n{REFERENCES}".encode()
    yield MARKDOWN.encode()
    yield REFERENCES.encode()


def _bib_seeds() -> Iterator[bytes]:
    yield (
        b"@string{js = {J Snow}}\n@article{smith2019, author = {Smith, J. and Do{\\'e}, A.},\n"
        b' title = "Ketamine for {OCD}", journal = js, year = 2019, pages = {1--9},\n'
        b" doi = {10.1000/j.1}, pmid = 90000001}\n@comment{none}\n@book(b, title={Colds}, date=1)"
    )


def _ris_seeds() -> Iterator[bytes]:
    yield (
        b"TY  - JOUR\nAU  - Smith, J.\nT1  - Ketamine for OCD\nJF  - J Snow\nPY  - 2019/03/05/\n"
        b"VL  - 3\nSP  - 1\nEP  - 9\nDO  - 10.1000/j.1\nUR  - https://doi.org/10.1000/j.1\nER  - \n"
        b"TY  - BOOK\nTI  - Colds\nAN  - 90000002\nER  - \n"
    )


def _nbib_seeds() -> Iterator[bytes]:
    yield (
        b"\nPMID- 90000001\nDP  - 2019 Mar 5\nTI  - Ketamine for\n      OCD.\nAB  - AIM: To see. "
        b"RESULTS: It helps.\nFAU - Smith, Jane\nAU  - Smith J\nLA  - eng\nPT  - Journal Article\n"
        b"MH  - *Ketamine/therapeutic use\nRN  - 0 (Ketamine)\nAID - 10.1000/j.1 [doi]\n"
        b"RIN - J Snow. 2020;1:2. PMID: 90000002\nPMC - PMC1\n\nPMID- 90000003\nTI  - Two\n"
    )


def _csl_seeds() -> Iterator[bytes]:
    yield (
        b'[{"id": "a", "type": "article-journal", "title": "Zinc", "author": [{"family": "Smith",'
        b' "given": "J"}, {"literal": "WHO"}], "issued": {"date-parts": [[2019, 3]]}, "DOI":'
        b' "10.1000/j.1", "PMID": "90000001", "container-title": "J Snow", "page": "1-9"}]'
    )
    yield b'{"items": [{"title": ["Colds"], "issued": {"raw": "2001"}}]}'


TARGETS: Final = (
    Target("claims", _claims, _claim_seeds, (), _WORDS, weight=5),
    Target("claim-sentence", _sentence, _sentence_seeds, (ConfigError,), _WORDS),
    Target("references-in-text", _cited, _cited_seeds, (), _CITED, weight=4),
    Target(
        "bibtex",
        lambda data: _file(data, "bibtex"),
        _bib_seeds,
        (),
        _BIB,
        instrumented=("bibtexparser",),
    ),
    Target("ris", lambda data: _file(data, "ris"), _ris_seeds, (), _RIS, instrumented=("rispy",)),
    Target("nbib", lambda data: _file(data, "nbib"), _nbib_seeds, (), _NBIB, weight=1),
    Target("csl-json", lambda data: _file(data, "csl-json"), _csl_seeds, (), _CSL),
)
