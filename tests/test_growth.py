from __future__ import annotations

from tests.growth import is_linear


def test_work_that_grows_as_its_input_is_told_from_work_that_grows_as_its_square() -> None:
    assert is_linear(lambda n: sum(range(n)), 4_000_000)
    assert not is_linear(lambda n: [sum(range(n)) for _ in range(n)], 4_000)
