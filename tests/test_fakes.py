from __future__ import annotations

import pytest

from citecheck.errors import SourceUnavailable
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Subset, Words
from citecheck.model.search import StudySource
from citecheck.model.study import AbstractSection, MeshHeading, PublicationType, Study
from tests.fakes import NOW, FakeClock, FakeStudySource, matches

TEA = Study(
    pmid="1",
    title="Tea and sleep",
    abstract=(AbstractSection(section="", text="Valerian helped."),),
    year=2020,
    mesh=(MeshHeading(name="Tea", ui="D013662"),),
    publication_types=(PublicationType(name="Review"),),
)
MILK = Study(pmid="2", title="Milk", year=None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Words(text="TEA AND"), True),
        (Words(text="valerian"), True),
        (Words(text="valerian", field="title"), False),
        (Mesh(ui="D013662", name="Tea"), True),
        (Mesh(ui="D000001", name="Coffee"), False),
        (PubType(name="Review"), True),
        (PubType(name="Letter"), False),
        (Published(first=2020, last=2020), True),
        (Published(first=2021), False),
        (Published(last=2019), False),
        (Subset(name="reviews", parts=PubType(name="Review")), True),
        (And(parts=(Words(text="tea"), Words(text="milk"))), False),
        (Or(parts=(Words(text="tea"), Words(text="milk"))), True),
        (Not(keep=Words(text="tea"), drop=Words(text="sleep")), False),
    ],
)
def test_a_fake_source_really_answers_queries(query: Query, found: bool) -> None:
    assert matches(query, TEA) is found
    assert FakeStudySource([TEA, MILK]).search(query, limit=9).keys[:1] == (("1",) if found else ())


def test_a_fake_source_counts_all_and_gives_back_the_first() -> None:
    source = FakeStudySource([TEA, MILK])
    assert isinstance(source, StudySource)
    reply = source.search(Or(parts=(Words(text="tea"), Words(text="milk"))), limit=1)
    assert (reply.count, reply.keys) == (2, ("1",))
    assert not matches(Published(first=1), MILK)


def test_a_fake_source_fails_and_loses_records_as_told() -> None:
    failing = FakeStudySource([TEA], failing=SourceUnavailable("Down."))
    with pytest.raises(SourceUnavailable):
        failing.search(Words(text="tea"), limit=1)
    losing = FakeStudySource([TEA, MILK], missing=["2"])
    assert losing.fetch(["1", "2", "3"]).missing == ("2", "3")
    assert [study.key for study in losing.fetch(["2", "1"]).studies] == ["1"]


def test_a_fake_clock_moves_only_by_sleeping() -> None:
    clock = FakeClock()
    assert clock() == clock() == NOW
    clock.sleep(1.5)
    assert (clock() - NOW).total_seconds() == clock.monotonic() == 1.5
