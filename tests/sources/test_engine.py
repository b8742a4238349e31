"""What makes searching fast changes no answer."""

from __future__ import annotations

import random

import pytest

from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Wildcard, Words
from citecheck.model.study import MeshHeading, PublicationType, Study
from citecheck.sources import parts, schema, ties
from citecheck.sources.engine import Engine
from citecheck.sources.entry import Indexing, document
from citecheck.sources.index import StudyIndex

from .test_index import TREE, some_query, some_study
from .trees import CLUSTER_HEADACHE, HEADACHE_DISORDERS, KETAMINE

YEARS = (None, 1988, 2001, 2001, 2013, 2014, 2014, 2014)
TOPICS = (KETAMINE, CLUSTER_HEADACHE, HEADACHE_DISORDERS)
TRIAL = PublicationType(name="Randomized Controlled Trial")


def alike(number: int, draw: random.Random) -> Study:
    """One of many studies that differ in year, heading and type alone."""
    heading = MeshHeading(name="x", ui=draw.choice(TOPICS), major=draw.random() < 0.4)
    return Study(
        pmid=str(number),
        title="tea tearoom" if draw.random() < 0.1 else "tea",
        year=draw.choice(YEARS),
        mesh=(heading,),
        publication_types=(TRIAL,) * draw.randint(0, 1),
    )


@pytest.fixture(scope="module")
def many() -> list[Study]:
    draw = random.Random(23)
    return [alike(number, draw) for number in range(100_000, 109_000)]


def engine_of(studies: list[Study]) -> Engine:
    """Over an index of three segments whose studies came in no order."""
    indexing, index = Indexing(TREE), schema.new_index()
    shuffled = random.Random(37).sample(studies, len(studies))
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for start in range(3):
        for study in shuffled[start::3]:
            writer.add_document(document(indexing.entry(study.fields, int(study.key))))
        writer.commit()
    index.reload()
    return Engine(index, TREE)


@pytest.fixture(scope="module")
def engine(many: list[Study]) -> Engine:
    return engine_of(many)


def by_year(studies: list[Study], limit: int) -> tuple[int, ...]:
    ordered = sorted(studies, key=lambda study: (-(study.year or 0), int(study.key)))
    return tuple(int(study.key) for study in ordered[:limit])


def is_trial(study: Study) -> bool:
    return bool(study.publication_types)


@pytest.mark.parametrize("limit", [1, 20, 300, 1500, 5000])
def test_of_thousands_that_tie_the_newest_come_first(
    engine: Engine, many: list[Study], limit: int
) -> None:
    trials = [study for study in many if is_trial(study)]
    assert engine.search(PubType(name=TRIAL.name), limit) == (len(trials), by_year(trials, limit))


@pytest.mark.parametrize("last", [2014, 2013, 2007, 1990])
def test_ties_begin_with_the_last_year_that_is_asked_for(
    engine: Engine, many: list[Study], last: int
) -> None:
    query = And(parts=(PubType(name=TRIAL.name), Published(last=last)))
    chosen = [s for s in many if is_trial(s) and s.year is not None and s.year <= last]
    assert engine.search(query, 20) == (len(chosen), by_year(chosen, 20))


def test_ties_of_a_middle_score_follow_those_of_a_higher_one(
    engine: Engine, many: list[Study]
) -> None:
    query = Mesh(ui=KETAMINE, name="Ketamine")
    having = [study for study in many if study.mesh[0].ui == KETAMINE]
    major = [study for study in having if study.mesh[0].major]
    others = [study for study in having if not study.mesh[0].major]
    limit = len(major) + 50
    count, found = engine.search(query, limit)
    assert count == len(having)
    assert found == by_year(major, len(major)) + by_year(others, 50)


def test_undated_studies_are_the_last_of_those_that_tie(many: list[Study]) -> None:
    undated = [study for study in many if study.year is None]
    dated = [study for study in many if study.year == 1988][:5]
    engine = engine_of([*undated, *dated])
    trials = [study for study in (*undated, *dated) if is_trial(study)]
    query = Or(parts=(PubType(name=TRIAL.name), PubType(name="Review")))
    assert engine.search(query, 100) == (len(trials), by_year(trials, 100))


def test_a_few_that_tie_among_many_matches_are_ordered_too(many: list[Study]) -> None:
    draw = random.Random(41)
    rare = {study.key for study in draw.sample(many, 240)}
    titled = [
        study.model_copy(update={"title": "tea room"}) if study.key in rare else study
        for study in many
    ]
    query = Or(parts=(Published(first=1980), Words(text="room")))
    _, found = engine_of(titled).search(query, 20)
    assert found == by_year([study for study in titled if study.key in rare], 20)


def test_where_ties_are_not_followed_others_that_tie_fill_the_list(
    engine: Engine, many: list[Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties.Ties, "first", lambda *_: [])
    trials = {int(study.key) for study in many if is_trial(study)}
    count, found = engine.search(PubType(name=TRIAL.name), 20)
    assert count == len(trials)
    assert len(set(found) & trials) == 20


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    draw = random.Random(29)
    return [some_study(number, draw) for number in range(1_000)]


def test_asking_for_what_is_rare_inside_an_or_changes_no_answer(
    studies: list[Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(studies)
    draw = random.Random(31)
    queries = [some_query(draw, draw.choice((2, 3))) for _ in range(400)]
    monkeypatch.setattr(parts, "SKIP", 10**9)
    plain = [engine.search(query, 30) for query in queries]
    monkeypatch.setattr(parts, "SKIP", 0)
    assert [engine.search(query, 30) for query in queries] == plain


def test_a_phrase_in_an_or_is_read_in_the_studies_of_a_rare_word_alone() -> None:
    common = [
        Study(pmid=str(n), title="on the", keywords=("on the",), year=2000) for n in range(1, 3000)
    ]
    engine = engine_of([*common, Study(pmid="9000", title="rare on the")])
    phrase = Words(text="on the")
    lowered = engine._lowering.lower
    alone = lowered(phrase)
    beside = lowered(And(parts=(phrase, Words(text="rare"))))
    assert alone.cost > 50_000
    assert beside.cost < 200
    assert engine.search(And(parts=(phrase, Words(text="rare"))), 5) == (1, (9000,))
    assert engine.search(Not(keep=Words(text="rare"), drop=phrase), 5) == (0, ())


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("tea*", {"1", "2", "3"}),
        ("tear*m", {"2"}),
        ("tea*o*m", {"2", "3"}),
        ("tea**m", {"2", "3"}),
        ("tearo*oom", set()),
        ("tearoom*tearoom", set()),
    ],
)
def test_a_star_stands_for_any_letters_or_none(pattern: str, found: set[str]) -> None:
    titles = {"1": "tea", "2": "tearoom", "3": "teapotbloom", "4": "te"}
    index = StudyIndex([Study(pmid=p, title=t) for p, t in titles.items()], TREE)
    query: Query = Wildcard(text=pattern, field="title")
    assert set(index.search(query, 9)[1]) == found
