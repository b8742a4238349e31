from __future__ import annotations

import math
from itertools import combinations

import pytest

from citecheck.model.search import Purpose, Search
from citecheck.report import picture_overlap, picture_studies
from tests.reports import checked, evidence

SENTENCE = "Valerian helps with insomnia."


def test_marks_stand_by_year_and_level_shaped_by_stance_and_sized_by_participants() -> None:
    drawn = picture_studies.picture(
        [
            evidence("1", year=2000, level="case", participants=4),
            evidence("2", year=2010, level="randomized", participants=400, stance="contradicts"),
            evidence("3", year=2020, level="randomized", participants=None, stance="silent"),
            evidence("4", year=2020, level="cohort", mixed=True, participants=9_000),
        ]
    )
    assert drawn is not None
    two, three, four, one = drawn.dots
    assert [row.label for row in drawn.rows] == ["randomized", "cohort", "case report"]
    assert [dot.mark for dot in drawn.dots] == ["contradicts", "silent", "mixed", "supports"]
    assert one.x < two.x < three.x == four.x
    assert two.y < four.y < one.y
    assert one.radius < three.radius < two.radius < four.radius
    assert drawn.ticks[0].label == "2000"
    assert drawn.ticks[-1].label == "2020"
    assert drawn.summary == (
        "4 studies of 2000 to 2020: 1 supporting, 1 contradicting, 1 with mixed results, 1 silent"
    )
    assert drawn.marks == ("supports", "contradicts", "mixed", "silent")


def test_what_weighs_nothing_is_drawn_as_an_outline() -> None:
    retracted = evidence("2", standing="retracted", weight=0.0)
    drawn = picture_studies.picture([evidence("1"), retracted])
    assert drawn is not None
    assert [dot.counted for dot in drawn.dots] == [True, False]


def test_four_times_the_participants_are_twice_as_far_from_the_smallest_mark() -> None:
    drawn = picture_studies.picture([evidence("1", participants=n) for n in (0, 200, 800, 5_000)])
    assert drawn is not None
    _, small, large, largest = (dot.radius - 4 for dot in drawn.dots)
    assert large == pytest.approx(2 * small, abs=0.15)
    assert largest == 7


def test_words_do_where_a_picture_would_show_nothing() -> None:
    silent = evidence(stance="silent", weight=0.0)
    assert picture_studies.picture([]) is None
    assert picture_studies.picture([evidence()]) is None
    assert picture_studies.picture([silent, silent, silent]) is None


def test_no_mark_hides_another_or_leaves_the_picture() -> None:
    crowd = [evidence(str(n), year=2015 + n % 2, participants=n * 90) for n in range(40)]
    drawn = picture_studies.picture(crowd)
    assert drawn is not None
    for one, other in combinations(drawn.dots, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius - 1
    for dot in drawn.dots:
        assert dot.radius <= dot.y <= drawn.height - dot.radius
        assert dot.radius <= dot.x <= picture_studies.WIDTH - dot.radius


def test_studies_without_a_year_stand_apart() -> None:
    undated = [evidence("1", year=None), evidence("2", year=None)]
    drawn = picture_studies.picture(undated)
    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == ["no year"]
    mixed = picture_studies.picture([*undated, evidence("3", year=2001)])
    assert mixed is not None
    assert [tick.label for tick in mixed.ticks] == ["no year", "2001"]
    assert mixed.dots[0].x < mixed.dots[2].x


def test_a_thousand_studies_of_one_year_are_drawn_in_no_time() -> None:
    assert picture_studies.picture([evidence(str(n)) for n in range(1_000)]) is not None


@pytest.mark.parametrize(
    ("first", "second", "both"), [(13, 11, 1), (1000, 1000, 500), (40, 10, 10), (700, 650, 30)]
)
def test_circles_and_what_they_share_have_areas_by_the_counts(
    first: int, second: int, both: int
) -> None:
    drawn = picture_overlap.drawn(first, second, both, "hops", "sleep")
    one, other = drawn.left, drawn.right
    assert one.radius**2 / other.radius**2 == pytest.approx(first / second, rel=0.02)
    shared = _shared(one, other)
    assert shared / (math.pi * other.radius**2) == pytest.approx(both / second, abs=0.03)
    assert one.x - one.radius >= 0
    assert other.x + other.radius <= picture_overlap.WIDTH


def test_circles_that_share_nothing_stand_apart() -> None:
    drawn = picture_overlap.drawn(7, 1_022, 0, "hop pillows", "nightmares")
    assert drawn.left.x + drawn.left.radius < drawn.right.x - drawn.right.radius
    assert drawn.left.radius >= 9
    assert drawn.summary == "7 records name hop pillows, 1,022 name nightmares, 0 name both"
    one = picture_overlap.drawn(1, 3, 1, "zinc", "colds")
    assert one.summary == "1 record names zinc, 3 name colds, 1 names both"


@pytest.mark.parametrize("counts", [(0, 5, 0), (5, 0, 0), (3, 3, 3), (2, 5, 9)])
def test_odd_counts_are_drawn_too(counts: tuple[int, int, int]) -> None:
    drawn = picture_overlap.drawn(*counts, "a", "b")
    assert math.isfinite(drawn.both_x)


def test_only_an_unfound_claim_with_all_counts_has_an_overlap() -> None:
    purposes: tuple[Purpose, ...] = ("count-intervention", "count-condition", "count-both")
    asked = [_count(purpose, 2 + n) for n, purpose in enumerate(reversed(purposes))]
    unfound = checked(SENTENCE, SENTENCE, searches=(*asked, *asked))
    drawn = picture_overlap.picture(unfound)
    assert drawn is not None
    assert (drawn.left.label, drawn.right.label, drawn.both) == (
        "8 valerian", "6 insomnia", "4 both",
    )  # fmt: skip
    assert picture_overlap.picture(checked(SENTENCE, SENTENCE, searches=asked[1:])) is None
    found = checked(SENTENCE, SENTENCE, searches=asked, verdict="supported", certainty="low")
    assert picture_overlap.picture(found) is None
    nothing = [each.model_copy(update={"count": 0}) for each in asked]
    assert picture_overlap.picture(checked(SENTENCE, SENTENCE, searches=nothing)) is None


def _count(purpose: Purpose, count: int) -> Search:
    return Search(
        source="x", term="x", translation="x", count=count, retrieved=0, purpose=purpose,
        searched_at="2026-03-01T12:00:00Z",
    )  # fmt: skip


def _shared(one: picture_overlap.Circle, other: picture_overlap.Circle) -> float:
    """The shared area, by counting points."""
    step = 0.25
    reach = round(other.radius / step)
    inside = 0
    for i in range(-reach, reach + 1):
        for j in range(-reach, reach + 1):
            x, y = other.x + i * step, j * step
            if math.hypot(i * step, y) <= other.radius and math.hypot(x - one.x, y) <= one.radius:
                inside += 1
    return inside * step**2
