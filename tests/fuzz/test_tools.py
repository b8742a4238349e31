"""The hunt's own tools: what they change, what they call a finding, how they make it small."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

from citecheck.errors import ConfigError
from tests.fuzz import current, plain, tally
from tests.fuzz.finding import Finding, examine, keep, minimised, shrunk
from tests.fuzz.growth import Recipe
from tests.fuzz.mutate import mutated, mutated_zip
from tests.fuzz.target import Target


def reader(data: bytes) -> object:
    """Refuses an "r" in a sentence, stumbles over an "x", and says too much of an "l"."""
    if b"x" in data:
        raise KeyError("x")
    if b"l" in data:
        raise ConfigError("one\ntwo")
    if b"r" in data:
        raise ConfigError("No r is read.")
    return data


TARGET = Target("a", reader, lambda: [b"abc", b"def"], (ConfigError,), (b"x", b"r"))


def test_a_refusal_of_its_own_is_no_finding_and_another_error_is() -> None:
    assert examine(TARGET, b"abc") is None
    assert examine(TARGET, b"r") is None
    found = examine(TARGET, b"abcxdef")
    assert found is not None
    assert found.key == "KeyError test_tools.py reader"
    told = examine(TARGET, b"l")
    assert told is not None
    assert told.key.startswith("NotOneSentence")


def test_a_finding_is_made_as_small_as_it_can_be(tmp_path: Path) -> None:
    found = minimised(TARGET, Finding("KeyError test_tools.py reader", "", b"abc" * 50 + b"x" * 9))
    assert found.data == b"x"
    assert keep(found, tmp_path).read_bytes() == b"x"
    assert shrunk(b"12345678", lambda data: b"3" in data and b"7" in data, 1e9) == b"37"


def test_the_same_seed_makes_the_same_changes() -> None:
    def made(seed: int) -> list[bytes]:
        random = Random(seed)
        return [mutated(b"one\ntwo\n", random, (b"x",), (b"seed",)) for _ in range(50)]

    assert made(1) == made(1) != made(2)


def test_a_changed_archive_is_mostly_an_archive_still() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "<a>some text</a>")
        archive.writestr("b.xml", "<b/>")
    random = Random(1)
    made = [mutated_zip(out.getvalue(), random, (b"<c>",), ()) for _ in range(60)]
    assert sum(zipfile.is_zipfile(io.BytesIO(data)) for data in made) > 40
    assert len(set(made)) > 40


def test_an_archive_with_a_damaged_part_is_changed_too() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", "some text " * 200)
    data = bytearray(out.getvalue())
    data[60:70] = b"\xff" * 10
    assert mutated_zip(bytes(data), Random(1), (b"<c>",), ()) != bytes(data)


def test_a_plain_hunt_finds_what_there_is_and_the_log_tells_it(tmp_path: Path) -> None:
    done = plain.hunt(TARGET, 0.2, 3, tmp_path)
    assert "KeyError test_tools.py reader" in done.findings
    tally.append(done, tmp_path)
    [read] = tally.read(tmp_path)
    assert read == done
    assert f"| a | {done.executions:,} |" in tally.table(tmp_path)


def test_a_recipe_grows_with_its_size() -> None:
    recipe = Recipe(before="(", unit="ab", after=")")
    assert recipe.made(4) == b"(abab)"
    assert len(recipe.made(1_000)) == 1_002


def test_what_killed_a_hunt_is_known_with_its_number(tmp_path: Path) -> None:
    assert current.last(tmp_path) == (0, b"")
    noted = current.Current(tmp_path)
    noted.note(1, b"a longer input")
    noted.note(2, b"short")
    assert current.last(tmp_path) == (2, b"short")
