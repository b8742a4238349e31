"""README is true: its outputs, its commands, its code and its links."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from citecheck.cli.main import citecheck
from citecheck.config.load import _ENVIRONMENT

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"]


def test_its_outputs_are_what_the_program_prints() -> None:
    ran = subprocess.run([sys.executable, "tools/readme.py", "--check"], cwd=ROOT, check=False)
    assert ran.returncode == 0, "run `make readme` and read what changed"


def test_every_command_and_option_that_it_shows_exists() -> None:
    blocks = re.findall(
        r"^```\n(.*?)^```",
        re.sub(r"<!-- run:.*?-->\n```.*?```", "", README, flags=re.DOTALL),
        re.DOTALL | re.MULTILINE,
    )
    shown = re.findall(r"^(?:cat \S+ \| )?citecheck (.+)$", "\n".join(blocks), re.MULTILINE)
    assert len(shown) >= 4
    for line in shown:
        name, *rest = shlex.split(line)
        command = citecheck.commands[name]
        known = {option for p in command.params for option in p.opts}
        assert {word for word in rest if word.startswith("--")} <= known, line


def test_its_code_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(code, {})
    assert re.match(r"(supported|contradicted|unfound) \S", capsys.readouterr().out)


def test_it_names_every_variable_that_is_read() -> None:
    for variable in _ENVIRONMENT:
        assert variable in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_make_targets_that_it_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"^make (\w+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
