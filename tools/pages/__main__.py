"""Make the pages true: `python -m tools.pages [PAGE]...` fills outputs and writes the reference.

Outputs in README and docs/ are those of the program as it is; docs/reference/ is made from the
code. Tests demand that both are as this makes them. Read what changed before committing it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.pages import ROOT
from tools.pages.fill import filled
from tools.pages.reference import GENERATED


def pages() -> list[Path]:
    """Every page whose blocks are run: README, the examples' and docs/."""
    own = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "examples/README.md")]
    made = {ROOT / name for name in GENERATED}
    return [*own, *sorted(set((ROOT / "docs").rglob("*.md")) - made)]


def main(names: list[str]) -> int:
    """Write the pages named, or all."""
    for name, render in GENERATED.items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(render(), encoding="utf-8")
    for page in [Path(name).resolve() for name in names] or pages():
        with tempfile.TemporaryDirectory() as folder:
            before = page.read_text(encoding="utf-8")
            after = filled(before, Path(folder).resolve())
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{page.relative_to(ROOT)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
