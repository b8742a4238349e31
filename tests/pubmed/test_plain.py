"""The reader of bulk files says of each record what the reader of any XML says, or nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from citecheck.errors import MalformedRecord
from citecheck.pubmed.parse import Deletion, parse_records
from citecheck.pubmed.plain import bulk_records, plain_record
from citecheck.pubmed.records import Record
from citecheck.pubmed.split import CLOSE, END, OPEN

from .replies import FOLDER
from .test_real_records import files

ARTICLE = """<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="2">99000201</PMID>
    <DateRevised><Year>2021</Year><Month>02</Month><Day>03</Day></DateRevised>
    <Article PubModel="Print-Electronic">
      <Journal><ISSN IssnType="Print">1234-5678</ISSN>
        <JournalIssue CitedMedium="Internet"><Volume>3</Volume>
          <PubDate><Year>2019</Year><Month>Mar</Month></PubDate></JournalIssue>
        <Title>Journal of snow &amp; ice</Title><ISOAbbreviation>J Snow</ISOAbbreviation></Journal>
      <ArticleTitle>Warm <i>socks</i> for 5 &lt; 6 feet: &#x3b1;-wool.</ArticleTitle>
      <ELocationID EIdType="doi" ValidYN="N">10.1000/withdrawn</ELocationID>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/socks</ELocationID>
      <Abstract>
        <AbstractText Label="AIM &amp; SCOPE" NlmCategory="OBJECTIVE">Feet are
          cold.</AbstractText>
        <AbstractText>CO<sub>2</sub> rose
          <mml:math xmlns:mml="made-up"><mml:mi mathvariant="italic">k</mml:mi></mml:math>.
        </AbstractText>
        <CopyrightInformation>Nobody</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="Y">
        <Author ValidYN="Y"><LastName>Foot</LastName><ForeName>Ann</ForeName><Initials>A</Initials>
          <Suffix>Jr</Suffix><Identifier Source="ORCID">0000</Identifier>
          <AffiliationInfo><Affiliation>Cold Hall</Affiliation></AffiliationInfo></Author>
        <Author ValidYN="N"><LastName>Wrong</LastName></Author>
        <Author ValidYN="Y" EqualContrib="Y"><CollectiveName>Sock Group</CollectiveName></Author>
      </AuthorList>
      <Language>ger</Language><Language>eng</Language>
      <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
        <PublicationType UI="">Made-up Type</PublicationType></PublicationTypeList>
      <VernacularTitle>Warme Socken.</VernacularTitle>
      <ArticleDate DateType="Electronic"><Year>2018</Year><Month>12</Month><Day>24</Day>
      </ArticleDate>
    </Article>
    <MedlineJournalInfo><MedlineTA>J Snow Ice</MedlineTA><ISSNLinking>1111-2222</ISSNLinking>
    </MedlineJournalInfo>
    <ChemicalList><Chemical><RegistryNumber>0</RegistryNumber>
      <NameOfSubstance UI="D014920">Wool</NameOfSubstance></Chemical></ChemicalList>
    <SupplMeshList><SupplMeshName Type="Disease" UI="C000009998">Cold feet</SupplMeshName>
    </SupplMeshList>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="CommentIn"><RefSource>J Talk</RefSource></CommentsCorrections>
      <CommentsCorrections RefType="ErratumIn"><RefSource>J Snow. 2020</RefSource>
        <PMID Version="1">99000202</PMID></CommentsCorrections></CommentsCorrectionsList>
    <MeshHeadingList>
      <MeshHeading><DescriptorName UI="D006801" MajorTopicYN="N">Humans</DescriptorName>
      </MeshHeading>
      <MeshHeading><DescriptorName UI="D005528" MajorTopicYN="N">Foot</DescriptorName>
        <QualifierName UI="Q000517" MajorTopicYN="Y">prevention &amp; control</QualifierName>
      </MeshHeading></MeshHeadingList>
    <OtherAbstract Type="Publisher" Language="ger"><AbstractText>Kalt.</AbstractText>
    </OtherAbstract>
    <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">in <i>vivo</i></Keyword>
      <Keyword MajorTopicYN="Y">wool</Keyword></KeywordList>
  </MedlineCitation>
  <PubmedData><History><PubMedPubDate PubStatus="pubmed"><Year>2018</Year></PubMedPubDate></History>
    <PublicationStatus>ppublish</PublicationStatus>
    <ArticleIdList><ArticleId IdType="pubmed">99000201</ArticleId>
      <ArticleId IdType="pmc">PMC99</ArticleId></ArticleIdList>
    <ReferenceList><Reference><Citation>Cited</Citation><ArticleIdList>
      <ArticleId IdType="doi">10.1000/cited</ArticleId></ArticleIdList></Reference></ReferenceList>
  </PubmedData></PubmedArticle>"""


def by_tree(article: bytes) -> Record | None:
    """What the reader of any XML says; None for broken XML and for no record."""
    try:
        return only(parse_records(OPEN + article + CLOSE, on_malformed=lambda _: None))
    except MalformedRecord:
        return None


def only(units: Iterator[Record | Deletion]) -> Record | None:
    """The one record among the units, None if there is none."""
    found = [unit for unit in units if isinstance(unit, Record)]
    assert len(found) < 2
    return found[0] if found else None


def said(record: Record | None) -> object:
    return None if record is None else (record.version, record.fields)


def told(unit: Record | Deletion) -> object:
    return unit if isinstance(unit, Deletion) else said(unit)


def plain(article: str) -> Record | None:
    return plain_record(article.encode().removesuffix(END))


def articles(content: bytes) -> Iterator[bytes]:
    found: list[bytes] = re.findall(rb"<PubmedArticle>.*?</PubmedArticle>", content, re.DOTALL)
    yield from found


def test_every_element_of_a_record_in_nlms_form_is_read() -> None:
    record = plain(ARTICLE)
    assert record is not None
    assert said(record) == said(by_tree(ARTICLE.encode()))
    study = record.study
    assert (record.version, study.title) == (2, "Warm socks for 5 < 6 feet: α-wool.")
    assert [part.section for part in study.abstract] == ["AIM & SCOPE", ""]
    assert [part.text for part in study.abstract] == ["Feet are cold.", "CO2 rose k."]
    assert study.authors == ("Foot A Jr", "Sock Group")
    assert (study.doi, study.pmcid, study.language) == ("10.1000/socks", "PMC99", "eng")
    assert (study.published, study.standing) == ("2018-12-24", "corrected")


def test_real_records_are_read_alike_and_almost_all_of_them(shared_data: Path) -> None:
    read = several = 0
    for path in files(shared_data):
        for article in articles(path.read_bytes()):
            several += 1
            record = plain_record(article.removesuffix(END))
            if record is not None:
                read += 1
                assert said(record) == said(by_tree(article))
    assert several > 2000
    assert read > 0.99 * several


def test_the_replies_of_the_tests_are_read_alike_as_pieces() -> None:
    for path in sorted(FOLDER.glob("*.xml")):
        content = path.read_bytes()
        body = content[content.index(OPEN) :] if OPEN in content else content
        problems: list[MalformedRecord] = []
        quickly = [*map(told, bulk_records(body, on_malformed=problems.append))]
        others: list[MalformedRecord] = []
        slowly = [*map(told, parse_records(body, on_malformed=others.append))]
        assert quickly == slowly != []
        assert [str(problem) for problem in problems] == [str(other) for other in others]


OTHER_FORMS: dict[str, Callable[[str], str]] = {
    "a comment": lambda x: x.replace("<Title>", "<Title><!-- <b> -->"),
    "CDATA": lambda x: x.replace("Feet are", "<![CDATA[Feet <are>]]>"),
    "an instruction": lambda x: x.replace("<Abstract>", "<Abstract><?x <AbstractText>?>"),
    "quotes": lambda x: x.replace('UI="D006801"', "UI='D006801'"),
    "quotes of a label": lambda x: x.replace('"AIM &amp; SCOPE"', "'AIM'"),
    "a bracket in an attribute": lambda x: x.replace('"AIM &amp; SCOPE"', '"p > 5"'),
    "a bracket in an attribute that is not read": lambda x: x.replace("NOTNLM", "NOT>NLM"),
    "white space in a tag": lambda x: x.replace("<ArticleTitle>", "<ArticleTitle >"),
    "white space in an end": lambda x: x.replace("</ArticleTitle>", "</ArticleTitle >"),
    "an empty title": lambda x: re.sub("<ArticleTitle>.*</ArticleTitle>", "<ArticleTitle/>", x),
    "an empty list": lambda x: re.sub("(?s)<KeywordList.*?</KeywordList>", "<KeywordList/>", x),
    "an empty name": lambda x: x.replace("<LastName>Foot</LastName>", "<LastName/>"),
    "names in another order": lambda x: x.replace("<LastName>", "<Suffix>X</Suffix><LastName>"),
    "an author without attributes": lambda x: x.replace('<Author ValidYN="Y"><L', "<Author><L"),
    "markup in a name": lambda x: x.replace("Sock Group", "Sock <i>Group</i>"),
    "a retraction in the history": lambda x: x.replace('tus="pubmed"', 'tus="retracted"'),
    "a retraction as its status": lambda x: x.replace("ppublish", " retracted"),
    "no identifiers of its own": lambda x: re.sub("(?s)<ArticleIdList>.*?List>", "", x, count=1),
    "a line break in an attribute": lambda x: x.replace("AIM &amp; SCOPE", "AIM\n&amp;"),
    "another order of attributes": lambda x: x.replace(
        'UI="D006801" MajorTopicYN="N"', 'MajorTopicYN="Y" Type="Geographic" UI="D006801"'
    ),
    "a descriptor after its qualifier": lambda x: re.sub(
        "(?s)(<DescriptorName UI=.D005528.*?</DescriptorName>)(.*?</QualifierName>)", r"\2\1", x
    ),
    "two descriptors": lambda x: x.replace(
        "</QualifierName>", '</QualifierName><DescriptorName UI="D000001">Two</DescriptorName>'
    ),
    "references of one kind": lambda x: x.replace("Feet are", "Feet &lt;i&lt; &lt;/i are"),
    "references of several kinds": lambda x: x.replace("Feet are", "F &lt;&amp;lt;&#945;&gt; are"),
    "markup with attributes": lambda x: x.replace("Feet are", '<sup class="a">F</sup> <i >are</i>'),
    "elements of mathematics": lambda x: x.replace(
        "Feet are", '<math><mi x="&lt;">F</mi></math> <b>are</b>'
    ),
    "no version": lambda x: x.replace('<PMID Version="2">', "<PMID>"),
    "a version before the first": lambda x: x.replace('Version="2"', 'Version="0"'),
    "no article": lambda x: re.sub("(?s)<Article .*</Article>", "", x),
    "no abstract": lambda x: re.sub("(?s)<Abstract>.*</Abstract>", "", x),
    "no abstract but in English": lambda x: re.sub(
        "(?s)<Abstract>.*</Abstract>", "", x.replace('Language="ger"', 'Language="eng"')
    ),
    "brackets for a title": lambda x: re.sub("Warm <i>.*wool.", "[Not Available].", x),
    "a medline date": lambda x: x.replace(
        "<Year>2019</Year><Month>Mar</Month>", "<MedlineDate>1998 Dec-1999 Jan</MedlineDate>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_what_stands_in_another_form_is_read_alike_or_left(name: str) -> None:
    article = OTHER_FORMS[name](ARTICLE)
    assert article != ARTICLE
    piece = OPEN + article.encode() + CLOSE
    expected = by_tree(article.encode())
    read = only(bulk_records(piece, on_malformed=lambda _: None))
    assert said(read) == said(expected)


def test_elements_left_out_at_random_change_both_readings_alike() -> None:
    element = re.compile(r"<(\w+)(?: [^<>]*)?>[^<]*</\1>\s*")
    draw = random.Random(4)
    changed = 0
    for _ in range(400):
        article = ARTICLE
        for _ in range(draw.randint(1, 12)):
            found = draw.choice(list(element.finditer(article)))
            article = article[: found.start()] + article[found.end() :]
        record = plain(article)
        if record is not None:
            changed += 1
            assert said(record) == said(by_tree(article.encode()))
    assert changed > 100


def test_a_piece_with_other_units_gives_all_in_their_order() -> None:
    other = ARTICLE.replace("99000201", "99000203")
    gone = "<DeleteCitation><PMID Version='1'>99000204</PMID></DeleteCitation>"
    bare = "<PubmedArticle/>"
    piece = OPEN + f"{ARTICLE}\n{gone}{other}\n{bare}{gone}".encode() + CLOSE
    problems: list[MalformedRecord] = []
    units = list(bulk_records(piece, on_malformed=problems.append))
    assert [u.pmids if isinstance(u, Deletion) else u.key for u in units] == [
        "99000201", ("99000204",), "99000203", ("99000204",),
    ]  # fmt: skip
    assert len(problems) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda x: x.replace(b"</ArticleTitle>", b""),
        lambda x: x.replace(b"</AbstractText>", b"", 1),
        lambda x: x.replace(b"&lt; 6", b"&nothing; 6"),
        lambda x: x.replace(b"&lt; 6", b"& 6"),
        lambda x: x.replace(b"Feet are", b"Feet < are"),
        lambda x: x.replace(b"Cold feet", b"\xff"),
        lambda x: x.replace(END, b"", 1),
        lambda x: x.removesuffix(CLOSE),
    ],
)
def test_broken_xml_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    piece = OPEN + ARTICLE.encode() + ARTICLE.encode() + CLOSE
    with pytest.raises(MalformedRecord):
        list(bulk_records(spoil(piece), on_malformed=lambda _: None))


def test_a_version_that_is_none_loses_no_record() -> None:
    for odd in ("0", "-1", "two", "9" * 5_000):
        record = by_tree(ARTICLE.replace('Version="2"', f'Version="{odd}"').encode())
        assert record is not None
        assert (record.version, record.key) == (1, "99000201")
