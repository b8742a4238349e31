"""Fill README's output blocks with what the program really prints.

A block follows a comment `<!-- run: COMMAND -->`. `python tools/readme.py` rewrites them;
with `--check` it only says whether they are true.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- run: (.+?) -->\n```\n)(.*?)(```\n)", re.DOTALL)


def filled(text: str) -> str:
    """The text with every block as the program prints it now."""
    return _BLOCK.sub(lambda found: found[1] + output(found[2]) + found[4], text)


def output(command: str) -> str:
    """What a command prints on a screen of 100 columns, without colour."""
    program, *arguments = shlex.split(command)
    if program != "citecheck":
        raise ValueError(f"README may only run citecheck, not {program}")
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-m", "citecheck", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    # The day of the search would make the page untrue tomorrow.
    undated = re.sub(r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b", "YYYY-MM-DD", ran.stdout)
    return "".join(f"{line.rstrip()}\n" for line in undated.splitlines())


def main() -> int:
    """Rewrite or check; 1 if a check fails."""
    before = README.read_text(encoding="utf-8")
    after = filled(before)
    if "--check" in sys.argv[1:]:
        return int(after != before)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
