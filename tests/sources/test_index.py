from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from citecheck.model.query import (
    And,
    Attribute,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
    TextField,
    Wildcard,
    Words,
)
from citecheck.model.study import AbstractSection, MeshHeading, Notice, PublicationType, Study
from citecheck.sources.index import StudyIndex

from .matcher import BROADER_TYPES, matches
from .trees import CLUSTER_HEADACHE, ESKETAMINE, HEADACHE_DISORDERS, KETAMINE, FakeTree

TREE = FakeTree()
VOCABULARY = (
    "ketamine", "esketamine", "headache", "headaches", "cluster", "cluster-headache", "pain",
    "painful", "attack", "attacks", "3,4-methylenedioxymethamphetamine", "Ménière", "meniere",
    "β-blocker", "beta", "blocker", "(placebo)", "placebo's", "trial", "tri", "trials", "the",
    "of", "and", "5-HT2A", "co2", "a_b", "TNFα",
)  # fmt: skip
HEADINGS = (
    MeshHeading(name="Headache Disorders", ui=HEADACHE_DISORDERS),
    MeshHeading(name="Cluster Headache", ui=CLUSTER_HEADACHE, qualifiers=("drug therapy",)),
    MeshHeading(name="Ketamine", ui=KETAMINE, major=True),
    MeshHeading(name="Unheard Of"),
)
FIELDS: tuple[TextField, ...] = (
    "all", "text", "title", "abstract", "tiab", "keyword", "author", "journal",
)  # fmt: skip
TYPES = (*BROADER_TYPES, "Clinical Trial", "Meta-Analysis", "Review", "Case Reports")


def some_words(draw: random.Random, most: int) -> str:
    return " ".join(draw.choices(VOCABULARY, k=draw.randint(0, most)))


def some_study(number: int, draw: random.Random) -> Study:
    return Study(
        pmid=str(number + 1),
        title=some_words(draw, 6),
        abstract=tuple(
            AbstractSection(section="", text=some_words(draw, 12))
            for _ in range(draw.randint(0, 3))
        ),
        keywords=tuple(some_words(draw, 2) for _ in range(draw.randint(0, 2))),
        year=draw.choice((None, 1999, 2000, 2010, 2020)),
        mesh=tuple(draw.sample(HEADINGS, draw.randint(0, 3))),
        chemicals=(MeshHeading(name="Esketamine", ui=ESKETAMINE),) * draw.randint(0, 1),
        publication_types=tuple(
            PublicationType(name=name) for name in draw.sample(TYPES, draw.randint(0, 2))
        ),
        authors=("Pain T", "Trial Group"),
        journal=draw.choice((None, "Headache attacks")),
        languages=draw.choice(((), ("eng",), ("eng", "ger"))),
        notices=(Notice(kind="RetractionIn"),) * draw.randint(0, 1),
    )


def some_leaf(draw: random.Random) -> Query:
    leaves: tuple[Callable[[], Query], ...] = (
        lambda: Words(
            text=" ".join(draw.choices(VOCABULARY, k=draw.choice((1, 1, 2, 3)))),
            field=draw.choice(FIELDS),
        ),
        lambda: Words(
            text=draw.choice(("head", "cluster head", "tri", "the tri", "Méni", "zzz")),
            field=draw.choice(FIELDS),
            prefix=True,
        ),
        lambda: Wildcard(
            text=draw.choice(("he*che", "tri* pain", "k*a*e", "clus* head*", "M*re", "of *tack")),
            field=draw.choice(FIELDS),
        ),
        lambda: Near(
            text=" ".join(
                draw.choices(("pain", "the", "of", "trial", "tri"), k=draw.randint(2, 3))
            ),
            distance=draw.randint(0, 3),
            field=draw.choice(("title", "tiab")),
        ),
        lambda: Attribute(kind="has", value=draw.choice(("abstract", "retractionin"))),
        lambda: Attribute(kind="language", value=draw.choice(("eng", "ger"))),
        lambda: Mesh(
            ui=draw.choice((HEADACHE_DISORDERS, CLUSTER_HEADACHE, KETAMINE, ESKETAMINE)),
            name="by UI",
            explode=draw.random() < 0.5,
            major=draw.random() < 0.3,
        ),
        lambda: Mesh(
            ui=draw.choice((HEADACHE_DISORDERS, CLUSTER_HEADACHE)),
            name="with a subheading",
            explode=draw.random() < 0.5,
            qualifier=draw.choice(("drug therapy", "genetics")),
        ),
        lambda: Mesh(ui="D999999", name="Unheard Of"),
        lambda: Mesh(ui="Q000188", name="drug therapy"),
        lambda: PubType(name=draw.choice(TYPES)),
        lambda: Published(
            first=draw.choice((None, 2000)),
            last=draw.choice((None, 2010)),
            before=draw.choice((None, "2009-07-15")),
        ),
    )
    return draw.choice(leaves)()


def some_query(draw: random.Random, depth: int) -> Query:
    if depth == 0 or draw.random() < 0.2:
        return some_leaf(draw)
    parts = tuple(some_query(draw, depth - 1) for _ in range(draw.randint(1, 3)))
    kind = draw.choice(("and", "or", "or", "not", "subset"))
    if kind == "and":
        return And(parts=parts)
    if kind == "or":
        return Or(parts=parts)
    if kind == "subset":
        return Subset(name="ours", parts=parts[0])
    return Not(keep=parts[0], drop=some_query(draw, depth - 1))


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    draw = random.Random(7)
    return [some_study(number, draw) for number in range(400)]


@pytest.fixture(scope="module")
def index(studies: list[Study]) -> StudyIndex:
    return StudyIndex(studies, TREE)


def test_every_query_finds_exactly_what_a_reading_of_each_record_finds(
    index: StudyIndex, studies: list[Study]
) -> None:
    draw = random.Random(11)
    sizes = []
    for _ in range(1200):
        query = some_query(draw, draw.choice((0, 1, 2, 3)))
        expected = {study.key for study in studies if matches(query, study, TREE)}
        count, keys = index.search(query, len(studies))
        assert (count, set(keys)) == (len(expected), expected), query
        assert len(keys) == count
        sizes.append(count)
    assert sum(0 < size < 400 for size in sizes) > 600


def test_a_limit_cuts_the_list_and_never_the_count(index: StudyIndex) -> None:
    query = Words(text="headache")
    count, best = index.search(query, 5)
    everything = index.search(query, 400)[1]
    assert count == len(everything) > 5
    assert best == everything[:5]
    assert index.search(query, 0) == (count, ())
    assert index.search(query, 10_000)[1] == everything


def test_the_order_is_the_same_however_the_studies_came(studies: list[Study]) -> None:
    shuffled = random.Random(3).sample(studies, len(studies))
    first, second = StudyIndex(studies, TREE), StudyIndex(shuffled, TREE)
    draw = random.Random(5)
    for _ in range(50):
        query = some_query(draw, 2)
        assert first.search(query, 30) == second.search(query, 30)


def test_several_threads_get_the_same_answers(index: StudyIndex) -> None:
    draw = random.Random(13)
    queries = [some_query(draw, 2) for _ in range(60)]
    expected = [index.search(query, 20) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda query: index.search(query, 20), queries)) == expected


def ranked(query: Query, *studies: Study) -> tuple[str, ...]:
    return StudyIndex(studies, TREE).search(query, 10)[1]


def study(pmid: str, title: str = "", text: str = "", year: int | None = None) -> Study:
    sections = (AbstractSection(section="", text=text),) if text else ()
    return Study(pmid=pmid, title=title, abstract=sections, year=year)


FILLER = "and nothing else of note was said in the rest of this text"


def test_equal_scores_are_ordered_by_year_then_key() -> None:
    same = [study(pmid, "Ketamine", year=year) for pmid, year in (("3", 2001), ("2", 2020))]
    same += [study("9", "Ketamine", year=2020), study("5", "Ketamine")]
    assert ranked(Words(text="ketamine"), *same) == ("2", "9", "3", "5")


def test_a_name_also_in_the_title_outranks_the_same_name_again_in_the_abstract() -> None:
    title = study("1", f"Ketamine {FILLER}", f"Ketamine {FILLER} {FILLER}")
    abstract = study("2", FILLER, f"Ketamine {FILLER} ketamine {FILLER}", year=2024)
    assert ranked(Words(text="ketamine"), title, abstract) == ("1", "2")


def test_many_synonyms_of_one_thing_do_not_outrank_both_things_in_the_title() -> None:
    query = And(
        parts=(
            Or(parts=tuple(Words(text=word) for word in ("alpha", "beta", "gamma", "delta"))),
            Or(parts=(Words(text="headache"), Words(text="pain"))),
        )
    )
    synonyms = study("1", f"Beta gamma delta {FILLER}", f"alpha {FILLER} pain", year=2024)
    both = study("2", f"Alpha in headache {FILLER}", f"alpha {FILLER} pain")
    others = [study(str(n), FILLER, FILLER) for n in range(3, 40)]
    assert ranked(query, synonyms, both, *others) == ("2", "1")


def test_a_heading_and_a_word_weigh_about_the_same() -> None:
    query = Or(parts=(Mesh(ui=KETAMINE, name="Ketamine"), Words(text="ketamine")))
    heading = Study(pmid="1", title=FILLER, mesh=(MeshHeading(name="Ketamine", ui=KETAMINE),))
    title = study("2", f"Ketamine {FILLER}")
    both = heading.model_copy(update={"pmid": "3", "title": title.title})
    others = [study(str(n), FILLER, FILLER) for n in range(4, 30)]
    order = ranked(query, heading, title, both, *others)
    assert order[0] == "3" and set(order) == {"1", "2", "3"}


def test_filters_select_and_leave_the_order_alone() -> None:
    trial = (PublicationType(name="Randomized Controlled Trial"),)
    best = Study(pmid="1", title=f"Ketamine {FILLER}", publication_types=trial)
    good = Study(pmid="2", title=f"Random {FILLER}", keywords=("ketamine",))
    others = [study(str(n), FILLER, FILLER) for n in range(3, 40)]
    words = Words(text="ketamine")
    trials = Or(parts=(PubType(name="Clinical Trial"), Words(text="random")))
    filtered = And(parts=(Subset(name="ours", parts=trials), words))
    assert ranked(filtered, best, good, *others) == ("1", "2")


def test_a_phrase_never_runs_from_the_title_into_the_abstract() -> None:
    assert ranked(Words(text="cluster headache"), study("1", "A cluster", "Headache here")) == ()


def test_a_prefix_counts_every_ending() -> None:
    many = [study(str(n + 1), f"random{n:03d} thing{n:03d}") for n in range(300)]
    index = StudyIndex(many, TREE)
    assert index.search(Words(text="random", prefix=True), 0)[0] == 300
    assert index.search(Words(text="random007 thing", prefix=True), 0)[0] == 1


def test_an_empty_index_matches_nothing() -> None:
    assert StudyIndex([], TREE).search(Words(text="ketamine"), 5) == (0, ())


def test_a_day_parts_the_year_and_what_may_be_later_is_left_out() -> None:
    dates = ("2019", "2019-05", "2019-06", "2019-06-29", "2019-06-30", "2018", None)
    studies = [Study(id=f"d{n}", title="tea", published=d) for n, d in enumerate(dates)]
    studies.append(Study(id="year-only", title="tea", year=2018))
    index = StudyIndex(studies, FakeTree())
    query = And(parts=(Words(text="tea"), Published(before="2019-06-30")))
    count, keys = index.search(query, 10)
    assert set(keys) == {"d1", "d3", "d5", "year-only"}
    assert count == 4
