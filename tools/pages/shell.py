"""A reader's terminal: commands run in a folder of their own, and what the screen then shows."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from citecheck.cli.codes import BUG
from citecheck.cli.main import main

WIDTH = 78
DAY = "2026-11-22"
"""The day that pages show for the day on which they are made, so that they stay true tomorrow."""

HOME = "/home/you/citecheck"
"""What pages show for the folder that commands run in, where they must name it."""

_OURS = re.compile(r"CITECHECK_|NCBI_|XDG_")
_CLOCK = re.compile(rf"({DAY})([ T])[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?")
_INTERPRETER = re.compile(rf"{re.escape(str(Path(sys.executable).parent))}/python[0-9.]*")
_BEYOND_CITECHECK = re.compile(r"[|;&<>$*`]")


class Shell:
    """Commands that are typed one after another; `echo $?` tells how the last one ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = 0
        home = folder / ".home"
        home.mkdir(exist_ok=True)
        self.environment: dict[str, str | None] = {
            **{name: None for name in os.environ if _OURS.match(name)},
            "HOME": str(home),
            "CITECHECK_CACHE_DIR": str(home / "cache"),
            "COLUMNS": str(WIDTH),
            "NO_COLOR": "1",
            "PYTHONIOENCODING": "utf-8",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }

    def run(self, command: str) -> str:
        """What the command prints, errors among it, as it would stand on a page.

        Raises: RuntimeError if it ran into a bug of citecheck, which belongs on no page.
        """
        if command == "echo $?":
            return f"{self.code}\n"
        plain = command.startswith("citecheck ") and not _BEYOND_CITECHECK.search(command)
        printed = self._citecheck(command) if plain else self._shell(command)
        if self.code == BUG and command.startswith("citecheck "):
            raise RuntimeError(f"{command}\n{printed}")
        return stable(printed, self.folder)

    @contextlib.contextmanager
    def here(self) -> Iterator[None]:
        """Within, this process is in the folder, with the terminal's environment."""
        before = dict(os.environ)
        with contextlib.chdir(self.folder):
            try:
                for name, value in self.environment.items():
                    if value is None:
                        os.environ.pop(name, None)
                    else:
                        os.environ[name] = value
                yield
            finally:
                os.environ.clear()
                os.environ.update(before)

    def _citecheck(self, command: str) -> str:
        """In this process: starting another one for each command would cost a second each."""
        with self.here(), CliRunner().isolation() as (_, _, screen):
            sys.stdout.isatty = lambda: True  # type: ignore[method-assign]
            self.code = main(shlex.split(command)[1:])
            sys.stderr.flush()
            return screen.getvalue().decode()

    def _shell(self, command: str) -> str:
        environment = {**os.environ, **{k: v for k, v in self.environment.items() if v}}
        for name, value in self.environment.items():
            if value is None:
                environment.pop(name, None)
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.code = ran.returncode
        return ran.stdout


def stable(printed: str, folder: Path) -> str:
    """The text without what differs between two runs: the day, the clock, the folder."""
    today = datetime.now(UTC)
    for day in (today, today - timedelta(days=1)):  # a page may be made at midnight
        printed = printed.replace(day.strftime("%Y-%m-%d"), DAY)
    printed = _CLOCK.sub(
        lambda found: f"{found[1]}{found[2]}09:00{':00' if found[3] else ''}", printed
    )
    printed = printed.replace(f"{folder}{os.sep}", "").replace(str(folder), HOME)
    printed = _INTERPRETER.sub(f"{HOME}/.venv/bin/python", printed)
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
