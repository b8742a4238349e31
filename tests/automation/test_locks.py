"""The lock files hold what pyproject.toml asks for, with hashes, and name no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]
LOCKS: Final = ("dev", "runtime", "build", "tools")
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ON_LINUX: Final = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
PYTHONS: Final = ("3.11", "3.12", "3.13")


def text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock: str, python: str) -> dict[str, str]:
    """What the lock installs on this Python, by name."""
    environment = default_environment() | ON_LINUX
    environment |= {"python_version": python, "python_full_version": f"{python}.9"}
    found: dict[str, str] = {}
    for line in re.findall(r"^[a-z0-9].*", text(lock), re.MULTILINE):
        pin = Requirement(line.removesuffix("\\").strip())
        if pin.marker is None or pin.marker.evaluate({k: str(v) for k, v in environment.items()}):
            name = canonicalize_name(pin.name)
            assert name not in found, f"{name} is there twice on Python {python}"
            found[name] = str(pin.specifier).removeprefix("==")
    return found


def asked(lock: str) -> list[Requirement]:
    """What the lock has to satisfy."""
    extras = PROJECT["project"]["optional-dependencies"]
    match lock:
        case "dev":
            words = [each for extra in ("dev", "browser", "dask") for each in extras[extra]]
            words += PROJECT["project"]["dependencies"]
        case "runtime":
            words = PROJECT["project"]["dependencies"]
        case _:
            words = (ROOT / "requirements" / f"{lock}.in").read_text("utf-8").splitlines()
    return [Requirement(each) for each in words if each and not each.startswith("#")]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_a_pin_that_satisfies_it(lock: str, python: str) -> None:
    found = pins(lock, python)
    wanted = asked(lock)
    assert wanted
    for each in wanted:
        version = found.get(canonicalize_name(each.name))
        assert version is not None, f"{each.name} is not in the lock: run `make lock`"
        assert each.specifier.contains(version, prereleases=True), "run `make lock`"


@pytest.mark.parametrize("python", PYTHONS)
def test_one_package_has_one_version_in_all_locks(python: str) -> None:
    developed = pins("dev", python)
    for lock in LOCKS[1:]:
        for name, version in pins(lock, python).items():
            assert developed.get(name, version) == version


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_line_names_a_registry_or_a_folder(lock: str) -> None:
    blocks = re.findall(r"^[a-z0-9][^\n]*(?:\n[ ]{4}[^\n]*)*", text(lock), re.MULTILINE)
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+(?:\[[a-z0-9,-]+\])?==[^\s;]+", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|file:|/home/|/tmp/", text(lock))


def test_the_builder_is_the_one_that_pyproject_names() -> None:
    builder = [Requirement(each) for each in PROJECT["build-system"]["requires"]]
    assert set(map(str, builder)) <= {str(each) for each in asked("build")}


def test_make_locks_the_extras_that_it_installs_unlocked() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^EXTRAS := dev,browser,dask$", makefile, re.MULTILINE)
