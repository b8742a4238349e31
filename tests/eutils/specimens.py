"""Records for the server's own tests, with a MeSH of their own. All texts are inventions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from citecheck.model.study import (
    AbstractSection,
    MeshHeading,
    Notice,
    PublicationType,
    Standing,
    Study,
)
from tests.eutils.record import Cited, Record
from tests.eutils.thesaurus import Entry, TableThesaurus

THESAURUS = TableThesaurus(
    {
        "D006801": Entry(("Humans", "Human"), ("B01.050.150.900.649.313.988.400.112.400.400",)),
        "D000818": Entry(("Animals", "Animal"), ("B01.050",)),
        "D051379": Entry(("Mice", "Mouse"), ("B01.050.150.900.649.313.992.635.505.500",)),
        "D008881": Entry(
            ("Migraine Disorders", "Migraine", "Sick Headache"), ("C10.228.140.546.399.750",)
        ),
        "D020325": Entry(("Migraine with Aura",), ("C10.228.140.546.399.750.450",)),
        "D009771": Entry(("Obsessive-Compulsive Disorder",), ("F03.080.600",)),
        "D007649": Entry(("Ketamine", "Ketalar"), ("D02.455.426.392.368.367.345",)),
        "D016896": Entry(("Treatment Outcome",), ("E05.318.308.985.550",)),
        "C000604908": Entry(("loopamab", "LPB-1"), ()),
    }
)
_UIS = {THESAURUS.name(ui): ui for ui in ("D006801", "D000818", "D051379", "D008881", "D020325",
                                          "D009771", "D007649", "D016896")}  # fmt: skip


def study(
    pmid: int,
    title: str,
    *abstract: tuple[str, str],
    types: Iterable[str] = ("Journal Article",),
    mesh: Iterable[str] = (),
    standing: Standing = "current",
    year: int = 2020,
    **more: object,
) -> Study:
    """A study; a heading is written "*Name/qualifier" where it is major and qualified."""
    return Study(
        pmid=str(pmid),
        title=title,
        abstract=tuple(AbstractSection(section=label, text=text) for label, text in abstract),
        publication_types=tuple(PublicationType(name=name) for name in types),
        mesh=tuple(map(_heading, mesh)),
        standing=standing,
        year=year,
        **more,
    )


def _heading(text: str) -> MeshHeading:
    name, *qualifiers = text.removeprefix("*").split("/")
    return MeshHeading(
        name=name, ui=_UIS.get(name), major=text.startswith("*"), qualifiers=tuple(qualifiers)
    )


TRIAL = Record(
    study(
        31000001,
        "Ketamine for migraine with aura: a randomized trial of <i>slow</i> infusion.",
        ("BACKGROUND", "Nobody had tried a slow infusion of ketamine for aura."),
        ("METHODS", "Sixty adults were randomized; plasma CO<sub>2</sub> was kept at p < 5 kPa."),
        ("RESULTS", "The aura was shorter by 12 min (95% CI 4–20), without any adverse event."),
        ("CONCLUSIONS", "A slow infusion of ketamine shortened the aura of migraine."),
        types=("Journal Article", "Randomized Controlled Trial"),
        mesh=("Humans", "*Ketamine/administration & dosage", "*Migraine with Aura/drug therapy"),
        doi="10.5555/loop.1",
        pmcid="PMC9900001",
        journal="Journal of Loopback Medicine",
        authors=("Ångström ÅB", "Ruiz-Soler C", "The Aura Study Group"),
        chemicals=(MeshHeading(name="Ketamine", ui="D007649"),),
        keywords=("aura duration", "CO<sub>2</sub>"),
        language="eng",
        year=2019,
    ),
    published=(2019, 3, 4),
    entered=dt.date(2019, 3, 10),
    volume="12",
    issue="3",
    pages="117-26",
    abbreviation="J Loopback Med",
    affiliation="Department of Invention, Loopback University.",
    references=(
        Cited("Older A. On aura. J Loopback Med. 2001;1:1.", pmid="31000003", doi="10.5555/loop.3"),
        Cited("Unknown B. A book without numbers. 1999."),
    ),
)
MOUSE = study(
    31000002,
    "Ketamine stops spreading depression in mice",
    ("", "In mice, ketamine stopped cortical spreading depression, a model of migraine aura."),
    mesh=("Animals", "Mice", "Ketamine/pharmacology"),
    authors=("Ruiz-Soler C",),
    journal="Journal of Loopback Medicine",
    year=2015,
)
REVIEW = study(
    31000003,
    "Migraine: what is known. A systematic review",
    ("", "We reviewed what is known of migraine. Adverse events were rare."),
    types=("Journal Article", "Systematic Review"),
    mesh=("Humans", "*Migraine Disorders/therapy"),
    year=2012,
)
RETRACTED = study(
    31000004,
    "Ketamine cures obsessive-compulsive disorder",
    ("", "All patients with obsessive compulsive disorder were cured by ketamine."),
    types=("Journal Article", "Clinical Trial, Phase III"),
    mesh=("Humans", "Ketamine", "*Obsessive-Compulsive Disorder"),
    standing="retracted",
    notices=(Notice(kind="RetractionIn", text="J Loopback Med. 2021;3:9", pmid="31000005"),),
    year=2018,
)
NOTICE = study(
    31000005,
    "Retraction notice: Ketamine cures obsessive-compulsive disorder",
    types=("Retraction of Publication",),
    notices=(Notice(kind="RetractionOf", text="J Loopback Med. 2018;2:3", pmid="31000004"),),
    year=2021,
)
CONCERN = study(
    31000006,
    "Loopamab in migraine: an observational study",
    ("OBJECTIVE", "To watch patients on loopamab."),
    ("FINDINGS", "Headache days fell from nine to seven."),
    types=("Journal Article", "Observational Study"),
    mesh=("Humans", "Migraine Disorders"),
    chemicals=(MeshHeading(name="loopamab", ui="C000604908"),),
    standing="concern",
    year=2022,
)
SPANISH = Record(
    study(
        31000007,
        "[Migraine in the village of Abajo].",
        ("", "We asked every inhabitant about headache."),
        language="spa",
        year=1998,
    ),
    medline_date="1998 Nov-Dec",
    vernacular_title="La migraña en el pueblo de Abajo",
    other_abstract="Preguntamos a cada habitante.",
)
BOOK = Record(
    study(
        31000008,
        "Migraine with aura",
        ("", "A chapter on aura."),
        types=("Review",),
        authors=("Older A",),
        year=2016,
    ),
    book="Loopback Reviews",
)
SEASON = Record(
    study(
        31000009,
        "Second version of a preprint on aura & light",
        types=("Preprint",),
        standing="corrected",
        year=2023,
    ),
    season="Spring",
    version=2,
)

RECORDS: tuple[Study | Record, ...] = (
    TRIAL, MOUSE, REVIEW, RETRACTED, NOTICE, CONCERN, SPANISH, BOOK, SEASON,
)  # fmt: skip
