from __future__ import annotations

from citecheck.model.study import AbstractSection, MeshHeading, Notice
from citecheck.pubmed.parse import parse_articles, parse_records
from citecheck.pubmed.records import Record

from .replies import studies


def test_a_whole_record_is_read_field_by_field() -> None:
    [study] = studies("sectioned.xml")
    assert (study.pmid, study.pmcid, study.doi) == ("99000051", "PMC9900051", "10.1000/Ginger.1")
    assert study.title == "Ginger against travel sickness: a randomized trial."
    assert study.journal == "Journal of made-up trials"
    assert (study.year, study.language, study.standing) == (2020, "eng", "current")
    assert study.authors == ("Sailor AB",)
    assert [(kind.name, kind.ui) for kind in study.publication_types] == [
        ("Journal Article", "D016428"),
        ("Randomized Controlled Trial", "D016449"),
    ]
    assert study.mesh == (
        MeshHeading(name="Humans", ui="D006801"),
        MeshHeading(
            name="Motion Sickness",
            ui="D009041",
            major=True,
            qualifiers=("drug therapy", "prevention & control"),
        ),
    )
    assert study.chemicals == (
        MeshHeading(name="ginger extract", ui="C000009999"),
        MeshHeading(name="Made-up sickness", ui="C000009998"),
    )
    assert study.keywords == ("ship", "Zingiber root")


def test_a_sectioned_abstract_keeps_its_labels_as_printed_and_drops_empty_parts() -> None:
    [study] = studies("sectioned.xml")
    assert study.abstract == (
        AbstractSection(section="BACKGROUND", text="Many people feel sick on ships."),
        AbstractSection(
            section="PATIENTS & METHODS", text="We gave ginger or starch to 60 sailors."
        ),
        AbstractSection(section="", text="Sickness did not differ (p < 0.9)."),
    )


def test_text_is_whole_through_inline_markup_and_mathml() -> None:
    [study] = studies("markup.xml")
    assert study.title == "In vitro uptake of CO2 at 10-3 M: a nested test."
    assert study.abstract_text == (
        "Uptake of all cells was k=3 per hour, and that of 14C-labelled cells ≥\u20095 & rising."
    )


def test_a_retracted_paper_is_told_from_its_notice() -> None:
    by_type, notice, by_notice = studies("retracted.xml")
    assert [by_type.standing, notice.standing, by_notice.standing] == [
        "retracted", "current", "retracted",
    ]  # fmt: skip
    assert by_type.notices == (
        Notice(
            kind="RetractionIn",
            text="J Made-up Trials. 2012 May;2:9. doi: 10.1000/notice",
            pmid="99000002",
        ),
    )
    assert [note.kind for note in by_notice.notices] == ["RetractionIn", "PubStatusRetracted"]


def test_the_status_of_a_record_may_say_that_it_was_retracted() -> None:
    record = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article/>"
        "</MedlineCitation><PubmedData><PublicationStatus>{}</PublicationStatus></PubmedData>"
        "</PubmedArticle></PubmedArticleSet>"
    )
    [retracted] = parse_articles(record.format("retracted").encode())
    assert retracted.standing == "retracted"
    assert retracted.notices == (Notice(kind="PubStatusRetracted", text=""),)
    [current] = parse_articles(record.format("ppublish").encode())
    assert (current.standing, current.notices) == ("current", ())


def test_concern_outranks_an_erratum_and_stays_off_the_notice() -> None:
    paper, notice = studies("concern.xml")
    assert (paper.standing, notice.standing) == ("concern", "current")
    assert [note.kind for note in paper.notices] == ["ExpressionOfConcernIn", "ErratumIn"]


def test_a_corrected_paper_is_not_retracted() -> None:
    assert [study.standing for study in studies("erratum.xml")] == ["corrected", "current"]


def test_a_republished_paper_stands_and_the_version_it_replaces_does_not() -> None:
    assert [study.standing for study in studies("republished.xml")] == [
        "retracted", "republished", "corrected", "republished",
    ]  # fmt: skip


def test_a_record_without_abstract_or_title_is_kept() -> None:
    bare, other, named = studies("no_abstract.xml")
    assert (bare.title, bare.abstract, bare.year) == ("Salbei bei Husten.", (), None)
    assert (bare.journal, bare.language) == ("Made-up Lett", "ger")
    assert other.title == "[Ribwort for cough]."
    assert (other.journal, other.language) == ("Made-up Wochenschr", "eng")
    assert named.title == "La sauge et la toux."


def test_a_further_abstract_stands_in_only_where_there_is_none_in_english() -> None:
    _, other, named = studies("no_abstract.xml")
    assert other.abstract == (AbstractSection(section="RESULT", text="The cough lasted as long."),)
    assert named.abstract_text == "An abstract in English."


def test_a_book_and_a_chapter_are_studies() -> None:
    book, chapter = studies("book.xml")
    assert (book.title, book.journal, book.year) == ("All Teas ®", None, 2015)
    assert (book.authors, book.doi) == (("Committee on Teas",), "10.1000/book")
    assert book.publication_types[0].ui == "D016454"
    assert (chapter.title, chapter.journal, chapter.year) == ("Sage", "All Teas", 2004)
    assert (chapter.authors, chapter.doi) == (("Chapter C",), None)
    assert chapter.abstract == (AbstractSection(section="USE", text="For cough."),)
    assert chapter.keywords == ("Salvia",)


def test_authors_are_people_and_groups_but_not_investigators_or_withdrawn_names() -> None:
    [study] = studies("authors.xml")
    assert study.authors == ("Bather C Jr", "Warm Bath Study Group", "Mononym")


def test_odd_dates_give_their_first_year_or_none() -> None:
    assert [study.year for study in studies("dates.xml")] == [1998, 2003, 2017, 2010, None, None]


def test_a_record_is_published_by_the_end_of_what_its_date_may_mean() -> None:
    found = studies("dates.xml")
    dates = ["1999-01", "2003", "2017", "2010-01-01", None, None]
    assert [study.published for study in found] == dates
    days = ["1999-01-31", "2003-12-31", "2017-12-31", "2010-01-01", None, None]
    assert [study.published_by for study in found] == days


def test_identifiers_of_cited_works_are_never_taken() -> None:
    citing, _ = studies("references.xml")
    assert (citing.pmid, citing.doi, citing.pmcid) == ("99000111", None, None)
    assert citing.notices == ()


def test_a_bad_identifier_is_dropped_and_the_record_kept() -> None:
    _, odd = studies("references.xml")
    assert (odd.doi, odd.pmcid) == ("10.1000/from-the-article", None)
    assert odd.publication_types[0].ui is None


def test_a_version_of_thousands_of_digits_is_none() -> None:
    article = (
        "<PubmedArticle><MedlineCitation><PMID Version='{}'>1</PMID><Article/></MedlineCitation>"
    )
    data = f"<PubmedArticleSet>{article.format('9' * 5_000)}</PubmedArticle></PubmedArticleSet>"
    [record] = parse_records(data.encode())
    assert isinstance(record, Record)
    assert record.version == 1
